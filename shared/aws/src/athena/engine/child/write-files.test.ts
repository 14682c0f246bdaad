import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { FileWriting } from '../job.ts'
import { filesOf } from './write-files.ts'

const column = (name: string, hiveType: string) => {
  return { name, type: hiveType, precision: 0, scale: 0, hiveType }
}

function written(
  writing: Partial<FileWriting>,
  columns: [string, string][],
  rows: (string | null)[][],
) {
  const files = filesOf(
    columns.map(([name, type]) => column(name, type)),
    rows,
    { format: 'textfile', codec: 'UNCOMPRESSED', delimiter: ',', partitionedBy: [], ...writing },
  )
  return files.map(
    ({ values, content }) => [values.join(), Buffer.from(content, 'base64')] as const,
  )
}

const text = (...args: Parameters<typeof written>) => String(written(...args)[0]?.[1])

test('JSON has numbers as such, but those that it does not know', () => {
  const columns: [string, string][] = [
    ['a', 'double'],
    ['b', 'string'],
    ['c', 'boolean'],
  ]
  const rows = ['1.0E10', 'NaN', '-Infinity', null].map((cell) => [cell, '7', 'true'])
  const lines = text({ format: 'json' }, columns, rows).trim().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { a: 1e10, b: '7', c: true },
    { a: 'NaN', b: '7', c: true },
    { a: '-Infinity', b: '7', c: true },
    { a: null, b: '7', c: true },
  ])
})

test('text is escaped where its table has an escape, and says NULL in its table’s way', () => {
  const columns: [string, string][] = [
    ['a', 'string'],
    ['b', 'string'],
  ]
  const row = [['x,y\\z', null]]
  expect(text({}, columns, row)).toBe('x,y\\z,\\N\n')
  expect(text({ escape: '\\', nullText: '-' }, columns, row)).toBe('x\\,y\\\\z,-\n')
  expect(text({ escape: '$', delimiter: '|' }, columns, [['a$|', '$&']])).toBe('a$$$||$$&\n')
})

test('each partition has a file of its own, and no row is no file', () => {
  const columns: [string, string][] = [
    ['a', 'int'],
    ['p', 'string'],
  ]
  const rows = [
    ['1', 'x'],
    ['2', null],
    ['3', 'x'],
  ]
  const writing: Partial<FileWriting> = { codec: 'GZIP', partitionedBy: ['p'] }
  expect(
    written(writing, columns, rows).map(([values, body]) => [values, String(gunzipSync(body))]),
  ).toEqual([
    ['x', '1\n3\n'],
    ['__HIVE_DEFAULT_PARTITION__', '2\n'],
  ])
  expect(written(writing, columns, [])).toEqual([])
})
