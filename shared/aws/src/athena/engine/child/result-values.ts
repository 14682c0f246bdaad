import {
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from '@duckdb/node-api'

/** The text that Athena gives for a value; null where there is none. */
export function resultText(value: DuckDBValue, typeName: string): string | null {
  if (value === null) return null
  if (typeof value === 'number') {
    if (typeName === 'double' || typeName === 'float') return javaDouble(value, typeName)
    return String(value)
  }
  if (value instanceof DuckDBTimestampTZValue) return `${millis(value.micros)} UTC`
  if (value instanceof DuckDBTimestampMillisecondsValue) return millis(value.millis * 1000n)
  if (value instanceof DuckDBTimestampValue) return millis(value.micros)
  if (value instanceof DuckDBDateValue) return String(value)
  if (value instanceof DuckDBBlobValue) {
    return Array.from(value.bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ')
  }
  return nestedText(value) ?? String(value)
}

/** Arrays as `[1, 2]`, rows and maps as `{a=1, b=2}`, NULL in them as `null`. */
function nestedText(value: DuckDBValue): string | undefined {
  const inner = (one: DuckDBValue) =>
    resultText(one, typeof one === 'number' && !Number.isInteger(one) ? 'double' : '') ?? 'null'
  if (value instanceof DuckDBListValue) return `[${value.items.map(inner).join(', ')}]`
  if (value instanceof DuckDBStructValue) {
    const entries = Object.entries(value.entries).map(([key, one]) => `${key}=${inner(one)}`)
    return `{${entries.join(', ')}}`
  }
  if (value instanceof DuckDBMapValue) {
    return `{${value.entries.map(({ key, value: one }) => `${inner(key)}=${inner(one)}`).join(', ')}}`
  }
  return undefined
}

function millis(micros: bigint): string {
  const date = new Date(Number(micros / 1000n))
  return Number.isNaN(date.getTime()) ? 'null' : date.toISOString().slice(0, 23).replace('T', ' ')
}

/** Java's text of a floating-point number, which Athena's is: `1.0`, `1.0E10`, `NaN`. */
function javaDouble(value: number, typeName: 'double' | 'float'): string {
  if (!Number.isFinite(value)) return String(value)
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  const size = Math.abs(value)
  const shortest = typeName === 'float' ? shortestFloat(value) : value
  if (size >= 1e-3 && size < 1e7) {
    const text = String(shortest)
    return text.includes('.') ? text : `${text}.0`
  }
  const [digits = '', exponent = ''] = shortest.toExponential().split('e')
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`
}

/** The number with the fewest digits that is this one in single precision. */
function shortestFloat(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const candidate = Number(value.toPrecision(digits))
    if (Math.fround(candidate) === value) return candidate
  }
  return value
}
