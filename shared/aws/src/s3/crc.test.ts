import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CRC32, CRC32C, CRC64NVME } from './crc.ts'

const digits = Buffer.from('123456789')

describe('check values of the catalogue of parametrised CRC algorithms', () => {
  test('CRC32 gives cbf43926', () => {
    expect(CRC32.of(digits)).toBe(0xcbf43926n)
  })
  test('CRC32C gives e3069283', () => {
    expect(CRC32C.of(digits)).toBe(0xe3069283n)
  })
  test('CRC64NVME gives ae8b14860a799888', () => {
    expect(CRC64NVME.of(digits)).toBe(0xae8b14860a799888n)
  })
})

test('agrees with a checksum that real S3 computed', () => {
  const value = CRC64NVME.of(Buffer.from('upload-part-1'.repeat(5)))
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(value)
  expect(bytes.toString('base64')).toBe('CTXktO4pIQs=')
})

test('agrees bit by bit with the definition, at any length', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
      expect(CRC32C.of(bytes)).toBe(bitwise(bytes, 32n, 0x82f63b78n))
      expect(CRC64NVME.of(bytes)).toBe(bitwise(bytes, 64n, 0x9a6c9329ac4bc9b5n))
    }),
  )
})

test('combines the values of two byte strings into the value of both', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), (first, second) => {
      const whole = Buffer.concat([first, second])
      for (const crc of [CRC32, CRC32C, CRC64NVME]) {
        expect(crc.combine(crc.of(first), crc.of(second), second.length)).toBe(crc.of(whole))
      }
    }),
  )
})

function bitwise(bytes: Uint8Array, width: bigint, polynomial: bigint): bigint {
  const ones = (1n << width) - 1n
  let crc = ones
  for (const byte of bytes) {
    crc ^= BigInt(byte)
    for (let bit = 0; bit < 8; bit++) crc = crc & 1n ? (crc >> 1n) ^ polynomial : crc >> 1n
  }
  return crc ^ ones
}
