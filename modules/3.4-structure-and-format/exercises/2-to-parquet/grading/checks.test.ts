// Longer than most: real Parquet files are read back to judge what was written.
import { readFileSync } from 'node:fs'
import { candidate, checksFor, expect } from '@workshop/testkit'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { parquetWriteBuffer } from 'hyparquet-writer'
import type { Column, Options, ParquetColumn } from '../to-parquet.ts'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { toParquet, BadValue } = candidate(() => import('../to-parquet.ts'))

type Row = Record<string, string>

const ELEMENTS = {
  INT32: { type: 'INT32' },
  INT64: { type: 'INT64' },
  DOUBLE: { type: 'DOUBLE' },
  BOOLEAN: { type: 'BOOLEAN' },
  DATE: { type: 'INT32', converted_type: 'DATE' },
  TIMESTAMP: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
  STRING: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
} as const

async function encode(columns: ParquetColumn[], rowGroupSize: number): Promise<Uint8Array> {
  const elements = columns.map(({ name, type }) => ({
    ...ELEMENTS[type],
    name,
    repetition_type: 'OPTIONAL' as const,
  }))
  const columnData = columns.map(({ name, type, data }) => ({
    name,
    data: data.map((value) => logical(value, type)),
  }))
  const schema = [{ name: 'root', num_children: columns.length }, ...elements]
  const statisticsTruncateLength = Infinity
  return new Uint8Array(
    parquetWriteBuffer({ columnData, schema, rowGroupSize, statisticsTruncateLength }),
  )
}

/** What hyparquet-writer takes for days and times. */
function logical(value: ParquetColumn['data'][number], type: ParquetColumn['type']) {
  if (type === 'DATE' && typeof value === 'number') return new Date(value * 86_400_000)
  return type === 'TIMESTAMP' && typeof value === 'bigint' ? new Date(Number(value)) : value
}

function schemaOf(types: Record<string, string>): Column[] {
  return Object.entries(types).map(([name, type]) => {
    const nullable = type.endsWith('?')
    return { name, type: type.replace('?', '') as Column['type'], nullable }
  })
}

async function write(rows: Row[], types: Record<string, string>, options: Options) {
  const file = await toParquet(rows, schemaOf(types), options, { encode })
  const bytes = Uint8Array.from(file)
  const metadata = parquetMetadata(bytes.buffer)
  const stored = await parquetReadObjects({ file: bytes.buffer })
  return { bytes, metadata, stored }
}

/** Stores one column and reads it back. */
async function column(type: string, ...texts: string[]) {
  const rows = texts.map((text, at) => ({ at: `${at}`, v: text }))
  const { stored } = await write(rows, { at: 'int', v: type }, { sortBy: 'at', rowGroupSize: 100 })
  return stored.map(({ v }) => v as unknown)
}

check('writes a file that reads back equal', async () => {
  const weather = readWeather().filter((_, row) => row % 4 === 0)
  const { bytes, stored } = await write(
    weather,
    { location: 'string', temp_max: 'double', weather: 'string' },
    { sortBy: 'temp_max', rowGroupSize: 50 },
  )
  expect(Buffer.from(bytes.subarray(0, 4)).toString()).toBe('PAR1')
  expect(Buffer.from(bytes.subarray(-4)).toString()).toBe('PAR1')
  const expected = weather.map(({ location, temp_max, weather }) => ({
    location,
    temp_max: Number(temp_max),
    weather,
  }))
  expect(new Set(stored.map(asText))).toEqual(new Set(expected.map(asText)))
  expect(stored).toHaveLength(expected.length)
})

check('stores types, not texts', async () => {
  const types = {
    a: 'int',
    b: 'bigint',
    c: 'double',
    d: 'boolean',
    e: 'date',
    f: 'timestamp',
    g: 'string',
  }
  const row = { a: '-7', b: '8', c: '1e3', d: 'false', e: '2013-07-04', f: '2013-07-04 01:02:03' }
  const { metadata, stored } = await write([{ ...row, g: '007 Größe' }], types, {
    sortBy: 'g',
    rowGroupSize: 10,
  })
  expect(metadata.schema.slice(1).map(({ name, type }) => `${name} ${type}`)).toEqual([
    'a INT32',
    'b INT64',
    'c DOUBLE',
    'd BOOLEAN',
    'e INT32',
    'f INT64',
    'g BYTE_ARRAY',
  ])
  expect(stored[0]).toMatchObject({ a: -7, b: 8n, c: 1_000, d: false, g: '007 Größe' })
})

check('keeps null apart from zero and the empty text', async () => {
  expect(await column('int?', '', '0')).toEqual([null, 0])
  expect(await column('double?', '0.0', '')).toEqual([0, null])
  expect(await column('boolean?', '', 'false', 'true')).toEqual([null, false, true])
  expect(await column('date?', '', '1970-01-01')).toEqual([null, new Date(0)])
  expect(await column('string?', '', 'gull', ' ')).toEqual([null, 'gull', ' '])
  const rows: Row[] = [{ at: '1' }, { at: '2', v: '5' }]
  const options = { sortBy: 'at', rowGroupSize: 5 }
  const { stored } = await write(rows, { at: 'int', v: 'bigint?' }, options)
  expect(stored).toEqual([
    { at: 1, v: null },
    { at: 2, v: 5n },
  ])
})

check('keeps long whole numbers exact', async () => {
  const texts = ['9007199254740993', '-9223372036854775808', '9223372036854775807', '0']
  expect(await column('bigint', ...texts)).toEqual(texts.map(BigInt))
})

check('stores days and times in UTC', async () => {
  const days = ['1969-12-31', '2012-02-29', '2013-03-31', '2013-10-27']
  expect(await column('date', ...days)).toEqual(days.map((day) => new Date(`${day}T00:00:00Z`)))
  const times = {
    '2013-07-04 18:30:00': '2013-07-04T18:30:00Z',
    '2013-01-04T18:30:00.5': '2013-01-04T18:30:00.500Z',
    '2013-07-04T00:30:00+02:00': '2013-07-03T22:30:00Z',
    '2013-07-04 18:30:00.125Z': '2013-07-04T18:30:00.125Z',
    '1969-07-20T20:17:40-05:30': '1969-07-21T01:47:40Z',
    '2013-07-04T18:30:00+12:00': '2013-07-04T06:30:00Z',
  }
  expect(await column('timestamp', ...Object.keys(times))).toEqual(
    Object.values(times).map((time) => new Date(time)),
  )
})

check('sorts so that row groups do not overlap', async () => {
  const weather = readWeather()
  const { metadata, stored } = await write(
    weather,
    { date: 'date', temp_max: 'double', location: 'string' },
    { sortBy: 'temp_max', rowGroupSize: 300 },
  )
  const bounds = metadata.row_groups.map(({ columns }) => columns[1]!.meta_data!.statistics!)
  expect(bounds).toHaveLength(Math.ceil(weather.length / 300))
  for (const [at, { min_value }] of bounds.entries()) {
    if (at > 0) expect(min_value).toBeGreaterThanOrEqual(bounds[at - 1]!.max_value as number)
  }
  const expected = weather.toSorted((one, other) => Number(one.temp_max) - Number(other.temp_max))
  expect(stored.map(({ date }) => (date as Date).toISOString().slice(0, 10))).toEqual(
    expected.map(({ date }) => date),
  )

  const sorted = async (type: string, ...texts: string[]) => {
    const rows = texts.map((v) => ({ v }))
    const { stored } = await write(rows, { v: type }, { sortBy: 'v', rowGroupSize: 2 })
    return stored.map(({ v }) => v as unknown)
  }
  expect(await sorted('int?', '10', '', '9', '-1', '-20')).toEqual([-20, -1, 9, 10, null])
  expect(await sorted('bigint', '9007199254740993', '9007199254740992', '-3')).toEqual([
    -3n,
    9007199254740992n,
    9007199254740993n,
  ])
  expect(await sorted('string', '🦉', '鷺', '\uff21', 'owl', 'Owl')).toEqual([
    'Owl',
    'owl',
    '鷺',
    '\uff21',
    '🦉',
  ])
  expect(await sorted('boolean', 'true', 'false')).toEqual([false, true])
})

check('writes a table without rows', async () => {
  const types = { day: 'date', wind: 'double?' }
  const { metadata, stored } = await write([], types, { sortBy: 'day', rowGroupSize: 100 })
  expect(stored).toEqual([])
  expect(metadata.schema.slice(1).map(({ type }) => type)).toEqual(['INT32', 'DOUBLE'])
})

check('refuses what a column cannot hold', async () => {
  const bad = {
    int: ['12.5', '2147483648', 'calm', '1e3x', ' '],
    bigint: ['9223372036854775808', '1.0'],
    double: ['12,5', ' '],
    boolean: ['yes', '1'],
    date: ['2013-02-29', '2013-07-04 10:00:00', '4.7.2013'],
    timestamp: [
      '2013-07-04',
      '2013-02-30T10:00:00Z',
      '2013-07-04T25:00:00Z',
      'on 2013-07-04 18:30:00',
      '2013-07-04 18:30:00 CET',
    ],
    string: [''],
  }
  for (const [type, texts] of Object.entries(bad)) {
    for (const text of texts) {
      const types = { at: 'int', reading: type }
      const rows = [{ at: '1', reading: text }]
      const failure = toParquet(
        rows,
        schemaOf(types),
        { sortBy: 'at', rowGroupSize: 9 },
        { encode },
      )
      await expect(failure).rejects.toBeInstanceOf(BadValue)
      await expect(failure).rejects.toMatchObject({ message: expect.stringContaining('reading') })
    }
  }
})

function asText(row: object): string {
  return JSON.stringify(row)
}

function readWeather(): Row[] {
  const file = new URL('../../../data/weather.csv', import.meta.url)
  const [header, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n')
  const names = header!.split(',')
  return lines.map((line) => {
    const values = line.split(',')
    return Object.fromEntries(names.map((name, at) => [name, values[at]!]))
  })
}
