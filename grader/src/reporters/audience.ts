import type { CheckResult, ExerciseResult, GradeReport } from '../result.ts'
import type { Audience } from './reporter.ts'

/** A report that holds only what its audience may see; every reporter starts from one. */
export type AudienceReport = Omit<GradeReport, 'seed'> & Partial<Pick<GradeReport, 'seed'>>

/**
 * Leaves out what an audience must not see. Students lose every `detail` (it may quote a hidden
 * input) and the `seed` (it would let them compute the hidden inputs that a cohort shares).
 */
export function forAudience(report: GradeReport, audience: Audience): AudienceReport {
  if (audience === 'instructor') return report
  const { seed: _seed, ...rest } = report
  return {
    ...rest,
    submissions: report.submissions.map((submission) => ({
      ...submission,
      exercises: submission.exercises.map(withoutDetails),
    })),
  }
}

function withoutDetails(exercise: ExerciseResult): ExerciseResult {
  const { detail: _detail, ...rest } = exercise
  return { ...rest, checks: exercise.checks.map(withoutDetail) }
}

function withoutDetail(check: CheckResult): CheckResult {
  const { detail: _detail, ...rest } = check
  return rest
}
