import type { GradeReport, SubmissionReport } from '../result.ts'
import { formatPercent, formatPoints } from './points.ts'
import { printable } from './printable.ts'
import type { Reporter } from './reporter.ts'
import { sectionPoints } from './section-points.ts'

/**
 * The gradebook: one row a submission, the same for both audiences (there is no detail in it).
 * RFC 4180, UTF-8 without a byte order mark. Points that are unknown leave their cell empty: the
 * total and the percentage of a submission with anything ungraded, a section with anything ungraded
 * or with nothing graded.
 *
 * A cell that a spreadsheet would take for a formula gets a leading apostrophe; whoever reads the
 * file with a program removes one before `=`, `+`, `-` or `@`.
 */
export const csv: Reporter = ({ sections, submissions, tier, target }) =>
  [
    [...before, ...sections.map(({ id }) => `points_${id}`), ...after],
    ...submissions.map((submission) => [...cells(sections, submission), target, tier.name]),
  ]
    .map((row) => `${row.map(cell).join(',')}\r\n`)
    .join('')

const before = 'submission id name email github_username attempt'.split(' ')
const after = 'points max_points percent ungraded graded_at commit target tier'.split(' ')

function cells(sections: GradeReport['sections'], submission: SubmissionReport) {
  const { identity, points, maxPoints, ungraded } = submission
  const graded = submission.exercises.some((exercise) => exercise.points !== null)
  const known = ungraded === 0 && graded
  return [
    submission.submission,
    identity?.id ?? '',
    identity?.name ?? '',
    identity?.email ?? '',
    identity?.githubUsername ?? '',
    submission.attempt ?? '',
    ...sectionPoints(sections, submission).map((section) =>
      section.points === null || section.ungraded > 0 ? '' : formatPoints(section.points),
    ),
    known ? formatPoints(points) : '',
    formatPoints(maxPoints),
    known ? formatPercent(points, maxPoints) : '',
    String(ungraded),
    submission.gradedAt,
    submission.commit ?? '',
  ]
}

function cell(value: string) {
  const text = printable(value, 300).replace(formula, "$1'")
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

// Also after a semicolon, which separates cells where the decimal sign is a comma, and in the full
// width forms that some spreadsheets take for the same signs. Tabs and line breaks are gone.
const formula = /(^|;)(?=\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g

const needsQuotes = /[",;]|^\s|\s$/
