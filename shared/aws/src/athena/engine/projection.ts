/** Why the partitions of a table cannot be computed. */
export class ProjectionRefusal extends Error {
  override name = 'ProjectionRefusal'
}

/** More partitions than this are refused. */
const MAX_PARTITIONS = 10_000

/**
 * The values of all partitions that a table's parameters describe, in the order of `keys` (user
 * guide, "Supported types for partition projection"): `enum` and `integer`. Throws
 * `ProjectionRefusal` for `date`, `injected` and anything else.
 */
export function projectedValues(
  keys: readonly string[],
  parameters: Readonly<Record<string, string>>,
): string[][] {
  let combinations: string[][] = [[]]
  for (const key of keys) {
    const values = valuesOf(key, parameters)
    if (combinations.length * values.length > MAX_PARTITIONS) {
      throw new ProjectionRefusal(`partition projection of more than ${MAX_PARTITIONS} partitions`)
    }
    combinations = combinations.flatMap((before) => values.map((value) => [...before, value]))
  }
  return combinations
}

function valuesOf(key: string, parameters: Readonly<Record<string, string>>): string[] {
  const setting = (name: string) => parameters[`projection.${key}.${name}`]
  const type = setting('type')
  if (type === 'enum') return (setting('values') ?? '').split(',').map((value) => value.trim())
  if (type !== 'integer') throw new ProjectionRefusal(`partition projection of the type ${type}`)
  const [from = Number.NaN, to = Number.NaN] = (setting('range') ?? '').split(',').map(Number)
  const interval = Number(setting('interval') ?? 1)
  const digits = Number(setting('digits') ?? 1)
  const count = Math.floor((to - from) / interval) + 1
  if (!(count >= 0) || !(digits <= 20)) throw new ProjectionRefusal(`the projection of ${key}`)
  if (count > MAX_PARTITIONS) {
    throw new ProjectionRefusal(`partition projection of more than ${MAX_PARTITIONS} partitions`)
  }
  return Array.from({ length: count }, (_, step) =>
    String(from + step * interval).padStart(digits, '0'),
  )
}
