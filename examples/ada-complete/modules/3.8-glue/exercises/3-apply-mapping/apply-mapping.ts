import type { FieldType, Mapped, Mapping, Row } from '../../apply-mapping.ts'

// Turns every mapping into a function once; a cast that fails throws.
export function applyMapping(rows: Row[], mappings: Mapping[]): Mapped {
  const steps = mappings.map(compile)
  const result: Mapped = { rows: [], errors: [] }
  rows.forEach((row, index) => {
    const target: Row = {}
    const failures = steps.flatMap((step) => step(row, target))
    for (const failure of failures) result.errors.push({ row: index, ...failure })
    if (failures.length === 0) result.rows.push(target)
  })
  return result
}

function compile([source, sourceType, target, targetType]: Mapping) {
  const from = split(source)
  const to = split(target)
  const last = to.pop()!
  return (row: Row, result: Row): { source: string; value: unknown }[] => {
    const value = from.reduce<unknown>(
      (parent, name) =>
        parent instanceof Object && Object.hasOwn(parent, name) ? (parent as Row)[name] : undefined,
      row,
    )
    if (value === undefined) return []
    let cast: unknown
    try {
      cast = value === null ? null : resolve(value, sourceType, targetType)
    } catch {
      return [{ source, value }]
    }
    let parent = result
    for (const name of to) parent = (parent[name] ??= {}) as Row
    parent[last] = cast
    return []
  }
}

function split(path: string): string[] {
  const names = ['']
  let quoted = false
  for (const char of path) {
    if (char === '`') quoted = !quoted
    else if (char === '.' && !quoted) names.push('')
    else names.push(names.pop() + char)
  }
  return names
}

const LIMITS = { int: 2n ** 31n, long: 2n ** 63n }

function resolve(value: unknown, sourceType: FieldType | 'choice', target: FieldType): unknown {
  if (sourceType === 'choice') {
    const [[type, inner] = [], second] = Object.entries(value as Row)
    if (second || type === undefined) throw new TypeError('No choice')
    return inner === null ? null : resolve(inner, type as FieldType, target)
  }
  check(value, sourceType)
  const text = String(value)
  switch (target) {
    case 'string':
      return text
    case 'boolean':
      if (!['true', 'false'].includes(text.toLowerCase())) throw new TypeError('No boolean')
      return text.toLowerCase() === 'true'
    case 'double': {
      if (typeof value === 'number') return value
      const number = Number(text)
      const isSpelled = /^[+-]?(\d|\.\d)[\d.]*(e[+-]?\d+)?$/i.test(text)
      if (!isSpelled || !Number.isFinite(number)) throw new TypeError('No number')
      return number
    }
    default: {
      const isText = typeof value === 'string'
      if (typeof value === 'boolean' || (isText && !/^[+-]?\d+$/.test(text))) {
        throw new TypeError('No whole number')
      }
      const whole = BigInt(isText ? text.replace(/^\+/, '') : (value as number))
      if (whole < -LIMITS[target] || whole >= LIMITS[target]) throw new RangeError('Too large')
      return target === 'int' ? Number(whole) : whole
    }
  }
}

function check(value: unknown, type: FieldType): void {
  const kind = typeof value
  const fits = {
    string: kind === 'string',
    boolean: kind === 'boolean',
    double: kind === 'number',
    int:
      kind === 'number' &&
      value === Math.trunc(value as number) &&
      Math.abs((value as number) + 0.5) < 2 ** 31,
    long:
      kind === 'bigint'
        ? (value as bigint) >= -LIMITS.long && (value as bigint) < LIMITS.long
        : Number.isSafeInteger(value),
  }
  if (!fits[type]) throw new TypeError(`No ${type}`)
}
