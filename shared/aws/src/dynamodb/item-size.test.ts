import { describe, expect, test } from 'vitest'
import { itemSize, numberSize, valueSize } from './item-size.ts'

describe('the size of an item', () => {
  test("is 23 bytes for the guide's example", () => {
    expect(itemSize({ 'shirt-color': { S: 'R' }, 'shirt-size': { S: 'M' } })).toBe(23)
  })

  test('counts names and strings in UTF-8', () => {
    expect(itemSize({ größe: { S: 'naïve 🚓' } })).toBe(7 + 11)
  })

  test('counts what lists and maps hold, 3 bytes each and 1 byte for each element', () => {
    expect(valueSize({ L: [] })).toBe(3)
    expect(valueSize({ M: {} })).toBe(3)
    expect(valueSize({ L: [{ S: 'ab' }, { BOOL: true }] })).toBe(3 + 1 + 2 + 1 + 1)
    expect(valueSize({ M: { rank: { S: 'chief' } } })).toBe(3 + 1 + 4 + 5)
  })

  test('counts the elements of sets, and the raw bytes of binaries', () => {
    expect(valueSize({ SS: ['patrol', 'canine'] })).toBe(12)
    expect(valueSize({ NS: ['1', '12345'] })).toBe(2 + 4)
    expect(valueSize({ B: new Uint8Array(7) })).toBe(7)
    expect(valueSize({ BS: [new Uint8Array(2), new Uint8Array(3)] })).toBe(5)
  })

  test('counts one byte for null and for booleans', () => {
    expect(valueSize({ NULL: true })).toBe(1)
    expect(valueSize({ BOOL: false })).toBe(1)
  })

  // Measured on AWS by nubo-db/dynamodb-conformance (its number size test).
  test.each([
    ['0', 1],
    ['1', 2],
    ['12', 2],
    ['123', 3],
    ['1234', 3],
    ['12345678901234567890123456789012345678', 20],
    ['0042', 2],
    ['100', 2],
    ['1010', 3],
    ['0.0000001', 2],
    ['1E125', 2],
    ['1E-100', 2],
    ['1.5', 3],
    ['15', 2],
    ['1.200', 3],
    ['1.234', 4],
    ['3.14159', 5],
    ['123456', 4],
    ['-15', 3],
  ])('counts %s as %i bytes', (text, bytes) => {
    expect(numberSize(text)).toBe(bytes)
  })
})
