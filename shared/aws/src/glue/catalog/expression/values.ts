import { ExpressionError } from './error.ts'

/** The types of partition keys that expressions can name. */
export interface KeyType {
  /** As AWS calls it when it refuses an operation. */
  family: 'Integral' | 'Decimal' | 'Date' | 'Timestamp' | 'String'
  /** What makes texts comparable; undefined for a text that is no value of the type. */
  parse(text: string): Comparable | undefined
  /** As in "abc is not a date." */
  noun: string
}

/** Values of one type compare by `<` and `===`. */
export type Comparable = bigint | string

/** Decimals are compared with this many digits after the point. */
const SCALE = 38

const INTEGRAL: KeyType = { family: 'Integral', parse: parseInteger, noun: 'an integer' }
const TEXT: KeyType = { family: 'String', parse: (text) => text, noun: 'a string' }

const TYPES: Record<string, KeyType> = {
  tinyint: INTEGRAL,
  smallint: INTEGRAL,
  int: INTEGRAL,
  bigint: INTEGRAL,
  long: INTEGRAL,
  decimal: { family: 'Decimal', parse: parseDecimal, noun: 'a decimal' },
  date: { family: 'Date', parse: parseDate, noun: 'a date' },
  timestamp: { family: 'Timestamp', parse: parseTimestamp, noun: 'a timestamp' },
  string: TEXT,
  char: TEXT,
  varchar: TEXT,
}

/**
 * The type of a partition key by its name in the catalog, as in `decimal(10,2)`. Throws
 * ExpressionError for one that SDK text, GetPartitionsRequest, does not list. (`char` and `varchar`
 * are not in that list; AWS takes them, according to moto's tests.)
 */
export function keyType(name: string): KeyType {
  const bare = name.toLowerCase().replace(/\(.*\)$/, '')
  const type = Object.hasOwn(TYPES, bare) ? TYPES[bare] : undefined
  if (type) return type
  throw new ExpressionError(`Unknown type : '${name}'`)
}

function parseInteger(text: string): bigint | undefined {
  return /^[+-]?\d{1,40}$/.test(text) ? BigInt(text.replace('+', '')) : undefined
}

function parseDecimal(text: string): bigint | undefined {
  const parts = /^(?<sign>[+-]?)(?<whole>\d*)(?:\.(?<part>\d*))?(?:[eE](?<power>[+-]?\d+))?$/.exec(
    text,
  )?.groups
  const { sign = '', whole = '', part = '', power = '0' } = parts ?? {}
  const places = SCALE + Number(power) - part.length
  const isDecimal = parts && whole + part !== '' && Math.abs(Number(power)) <= SCALE
  if (!isDecimal || places < 0 || text.length > 2 * SCALE) return undefined
  return BigInt(whole + part) * 10n ** BigInt(places) * (sign === '-' ? -1n : 1n)
}

function parseDate(text: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : undefined
}

function parseTimestamp(text: string): string | undefined {
  const [date = '', time = '', ...rest] = text.split(' ')
  const parts = /^(?<clock>\d{2}:\d{2}:\d{2})(?:\.(?<fraction>\d{1,9}))?$/.exec(time)?.groups
  if (!parts || rest.length > 0 || parseDate(date) === undefined) return undefined
  if (Number.isNaN(Date.parse(`${date}T${parts['clock']}Z`))) return undefined
  return `${date} ${parts['clock']}.${(parts['fraction'] ?? '').padEnd(9, '0')}`
}
