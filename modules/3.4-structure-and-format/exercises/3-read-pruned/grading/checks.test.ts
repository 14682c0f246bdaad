// Longer than most: real Parquet files, and a count of every byte that is read of them.
import { readFileSync } from 'node:fs'
import { candidate, checksFor, expect, fc } from '@workshop/testkit'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer'
import type { Chunk, Filter, Query, RowGroup, Value } from '../read-pruned.ts'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { readPruned, NotParquet } = candidate(() => import('../read-pruned.ts'))

interface Options {
  rowGroupSize: number
  statistics?: boolean
  /** Changes what the footer says of a chunk. */
  edit?: (chunk: Chunk, column: string, group: number) => Chunk
}

/** A Parquet file that notes which of its bytes are read. */
function parquet(columnData: ColumnSource[], { edit = (chunk) => chunk, ...options }: Options) {
  const bytes = new Uint8Array(parquetWriteBuffer({ columnData, ...options }))
  const metadata = parquetMetadata(bytes.buffer)
  const groups: RowGroup[] = metadata.row_groups.map(({ num_rows, columns }, group) => ({
    rows: Number(num_rows),
    columns: Object.fromEntries(
      columns.map(({ meta_data }) => {
        const { path_in_schema, statistics = {}, ...place } = meta_data!
        const { min_value, max_value, null_count } = statistics
        const { is_min_value_exact = true, is_max_value_exact = true } = statistics
        const chunk = {
          start: Number(place.dictionary_page_offset ?? place.data_page_offset),
          bytes: Number(place.total_compressed_size),
          ...(min_value !== undefined && { min: min_value as Value }),
          ...(max_value !== undefined && { max: max_value as Value }),
          ...(null_count !== undefined && { nulls: Number(null_count) }),
          exact: is_min_value_exact && is_max_value_exact,
        }
        return [path_in_schema[0]!, edit(chunk, path_in_schema[0]!, group)]
      }),
    ),
  }))
  const footer = 8 + metadata.metadata_length
  const reads: [start: number, end: number][] = []
  const file = {
    size: bytes.length,
    async read(start: number, end: number) {
      reads.push([start, end])
      return bytes.subarray(start, end)
    },
  }
  const deps = {
    async decodeFooter(read: Uint8Array) {
      const end = bytes.length - 8
      expect(Buffer.from(read)).toEqual(Buffer.from(bytes.subarray(end - read.length, end)))
      expect(read).toHaveLength(metadata.metadata_length)
      return groups
    },
    async decodeColumn(read: Uint8Array, group: number, column: string) {
      const { start, bytes: length } = groups[group]!.columns[column]!
      expect(Buffer.from(read)).toEqual(Buffer.from(bytes.subarray(start, start + length)))
      return await decode(bytes, group, column)
    },
  }
  return {
    ask: (query: Query) => readPruned(file, query, deps),
    /** Bytes read besides the footer, since the last time. */
    readBytes() {
      const all = reads.splice(0).reduce((sum, [start, end]) => sum + end - start, 0)
      return all - footer
    },
    bytesOf: (column: string, ...of: number[]) =>
      of.reduce((sum, group) => sum + groups[group]!.columns[column]!.bytes, 0),
  }
}

async function decode(bytes: Uint8Array, group: number, column: string): Promise<Value[]> {
  const metadata = parquetMetadata(bytes.buffer as ArrayBuffer)
  const before = metadata.row_groups.slice(0, group)
  const rowStart = before.reduce((sum, { num_rows }) => sum + Number(num_rows), 0)
  const rowEnd = rowStart + Number(metadata.row_groups[group]!.num_rows)
  const options = {
    file: bytes.buffer as ArrayBuffer,
    metadata,
    columns: [column],
    rowStart,
    rowEnd,
  }
  const rows = await parquetReadObjects(options)
  return rows.map((row) => (row[column] ?? null) as Value)
}

const where = (column: string, op: Filter['op'], value: Value): Filter => ({ column, op, value })

function weather(options: Options) {
  const rows = readWeather()
  const column = (name: string, type: 'STRING' | 'DOUBLE') => ({
    name,
    type,
    data: rows.map((row) => (type === 'STRING' ? row[name]! : Number(row[name]))),
  })
  const file = parquet(
    [
      column('location', 'STRING'),
      column('date', 'STRING'),
      column('temp_max', 'DOUBLE'),
      column('weather', 'STRING'),
    ],
    options,
  )
  return { rows, file }
}

const column = (name: string, type: ColumnSource['type'] & string, ...data: Value[]) =>
  ({ name, type, data }) as ColumnSource

check('finds the rows that match all filters', async ({ holdsFor }) => {
  const { rows, file } = weather({ rowGroupSize: 250 })
  const query = {
    columns: ['date', 'weather'],
    filters: [where('location', '=', 'New York'), where('temp_max', '>=', 35)],
  }
  const hot = rows.filter((row) => row['location'] === 'New York' && Number(row['temp_max']) >= 35)
  expect(hot.length).toBeGreaterThan(3)
  expect(await file.ask(query)).toEqual(hot.map(({ date, weather }) => ({ date, weather })))
  const all = await file.ask({ columns: ['date'], filters: [] })
  expect(all).toEqual(rows.map(({ date }) => ({ date })))

  const small = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, null, 8, 9, 7, 9]
  const digits = parquet([column('digit', 'INT32', ...small)], { rowGroupSize: 3 })
  const op = fc.constantFrom('=', '!=', '<', '<=', '>', '>=')
  await holdsFor(
    fc.record({ op, value: fc.integer({ min: 0, max: 10 }) }),
    async ({ op, value }) => {
      const filters = [where('digit', op as Filter['op'], value)]
      const found = await digits.ask({ columns: ['digit'], filters })
      const expected = small.filter((digit) => digit !== null && holds(digit, op, value))
      expect(found).toEqual(expected.map((digit) => ({ digit })))
    },
    { runs: 20 },
  )
})

check('skips row groups by their statistics', async () => {
  const data = Array.from({ length: 400 }, (_, at) => at)
  const other = data.map((at) => `reading ${at * 7919}`)
  const file = parquet(
    [
      column('at', 'INT32', ...data),
      column('gap', 'STRING', ...other),
      column('note', 'STRING', ...other),
    ],
    { rowGroupSize: 100 },
  )
  const groupsRead: [Filter['op'], number, number[]][] = [
    ['=', 199, [1]],
    ['=', 200, [2]],
    ['<', 100, [0]],
    ['<=', 100, [0, 1]],
    ['>', 299, [3]],
    ['>=', 299, [2, 3]],
    ['!=', 5, [0, 1, 2, 3]],
  ]
  for (const [op, value, groups] of groupsRead) {
    const rows = await file.ask({ columns: ['note'], filters: [where('at', op, value)] })
    expect(rows).toHaveLength(data.filter((at) => holds(at, op, value)).length)
    expect(file.readBytes()).toBe(file.bytesOf('at', ...groups) + file.bytesOf('note', ...groups))
  }
  const constant = parquet([column('state', 'STRING', 'CA', 'CA', 'CA', 'NV')], { rowGroupSize: 2 })
  const filters = [where('state', '!=', 'CA')]
  expect(await constant.ask({ columns: ['state'], filters })).toEqual([{ state: 'NV' }])
  expect(constant.readBytes()).toBe(constant.bytesOf('state', 1))
})

check('reads where statistics are missing', async () => {
  const columns = [column('size', 'INT32', 1, 2, 3, 4, 5, 6)]
  const drop = (...names: ('min' | 'max' | 'nulls')[]) =>
    parquet(columns, {
      rowGroupSize: 3,
      edit: (chunk) =>
        Object.fromEntries(
          Object.entries(chunk).filter(([name]) => !names.includes(name as 'min')),
        ) as unknown as Chunk,
    })
  const files = [
    parquet(columns, { rowGroupSize: 3, statistics: false }),
    drop('min', 'max', 'nulls'),
    drop('min'),
    drop('max'),
    drop('nulls'),
  ]
  for (const file of files) {
    for (const op of ['=', '!=', '<', '<=', '>', '>='] as const) {
      const found = await file.ask({ columns: ['size'], filters: [where('size', op, 4)] })
      const expected = [1, 2, 3, 4, 5, 6].filter((size) => holds(size, op, 4))
      expect(found.map(({ size }) => size)).toEqual(expected)
    }
  }
})

check('never matches null', async () => {
  const file = parquet(
    [
      column('id', 'INT32', 1, 2, 3, 4, 5, 6),
      column('speed', 'INT32', null, 0, 140, null, null, null),
    ],
    { rowGroupSize: 3 },
  )
  const ask = async (op: Filter['op'], value: number) =>
    (await file.ask({ columns: ['id'], filters: [where('speed', op, value)] })).map(({ id }) => id)
  expect(await ask('!=', 140)).toEqual([2])
  expect(file.readBytes()).toBe(file.bytesOf('speed', 0) + file.bytesOf('id', 0))
  expect(await ask('<', 10)).toEqual([2])
  expect(await ask('>=', 0)).toEqual([2, 3])
  expect(await ask('=', 0)).toEqual([2])
  const speeds = await file.ask({ columns: ['speed'], filters: [where('id', '<=', 2)] })
  expect(speeds).toEqual([{ speed: null }, { speed: 0 }])
})

check('takes cut bounds for bounds only', async () => {
  const names = ['SEATTLE TACOMA INTERNATIONAL', 'SEATTLE TACOMA INTERNATIONAL (NORTH)']
  const file = parquet([column('station', 'STRING', ...names, 'DENVER', 'DENVER')], {
    rowGroupSize: 2,
    edit: (chunk, _, group) =>
      group === 0
        ? { ...chunk, min: 'SEATTLE TACOMA', max: 'SEATTLE TACOMB', exact: false }
        : chunk,
  })
  const ask = async (op: Filter['op'], value: string) => {
    const rows = await file.ask({ columns: ['station'], filters: [where('station', op, value)] })
    return rows.map(({ station }) => station)
  }
  expect(await ask('=', names[1]!)).toEqual([names[1]])
  expect(await ask('>', names[0]!)).toEqual([names[1]])
  expect(await ask('!=', 'DENVER')).toEqual(names)
  const same = parquet([column('code', 'STRING', 'AB1', 'AB2')], {
    rowGroupSize: 2,
    edit: (chunk) => ({ ...chunk, min: 'AB', max: 'AB', exact: false }),
  })
  const filters = [where('code', '!=', 'AB')]
  expect(await same.ask({ columns: ['code'], filters })).toEqual([{ code: 'AB1' }, { code: 'AB2' }])
})

check('compares long numbers and texts as Parquet does', async () => {
  const ids = [9007199254740992n, 9007199254740993n, 9007199254740994n, 5n]
  const file = parquet([column('id', 'INT64', ...ids)], { rowGroupSize: 1 })
  const ask = async (op: Filter['op'], value: Value) =>
    (await file.ask({ columns: ['id'], filters: [where('id', op, value)] })).map(({ id }) => id)
  expect(await ask('=', 9007199254740993n)).toEqual([9007199254740993n])
  expect(file.readBytes()).toBe(file.bytesOf('id', 1))
  expect(await ask('>', 9007199254740993n)).toEqual([9007199254740994n])
  expect(await ask('=', 5)).toEqual([5n])
  expect(await ask('!=', 5)).toEqual(ids.slice(0, 3))

  const birds = ['owl', '鷺', '\uff21', '🦉']
  const texts = parquet([column('bird', 'STRING', ...birds)], { rowGroupSize: 4 })
  const filters = [where('bird', '>', '\uff21')]
  expect(await texts.ask({ columns: ['bird'], filters })).toEqual([{ bird: '🦉' }])
})

check('reads the other columns only where a row matches', async () => {
  const data = Array.from({ length: 60 }, (_, at) => at * 2)
  const notes = data.map((at) => `note ${at}`)
  const file = parquet([column('at', 'INT32', ...data), column('note', 'STRING', ...notes)], {
    rowGroupSize: 20,
  })
  const query = { columns: ['note', 'at'], filters: [where('at', '=', 41)] }
  expect(await file.ask(query)).toEqual([])
  expect(file.readBytes()).toBe(file.bytesOf('at', 1))
  query.filters = [where('at', '=', 42), where('at', '!=', 41)]
  expect(await file.ask(query)).toEqual([{ note: 'note 42', at: 42 }])
  expect(file.readBytes()).toBe(file.bytesOf('at', 1) + file.bytesOf('note', 1))
})

check('reads the footer only where nothing can match', async () => {
  const { file } = weather({ rowGroupSize: 100 })
  for (const filter of [where('date', '>', '2016'), where('temp_max', '<', -40)]) {
    expect(await file.ask({ columns: ['weather'], filters: [filter] })).toEqual([])
    expect(file.readBytes()).toBe(0)
  }
  // The footer of a file without rows follows the first four bytes.
  const empty = parquet([column('at', 'INT32')], { rowGroupSize: 2 })
  expect(await empty.ask({ columns: ['at'], filters: [where('at', '>', 1)] })).toEqual([])
  expect(empty.readBytes()).toBe(0)
})

check('refuses a file that was cut off', async () => {
  const whole = new Uint8Array(
    parquetWriteBuffer({ columnData: [column('at', 'INT32', 1, 2, 3)], rowGroupSize: 2 }),
  )
  const long = Buffer.from(whole)
  long.writeUInt32LE(70_000, long.length - 8)
  const other = Buffer.from(whole)
  other.write('GZIP', other.length - 4)
  for (const bytes of [
    other,
    whole.subarray(0, -3),
    whole.subarray(0, 6),
    new Uint8Array(),
    long,
  ]) {
    const file = {
      size: bytes.length,
      async read(start: number, end: number) {
        if (start < 0 || end > bytes.length) throw new RangeError('There are no such bytes')
        return bytes.subarray(start, end)
      },
    }
    const deps = { decodeFooter: async () => [], decodeColumn: async () => [] }
    const failure = readPruned(file, { columns: ['at'], filters: [] }, deps)
    await expect(failure).rejects.toBeInstanceOf(NotParquet)
  }
})

function holds(one: number, op: string, other: number): boolean {
  if (op === '=') return one === other
  if (op === '!=') return one !== other
  if (op === '<') return one < other
  if (op === '<=') return one <= other
  return op === '>' ? one > other : one >= other
}

function readWeather(): Record<string, string>[] {
  const file = new URL('../../../data/weather.csv', import.meta.url)
  const [header, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n')
  const names = header!.split(',')
  return lines.map((line) => {
    const values = line.split(',')
    return Object.fromEntries(names.map((name, at) => [name, values[at]!]))
  })
}
