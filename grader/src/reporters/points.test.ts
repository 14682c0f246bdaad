import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatPercent, formatPoints, wholePoints, wholeSum } from './points.ts'

describe('formatPoints', () => {
  test.for([
    [5, '5'],
    [0, '0'],
    [2.5, '2.5'],
    [1 / 3, '0.33'],
    [0.1 + 0.2, '0.3'],
    [9.999, '10'],
  ] as const)('writes %d as %s', ([points, text]) => {
    expect(formatPoints(points)).toBe(text)
  })
})

describe('formatPercent', () => {
  test('has at most two decimals, and nothing where nothing could be earned', () => {
    expect(formatPercent(1, 3)).toBe('33.33')
    expect(formatPercent(5, 5)).toBe('100')
    expect(formatPercent(0, 0)).toBe('')
  })
})

describe('wholePoints', () => {
  test('gives missing units to the largest remainders, of equal ones to the first', () => {
    expect(wholePoints([1.2, 1.7, 1.7, 0.4], 5)).toEqual([1, 2, 2, 0])
    expect(wholePoints([0.5, 0.5, 0.5], 2)).toEqual([1, 1, 0])
  })

  test('adds up to the rounded sum, each part less than one away from its exact value', () => {
    const parts = fc.array(fc.double({ min: 0, max: 40, noNaN: true }), { maxLength: 30 })
    fc.assert(
      fc.property(parts, (exact) => {
        const whole = wholePoints(exact, wholeSum(exact))
        expect(whole.reduce((sum, part) => sum + part, 0)).toBe(wholeSum(exact))
        for (const [index, part] of whole.entries()) {
          expect(Number.isInteger(part)).toBe(true)
          expect(Math.abs(part - (exact[index] ?? Number.NaN))).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  test('rounds halves upwards, however binary fractions add up', () => {
    expect(0.3 + 1.9 + 0.3).toBeLessThan(2.5)
    expect(wholeSum([0.3, 1.9, 0.3])).toBe(3)
  })

  test('leaves integers as they are', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 50 })), (exact) => {
        expect(wholePoints(exact, wholeSum(exact))).toEqual(exact)
      }),
    )
  })
})
