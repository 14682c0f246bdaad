import { crc32 } from 'node:zlib'

/** A cyclic redundancy check with reflected bits, all ones at the start and inverted at the end. */
export interface Crc {
  /** Bits of the result. */
  width: 32 | 64
  /** The check value of some bytes. */
  of(bytes: Uint8Array): bigint
  /** The check value of two byte strings in a row, from theirs and the length of the second. */
  combine(first: bigint, second: bigint, secondLength: number): bigint
}

/** CRC-32 (ISO-HDLC), the AWS SDKs' default. */
export const CRC32: Crc = {
  width: 32,
  of: (bytes) => BigInt(crc32(bytes)),
  combine: combiner(32, 0xedb88320n),
}

/** CRC-32C (Castagnoli). */
export const CRC32C: Crc = {
  width: 32,
  of: crc32c,
  combine: combiner(32, 0x82f63b78n),
}

/** CRC-64/NVME, which S3 computes itself where a client sends no checksum. */
export const CRC64NVME: Crc = {
  width: 64,
  of: crc64nvme,
  combine: combiner(64, 0x9a6c9329ac4bc9b5n),
}

/** Bytes that are folded in at once; each has its table of 256 words, one after the other. */
const SLICES = 8
interface Tables {
  low: Uint32Array
  high: Uint32Array
}
let castagnoli: Tables | undefined
let nvme: Tables | undefined

function crc32c(bytes: Uint8Array): bigint {
  castagnoli ??= tablesOf(0x82f63b78n)
  const t = castagnoli.low
  let crc = -1
  let index = 0
  for (const end = bytes.length - 7; index < end; index += SLICES) {
    const a = crc ^ word(bytes, index)
    const b = word(bytes, index + 4)
    crc = t[1792 + (a & 255)]! ^ t[1536 + ((a >>> 8) & 255)]! ^ t[1280 + ((a >>> 16) & 255)]!
    crc ^= t[1024 + (a >>> 24)]! ^ t[768 + (b & 255)]! ^ t[512 + ((b >>> 8) & 255)]!
    crc ^= t[256 + ((b >>> 16) & 255)]! ^ t[b >>> 24]!
  }
  for (; index < bytes.length; index++) crc = t[(crc ^ bytes[index]!) & 255]! ^ (crc >>> 8)
  return BigInt(~crc >>> 0)
}

function crc64nvme(bytes: Uint8Array): bigint {
  nvme ??= tablesOf(0x9a6c9329ac4bc9b5n)
  const { low: l, high: h } = nvme
  let low = -1
  let high = -1
  let index = 0
  for (const end = bytes.length - 7; index < end; index += SLICES) {
    const a = low ^ word(bytes, index)
    const b = high ^ word(bytes, index + 4)
    let slot = 1792 + (a & 255)
    low = l[slot]!
    high = h[slot]!
    slot = 1536 + ((a >>> 8) & 255)
    low ^= l[slot]!
    high ^= h[slot]!
    slot = 1280 + ((a >>> 16) & 255)
    low ^= l[slot]!
    high ^= h[slot]!
    slot = 1024 + (a >>> 24)
    low ^= l[slot]!
    high ^= h[slot]!
    slot = 768 + (b & 255)
    low ^= l[slot]!
    high ^= h[slot]!
    slot = 512 + ((b >>> 8) & 255)
    low ^= l[slot]!
    high ^= h[slot]!
    slot = 256 + ((b >>> 16) & 255)
    low ^= l[slot]!
    high ^= h[slot]!
    slot = b >>> 24
    low ^= l[slot]!
    high ^= h[slot]!
  }
  for (; index < bytes.length; index++) {
    const slot = (low ^ bytes[index]!) & 255
    low = ((low >>> 8) | (high << 24)) ^ l[slot]!
    high = (high >>> 8) ^ h[slot]!
  }
  return (BigInt(~high >>> 0) << 32n) | BigInt(~low >>> 0)
}

function word(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
}

/** Table `n` advances one byte past `n` further zero bytes, so eight bytes cost eight look-ups. */
function tablesOf(polynomial: bigint): Tables {
  const tables = Array.from({ length: 256 }, (_, byte) => {
    let value = BigInt(byte)
    for (let bit = 0; bit < 8; bit++) value = value & 1n ? (value >> 1n) ^ polynomial : value >> 1n
    return value
  })
  for (let slot = 256; slot < SLICES * 256; slot++) {
    const shorter = tables[slot - 256]!
    tables.push((shorter >> 8n) ^ tables[Number(shorter & 255n)]!)
  }
  return {
    low: Uint32Array.from(tables, (value) => Number(value & 0xffffffffn)),
    high: Uint32Array.from(tables, (value) => Number(value >> 32n)),
  }
}

/**
 * Appending n bytes multiplies a check value by x^(8n) modulo the polynomial, over GF(2); so
 * checks of parts give the check of the whole without reading it again.
 */
function combiner(width: number, polynomial: bigint): Crc['combine'] {
  const one = 1n << BigInt(width - 1)
  const times = (a: bigint, b: bigint): bigint => {
    let product = 0n
    for (let bit = one; bit; bit >>= 1n) {
      if (a & bit) product ^= b
      b = b & 1n ? (b >> 1n) ^ polynomial : b >> 1n
    }
    return product
  }
  const powerOf = (exponent: number): bigint => {
    let result = one
    let power = one >> 8n
    for (let bytes = BigInt(exponent); bytes; bytes >>= 1n) {
      if (bytes & 1n) result = times(result, power)
      power = times(power, power)
    }
    return result
  }
  // The parts of an upload are alike in length but for the last.
  let known = { length: 0, power: one }
  return (first, second, secondLength) => {
    if (secondLength !== known.length) {
      known = { length: secondLength, power: powerOf(secondLength) }
    }
    return times(first, known.power) ^ second
  }
}
