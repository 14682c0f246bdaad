import { describe, expect, test } from 'vitest'
import { SeededHex } from './seeded-hex.ts'

describe('SeededHex', () => {
  test('gives the same at the same position of the same seed, and nothing twice', () => {
    const ids = new SeededHex('abc')
    const drawn = Array.from({ length: 100 }, () => ids.next(16))
    expect(new Set(drawn).size).toBe(100)
    expect(drawn.every((hex) => /^[0-9a-f]{32}$/.test(hex))).toBe(true)
    const again = new SeededHex('abc')
    again.position = 40
    expect(again.next(16)).toBe(drawn[40])
    expect(new SeededHex('abd').next(16)).not.toBe(drawn[0])
  })

  test('gives as many bytes as are wanted', () => {
    expect(new SeededHex('abc').next(48)).toHaveLength(96)
  })
})
