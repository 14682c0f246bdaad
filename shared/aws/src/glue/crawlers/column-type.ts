/** The type of a column, as in `bigint` or `array<struct<id:int>>`. */
export type ColumnType = string | { array: ColumnType } | { struct: StructField[] }

/** A column, or a field of a struct. */
export interface StructField {
  name: string
  type: ColumnType
}

/** The type of a column in which nothing but NULL was seen. */
export const UNKNOWN = 'null'

/** From narrow to wide: a wider type takes the values of the narrower ones. */
const NUMBERS = ['tinyint', 'smallint', 'int', 'bigint', 'float', 'double']

/** How Hive and the catalog write a type; what is unknown is a string. */
export function typeText(type: ColumnType): string {
  if (typeof type === 'string') return type === UNKNOWN ? 'string' : type
  if ('array' in type) return `array<${typeText(type.array)}>`
  return `struct<${type.struct.map((field) => `${field.name}:${typeText(field.type)}`).join(',')}>`
}

/** The narrowest type that takes the values of both: at worst, a string. */
export function mergeTypes(a: ColumnType, b: ColumnType): ColumnType {
  if (a === UNKNOWN) return b
  if (b === UNKNOWN) return a
  if (typeof a === 'object' && typeof b === 'object') {
    if ('array' in a && 'array' in b) return { array: mergeTypes(a.array, b.array) }
    if ('struct' in a && 'struct' in b) return { struct: mergeFields(a.struct, b.struct) }
  }
  if (typeof a !== 'string' || typeof b !== 'string') return 'string'
  if (a === b) return a
  const wider = Math.max(NUMBERS.indexOf(a), NUMBERS.indexOf(b))
  const areNumbers = NUMBERS.includes(a) && NUMBERS.includes(b)
  return (areNumbers && NUMBERS[wider]) || 'string'
}

/** The fields of both, those of `a` first; a field of both has the merged type. */
export function mergeFields(a: readonly StructField[], b: readonly StructField[]): StructField[] {
  const fields = new Map(a.map(({ name, type }) => [name, type]))
  for (const { name, type } of b) {
    const known = fields.get(name)
    fields.set(name, known === undefined ? type : mergeTypes(known, type))
  }
  return [...fields].map(([name, type]) => ({ name, type }))
}
