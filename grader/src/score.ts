import { type Exercise, pointsOf } from '@workshop/exercise'
import type { CheckResult } from './result.ts'

/** What was seen of one check; a check nobody saw is `not-run`. */
export type CheckOutcome =
  | { status: 'passed' }
  | { status: 'failed'; detail: string }
  | { status: 'not-run'; detail?: string }

/**
 * Turns outcomes into points. The rubric is the list of expected checks: what is not in
 * `outcomes`, or not passed there, earns nothing.
 */
export function score(
  { rubric }: Pick<Exercise, 'rubric'>,
  outcomes: ReadonlyMap<string, CheckOutcome>,
): CheckResult[] {
  return Object.entries(rubric).map(([name, line]) => {
    const outcome = outcomes.get(name) ?? { status: 'not-run' }
    const maxPoints = pointsOf(line)
    if (outcome.status === 'passed') return { name, status: 'passed', points: maxPoints, maxPoints }
    const hint = typeof line === 'number' ? undefined : line.hint
    return {
      name,
      status: outcome.status,
      points: 0,
      maxPoints,
      ...(hint === undefined ? {} : { hint }),
      ...(outcome.detail === undefined ? {} : { detail: outcome.detail }),
    }
  })
}

/** The points of some checks together. */
export function earned(checks: readonly CheckResult[]): number {
  return checks.reduce((sum, { points }) => sum + points, 0)
}
