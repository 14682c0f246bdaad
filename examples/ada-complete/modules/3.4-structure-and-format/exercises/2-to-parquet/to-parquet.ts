import type { Column, Deps, Options, ParquetColumn } from '../../to-parquet.ts'

export class BadValue extends Error {
  override name = 'BadValue'
}

interface Codec {
  type: ParquetColumn['type']
  form: RegExp
  read(text: string): ParquetColumn['data'][number]
  /** Whether what was read is what was meant. */
  fits?(value: never, text: string): boolean
}

const within = (bits: number) => (value: number | bigint) =>
  BigInt.asIntN(bits, BigInt(value)) === BigInt(value)

const CODECS: Record<Column['type'], Codec> = {
  int: { type: 'INT32', form: /^-?[0-9]{1,20}$/, read: Number, fits: within(32) },
  bigint: { type: 'INT64', form: /^-?[0-9]{1,30}$/, read: BigInt, fits: within(64) },
  double: {
    type: 'DOUBLE',
    form: /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/,
    read: parseFloat,
    fits: (value: number) => Math.abs(value) < Infinity,
  },
  boolean: { type: 'BOOLEAN', form: /^(true|false)$/, read: (text) => text === 'true' },
  date: {
    type: 'DATE',
    form: /^\d{4}-\d\d-\d\d$/,
    read: (text) => utc(text) / 864e5,
    fits: (days: number, text: string) => exists(text),
  },
  timestamp: {
    type: 'TIMESTAMP',
    form: /^\d{4}-\d\d-\d\d[T ]([01]\d|2[0-3])(:[0-5]\d){2}(\.\d{1,3})?(Z|[+-]\d\d:\d\d)?$/,
    read: (text) => BigInt(utc(text)),
    fits: (_: bigint, text: string) => exists(text.slice(0, 10)),
  },
  string: { type: 'STRING', form: /^/, read: (text) => text },
}

// Works on columns: parses each, finds one order of the rows, and applies it to all.
export async function toParquet(
  rows: Record<string, string>[],
  schema: Column[],
  options: Options,
  deps: Deps,
): Promise<Uint8Array> {
  const columns = schema.map((column) => parseColumn(rows, column))
  const keys = columns.find(({ name }) => name === options.sortBy)!.data
  const order = [...rows.keys()]
  const full = order.filter((at) => keys[at] !== null)
  const sortKeys = keys.map((key) => (typeof key === 'string' ? hex(key) : key))
  full.sort((a, b) => (sortKeys[a]! < sortKeys[b]! ? -1 : sortKeys[a]! > sortKeys[b]! ? 1 : a - b))
  const sorted = [...full, ...order.filter((at) => keys[at] === null)]
  for (const column of columns) column.data = sorted.map((at) => column.data[at]!)
  return deps.encode(columns, options.rowGroupSize)
}

function parseColumn(rows: Record<string, string>[], column: Column): ParquetColumn {
  const { type, form, read, fits } = CODECS[column.type]
  const data = rows.map((row, at) => {
    const text = row[column.name]
    if (!text && column.nullable) return null
    const value = text && form.test(text) ? read(text) : undefined
    if (value === undefined || (fits && !fits(value as never, text!))) {
      throw new BadValue(`Row ${at + 1} has no ${column.type} in "${column.name}"`)
    }
    return value
  })
  return { name: column.name, type, data }
}

function hex(text: string): string {
  return Buffer.from(text).toString('hex')
}

function utc(text: string): number {
  const [date = '', hour = 0, minute = 0, second = 0, fraction = '0'] =
    text.split(/[T :.Z+]|-(?=\d\d:)/)
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const zone = /([+-])(\d\d):(\d\d)$/.exec(text.slice(10))
  const shift = zone ? Number(`${zone[1]}1`) * (Number(zone[2]) * 60 + Number(zone[3])) : 0
  const ms = text.includes('.') ? Number(fraction.toString().padEnd(3, '0')) : 0
  return Date.UTC(year, month - 1, day, +hour, +minute - shift, +second, ms)
}

function exists(day: string): boolean {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const back = new Date(Date.UTC(year, month - 1, date))
  return back.getUTCMonth() === month - 1 && back.getUTCDate() === date
}
