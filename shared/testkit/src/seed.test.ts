import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AUTHORING_SEED, seedFor } from './seed.ts'

describe('seedFor', () => {
  test('gives checks seeds of their own, and other ones in another run', () => {
    const seeds = ['claims a free username', 'refuses a taken username'].flatMap((name) => [
      seedFor(AUTHORING_SEED, name),
      seedFor(AUTHORING_SEED + 1, name),
    ])
    expect(new Set(seeds).size).toBe(4)
  })

  test('tells names apart that differ in characters beyond 16 bits', () => {
    expect(seedFor(17, 'reads 🚕')).not.toBe(seedFor(17, 'reads 🚖'))
  })

  test('is a whole number of 32 bits, the same every time', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string(), (seed, name) => {
        const mixed = seedFor(seed, name)
        expect(mixed).toBe(mixed >>> 0)
        expect(seedFor(seed, name)).toBe(mixed)
      }),
    )
  })
})
