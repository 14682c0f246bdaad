import { FromStringShapeDeserializer, HttpResponse } from '@smithy/core/protocols'
import { SCHEMA } from '@smithy/core/schema'
import { checkShape } from './check-shape.ts'
import { coralMismatch } from './coral-mismatch.ts'
import type { RequestHead } from './message.ts'
import { type Member, membersOf } from './struct.ts'
import {
  isRpc,
  isXml,
  type Protocol,
  type WireOperation,
  type WireService,
} from './wire-service.ts'
import { WireError } from './wire-error.ts'

/** A request that is known to ask for `operation`. */
export interface RoutedRequest {
  head: RequestHead
  service: WireService
  protocol: Protocol
  operation: WireOperation
  /** Values in the path and the host, decoded, by the input's member. */
  labels: Record<string, string>
}

/**
 * Reads an operation's input from a request. Throws `MalformedXML` or `SerializationException` for
 * what does not fit the operation's schema.
 */
export async function decodeInput(
  request: RoutedRequest,
  body: Uint8Array,
): Promise<Record<string, unknown>> {
  try {
    checkDocument(request, body)
    refuseMismatch(request, body)
    const input = await readInput(request, body)
    checkShape(request.operation.input, input)
    return input
  } catch (error) {
    if (error instanceof WireError) throw error
    throw malformed(request.protocol, error as Error)
  }
}

/** The SDK reads any JSON as a structure, even where it is none. */
function checkDocument({ protocol, service }: RoutedRequest, body: Uint8Array): void {
  if (!isRpc(protocol) || protocol === service.cbor) return
  const start = Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, 64)).toString()
  if (start.trim() !== '' && !start.trim().startsWith('{'))
    throw new TypeError('It is no structure')
}

async function readInput(request: RoutedRequest, body: Uint8Array) {
  const { head, operation, protocol, service } = request
  const streamed = operation.streamedInput
  // The SDK reads answers; a request reads the same once all that stands in its URL is left out.
  const output = isRpc(protocol) ? operation.input : operation.inputBody
  const message = new HttpResponse({
    statusCode: 200,
    headers: { ...head.headers },
    body: streamed ? new Uint8Array(0) : body,
  })
  const read = await protocol.deserializeResponse(
    { ...operation, output },
    service.context,
    message,
  )
  const { $metadata: _, ...input } = read as Record<string, unknown>
  for (const { name, traits } of membersOf(operation.input)) {
    if (traits.httpPrefixHeaders && isEmpty(input[name])) delete input[name]
  }
  return {
    ...present(input),
    ...(isRpc(protocol) ? {} : fromUrl(request)),
    ...(streamed ? { [streamed]: body } : {}),
  }
}

/** How the SDK's protocols write values into URLs and headers. */
const urlValues = new FromStringShapeDeserializer({
  httpBindings: true,
  timestampFormat: { useTrait: true, default: SCHEMA.TIMESTAMP_DATE_TIME },
})

function fromUrl({ head: { query }, operation, labels }: RoutedRequest) {
  const members = membersOf(operation.input)
  const bound = new Set(members.flatMap(({ traits }) => traits.httpQuery ?? []))
  const found = members.flatMap((member): [string, unknown][] => {
    const { name, traits } = member
    if (traits.httpLabel)
      return Object.hasOwn(labels, name) ? [[name, urlValue(member, labels[name]!)]] : []
    if (traits.httpQueryParams) {
      const rest = [...query].filter(([key]) => !bound.has(key))
      return rest.length ? [[name, Object.fromEntries(rest)]] : []
    }
    if (!traits.httpQuery || !query.has(traits.httpQuery)) return []
    return [[name, urlValue(member, query.getAll(traits.httpQuery))]]
  })
  return Object.fromEntries(found)
}

function urlValue({ schema }: Member, sent: string | string[]): unknown {
  const texts = [sent].flat()
  if (!schema.isListSchema()) return urlValues.read(schema, texts[0]!)
  const element = schema.getValueSchema()
  return texts.map((text) => urlValues.read(element, text))
}

/** JSON's `null` stands for a member that is not there. */
function present(input: Record<string, unknown>) {
  return Object.fromEntries(
    Object.entries(input).filter(([, value]) => value !== undefined && value !== null),
  )
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

/** DynamoDB says in words of its own what does not fit; the SDK would let some of it pass. */
function refuseMismatch({ protocol, service, operation }: RoutedRequest, body: Uint8Array) {
  if (!service.targetPrefix?.startsWith('DynamoDB') || protocol === service.cbor) return
  const message = coralMismatch(operation.input, body)
  if (message !== undefined) throw new WireError('SerializationException', { message })
}

function malformed(protocol: Protocol, { message }: Error): WireError {
  if (isXml(protocol)) {
    return new WireError('MalformedXML', {
      message: `The request does not fit the schema of its operation: ${message}`,
    })
  }
  return new WireError('SerializationException', {
    message: `The request cannot be read: ${message}`,
  })
}
