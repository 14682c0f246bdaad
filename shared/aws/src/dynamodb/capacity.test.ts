import { describe, expect, test } from 'vitest'
import { indexWriteUnits, readUnits, writeUnits } from './capacity.ts'

describe('read capacity', () => {
  test.each([
    [0, 0.5],
    [1, 0.5],
    [4096, 0.5],
    [4097, 1],
    [41_779, 5.5],
  ])('of %i bytes read eventually consistently is %d', (bytes, units) => {
    expect(readUnits(bytes)).toBe(units)
  })

  test('doubles for a strongly consistent read and again in a transaction', () => {
    expect(readUnits(4097, { consistent: true })).toBe(2)
    expect(readUnits(4097, { transactional: true })).toBe(4)
  })
})

describe('write capacity', () => {
  test.each([
    [0, 0, 1],
    [0, 1024, 1],
    [0, 1025, 2],
    [3000, 10, 3],
  ])('of a write from %i to %i bytes is %i', (before, after, units) => {
    expect(writeUnits(before, after)).toBe(units)
    expect(writeUnits(before, after, true)).toBe(units * 2)
  })

  test('of an index depends on what happens to its entry', () => {
    expect(indexWriteUnits({ kind: 'none' })).toBe(0)
    expect(indexWriteUnits({ kind: 'put', after: 100 })).toBe(1)
    expect(indexWriteUnits({ kind: 'delete', before: 1500 })).toBe(2)
    expect(indexWriteUnits({ kind: 'replace', before: 100, after: 1500 })).toBe(2)
    expect(indexWriteUnits({ kind: 'move', before: 100, after: 1500 })).toBe(3)
    expect(indexWriteUnits({ kind: 'move', before: 100, after: 1500 }, true)).toBe(6)
  })
})
