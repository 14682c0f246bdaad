import { createHash, hash } from 'node:crypto'

/** Bytes that never change, in chunks that objects share: a copy costs no memory. */
export interface Content {
  chunks: readonly Uint8Array[]
  /** Bytes in all chunks. */
  size: number
}

/** The largest object of one `PutObject` or `CopyObject`, and the largest part: 5 GiB. */
export const SINGLE_WRITE_LIMIT = 5 * 2 ** 30

/** Byte arrays that nobody else has. */
const own = new WeakSet<Uint8Array>()

/** Leaves bytes to the fakes: whoever calls this has no other reference to them, and keeps none. */
export function giveAway(bytes: Uint8Array): void {
  own.add(bytes)
}

/** Bytes that nobody will ever change: these, if they were given away, or else a copy. */
export function ownBytes(bytes: Uint8Array): Uint8Array {
  if (own.has(bytes)) return bytes
  const { buffer, byteOffset, byteLength } = bytes
  const copy = new Uint8Array(buffer, byteOffset, byteLength).slice()
  own.add(copy)
  return copy
}

/**
 * Takes a private copy of a request's body, so that its owner may reuse the buffer. Throws
 * `TypeError` for what a transport must have collected before.
 */
export function contentOf(body: unknown): Content {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  if (bytes === undefined) return { chunks: [], size: 0 }
  if (!ArrayBuffer.isView(bytes)) throw new TypeError('Cannot store a body that is not bytes')
  const { buffer, byteLength: size, byteOffset } = bytes
  if (size === 0) return { chunks: [], size }
  const view = bytes instanceof Uint8Array ? bytes : new Uint8Array(buffer, byteOffset, size)
  return { chunks: [ownBytes(view)], size }
}

/** The bytes from `start` up to, not including, `end`. Whole chunks stay the same objects. */
export function slice(content: Content, start: number, end: number): Content {
  if (start === 0 && end === content.size) return content
  const chunks: Uint8Array[] = []
  let offset = 0
  for (const chunk of content.chunks) {
    const from = Math.max(start - offset, 0)
    const to = Math.min(end - offset, chunk.length)
    if (from < to) chunks.push(to - from === chunk.length ? chunk : chunk.subarray(from, to))
    offset += chunk.length
  }
  return { chunks, size: end - start }
}

/** Puts contents in a row without joining them. */
export function concat(contents: readonly Content[]): Content {
  return {
    chunks: contents.flatMap(({ chunks }) => chunks),
    size: contents.reduce((size, content) => size + content.size, 0),
  }
}

/** What `GetObject` hands out: the one chunk there is, or all of them. */
export function bodyOf({ chunks }: Content): Uint8Array | readonly Uint8Array[] {
  if (chunks.length === 0) return new Uint8Array(0)
  return chunks.length === 1 ? chunks[0]! : [...chunks]
}

/**
 * The MD5 digest in hex, as ETags carry it. Many chunks of more than 128 MiB in all are a copy of a
 * large object: hashing them would take seconds, and S3's ETag of such an object says nothing about
 * its bytes either, so theirs is the digest of the chunks' digests.
 */
export function md5(content: Content): string {
  const { chunks, size } = content
  if (chunks.length === 1) return chunkMd5(chunks[0]!)
  if (size > 128 * 2 ** 20) return hash('md5', chunks.map(chunkMd5).join())
  const digest = createHash('md5')
  for (const chunk of chunks) digest.update(chunk)
  return digest.digest('hex')
}

const md5s = new WeakMap<Uint8Array, string>()

function chunkMd5(chunk: Uint8Array): string {
  let digest = md5s.get(chunk)
  if (digest === undefined) md5s.set(chunk, (digest = hash('md5', chunk)))
  return digest
}
