import type { Condition } from '../expressions/condition.ts'
import type { Source } from '../page.ts'
import { invalid } from '../refusal.ts'
import { conjuncts, wantedValues } from './conjuncts.ts'
import type { Select } from './syntax.ts'

/** Refuses an `ORDER BY` that no table could follow, before any is looked for. */
export function refuseOrder({ order, where }: Select): void {
  for (const { term } of order) {
    if (term.kind === 'path' && term.path.length === 1) continue
    throw invalid(`Argument to ORDER BY must be of type VariableReference. Type: ${term.kind}`)
  }
  if (order.length > 0 && !where) {
    throw invalid('Must have WHERE clause in the statement when using ORDER BY clause.')
  }
}

/**
 * Whether `ORDER BY` wants the sort key from the end. Throws AWS's `ValidationException` if it names
 * no key, or no partition is named in which there is an order.
 */
export function readsBackward(
  { order }: Select,
  { space }: Source,
  condition: Condition | undefined,
): boolean {
  if (order.length === 0) return false
  const { hash, range } = space.key
  const parts = conjuncts(condition)
  const wanted = hash.map(({ name }) =>
    parts.map((part) => wantedValues(part, name)).find((values) => values !== undefined),
  )
  if (wanted.some((values) => values === undefined)) {
    throw invalid(
      'Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.',
    )
  }
  const names = order.map(({ term }) => (term.kind === 'path' ? String(term.path[0]) : ''))
  const keys = new Set([...hash, ...range].map(({ name }) => name))
  const other = names.find((name) => !keys.has(name))
  if (other !== undefined) {
    throw invalid(`Variable reference ${other} in ORDER BY clause must be part of the primary key`)
  }
  const many = wanted.some((values) => (values?.length ?? 0) > 1)
  if (many && !hash.every(({ name }) => names.includes(name))) {
    throw invalid(
      'Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause.',
    )
  }
  const sort = range.find(({ name }) => names.includes(name))
  const deciding = order[names.indexOf(sort?.name ?? names[0] ?? '')]
  return deciding?.descending ?? false
}
