import type { AttributeValue, Item } from '../attribute-value.ts'

/** A document path: attribute names, and indexes into lists. */
export type Path = readonly (string | number)[]

/** The value at a path, or undefined. */
export function valueAt(item: Readonly<Item>, path: Path): AttributeValue | undefined {
  const [attribute, ...rest] = path
  let value = item[attribute as string]
  for (const step of rest) {
    value = typeof step === 'number' ? value?.L?.[step] : value?.M?.[step]
  }
  return value
}

/** A path in AWS's error texts, as in `[address, [0]]`. */
export function pathText(path: Path): string {
  const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : step))
  return `[${steps.join(', ')}]`
}

/** AWS's text for the first two paths of which one holds the other, or that cannot both exist. */
export function pathProblem(paths: readonly Path[]): string | undefined {
  let conflict: string | undefined
  for (const [index, second] of paths.entries()) {
    for (const first of paths.slice(0, index)) {
      const relation = relate(first, second)
      if (relation === 'apart') continue
      const problem =
        `Two document paths ${relation} with each other; must remove or rewrite one of these paths; ` +
        `path one: ${pathText(first)}, path two: ${pathText(second)}`
      if (relation === 'overlap') return problem
      conflict ??= problem
    }
  }
  return conflict
}

function relate(first: Path, second: Path): 'apart' | 'overlap' | 'conflict' {
  for (let at = 0; at < Math.min(first.length, second.length); at++) {
    if (typeof first[at] !== typeof second[at]) return 'conflict'
    if (first[at] !== second[at]) return 'apart'
  }
  return 'overlap'
}
