import { expect, test } from 'vitest'
import { parseHiveType, duckType } from './hive-type.ts'
import { readJson } from './read-json.ts'
import { readLazy } from './read-lazy.ts'
import { readOpenCsv } from './read-open-csv.ts'
import type { Cell } from './row-sink.ts'
import { cellOf } from './text-values.ts'

function sinkOf(columns: Record<string, string>, unused: string[] = []) {
  const rows: Cell[][] = []
  const list = Object.entries(columns).map(([name, type]) => ({ name, type }))
  const used = new Set(Object.keys(columns).filter((name) => !unused.includes(name)))
  return { rows, sink: { columns: list, used, add: (cells: Cell[]) => void rows.push(cells) } }
}

const LAZY = { kind: 'lazy', delimiter: ',', escape: undefined, nullText: '\\N', skip: 0 } as const
const OPEN = { kind: 'open-csv', delimiter: ',', quote: '"', escape: '\\', skip: 0 } as const

test('LazySimpleSerDe takes cells by place, and NULL for what does not fit', () => {
  const { rows, sink } = sinkOf({ a: 'int', b: 'string', c: 'boolean' })
  readLazy('a,b,c\n1,"x",TRUE,more\r\n\\N,\\N\n1.5, y ,yes\n', { ...LAZY, skip: 1 }, sink)
  expect(rows).toEqual([
    ['1', '"x"', 'TRUE'],
    [null, null, null],
    [null, ' y ', null],
  ])
})

test('columns that nobody asks for stay empty', () => {
  const { rows, sink } = sinkOf({ a: 'int', b: 'string' }, ['b'])
  readLazy('1,x', LAZY, sink)
  expect(rows).toEqual([['1', null]])
})

test('LazySimpleSerDe refuses nested types', () => {
  const { sink } = sinkOf({ a: 'array<int>' })
  expect(() => readLazy('1', LAZY, sink)).toThrow('does not emulate the type array<int> (column a)')
})

test('OpenCSVSerDe knows quotes and escapes, and times as numbers', () => {
  const { rows, sink } = sinkOf({ a: 'string', b: 'string', day: 'date', at: 'timestamp' })
  readOpenCsv('"x, ""y""","a\\"b",20515,1772445600000\n', OPEN, sink)
  expect(rows).toEqual([['x, "y"', 'a"b', '2026-03-03', '2026-03-02 10:00:00.000']])
})

test('OpenCSVSerDe fails for what does not fit', () => {
  const { sink } = sinkOf({ a: 'string', n: 'int' })
  expect(() => readOpenCsv('x,\n', OPEN, sink)).toThrow(
    `HIVE_BAD_DATA: Error parsing field value '' for field 1: For input string: ""`,
  )
})

test('JSON is matched by name whatever its case, and kept exact', () => {
  const { rows, sink } = sinkOf({
    id: 'bigint',
    name: 'string',
    info: 'struct<a:bigint,b:array<string>>',
  })
  const lines = [
    '{"ID": 9007199254740993, "name": {"k": [1, 2]}, "info": {"A": 9007199254740993, "x": 1}}',
    '',
    '{"name": 1.50, "info": {"b": [1, null]}}',
  ]
  readJson(lines.join('\n'), { kind: 'json', ignoreMalformed: false }, sink)
  expect(rows).toEqual([
    ['9007199254740993', '{"k":[1,2]}', '{"a":9007199254740993,"b":null}'],
    [null, '1.5', '{"a":null,"b":["1",null]}'],
  ])
})

test('broken JSON fails, unless the table says that it is to be ignored', () => {
  const { rows, sink } = sinkOf({ id: 'int' })
  const read = (text: string, ignoreMalformed: boolean) =>
    readJson(text, { kind: 'json', ignoreMalformed }, sink)
  expect(() => read('[1]', false)).toThrow('HIVE_CURSOR_ERROR: Row is not a valid JSON Object')
  expect(() => read('{"id": "x"}', true)).toThrow("HIVE_BAD_DATA: Error parsing field value 'x'")
  read('oops\n{"id": 1}', true)
  expect(rows).toEqual([[null], ['1']])
})

test.each([
  ['int', '7', '7'],
  ['int', '7.0', null],
  ['int', ' 7', null],
  ['int', '', null],
  ['double', '-1.5e3', '-1.5e3'],
  ['double', 'NaN', 'NaN'],
  ['double', '1,5', null],
  ['date', '2026-02-28', '2026-02-28'],
  ['date', '2026-02-29', null],
  ['date', '2026-2-8', null],
  ['timestamp', '2026-02-28 23:59:59.123456789', '2026-02-28 23:59:59.123456789'],
  ['timestamp', '2026-02-28T23:59:59Z', null],
  ['timestamp', '2026-02-28 24:00:00', null],
  ['boolean', 'True', 'True'],
  ['boolean', '1', null],
  ['varchar(2)', 'abc', 'ab'],
  ['string', '', ''],
])('as %s, "%s" is %j', (type, text, cell) => {
  expect(cellOf(text, type)).toBe(cell)
})

test('types of Hive have types of DuckDB', () => {
  expect(duckType('struct<a:array<int>,b:map<string,decimal(10,2)>>')).toBe(
    'STRUCT("a" INTEGER[], "b" MAP(VARCHAR, DECIMAL(10, 2)))',
  )
  expect(duckType(' BIGINT ')).toBe('BIGINT')
})

test.each([
  '',
  'uniontype<int>',
  'array<int',
  'struct<a>',
  'int>',
  `${'array<'.repeat(30)}int`,
  'int"; DROP',
])('"%s" is no type that is known', (type) => {
  expect(() => duckType(type)).toThrow('does not emulate')
})

test('a name in a type cannot leave its quotes', () => {
  expect(duckType('struct<a":int>')).toBe('STRUCT("a""" INTEGER)')
  expect(parseHiveType('decimal(5)')).toEqual({ kind: 'plain', name: 'decimal', arguments: [5] })
})
