import { Readable } from 'node:stream'
import { sdkStreamMixin } from '@smithy/core/serde'

/** What the SDK hands to a middleware: the input, and past serializing also the request. */
export interface SendArguments {
  input: Record<string, unknown>
  request?: { headers?: Record<string, string> }
}

/** Every algorithm that S3 knows, also those that the SDK computes only with the student's help. */
const CHECKSUM_ALGORITHMS = [
  'CRC32',
  'CRC32C',
  'CRC64NVME',
  'SHA1',
  'SHA256',
  'SHA512',
  'MD5',
  'XXHASH64',
  'XXHASH3',
  'XXHASH128',
]

const CHECKSUM_HEADERS = [
  ['content-md5', 'ContentMD5'],
  ...CHECKSUM_ALGORITHMS.map((name) => [`x-amz-checksum-${name.toLowerCase()}`, `Checksum${name}`]),
] as [header: string, member: string][]

/** Operations whose output holds a byte stream, and the member that holds it. */
const STREAMED: Record<string, string> = { GetObject: 'Body', GetJobOutput: 'body' }

/**
 * A streaming body is read once, before it is serialized, so that a retry can send it again; text
 * becomes the bytes that S3 would receive.
 */
export function collectBody(next: (args: SendArguments) => Promise<unknown>) {
  return async (args: SendArguments) => {
    for (const member of ['Body', 'body']) {
      const body = args.input[member]
      const bytes = typeof body === 'string' ? Buffer.from(body) : await collected(body)
      if (bytes) args = { ...args, input: { ...args.input, [member]: bytes } }
    }
    return next(args)
  }
}

/** The SDK computes checksums as headers; a fake reads them where the API has them, in the input. */
export function withChecksums(input: Record<string, unknown>, headers: Record<string, string>) {
  const found = CHECKSUM_HEADERS.flatMap(([header, member]) =>
    headers[header] === undefined ? [] : [[member, headers[header]]],
  )
  // Glacier's is in the input only where a body is uploaded: JSON bodies have the header too.
  const treeHash = 'body' in input ? headers['x-amz-sha256-tree-hash'] : undefined
  return {
    ...Object.fromEntries(found),
    ...(treeHash !== undefined && { checksum: treeHash }),
    ...definedMembers(input),
  }
}

/** Makes the byte stream in an output what the SDK's own deserializer gives, with its mixins. */
export function withStream(operation: string, output: Record<string, unknown>): object {
  const $metadata = { httpStatusCode: 200, attempts: 1, totalRetryDelay: 0 }
  const member = STREAMED[operation]
  const body = member && output[member]
  if (!member || !body) return { $metadata, ...output }
  return { $metadata, ...output, [member]: sdkStreamMixin(streamOf(body)) }
}

function definedMembers(input: Record<string, unknown>) {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
}

function streamOf(body: unknown): Readable {
  const isHere = body instanceof Uint8Array || Array.isArray(body)
  const source = isHere ? copiedPieces([body].flat() as Uint8Array[]) : body
  return Readable.from(source as Iterable<Uint8Array>, { objectMode: false })
}

/** So much of a body is copied at once, in bytes. */
const PIECE = 256 * 1024

/** Copies of all bytes, made as they are read: a reader may change its own, and holds no second body. */
function* copiedPieces(chunks: readonly Uint8Array[]): Generator<Buffer> {
  for (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += PIECE) {
      yield Buffer.from(chunk.subarray(start, start + PIECE))
    }
  }
}

async function collected(body: unknown): Promise<Uint8Array | undefined> {
  if (typeof body !== 'object' || body === null || ArrayBuffer.isView(body)) return undefined
  if ('arrayBuffer' in body) return new Uint8Array(await (body as Blob).arrayBuffer())
  const chunks: Buffer[] = []
  for await (const chunk of body as AsyncIterable<Uint8Array | string>) {
    chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk))
  }
  return Buffer.concat(chunks)
}
