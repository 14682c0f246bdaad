import type { HiveType } from './hive-type.ts'
import type { Cell } from './row-sink.ts'
import { cellOf } from './text-values.ts'

/** Thrown for a value that does not fit the type of its column. */
export class Misfit extends Error {
  override name = 'Misfit'
}

/**
 * The text of a value out of a JSON or Parquet file for a column: plain values as they are, arrays,
 * maps and structs as JSON. Throws `Misfit`.
 */
export function typedCell(value: unknown, type: HiveType, typeText: string): Cell {
  if (value === null || value === undefined) return null
  if (type.kind !== 'plain') return JSON.stringify(jsonOf(value, type))
  const text = textOf(value)
  if (isText(type)) return type.name === 'binary' ? blobText(value) : text
  const cell = cellOf(text, typeText)
  if (cell === null) throw new Misfit(text)
  return cell
}

/** A value in the shape of its type: structs have their fields, by name in lower case. */
function jsonOf(value: unknown, type: HiveType): unknown {
  if (value === null || value === undefined) return null
  switch (type.kind) {
    case 'plain':
      return isText(type) ? textOf(value) : exact(value)
    case 'array':
      if (!Array.isArray(value)) throw new Misfit(textOf(value))
      return value.map((entry) => jsonOf(entry, type.element))
    case 'map':
      return Object.fromEntries(
        entriesOf(value).map(([key, entry]) => [key, jsonOf(entry, type.value)]),
      )
    case 'struct': {
      const entries = new Map(entriesOf(value).map(([key, entry]) => [key.toLowerCase(), entry]))
      return Object.fromEntries(
        type.fields.map((field) => [field.name, jsonOf(entries.get(field.name), field.type)]),
      )
    }
  }
}

function isText({ name }: HiveType & { kind: 'plain' }): boolean {
  return ['string', 'varchar', 'char', 'binary'].includes(name)
}

function entriesOf(value: unknown): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isRaw(value)) {
    throw new Misfit(textOf(value))
  }
  return Object.entries(value)
}

function exact(value: unknown): unknown {
  return typeof value === 'bigint' ? rawNumber(String(value)) : value
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof Uint8Array) return Buffer.from(value).toString()
  if (isRaw(value)) return value.rawJSON
  if (typeof value === 'object')
    return JSON.stringify(value, (_key, inner: unknown) => exact(inner))
  return String(value as number | bigint | boolean)
}

/** As DuckDB reads bytes out of a text. */
function blobText(value: unknown): string {
  const bytes = value instanceof Uint8Array ? value : Buffer.from(textOf(value))
  return Array.from(bytes, (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')
}

interface RawNumber {
  rawJSON: string
}

/** A number that is kept as it is written. */
export function rawNumber(source: string): RawNumber {
  return (JSON as unknown as { rawJSON(text: string): RawNumber }).rawJSON(source)
}

function isRaw(value: unknown): value is RawNumber {
  return (JSON as unknown as { isRawJSON(value: unknown): boolean }).isRawJSON(value)
}
