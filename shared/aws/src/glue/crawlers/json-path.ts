/** A step into a value: a name, an index, or `*` for all there is. */
export type JsonStep = string | number

const STEP = /\.(?<name>[\w$-]+|\*)|\['(?<quoted>[^']+)'\]|\[(?<index>\d+|\*)\]/y

/**
 * Reads a path of the subset that Glue's JSON classifiers know (developer guide, "Writing JSON
 * custom classifiers"), as in `$.identifiers[*].name`. Throws SyntaxError.
 */
export function parseJsonPath(path: string): JsonStep[] {
  const steps: JsonStep[] = []
  const pattern = new RegExp(STEP)
  pattern.lastIndex = 1
  while (path.startsWith('$') && pattern.lastIndex < path.length) {
    const groups = pattern.exec(path)?.groups
    if (!groups) break
    const { name, quoted, index } = groups
    steps.push(name ?? quoted ?? (index === '*' ? '*' : Number(index)))
    if (pattern.lastIndex === path.length) return steps
  }
  if (path === '$') return []
  throw new SyntaxError(`Cannot read the JSON path "${path}"`)
}

/** What a path leads to from a value; nothing where it leads nowhere. */
export function select(value: unknown, [step, ...rest]: readonly JsonStep[]): unknown[] {
  if (step === undefined) return [value]
  if (typeof value !== 'object' || value === null) return []
  if (step === '*') return Object.values(value).flatMap((inner) => select(inner, rest))
  const inner = Object.hasOwn(value, step) ? (value as Record<JsonStep, unknown>)[step] : undefined
  return inner === undefined ? [] : select(inner, rest)
}
