import type { Column, Deps, Options, ParquetColumn } from '../to-parquet.ts'

export class BadValue extends Error {
  override name = 'BadValue'
}

type Value = ParquetColumn['data'][number]

const DAY_MS = 86_400_000
const PARQUET_TYPES = {
  int: 'INT32',
  bigint: 'INT64',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  string: 'STRING',
} as const

const TIMESTAMP =
  /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d{1,3})?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/

export async function toParquet(
  rows: Record<string, string>[],
  schema: Column[],
  { sortBy, rowGroupSize }: Options,
  { encode }: Deps,
): Promise<Uint8Array> {
  const key = schema.findIndex(({ name }) => name === sortBy)
  const typed = rows
    .map((row) => schema.map((column) => valueOf(row, column)))
    .sort((one, other) => compare(one[key]!, other[key]!))
  const columns = schema.map(({ name, type }, at) => ({
    name,
    type: PARQUET_TYPES[type],
    data: typed.map((values) => values[at]!),
  }))
  return encode(columns, rowGroupSize)
}

function valueOf(row: Record<string, string>, { name, type, nullable }: Column): Value {
  const text = row[name] ?? ''
  const value = text === '' ? null : parse(text, type)
  if (value === undefined || (value === null && !nullable)) {
    throw new BadValue(`The column "${name}" of type ${type} cannot hold "${text}"`)
  }
  return value
}

/** Undefined where the type cannot hold the text. */
function parse(text: string, type: Column['type']): Value | undefined {
  switch (type) {
    case 'int': {
      const value = Number(text)
      return /^-?\d+$/.test(text) && value === (value | 0) ? value : undefined
    }
    case 'bigint': {
      if (!/^-?\d+$/.test(text)) return undefined
      return BigInt.asIntN(64, BigInt(text)) === BigInt(text) ? BigInt(text) : undefined
    }
    case 'double':
      return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined
    case 'date': {
      const ms = dayOf(text)
      return ms === undefined ? undefined : ms / DAY_MS
    }
    case 'timestamp':
      return timeOf(text)
    case 'string':
      return text
  }
}

function dayOf(text: string): number | undefined {
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text) ? ms : undefined
}

function timeOf(text: string): bigint | undefined {
  const [, day = '', time, fraction = '', zone = 'Z'] = TIMESTAMP.exec(text) ?? []
  const ms = Date.parse(`${day}T${time}${fraction}${zone}`)
  return dayOf(day) === undefined || Number.isNaN(ms) ? undefined : BigInt(ms)
}

function compare(one: Value, other: Value): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null)
  if (typeof one === 'string') return Buffer.compare(Buffer.from(one), Buffer.from(`${other}`))
  return one < other ? -1 : one > other ? 1 : 0
}
