import type { GradeReport, SubmissionReport } from '../result.ts'

/** What a submission earned in one section. */
export interface SectionPoints {
  id: string
  title: string
  /** Points earned, a lower bound while `ungraded` is above 0; null where nothing was graded. */
  points: number | null
  /** Points that could be earned; exercises that were skipped do not count. */
  maxPoints: number
  /** Exercises of the section whose points are unknown because the grader failed. */
  ungraded: number
}

/** Adds up a submission's points by section, in course order. */
export function sectionPoints(
  sections: GradeReport['sections'],
  submission: SubmissionReport,
): SectionPoints[] {
  return sections.map(({ id, title }) => {
    const exercises = submission.exercises.filter(({ section }) => section === id)
    const earned = exercises.map(({ points }) => points).filter((points) => points !== null)
    return {
      id,
      title,
      points: earned.length > 0 ? sum(earned) : null,
      maxPoints: sum(
        exercises.filter(({ status }) => status !== 'skipped').map(({ maxPoints }) => maxPoints),
      ),
      ungraded: exercises.filter(({ status }) => status === 'ungraded').length,
    }
  })
}

function sum(values: readonly number[]) {
  return values.reduce((total, value) => total + value, 0)
}
