import { WireError } from './wire-error.ts'

/** Whether a body comes in the chunks of SigV4, as S3's streaming uploads do. */
export function isChunked(headers: Record<string, string>): boolean {
  return (
    encodings(headers).includes('aws-chunked') ||
    (headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-')
  )
}

/**
 * Unpacks an `aws-chunked` body in place and returns what it held, and the headers with its
 * trailers among them (S3 API reference, "Signature calculations: transferring payload in multiple
 * chunks" and "including trailing headers"). Throws `IncompleteBody` for a body that is cut short
 * or not of the length it claims, `InvalidChunkSizeError` for a broken chunk, and
 * `MalformedTrailerError` without the trailers that were announced. Signatures of chunks are not
 * verified.
 */
export function unpackChunks(
  body: Buffer,
  headers: Record<string, string>,
): { body: Buffer; headers: Record<string, string> } {
  let read = 0
  let written = 0
  for (;;) {
    const [size, start] = chunkHead(body, read)
    if (size === 0) {
      read = start
      break
    }
    const end = start + size
    if (body.length < end + 2) throw incomplete()
    if (body.toString('latin1', end, end + 2) !== '\r\n') throw brokenChunk()
    written += body.copy(body, written, start, end)
    read = end + 2
  }
  const claimed = headers['x-amz-decoded-content-length']
  if (claimed !== undefined && Number(claimed) !== written) throw incomplete()
  const trailers = trailersIn(body.toString('latin1', read), headers['x-amz-trailer'])
  return { body: body.subarray(0, written), headers: { ...withoutChunks(headers), ...trailers } }
}

/** The size that a chunk says it has, and where its bytes start. */
function chunkHead(body: Buffer, from: number): [size: number, start: number] {
  const end = body.indexOf('\r\n', from)
  if (end < 0) throw incomplete()
  const [, digits] = /^([0-9a-f]{1,12})(?:;.*)?$/i.exec(body.toString('latin1', from, end)) ?? []
  if (digits === undefined) throw brokenChunk()
  return [Number.parseInt(digits, 16), end + 2]
}

function trailersIn(text: string, announced: string | undefined): Record<string, string> {
  const lines = text.split('\r\n').filter((line) => line !== '')
  const trailers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':')
      if (colon < 1) throw malformedTrailer()
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
  const names = (announced ?? '').split(',').map((name) => name.trim().toLowerCase())
  if (names.some((name) => name && !Object.hasOwn(trailers, name))) throw malformedTrailer()
  delete trailers['x-amz-trailer-signature']
  if (Object.keys(trailers).some((name) => !names.includes(name))) throw malformedTrailer()
  return trailers
}

function withoutChunks(headers: Record<string, string>): Record<string, string> {
  const { 'content-encoding': _, ...rest } = headers
  const encoding = encodings(headers)
    .filter((name) => name !== 'aws-chunked')
    .join(',')
  const length = headers['x-amz-decoded-content-length']
  return {
    ...rest,
    ...(encoding ? { 'content-encoding': encoding } : {}),
    ...(length === undefined ? {} : { 'content-length': length }),
  }
}

function encodings(headers: Record<string, string>): string[] {
  return (headers['content-encoding'] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
}

function incomplete(): WireError {
  return new WireError('IncompleteBody', {
    message: 'The request body terminated unexpectedly',
  })
}

function brokenChunk(): WireError {
  return new WireError('InvalidChunkSizeError', { message: 'A chunk of the body is malformed' })
}

function malformedTrailer(): WireError {
  return new WireError('MalformedTrailerError', {
    message:
      'The request contained trailing data that was not well-formed or did not conform to our published schema.',
  })
}
