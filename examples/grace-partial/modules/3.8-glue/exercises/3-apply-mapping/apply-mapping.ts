export type FieldType = 'string' | 'int' | 'long' | 'double' | 'boolean'

export type Mapping = [
  source: string,
  sourceType: FieldType | 'choice',
  target: string,
  targetType: FieldType,
]

export type Row = Record<string, unknown>

export interface Mapped {
  rows: Row[]
  errors: { row: number; source: string; value: unknown }[]
}

type Scalar = string | number | bigint | boolean

export function applyMapping(rows: Row[], mappings: Mapping[]): Mapped {
  const mapped: Mapped = { rows: [], errors: [] }
  for (const [index, row] of rows.entries()) {
    const result: Row = {}
    let failed = false
    for (const [source, sourceType, target, targetType] of mappings) {
      const found = read(row, pathOf(source))
      if (found === undefined) continue
      const value = found === null ? null : convert(found, sourceType, targetType)
      if (value === undefined) {
        failed = true
        mapped.errors.push({ row: index, source, value: found })
      } else {
        write(result, pathOf(target), value)
      }
    }
    if (!failed) mapped.rows.push(result)
  }
  return mapped
}

function pathOf(text: string): string[] {
  return Array.from(text.matchAll(/`([^`]*)`|[^.`]+/g), ([whole, quoted]) => quoted ?? whole)
}

function read(row: Row, path: string[]): unknown {
  let value: unknown = row
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Row)[name]
  }
  return value
}

function write(row: Row, path: string[], value: unknown): void {
  const [name = '', ...rest] = path
  if (rest.length === 0) row[name] = value
  else write((row[name] ??= {}) as Row, rest, value)
}

function convert(
  found: unknown,
  sourceType: FieldType | 'choice',
  targetType: FieldType,
): Scalar | null | undefined {
  if (sourceType !== 'choice') {
    return isOf(found, sourceType) ? cast(found as Scalar, targetType) : undefined
  }
  const entries = typeof found === 'object' && found !== null ? Object.entries(found) : []
  const [entry] = entries
  if (!entry || entries.length !== 1) return undefined
  const [type, value] = entry
  if (value === null) return null
  return isOf(value, type) ? cast(value as Scalar, targetType) : undefined
}

function isOf(value: unknown, type: string): boolean {
  switch (type) {
    case 'int':
      return Number.isInteger(value) && Math.trunc(Number(value)) === (Number(value) | 0)
    case 'long':
      return typeof value === 'bigint' ? isLong(value) : Number.isSafeInteger(value)
    case 'double':
      return typeof value === 'number'
    default:
      return (type === 'string' || type === 'boolean') && typeof value === type
  }
}

function cast(value: Scalar, type: FieldType): Scalar | undefined {
  switch (type) {
    case 'string':
      return String(value)
    case 'boolean':
      if (typeof value === 'boolean') return value
      if (!/^(true|false)$/i.test(String(value))) return undefined
      return String(value).toLowerCase() === 'true'
    case 'double':
      return toDouble(value)
    case 'int': {
      const whole = toWhole(value)
      return whole === undefined || whole !== BigInt.asIntN(32, whole) ? undefined : Number(whole)
    }
    case 'long': {
      const whole = toWhole(value)
      return whole !== undefined && isLong(whole) ? whole : undefined
    }
  }
}

function isLong(value: bigint): boolean {
  return value === BigInt.asIntN(64, value)
}

function toWhole(value: Scalar): bigint | undefined {
  if (typeof value === 'bigint') return value
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : undefined
  if (typeof value === 'boolean' || !/^[+-]?\d+$/.test(value)) return undefined
  return BigInt(value.replace('+', ''))
}

function toDouble(value: Scalar): number | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value)
  if (typeof value === 'boolean') return undefined
  const isNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value)
  return isNumber && Number.isFinite(Number(value)) ? Number(value) : undefined
}
