import { createHash } from 'node:crypto'
import type { Content } from '../content.ts'
import { CRC32, CRC32C, CRC64NVME, type Crc } from './crc.ts'
import type { S3Errors } from './errors.ts'

const CRCS = { CRC32, CRC32C, CRC64NVME } as const
const HASHES = { SHA1: 'sha1', SHA256: 'sha256', SHA512: 'sha512', MD5: 'md5' } as const

/** Bytes of a digest, by algorithm. */
const LENGTHS = { CRC32: 4, CRC32C: 4, CRC64NVME: 8, SHA1: 20, SHA256: 32, SHA512: 64, MD5: 16 }

/** The checksum algorithms that are emulated; XXHASH64, XXHASH3 and XXHASH128 are refused. */
export type Algorithm = keyof typeof CRCS | keyof typeof HASHES

/** How the checksum of a multipart object is made: from all its bytes, or from its parts' ones. */
export type ChecksumKind = 'FULL_OBJECT' | 'COMPOSITE'

/** A checksum as S3 stores it. */
export interface Checksum {
  algorithm: Algorithm
  /** Base64; a composite one ends in `-` and the number of parts. */
  value: string
  type: ChecksumKind
}

/** Any input that may carry `ChecksumCRC32`, `ChecksumSHA256` and so on. */
export type ChecksumMembers = {
  [Name in Algorithm as `Checksum${Name}`]?: string | undefined
}

const ALGORITHMS = [...Object.keys(CRCS), ...Object.keys(HASHES)] as Algorithm[]
const REFUSED = ['XXHASH64', 'XXHASH3', 'XXHASH128']

/** True for the CRCs, the only algorithms that give a full-object checksum of a multipart object. */
export function isCrc(algorithm: Algorithm): algorithm is keyof typeof CRCS {
  return algorithm in CRCS
}

/** Base64 of the checksum of some bytes. */
export function checksumOf(algorithm: Algorithm, content: Content): string {
  if (isCrc(algorithm)) return encodeCrc(CRCS[algorithm], crcOf(CRCS[algorithm], content))
  const digest = createHash(HASHES[algorithm])
  for (const chunk of content.chunks) digest.update(chunk)
  return digest.digest('base64')
}

/**
 * The checksum of the parts' checksums, "checksum of checksums" in AWS's words (S3 User Guide,
 * "Checking object integrity"), with `-` and their number.
 */
export function compositeChecksum(algorithm: Algorithm, parts: readonly string[]): string {
  const bytes = Buffer.concat(parts.map((part) => Buffer.from(part, 'base64')))
  return `${checksumOf(algorithm, { chunks: [bytes], size: bytes.length })}-${parts.length}`
}

/** The one checksum in an input, or undefined; refuses several, malformed and unemulated ones. */
export function checksumIn(
  input: ChecksumMembers,
  errors: S3Errors,
): { algorithm: Algorithm; value: string } | undefined {
  const members = input as Record<string, string | undefined>
  const refused = REFUSED.find((name) => members[`Checksum${name}`] !== undefined)
  if (refused) refuseAlgorithm(refused, errors)
  const sent = ALGORITHMS.filter((name) => members[`Checksum${name}`] !== undefined)
  if (sent.length > 1) {
    errors.fail('InvalidRequest', {
      message:
        'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    })
  }
  const [algorithm] = sent
  if (!algorithm) return undefined
  const value = members[`Checksum${algorithm}`]!
  if (!isDigest(algorithm, value)) {
    errors.fail('InvalidRequest', {
      message: `Value for x-amz-checksum-${algorithm.toLowerCase()} header is invalid.`,
    })
  }
  return { algorithm, value }
}

/** The algorithm that an input names, or undefined; refuses unknown and unemulated ones. */
export function algorithmIn(name: string | undefined, errors: S3Errors): Algorithm | undefined {
  if (name === undefined) return undefined
  const known = ALGORITHMS.find((algorithm) => algorithm === name)
  if (known) return known
  if (REFUSED.includes(name)) return refuseAlgorithm(name, errors)
  return errors.fail('InvalidRequest', {
    message:
      'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
  })
}

/** `ChecksumCRC32: '…'` and the like, with `ChecksumType`, as outputs carry a checksum. */
export function checksumMembers(checksum: Checksum | undefined): ChecksumOutput {
  if (!checksum) return {}
  return { [`Checksum${checksum.algorithm}`]: checksum.value, ChecksumType: checksum.type }
}

/** The members of an output that tell a checksum. */
export interface ChecksumOutput extends ChecksumMembers {
  ChecksumType?: ChecksumKind
}

function refuseAlgorithm(name: string, errors: S3Errors): never {
  return errors.fail('NotImplemented', { message: `The ${name} checksum is not emulated` })
}

function isDigest(algorithm: Algorithm, value: string): boolean {
  const bytes = Buffer.from(value, 'base64')
  return bytes.length === LENGTHS[algorithm] && bytes.toString('base64') === value
}

const crcs = new Map<Crc, WeakMap<Uint8Array, bigint>>()

/** Chunks that objects share are read once; their values are combined. */
function crcOf(crc: Crc, { chunks }: Content): bigint {
  let known = crcs.get(crc)
  if (!known) crcs.set(crc, (known = new WeakMap()))
  let total = 0n
  for (const chunk of chunks) {
    let value = known.get(chunk)
    if (value === undefined) known.set(chunk, (value = crc.of(chunk)))
    total = crc.combine(total, value, chunk.length)
  }
  return total
}

function encodeCrc({ width }: Crc, value: bigint): string {
  return Buffer.from(value.toString(16).padStart(width / 4, '0'), 'hex').toString('base64')
}
