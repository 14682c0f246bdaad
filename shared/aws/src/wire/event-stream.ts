import { EventStreamCodec } from '@smithy/core/event-streams'
import { NormalizedSchema } from '@smithy/core/schema'
import { fromUtf8, toUtf8 } from '@smithy/core/serde'
import type { RoutedRequest } from './decode.ts'
import { errorSchema, failureOf } from './encode-error.ts'
import { bytesOf } from './encode.ts'
import type { Schema } from './wire-service.ts'

const codec = new EventStreamCodec(toUtf8, fromUtf8)

/** What a body of events says it is. */
export const EVENT_STREAM = 'application/vnd.amazon.eventstream'

/**
 * Writes events as they come, one message each: first `initial-response` with the rest of the
 * output, as RPC protocols have it, last an exception if the source throws (Smithy specification,
 * "Amazon event stream"). Events whose members travel in headers of their own are not written so.
 */
export async function* eventMessages(
  { operation, protocol, service }: RoutedRequest,
  { events, rest }: { events: AsyncIterable<object>; rest: object },
): AsyncGenerator<Uint8Array> {
  const union = NormalizedSchema.of(operation.output).getMemberSchema(operation.eventsOutput!)
  const event = (type: string, schema: Schema, value: unknown) =>
    message({ ':message-type': 'event', ':event-type': type }, schema, value)

  yield event('initial-response', operation.outputBody, rest)
  try {
    for await (const made of events) {
      const [type, value] = Object.entries(made)[0]!
      yield event(type, union.getMemberSchema(type), value)
    }
  } catch (error) {
    const failure = failureOf(error)
    const { name, message: text } = failure
    const schema = errorSchema(service, name)
    if (!schema) throw error
    yield message({ ':message-type': 'exception', ':exception-type': name }, schema, {
      message: text,
    })
  }

  function message(kind: Record<string, string>, schema: Schema, value: unknown): Uint8Array {
    const serializer = protocol.getPayloadCodec().createSerializer()
    serializer.write(schema, value)
    const headers = { ...kind, ':content-type': protocol.getDefaultContentType() }
    return codec.encode({
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, text]) => [name, { type: 'string', value: text }]),
      ),
      body: bytesOf(serializer.flush()),
    })
  }
}
