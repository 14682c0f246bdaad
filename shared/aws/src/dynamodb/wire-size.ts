import { Refusal } from './refusal.ts'

/** The largest request of a batch (SDK text of BatchWriteItem). */
export const MAX_REQUEST_BYTES = 16 * 1024 * 1024

/**
 * Refuses a request whose JSON is larger than 16 MB. Items of 25 times 400 KB are not; many small
 * attributes are, since their names and types take far more bytes than the item's size counts.
 * AWS documents that it refuses such a request, but neither the error's name nor its text.
 */
export function refuseLargeRequest(request: object): void {
  if (wireSize(request) <= MAX_REQUEST_BYTES) return
  throw new Refusal('RequestEntityTooLargeException', 'Request size exceeds 16 MB', { status: 413 })
}

/** Bytes of a value as JSON, with binary in Base64, as the SDK sends it. */
export function wireSize(value: unknown): number {
  if (value instanceof Uint8Array) return 2 + 4 * Math.ceil(value.byteLength / 3)
  if (typeof value === 'string') return Buffer.byteLength(JSON.stringify(value), 'utf8')
  if (typeof value !== 'object' || value === null) return String(value).length
  const members = Array.isArray(value)
    ? value.map(wireSize)
    : Object.entries(value).map(([name, member]) => wireSize(name) + 1 + wireSize(member))
  const commas = Math.max(0, members.length - 1)
  return members.reduce((sum, size) => sum + size, 2 + commas)
}
