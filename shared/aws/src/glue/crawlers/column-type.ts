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

/** The narrowest type that takes the values of all of these: at worst, a string. */
export function mergeTypes(types: readonly ColumnType[]): ColumnType {
  const known = types.filter((type) => type !== UNKNOWN)
  const plain = known.filter((type) => typeof type === 'string')
  if (plain.length === known.length) return plain.reduce(wider, UNKNOWN)
  const structs = known.flatMap((type) => (isStruct(type) ? [type.struct] : []))
  if (structs.length === known.length) return { struct: mergeFields(structs) }
  const arrays = known.flatMap((type) => (isArray(type) ? [type.array] : []))
  return arrays.length === known.length ? { array: mergeTypes(arrays) } : 'string'
}

/**
 * The fields of all, in the order in which they are first seen, with the merged types. All at once:
 * merged one by one, records that have nothing in common take the square of their number.
 */
export function mergeFields(all: readonly (readonly StructField[])[]): StructField[] {
  const fields = new Map<string, ColumnType[]>()
  for (const { name, type } of all.flat()) {
    const known = fields.get(name)
    if (known) known.push(type)
    else fields.set(name, [type])
  }
  return [...fields].map(([name, types]) => ({ name, type: mergeTypes(types) }))
}

function wider(a: string, b: string): string {
  if (a === UNKNOWN || a === b) return b
  const widest = Math.max(NUMBERS.indexOf(a), NUMBERS.indexOf(b))
  const areNumbers = NUMBERS.includes(a) && NUMBERS.includes(b)
  return (areNumbers && NUMBERS[widest]) || 'string'
}

function isStruct(type: ColumnType): type is { struct: StructField[] } {
  return typeof type === 'object' && 'struct' in type
}

function isArray(type: ColumnType): type is { array: ColumnType } {
  return typeof type === 'object' && 'array' in type
}
