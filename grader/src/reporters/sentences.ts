import type { ExerciseResult, SubmissionReport } from '../result.ts'
import type { AudienceReport } from './audience.ts'
import { formatPoints } from './points.ts'
import { printable } from './printable.ts'

/** Says what a submission earned: `13 of 20 points`, or `at least 13 of 20 points`. */
export function earnedPoints({ points, maxPoints, ungraded }: SubmissionReport): string {
  const bound = ungraded > 0 ? 'at least ' : ''
  return `${bound}${formatPoints(points)} of ${formatPoints(maxPoints)} points`
}

/** Says that exercises are ungraded, and that this is not the student's fault. */
export function ungradedSentence(count: number): string {
  return count === 1
    ? '1 exercise is ungraded: the grader failed, and its points are unknown, not zero'
    : `${count} exercises are ungraded: the grader failed, and their points are unknown, not zero`
}

/** Says why an exercise has no checks to show, printable; undefined where it was graded in full. */
export function reasonOf({ status, message }: ExerciseResult): string | undefined {
  if (message !== undefined) return printable(message, 500)
  switch (status) {
    case 'completed':
      return undefined
    case 'missing':
      return 'The submission does not hold this file'
    case 'broken':
      return 'The file could not be loaded'
    case 'timed-out':
      return 'The exercise took longer than it may'
    case 'ungraded':
      return 'The grader failed; the points are unknown, not zero'
    case 'skipped':
      return 'The target cannot serve this exercise'
  }
}

/** Points of an exercise: `3/5`, or in words where there are none. */
export function exercisePoints({ status, points, maxPoints }: ExerciseResult): string {
  return points === null ? status : `${formatPoints(points)}/${formatPoints(maxPoints)}`
}

/** Names the conditions of a run: target, tier and, for instructors, the seed. */
export function conditions({ target, tier, seed }: AudienceReport): string {
  const named = [`target ${printable(target)}`, `tier ${tier.name}`]
  return (seed === undefined ? named : [...named, `seed ${seed}`]).join(', ')
}

/** What to call a submission: its own name, and the roster's where it has one. */
export function nameOf({ submission, identity, attempt }: SubmissionReport): string {
  const name = identity?.name === undefined ? '' : ` (${printable(identity.name, 80)})`
  const nth = attempt === undefined ? '' : `, attempt ${printable(attempt, 20)}`
  return `${printable(submission, 80)}${name}${nth}`
}
