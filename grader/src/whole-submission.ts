import type { SubmissionReport } from './result.ts'

/** Puts together what was found out of one submission, section by section, in course order. */
export function wholeSubmission(parts: readonly SubmissionReport[]): SubmissionReport {
  const [first] = parts
  if (!first) throw new RangeError('A submission has no section')
  const sum = (member: 'points' | 'maxPoints' | 'ungraded' | 'durationMs') =>
    parts.reduce((total, part) => total + part[member], 0)
  // Of a section that the grader failed at, intake says nothing.
  const read = parts.find(({ notices }) => notices.length > 0) ?? first
  const { commit } = parts.find((part) => part.commit !== undefined) ?? first
  return {
    submission: first.submission,
    ...(commit === undefined ? {} : { commit }),
    points: sum('points'),
    maxPoints: sum('maxPoints'),
    ungraded: sum('ungraded'),
    exercises: parts.flatMap(({ exercises }) => exercises),
    notices: read.notices,
    gradedAt: parts
      .map(({ gradedAt }) => gradedAt)
      .reduce((one, other) => (one > other ? one : other)),
    durationMs: sum('durationMs'),
  }
}
