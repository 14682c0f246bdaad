import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addNumbers,
  canonicalNumber,
  compareNumbers,
  sortableNumber,
  subtractNumbers,
} from './numbers.ts'

/** Integers of up to 30 digits over a power of ten, as an oracle in whole units of 10^-8. */
const PLACES = 8
const units = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })

function asText(value: bigint): string {
  const digits = String(value < 0n ? -value : value).padStart(PLACES + 1, '0')
  const text = `${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`
  return value < 0n ? `-${text}` : text
}

describe('numbers', () => {
  test('add as integers do', () => {
    fc.assert(
      fc.property(units, units, (a, b) => {
        expect(addNumbers(asText(a), asText(b))).toBe(canonicalNumber(asText(a + b)))
      }),
    )
  })

  test('subtract as integers do', () => {
    fc.assert(
      fc.property(units, units, (a, b) => {
        expect(subtractNumbers(asText(a), asText(b))).toBe(canonicalNumber(asText(a - b)))
      }),
    )
  })

  test('compare as integers do', () => {
    fc.assert(
      fc.property(units, units, (a, b) => {
        expect(compareNumbers(asText(a), asText(b))).toBe(a < b ? -1 : a > b ? 1 : 0)
      }),
    )
  })

  test('sort by their texts as by their values, over all magnitudes', () => {
    const number = fc
      .tuple(fc.bigInt({ min: -(10n ** 37n), max: 10n ** 37n }), fc.integer({ min: -90, max: 85 }))
      .map(([digits, exponent]) => ({ digits, exponent, text: `${digits}e${exponent}` }))
    fc.assert(
      fc.property(number, number, (a, b) => {
        const left = a.digits * 10n ** BigInt(a.exponent + 90)
        const right = b.digits * 10n ** BigInt(b.exponent + 90)
        expect(sortableNumber(a.text) < sortableNumber(b.text)).toBe(left < right)
      }),
    )
  })

  test('keep one canonical text, whatever the way they were written', () => {
    fc.assert(
      fc.property(units, fc.integer({ min: -20, max: 20 }), (value, shift) => {
        const written = `${value}e${shift}`
        const canonical = canonicalNumber(written)
        expect(canonicalNumber(canonical)).toBe(canonical)
        expect(canonical).not.toMatch(/[eE+]|^-?0\d|^-0$|\.\d*0$|\.$/)
      }),
    )
  })

  test.each([
    ['00042', '42'],
    ['1.5E2', '150'],
    ['-0', '0'],
    ['+7', '7'],
    ['.5', '0.5'],
    ['3.1400', '3.14'],
    ['1E-5', '0.00001'],
    ['0e999999', '0'],
    ['12345678901234567890123456789012345678', '12345678901234567890123456789012345678'],
    ['1E125', `1${'0'.repeat(125)}`],
  ])('write %s as %s', (written, canonical) => {
    expect(canonicalNumber(written)).toBe(canonical)
  })

  test.each([
    ['', 'The parameter cannot be converted to a numeric value'],
    ['twelve', 'The parameter cannot be converted to a numeric value: twelve'],
    ['.', 'The parameter cannot be converted to a numeric value: .'],
    ['0x10', 'The parameter cannot be converted to a numeric value: 0x10'],
    ['Infinity', 'The parameter cannot be converted to a numeric value: Infinity'],
    [
      '1E126',
      'Number overflow. Attempting to store a number with magnitude larger than supported range',
    ],
    [
      '-1E126',
      'Number overflow. Attempting to store a number with magnitude larger than supported range',
    ],
    [
      '1E-131',
      'Number underflow. Attempting to store a number with magnitude smaller than supported range',
    ],
    [
      '123456789012345678901234567890123456789',
      'Attempting to store more than 38 significant digits in a Number',
    ],
  ])('refuse %j', (written, message) => {
    expect(() => canonicalNumber(written)).toThrow(message)
  })

  test('refuse a sum that needs more than 38 digits instead of rounding it', () => {
    expect(() => addNumbers('1e38', '1')).toThrow('more than 38 significant digits')
  })

  test('refuse a sum beyond the largest number', () => {
    expect(() => addNumbers('9.9e125', '9.9e125')).toThrow('Number overflow')
  })
})
