import { describe, expect, test } from 'vitest'
import { mergeFields, mergeTypes, typeText, UNKNOWN } from './column-type.ts'

describe('mergeTypes', () => {
  test.each([
    ['int', 'bigint', 'bigint'],
    ['bigint', 'double', 'double'],
    ['bigint', 'string', 'string'],
    ['boolean', 'int', 'string'],
    ['date', UNKNOWN, 'date'],
    [UNKNOWN, UNKNOWN, 'null'],
  ])('makes of %s and %s a %s', (a, b, merged) => {
    expect(mergeTypes([a, b])).toBe(merged)
    expect(mergeTypes([b, a])).toBe(merged)
  })

  test('goes into arrays and structs', () => {
    const a = { array: { struct: [{ name: 'id', type: 'int' }] } }
    const b = {
      array: {
        struct: [
          { name: 'id', type: 'double' },
          { name: 'at', type: UNKNOWN },
        ],
      },
    }
    expect(typeText(mergeTypes([a, b]))).toBe('array<struct<id:double,at:string>>')
    expect(mergeTypes([a, 'int'])).toBe('string')
    expect(mergeTypes([a, { struct: [] }])).toBe('string')
    expect(mergeTypes([a, UNKNOWN, a])).toEqual(a)
    expect(mergeTypes([a, 'int', a])).toBe('string')
  })
})

test('mergeFields keeps the order in which fields were first seen', () => {
  const a = [{ name: 'b', type: 'int' }]
  const b = [
    { name: 'a', type: 'int' },
    { name: 'b', type: 'double' },
  ]
  expect(mergeFields([a, b])).toEqual([
    { name: 'b', type: 'double' },
    { name: 'a', type: 'int' },
  ])
})

test('merging what has nothing in common takes time in proportion', () => {
  const records = Array.from({ length: 50_000 }, (_, index) => [
    { name: `a${index}`, type: { struct: [{ name: 'x', type: 'int' }] } },
    { name: 'all', type: { struct: [{ name: `b${index}`, type: 'int' }] } },
  ])
  expect(mergeFields(records)).toHaveLength(50_001)
})
