import type { S3 } from './account.ts'
import {
  algorithmIn,
  type Checksum,
  type ChecksumMembers,
  checksumIn,
  checksumOf,
} from './checksums.ts'
import { type Content, md5 } from '../content.ts'

/** The members of an input by which a client lets S3 check its body. */
export interface BodyChecks extends ChecksumMembers {
  ContentMD5?: string | undefined
  ContentLength?: number | undefined
  ChecksumAlgorithm?: string | undefined
}

/**
 * Checks a body against what the client says of it and returns its checksum: of the algorithm
 * sent, else of the one named, else the CRC64NVME that S3 computes itself. Throws BadDigest,
 * InvalidDigest, IncompleteBody and InvalidRequest.
 */
export function verifyBody(s3: S3, content: Content, input: BodyChecks): Checksum {
  checkMd5(s3, content, input.ContentMD5)
  const { ContentLength: length } = input
  if (length !== undefined && length !== content.size) s3.errors.fail('IncompleteBody')
  const sent = checksumIn(input, s3.errors)
  const named = algorithmIn(input.ChecksumAlgorithm, s3.errors)
  const algorithm = sent?.algorithm ?? named ?? 'CRC64NVME'
  const value = checksumOf(algorithm, content)
  if (sent && sent.value !== value) {
    const message = `The ${algorithm} you specified did not match the calculated checksum.`
    s3.errors.fail('BadDigest', { message })
  }
  return { algorithm, value, type: 'FULL_OBJECT' }
}

function checkMd5({ errors }: S3, content: Content, sent: string | undefined) {
  if (sent === undefined) return
  if (Buffer.from(sent, 'base64').length !== 16)
    errors.fail('InvalidDigest', { 'Content-MD5': sent })
  const calculated = Buffer.from(md5(content), 'hex').toString('base64')
  if (sent === calculated) return
  const ExpectedDigest = Buffer.from(sent, 'base64').toString('hex')
  errors.fail('BadDigest', { CalculatedDigest: calculated, ExpectedDigest })
}
