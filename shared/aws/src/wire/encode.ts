import { NormalizedSchema } from '@smithy/core/schema'
import type { RoutedRequest } from './decode.ts'
import { EVENT_STREAM, eventMessages } from './event-stream.ts'
import type { WireResponse } from './message.ts'
import { membersOf } from './struct.ts'
import { isRpc, isXml, type Schema, type WireOperation } from './wire-service.ts'

/** Writes an operation's output as the answer of its protocol. */
export async function encodeOutput(request: RoutedRequest, output: object): Promise<WireResponse> {
  const { operation, protocol, service, head } = request
  const members = output as Record<string, unknown>
  const streamed = operation.streamedOutput
  const { [streamed ?? '']: content, ...rest } = members
  if (operation.eventsOutput !== undefined) return encodeEvents(request, members)
  // The SDK writes requests; an answer is written the same once its status is left out.
  const input = isRpc(protocol) ? operation.output : operation.outputBody
  const traits = { http: ['POST', '/', 200] }
  const { headers, body } = await protocol.serializeRequest(
    { ...operation, traits, input, output: input },
    rest,
    service.context,
  )
  const status = statusOf(operation, members)
  const response = { status, headers: answerHeaders(headers, members), body: [] as Uint8Array[] }
  if (status === 204 || status === 304 || head.method === 'HEAD') return response
  if (streamed) {
    response.headers['content-type'] ??= 'binary/octet-stream'
    response.body = chunksOf(content)
  } else if (body !== undefined && bytesOf(body).length > 0) {
    response.body = [bytesOf(body)]
  }
  if (!isXml(protocol) || streamed) return response
  const root = rootOf(operation.output, service.xmlNamespace)
  const text = root && (response.body.length === 0 ? '' : root.unwrapped?.(members))
  if (root && text !== undefined) response.body = [Buffer.from(root.around(text))]
  return response
}

function encodeEvents(request: RoutedRequest, output: Record<string, unknown>): WireResponse {
  const { [request.operation.eventsOutput!]: events, ...rest } = output
  const body = eventMessages(request, { events: events as AsyncIterable<object>, rest })
  return { status: 200, headers: { 'content-type': EVENT_STREAM }, body }
}

/** What an SDK's serializer made, as plain bytes: its own arrays pass for text as well, and warn. */
export function bytesOf(made: string | Uint8Array): Buffer {
  if (typeof made === 'string') return Buffer.from(made)
  return Buffer.from(made.buffer, made.byteOffset, made.byteLength)
}

/** Writes the headers that HTTP says of a body of known length. */
export function withLength(response: WireResponse): WireResponse {
  const { body, status } = response
  if (status === 204 || status === 304 || !isInChunks(body)) return response
  const length = body.reduce((sum, { byteLength }) => sum + byteLength, 0)
  const headers = { 'content-length': String(length), ...response.headers }
  return { ...response, headers }
}

/** Whether all of a body is there already. */
export function isInChunks(body: WireResponse['body']): body is readonly Uint8Array[] {
  return Array.isArray(body)
}

interface Root {
  around(text: string): string
  /** The text of an output whose one member is the root itself, as GetBucketLocation's is. */
  unwrapped: ((output: Record<string, unknown>) => string) | undefined
}

/** The root element of an output in XML, where the schema names one. */
function rootOf(output: Schema, namespace: string | undefined): Root | undefined {
  const { xmlName } = NormalizedSchema.of(output).getMergedTraits()
  if (!xmlName) return undefined
  const xmlns = namespace ? ` xmlns="${namespace}"` : ''
  const around = (text: string) => `${XML_HEADER}<${xmlName}${xmlns}>${text}</${xmlName}>`
  const members = membersOf(output)
  const isRootItself = members.length === 1 && members[0]!.name === xmlName
  return { around, unwrapped: isRootItself ? (values) => escapeXml(values[xmlName]) : undefined }
}

/** What stands at the top of every XML document that AWS sends. */
export const XML_HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n'

/** A value as the text of an XML element. */
export function escapeXml(value: unknown): string {
  // Control characters other than white space cannot stand in XML 1.0 at all.
  // oxlint-disable-next-line no-control-regex
  const legal = String(value).replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd')
  return legal.replace(/[<>&"\r]/g, (character) => `&#${character.charCodeAt(0)};`)
}

function statusOf({ output, http }: WireOperation, members: Record<string, unknown>): number {
  const { httpStatusCode } = (members['$metadata'] ?? {}) as { httpStatusCode?: number }
  const member = membersOf(output).find(({ traits }) => traits.httpResponseCode)?.name
  const modelled = member === undefined ? undefined : members[member]
  return httpStatusCode ?? (typeof modelled === 'number' ? modelled : undefined) ?? http?.[2] ?? 200
}

/** Members say the length of a body that is not sent, as in the answer to a HEAD request. */
function answerHeaders(headers: Record<string, string>, members: Record<string, unknown>) {
  const own = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])
  const kept = own.filter(
    ([name]) =>
      !REQUEST_ONLY.has(name!) && (name !== 'content-length' || 'ContentLength' in members),
  )
  return Object.fromEntries(kept) as Record<string, string>
}

const REQUEST_ONLY = new Set([
  'x-amz-target',
  'x-amzn-query-mode',
  'host',
  'smithy-protocol',
  'accept',
])

function chunksOf(content: unknown): Uint8Array[] {
  if (content === undefined) return []
  return ([content].flat() as (Uint8Array | string)[]).map((chunk) =>
    typeof chunk === 'string' ? Buffer.from(chunk) : chunk,
  )
}
