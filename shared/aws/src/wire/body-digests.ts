import { hash } from 'node:crypto'
import { type Algorithm, checksumOf } from '../s3/checksums.ts'
import { WireError } from './wire-error.ts'
import type { WireOperation } from './wire-service.ts'

/**
 * Checks a body against the digests its headers give; those of raw content are members of its
 * operation, and its service checks them. Throws `XAmzContentSHA256Mismatch` and `BadDigest`.
 */
export function verifyDigests(
  body: Uint8Array,
  headers: Record<string, string>,
  { streamedInput }: WireOperation,
): void {
  const sha256 = headers['x-amz-content-sha256'] ?? ''
  if (/^[0-9a-f]{64}$/.test(sha256) && hash('sha256', body) !== sha256) {
    const message = "The provided 'x-amz-content-sha256' header does not match what was computed."
    throw new WireError('XAmzContentSHA256Mismatch', { message })
  }
  if (streamedInput) return
  for (const [header, algorithm] of DIGESTS) {
    const sent = headers[header]
    if (sent === undefined) continue
    if (checksumOf(algorithm, { chunks: [body], size: body.length }) === sent) continue
    const message =
      header === 'content-md5'
        ? 'The Content-MD5 you specified did not match what we received.'
        : `The ${algorithm} you specified did not match the calculated checksum.`
    throw new WireError('BadDigest', { message })
  }
}

const DIGESTS: readonly [header: string, Algorithm][] = [
  ['content-md5', 'MD5'],
  ['x-amz-checksum-crc32', 'CRC32'],
  ['x-amz-checksum-crc32c', 'CRC32C'],
  ['x-amz-checksum-crc64nvme', 'CRC64NVME'],
  ['x-amz-checksum-sha1', 'SHA1'],
  ['x-amz-checksum-sha256', 'SHA256'],
]
