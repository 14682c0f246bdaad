import { notEmulated } from './query-failure.ts'

/** A type of Hive, taken apart. */
export type HiveType =
  | { kind: 'plain'; name: string; arguments: number[] }
  | { kind: 'array'; element: HiveType }
  | { kind: 'map'; key: HiveType; value: HiveType }
  | { kind: 'struct'; fields: { name: string; type: HiveType }[] }

/** How deep types may be nested. */
const MAX_DEPTH = 20

/** Reads a type as the catalog has it, as in `struct<name:string,tags:array<string>>`. */
export function parseHiveType(text: string): HiveType {
  const rest = { text: text.trim().toLowerCase(), at: 0 }
  const type = typeAt(rest, 0)
  if (rest.at < rest.text.length) throw notEmulated(`the type ${text}`)
  return type
}

/** The type that DuckDB has for a type of Hive. Throws `QueryFailure` for one that is not known. */
export function duckType(text: string): string {
  return duckTypeOf(parseHiveType(text))
}

function duckTypeOf(type: HiveType): string {
  switch (type.kind) {
    case 'array':
      return `${duckTypeOf(type.element)}[]`
    case 'map':
      return `MAP(${duckTypeOf(type.key)}, ${duckTypeOf(type.value)})`
    case 'struct': {
      const fields = type.fields.map(
        ({ name, type: inner }) => `"${name.replaceAll('"', '""')}" ${duckTypeOf(inner)}`,
      )
      return `STRUCT(${fields.join(', ')})`
    }
    case 'plain': {
      const [precision = 10, scale = 0] = type.arguments
      if (type.name === 'decimal') return `DECIMAL(${precision}, ${scale})`
      const name = Object.hasOwn(PLAIN, type.name) ? PLAIN[type.name] : undefined
      if (name === undefined) throw notEmulated(`the type ${type.name}`)
      return name
    }
  }
}

const PLAIN: Record<string, string> = {
  boolean: 'BOOLEAN',
  tinyint: 'TINYINT',
  smallint: 'SMALLINT',
  int: 'INTEGER',
  integer: 'INTEGER',
  bigint: 'BIGINT',
  float: 'FLOAT',
  real: 'FLOAT',
  double: 'DOUBLE',
  string: 'VARCHAR',
  varchar: 'VARCHAR',
  char: 'VARCHAR',
  date: 'DATE',
  timestamp: 'TIMESTAMP_MS',
  binary: 'BLOB',
}

interface Rest {
  text: string
  at: number
}

function typeAt(rest: Rest, depth: number): HiveType {
  if (depth > MAX_DEPTH) throw notEmulated(`types more than ${MAX_DEPTH} deep`)
  const name = take(rest, /[a-z_]+/y)
  if (name === 'array' || name === 'map' || name === 'struct') {
    take(rest, /\s*<\s*/y)
    const type = nestedAt(rest, name, depth + 1)
    take(rest, /\s*>\s*/y)
    return type
  }
  const numbers = /\s*\(([\d\s,]*)\)\s*/y
  numbers.lastIndex = rest.at
  const found = numbers.exec(rest.text)
  if (found) rest.at = numbers.lastIndex
  return { kind: 'plain', name, arguments: found ? (found[1] ?? '').split(',').map(Number) : [] }
}

function nestedAt(rest: Rest, name: 'array' | 'map' | 'struct', depth: number): HiveType {
  if (name === 'array') return { kind: 'array', element: typeAt(rest, depth) }
  if (name === 'map') {
    const key = typeAt(rest, depth)
    take(rest, /\s*,\s*/y)
    return { kind: 'map', key, value: typeAt(rest, depth) }
  }
  const fields: { name: string; type: HiveType }[] = []
  do {
    const field = take(rest, /\s*[^:<>,\s]+\s*/y).trim()
    take(rest, /:\s*/y)
    fields.push({ name: field, type: typeAt(rest, depth) })
  } while (rest.text[rest.at] === ',' && take(rest, /,\s*/y) !== '')
  return { kind: 'struct', fields }
}

function take(rest: Rest, pattern: RegExp): string {
  pattern.lastIndex = rest.at
  const found = pattern.exec(rest.text)?.[0]
  if (found === undefined) throw notEmulated(`the type ${rest.text}`)
  rest.at += found.length
  return found
}
