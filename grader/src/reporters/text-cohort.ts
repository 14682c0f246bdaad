import type { SubmissionReport } from '../result.ts'
import type { AudienceReport } from './audience.ts'
import { formatPoints } from './points.ts'
import { printable, printableLines } from './printable.ts'
import { sectionPoints } from './section-points.ts'
import { ungradedSentence } from './sentences.ts'
import { tableLines } from './text-table.ts'
import type { Paint } from './text.ts'

/** A cohort as a table, one row a submission, then what the cohort earned and what is ungraded. */
export function cohortLines(report: AudienceReport, paint: Paint): string[] {
  const { sections, submissions } = report
  const headings = ['', 'submission', 'name', ...sections.map(({ id }) => id), 'total', 'of']
  const [head = '', ...rows] = tableLines(
    [headings, ...submissions.map((submission) => row(report, submission))],
    3,
  )
  return [
    paint('bold', head),
    ...rows.map((line, index) =>
      submissions[index]?.ungraded === 0 ? line : paint('yellow', line),
    ),
    '',
    ...totals(submissions),
    ...submissions.flatMap((submission) => unreadLines(submission)),
    ...submissions.flatMap((submission) => ungradedLines(submission, paint)),
  ]
}

function row({ sections }: AudienceReport, submission: SubmissionReport) {
  const { identity, attempt, points, maxPoints, ungraded } = submission
  const nth = attempt === undefined ? '' : ` @${printable(attempt, 8)}`
  return [
    ungraded > 0 ? '?' : '·',
    printable(submission.submission, 32) + nth,
    printable(identity?.name ?? '', 24),
    ...sectionPoints(sections, submission).map((section) =>
      section.points === null ? '-' : atLeast(section.points, section.ungraded),
    ),
    atLeast(points, ungraded),
    formatPoints(maxPoints),
  ]
}

function atLeast(points: number, ungraded: number) {
  return ungraded > 0 ? `≥ ${formatPoints(points)}` : formatPoints(points)
}

function totals(submissions: readonly SubmissionReport[]) {
  const graded = submissions.filter(({ ungraded }) => ungraded === 0).map(({ points }) => points)
  const unknown = submissions.reduce((sum, { ungraded }) => sum + ungraded, 0)
  const mean = graded.reduce((sum, points) => sum + points, 0) / graded.length
  return [
    `${count(submissions.length, 'submission')}, ${graded.length} graded in full`,
    ...(graded.length > 0
      ? [
          `Points of those: lowest ${formatPoints(Math.min(...graded))}, ` +
            `mean ${formatPoints(mean)}, highest ${formatPoints(Math.max(...graded))}`,
        ]
      : []),
    ...(unknown > 0 ? [ungradedSentence(unknown)] : []),
  ]
}

/** Why nothing of a submission was graded: a row of zeros does not say it. */
function unreadLines({ submission, exercises, notices: [reason] }: SubmissionReport) {
  const isUnread = exercises.every(({ status }) => status === 'broken' || status === 'missing')
  if (!isUnread || exercises.length === 0 || reason === undefined) return []
  return [`  · ${printable(submission, 32)}: ${printable(reason, 200)}`]
}

function ungradedLines({ submission, exercises }: SubmissionReport, paint: Paint) {
  return exercises
    .filter(({ status }) => status === 'ungraded')
    .flatMap(({ id, detail }) => [
      `  ? ${printable(submission, 32)} ${id}`,
      ...(detail === undefined
        ? []
        : printableLines(detail, { lines: 5 }).map((line) => paint('dim', `      | ${line}`))),
    ])
}

function count(number: number, what: string) {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
