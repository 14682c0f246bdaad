import type { CheckResult, ExerciseResult, GradeReport, SubmissionReport } from '../result.ts'
import { formatPoints } from './points.ts'
import { printable, printableLines } from './printable.ts'
import { sectionPoints } from './section-points.ts'
import type { SectionPoints } from './section-points.ts'
import { earnedPoints, exercisePoints, nameOf, reasonOf, ungradedSentence } from './sentences.ts'
import type { Paint } from './text.ts'

/** One submission in full: sections, exercises, checks, hints, and the total at the end. */
export function submissionLines(
  sections: GradeReport['sections'],
  submission: SubmissionReport,
  paint: Paint,
): string[] {
  const { exercises, notices, ungraded, commit } = submission
  const parts = sectionPoints(sections, submission).map((section) =>
    sectionLines(
      section,
      exercises.filter((exercise) => exercise.section === section.id),
      paint,
    ),
  )
  return [
    ...parts.flat(),
    ...notices.map((notice) => paint('yellow', `Note: ${printable(notice, 500)}`)),
    ...(notices.length > 0 ? [''] : []),
    ...(commit === undefined ? [] : [`Commit ${printable(commit, 80)}`]),
    `${paint('bold', nameOf(submission))}: ${paint('bold', earnedPoints(submission))}`,
    ...(ungraded > 0 ? [paint('yellow', ungradedSentence(ungraded))] : []),
  ]
}

function sectionLines(section: SectionPoints, exercises: ExerciseResult[], paint: Paint) {
  if (exercises.length === 0) return []
  const { id, title, points, maxPoints, ungraded } = section
  const bound = ungraded > 0 ? 'at least ' : ''
  const earned =
    points === null
      ? 'no points known'
      : `${bound}${formatPoints(points)}/${formatPoints(maxPoints)}`
  return [
    `${paint('bold', `${id} ${title}`)}  ${earned}`,
    '',
    ...exercises.flatMap((exercise) => exerciseLines(exercise, paint)),
  ]
}

function exerciseLines(exercise: ExerciseResult, paint: Paint) {
  const { id, title, checks, detail } = exercise
  const reason = reasonOf(exercise)
  const ran = checks.some(({ status }) => status !== 'not-run')
  return [
    `  ${markOf(exercise, paint)} ${paint('bold', title)} ${paint('dim', id)}  ${exercisePoints(exercise)}`,
    ...(reason === undefined ? [] : [`      ${paint('yellow', reason)}`]),
    ...detailLines(detail, '      ', paint),
    ...(ran ? checks.flatMap((check) => checkLines(check, paint)) : []),
    '',
  ]
}

function markOf({ status, points, maxPoints }: ExerciseResult, paint: Paint) {
  switch (status) {
    case 'completed':
    case 'missing':
    case 'broken':
    case 'timed-out':
      return points === maxPoints ? paint('green', '✓') : paint('red', '✗')
    case 'ungraded':
      return paint('yellow', '?')
    case 'skipped':
      return paint('dim', '-')
  }
}

function checkLines({ name, status, points, maxPoints, hint, detail }: CheckResult, paint: Paint) {
  const mark = status === 'passed' ? paint('green', '✓') : paint('red', '✗')
  const unseen = status === 'not-run' ? ', did not run' : ''
  return [
    `      ${mark} ${name}  ${formatPoints(points)}/${formatPoints(maxPoints)}${unseen}`,
    ...(status === 'passed' || hint === undefined ? [] : [`          ${printable(hint, 500)}`]),
    ...detailLines(detail, '          ', paint),
  ]
}

function detailLines(detail: string | undefined, indent: string, paint: Paint) {
  if (detail === undefined) return []
  return printableLines(detail).map((line) => paint('dim', `${indent}| ${line}`))
}
