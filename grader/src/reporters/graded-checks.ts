import type { CheckResult, ExerciseResult, SubmissionReport } from '../result.ts'
import { wholePoints, wholeSum } from './points.ts'

/** A check of a submission, with the exercise it belongs to and its points in integers. */
export interface GradedCheck {
  exercise: ExerciseResult
  check: CheckResult
  /** Points in integers; over a submission they add up to the rounded exact sum. */
  whole: { earned: number; lost: number }
}

/**
 * Lists the checks whose points are known: none of an exercise that is `ungraded` or `skipped`. An
 * exercise that was graded without any check seen stands as one check with its title. What was
 * earned and what was lost are rounded apart, so that a failed check never earns from rounding and
 * no check earns more than its maximum.
 */
export function gradedChecks(submission: SubmissionReport): GradedCheck[] {
  const found = submission.exercises
    .filter(({ points }) => points !== null)
    .flatMap((exercise) => checksOf(exercise).map((check) => ({ exercise, check })))
  const earned = found.map(({ check }) => clamp(check.points, check.maxPoints))
  const max = found.map(({ check }) => check.maxPoints)
  const lost = max.map((points, index) => points - (earned[index] ?? 0))
  const total = wholeSum(earned)
  const wholeEarned = wholePoints(earned, total)
  const wholeLost = wholePoints(lost, wholeSum(max) - total)
  return found.map((graded, index) => ({
    ...graded,
    whole: { earned: wholeEarned[index] ?? 0, lost: wholeLost[index] ?? 0 },
  }))
}

function checksOf({ title, points, maxPoints, checks }: ExerciseResult): CheckResult[] {
  if (checks.length > 0) return checks
  return [{ name: title, status: 'not-run', points: points ?? 0, maxPoints }]
}

function clamp(points: number, max: number) {
  return Math.min(Math.max(points, 0), max)
}
