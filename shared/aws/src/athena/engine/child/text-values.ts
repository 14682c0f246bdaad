import { type HiveType, parseHiveType } from './hive-type.ts'

/**
 * The text of a plain value in a text file, as DuckDB reads it into the column's type; null where
 * Hive's LazySimpleSerDe makes NULL of what does not fit.
 */
export function cellOf(text: string, type: string): string | null {
  return textReader(type)(text)
}

/** Reads texts into one type: see `cellOf`. */
export function textReader(type: string): (text: string) => string | null {
  const parsed = parseHiveType(type)
  if (parsed.kind !== 'plain') return (text) => text
  return plainReader(parsed)
}

function plainReader({ name, arguments: [length] }: HiveType & { kind: 'plain' }) {
  const pattern = Object.hasOwn(PATTERNS, name) ? PATTERNS[name] : undefined
  if (name === 'date') return (text: string) => (isDate(text) ? text : null)
  if (name === 'timestamp') return (text: string) => timestampOf(text)
  if (pattern) return (text: string) => (pattern.test(text) ? text : null)
  if (name === 'varchar' && length) return (text: string) => text.slice(0, length)
  return (text: string) => text
}

const WHOLE = /^[+-]?\d{1,19}$/
const NUMBER = /^(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?|NaN|[+-]?Infinity)$/

const PATTERNS: Record<string, RegExp> = {
  tinyint: WHOLE,
  smallint: WHOLE,
  int: WHOLE,
  integer: WHOLE,
  bigint: WHOLE,
  float: NUMBER,
  real: NUMBER,
  double: NUMBER,
  decimal: NUMBER,
  boolean: /^(?:true|false)$/i,
}

function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)?.map(Number) ?? []
  if (year === undefined || month === undefined || day === undefined) return false
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

/** Hive's format is `yyyy-MM-dd HH:mm:ss[.fffffffff]`. */
function timestampOf(text: string): string | null {
  const [, date, time] =
    /^(\d{4}-\d{2}-\d{2})(?: (\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?))?$/.exec(text) ?? []
  if (date === undefined || !isDate(date)) return null
  return time === undefined || /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d/.test(time) ? text : null
}
