import { candidate, checksFor, expect } from '@workshop/testkit'
import type { FieldType, Mapping } from '../apply-mapping.ts'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { applyMapping } = candidate(() => import('../apply-mapping.ts'))

/** What becomes of one value; undefined if it fails. */
async function cast(value: unknown, from: FieldType | 'choice', to: FieldType) {
  const { rows, errors } = await applyMapping([{ a: value }], [['a', from, 'b', to]])
  expect(errors).toEqual(rows.length === 1 ? [] : [{ row: 0, source: 'a', value }])
  return rows[0]?.['b']
}

check('reads and builds nested fields', async () => {
  const rows = [{ ride: { from: { city: 'Lima' }, fare: 3 } }, { ride: 'none' }]
  const mappings: Mapping[] = [
    ['ride.from.city', 'string', 'start.place.city', 'string'],
    ['ride.fare', 'int', 'start.fare', 'int'],
  ]
  expect(await applyMapping(rows, mappings)).toEqual({
    rows: [{ start: { place: { city: 'Lima' }, fare: 3 } }, {}],
    errors: [],
  })
})

check('takes a name in backticks for one name', async () => {
  const rows = [{ 'a.b': { c: 1 }, a: { b: { c: 2 }, 'x.y': 3 } }]
  const mappings: Mapping[] = [
    ['`a.b`.c', 'int', 'one', 'int'],
    ['a.b.c', 'int', '`two.of`.`us.all`', 'int'],
    ['a.`x.y`', 'int', 'three', 'int'],
  ]
  const expected = { one: 1, 'two.of': { 'us.all': 2 }, three: 3 }
  expect((await applyMapping(rows, mappings)).rows).toEqual([expected])
})

check('keeps only what is mapped, as often as it is mapped', async () => {
  const rows = [{ id: 1, secret: 'x', nested: { id: 2, secret: 'y' } }]
  const mappings: Mapping[] = [
    ['id', 'int', 'id', 'int'],
    ['id', 'int', 'text', 'string'],
    ['nested.id', 'int', 'nested.id', 'int'],
  ]
  const expected = [{ id: 1, text: '1', nested: { id: 2 } }]
  expect((await applyMapping(rows, mappings)).rows).toEqual(expected)
  expect(await applyMapping(rows, [])).toEqual({ rows: [{}], errors: [] })
  expect(await applyMapping([], mappings)).toEqual({ rows: [], errors: [] })
})

check('casts what can be cast', async () => {
  expect(await cast('-2147483648', 'string', 'int')).toBe(-2_147_483_648)
  expect(await cast('+08', 'string', 'int')).toBe(8)
  expect(await cast(4, 'double', 'int')).toBe(4)
  expect(await cast(7, 'int', 'long')).toBe(7n)
  expect(await cast('.5', 'string', 'double')).toBe(0.5)
  expect(await cast('-2.5E3', 'string', 'double')).toBe(-2500)
  expect(await cast('7', 'string', 'double')).toBe(7)
  expect(await cast('12.25', 'string', 'double')).toBe(12.25)
  expect(await cast('.25', 'string', 'double')).toBe(0.25)
  expect(await cast('5e-3', 'string', 'double')).toBe(0.005)
  expect(await cast('1e10', 'string', 'double')).toBe(1e10)
  expect(await cast(7n, 'long', 'double')).toBe(7)
  expect(await cast('TRUE', 'string', 'boolean')).toBe(true)
  expect(await cast('False', 'string', 'boolean')).toBe(false)
  expect(await cast(false, 'boolean', 'string')).toBe('false')
  expect(await cast(2.5, 'double', 'string')).toBe('2.5')
  expect(await cast('', 'string', 'string')).toBe('')
})

check('sets rows aside that would lose something', async () => {
  const texts = ['', ' ', ' 7', '7 ', '7.5', '0x10', '1e3', '2147483648', 'NaN']
  for (const text of texts) expect(await cast(text, 'string', 'int')).toBeUndefined()
  for (const text of ['', '1e999', 'Infinity', 'NaN', '1,5', '0x10']) {
    expect(await cast(text, 'string', 'double')).toBeUndefined()
  }
  expect(await cast(7.5, 'double', 'int')).toBeUndefined()
  expect(await cast(true, 'boolean', 'int')).toBeUndefined()
  expect(await cast(true, 'boolean', 'double')).toBeUndefined()
  expect(await cast(1, 'int', 'boolean')).toBeUndefined()
  for (const text of ['yes', 'untrue', 'falsely']) {
    expect(await cast(text, 'string', 'boolean')).toBeUndefined()
  }

  const rows = [
    { a: '1', b: '2' },
    { a: 'x', b: 'y' },
    { a: '3', b: 'z' },
  ]
  const mappings: Mapping[] = [
    ['a', 'string', 'a', 'int'],
    ['b', 'string', 'b', 'long'],
  ]
  expect(await applyMapping(rows, mappings)).toEqual({
    rows: [{ a: 1, b: 2n }],
    errors: [
      { row: 1, source: 'a', value: 'x' },
      { row: 1, source: 'b', value: 'y' },
      { row: 2, source: 'b', value: 'z' },
    ],
  })
})

check('does not believe a value of another type', async () => {
  expect(await cast(7, 'string', 'string')).toBeUndefined()
  expect(await cast('7', 'int', 'int')).toBeUndefined()
  expect(await cast('7', 'double', 'double')).toBeUndefined()
  expect(await cast(7.5, 'int', 'double')).toBeUndefined()
  expect(await cast({ x: 1 }, 'string', 'string')).toBeUndefined()
  expect(await cast(2_147_483_648, 'int', 'string')).toBeUndefined()
  expect(await cast(7, 'long', 'int')).toBe(7)
})

check('keeps long numbers exact', async () => {
  expect(await cast('9007199254740993', 'string', 'long')).toBe(9_007_199_254_740_993n)
  expect(await cast(9_007_199_254_740_993n, 'long', 'string')).toBe('9007199254740993')
  expect(await cast(2n ** 63n - 1n, 'long', 'long')).toBe(2n ** 63n - 1n)
  expect(await cast('9223372036854775808', 'string', 'long')).toBeUndefined()
  expect(await cast('-9223372036854775808', 'string', 'long')).toBe(-(2n ** 63n))
  expect(await cast(2n ** 31n, 'long', 'int')).toBeUndefined()
})

check('resolves choices', async () => {
  expect(await cast({ long: 7n }, 'choice', 'int')).toBe(7)
  expect(await cast({ string: '8' }, 'choice', 'int')).toBe(8)
  expect(await cast({ string: 8 }, 'choice', 'int')).toBeUndefined()
  expect(await cast({ number: 8 }, 'choice', 'int')).toBeUndefined()
  expect(await cast({ string: '8', int: 8 }, 'choice', 'int')).toBeUndefined()
  expect(await cast({}, 'choice', 'string')).toBeUndefined()
})

check('leaves nothing as nothing', async () => {
  const mappings: Mapping[] = [
    ['a', 'string', 'a', 'int'],
    ['b.c', 'int', 'b.c', 'string'],
    ['toString', 'string', 'd', 'string'],
    ['constructor.name', 'string', 'e', 'string'],
  ]
  expect(await applyMapping([{ a: null, b: null }, {}, { b: { c: null } }], mappings)).toEqual({
    rows: [{ a: null }, {}, { b: { c: null } }],
    errors: [],
  })
})
