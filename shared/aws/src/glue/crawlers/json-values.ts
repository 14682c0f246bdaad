import type { ColumnType } from './column-type.ts'
import { mergeTypes, UNKNOWN } from './column-type.ts'

/**
 * The objects and arrays in a text, one after the other, with or without white space between them.
 * Returns undefined if there is anything else.
 */
export function jsonValues(text: string): unknown[] | undefined {
  const values: unknown[] = []
  let [start, depth] = [0, 0]
  // Strings are skipped as a whole, to the end if need be: what is in them opens and closes nothing.
  for (const { 0: mark, index } of text.matchAll(/"(?:[^"\\]|\\.)*(?:"|$)|[[\]{}]/gs)) {
    if (mark === '{' || mark === '[') depth++
    else if (mark === '}' || mark === ']') depth--
    else if (depth === 0) return undefined
    if (depth > 0) continue
    const value = parse(text.slice(start, index + 1))
    if (value === undefined) return undefined
    values.push(value)
    start = index + 1
  }
  return text.slice(start).trim() === '' && values.length > 0 ? values : undefined
}

/** The type that a crawler gives to a value. Integers of 32 bits are `int`. */
export function jsonType(value: unknown): ColumnType {
  if (value === null) return UNKNOWN
  if (value instanceof JsonNumber) return numberType(value.source)
  if (Array.isArray(value)) {
    return { array: mergeTypes(value.map(jsonType)) }
  }
  if (typeof value !== 'object') return typeof value
  return {
    struct: Object.entries(value).map(([name, field]) => ({ name, type: jsonType(field) })),
  }
}

function numberType(source: string): string {
  if (/[.eE]/.test(source)) return 'double'
  return Math.abs(Number(source)) < 2 ** 31 ? 'int' : 'bigint'
}

type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown

function parse(text: string): unknown {
  const revive: Reviver = (_key, value, { source }) =>
    typeof value === 'number' ? new JsonNumber(source ?? String(value)) : value
  try {
    return JSON.parse(text, revive as Parameters<typeof JSON.parse>[1])
  } catch {
    return undefined
  }
}

/** A number as it was written: 1.0 is a double, and long ones lose no digits. */
class JsonNumber {
  readonly source: string

  constructor(source: string) {
    this.source = source
  }
}
