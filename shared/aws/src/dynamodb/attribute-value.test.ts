import { describe, expect, test } from 'vitest'
import { cloneItem, copyItem, revivedItem } from './attribute-value.ts'
import { valuesEqual } from './compare-values.ts'
import { MAX_DEPTH, readItem, readValue } from './read-value.ts'

describe('reading a value', () => {
  test.each([
    [{}, 'Supplied AttributeValue is empty'],
    [{ S: 'a', N: '1' }, 'Supplied AttributeValue has more than one datatypes set'],
    [{ NULL: false }, 'Null attribute value types must have the value of true'],
    [{ SS: [] }, 'An string set  may not be empty'],
    [{ NS: [] }, 'An number set  may not be empty'],
    [{ BS: [] }, 'Binary sets should not be empty'],
    [{ SS: ['a', 'a'] }, 'Input collection [a, a] contains duplicates.'],
    [{ NS: ['1', '1.0'] }, 'Input collection contains duplicates'],
    [
      { BS: [Uint8Array.of(1), Uint8Array.of(1)] },
      'Input collection [AQ==, AQ==]of type BS contains duplicates.',
    ],
    [{ M: { inner: { SS: [] } } }, 'An string set  may not be empty'],
    [{ L: [{ N: 'x' }] }, 'cannot be converted to a numeric value: x'],
  ])('refuses %j', (value, message) => {
    expect(() => readValue(value)).toThrow(message)
  })

  test('accepts empty strings, binaries, lists and maps', () => {
    const value = { L: [{ S: '' }, { B: new Uint8Array() }, { L: [] }, { M: {} }] }
    expect(readValue(value)).toEqual(value)
  })

  test('allows nesting as deep as DynamoDB does and no deeper', () => {
    const nested = (levels: number): object =>
      levels === 1 ? { S: 'leaf' } : { L: [nested(levels - 1)] }
    expect(() => readValue(nested(MAX_DEPTH))).not.toThrow()
    expect(() => readValue(nested(MAX_DEPTH + 1))).toThrow('Nesting Levels have exceeded')
  })

  test('takes binaries in every shape that the SDK takes', () => {
    const bytes = Uint8Array.of(1, 2, 3)
    expect(readValue({ B: Buffer.from(bytes) })).toEqual({ B: bytes })
    expect(readValue({ B: bytes.buffer })).toEqual({ B: bytes })
    expect(readValue({ B: new DataView(bytes.buffer, 1) })).toEqual({ B: Uint8Array.of(2, 3) })
  })
})

describe('copies', () => {
  test('share nothing with what they were made of', () => {
    const input = { photo: { B: Uint8Array.of(1) }, tags: { SS: ['a'] }, list: { L: [{ M: {} }] } }
    const item = readItem(input)
    input.photo.B[0] = 9
    input.tags.SS.push('b')
    expect(item).toEqual({
      photo: { B: Uint8Array.of(1) },
      tags: { SS: ['a'] },
      list: { L: [{ M: {} }] },
    })
    const copy = copyItem(item)
    copy['photo']?.B?.fill(9)
    expect(item['photo']).toEqual({ B: Uint8Array.of(1) })
  })

  test('treat "__proto__" and "constructor" as ordinary attribute names', () => {
    const item = readItem(JSON.parse('{"__proto__":{"S":"x"},"m":{"M":{"__proto__":{"N":"1"}}}}'))
    expect(item['constructor']).toBeUndefined()
    expect(Object.keys(item)).toEqual(['__proto__', 'm'])
    const copy = copyItem(item)
    expect(JSON.stringify(copy)).toBe('{"__proto__":{"S":"x"},"m":{"M":{"__proto__":{"N":"1"}}}}')
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype)
    expect(Object.getPrototypeOf(cloneItem(item))).toBeNull()
  })

  test('makes one item of one that several hold, after a snapshot', () => {
    const item = { name: { S: 'Kern' } }
    expect(revivedItem(item)).toBe(revivedItem(item))
    expect(revivedItem({ ...item })).not.toBe(revivedItem(item))
    expect(Object.getPrototypeOf(revivedItem(item))).toBeNull()
  })
})

describe('equality', () => {
  test('ignores the order of sets and not that of lists', () => {
    expect(valuesEqual({ SS: ['a', 'b'] }, { SS: ['b', 'a'] })).toBe(true)
    expect(valuesEqual({ L: [{ S: 'a' }, { S: 'b' }] }, { L: [{ S: 'b' }, { S: 'a' }] })).toBe(
      false,
    )
  })

  test('looks into maps and tells types apart', () => {
    expect(valuesEqual({ M: { a: { N: '1' } } }, { M: { a: { N: '1' } } })).toBe(true)
    expect(valuesEqual({ M: { a: { N: '1' } } }, { M: { a: { S: '1' } } })).toBe(false)
    expect(valuesEqual({ M: {} }, { M: { a: { S: '1' } } })).toBe(false)
    expect(valuesEqual({ BS: [Uint8Array.of(1)] }, { BS: [Uint8Array.of(1)] })).toBe(true)
  })
})
