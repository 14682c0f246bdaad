import type { CheckResult, ExerciseResult, GradeReport, SubmissionReport } from '../result.ts'
import { forAudience } from './audience.ts'
import type { AudienceReport } from './audience.ts'
import { code, codeBlock, plain } from './markdown-text.ts'
import { formatPoints } from './points.ts'
import type { Reporter, ReportOptions } from './reporter.ts'
import { sectionPoints } from './section-points.ts'
import type { SectionPoints } from './section-points.ts'
import {
  conditions,
  earnedPoints,
  exercisePoints,
  reasonOf,
  ungradedSentence,
} from './sentences.ts'

/**
 * A comment on a pull request: the points, then what is left to do; for a cohort a table. Stays
 * within the 65,536 characters that GitHub takes: what does not fit is counted, not shown.
 */
export const markdown: Reporter = (report, options) => markdownWithin(report, options, 65_000)

/** The same with a limit of its own, in bytes of UTF-8. The points come first and always fit. */
export function markdownWithin(
  report: GradeReport,
  { audience }: ReportOptions,
  maxBytes: number,
): string {
  const seen = forAudience(report, audience)
  const [only, ...others] = seen.submissions
  const { head, blocks } =
    only !== undefined && others.length === 0 ? submissionBlocks(seen, only) : cohortBlocks(seen)
  return `${[...head, ...fitting(blocks, maxBytes - byteLength(head.join('\n')) - 200)].join('\n')}\n`
}

function submissionBlocks(report: AudienceReport, submission: SubmissionReport) {
  const { exercises, notices, ungraded } = submission
  const head = [
    `## ${code(submission.submission, 80)}: ${earnedPoints(submission)}`,
    '',
    ...(ungraded > 0 ? [`**${ungradedSentence(ungraded)}.**`, ''] : []),
    '| Section | Points |',
    '| --- | ---: |',
    ...sectionPoints(report.sections, submission).map(
      (section) => `| ${section.id} ${plain(section.title)} | ${pointsCell(section)} |`,
    ),
    '',
    ...footer(report),
  ]
  const noted = notices.length > 0 ? [['', '### Notes', ''], ...notices.map(noticeLine)] : []
  const open = exercises.filter(({ points, maxPoints }) => points !== maxPoints)
  return { head, blocks: [...noted, ...open.map(exerciseBlock)] }
}

function exerciseBlock(exercise: ExerciseResult) {
  const { id, title, status, message, detail, checks } = exercise
  const reason = message === undefined ? reasonOf(exercise) : code(message, 500)
  const passed = checks.filter((check) => check.status === 'passed').length
  const open = status === 'completed' || passed > 0 ? checks.filter(notPassed) : []
  return [
    '',
    `### ${id} ${plain(title)}: ${exercisePoints(exercise)}`,
    '',
    ...(reason === undefined ? [] : [reason]),
    ...(detail === undefined ? [] : ['', ...codeBlock(detail, '', 10)]),
    ...(reason !== undefined && open.length > 0 ? [''] : []),
    ...open.flatMap(checkLines),
    ...(passed > 0 ? [`- ✓ ${passed} of ${checks.length} checks passed`] : []),
  ]
}

function checkLines({ name, status, points, maxPoints, hint, detail }: CheckResult) {
  const unseen = status === 'not-run' ? ', did not run' : ''
  return [
    `- ✗ ${plain(name)} (${formatPoints(points)}/${formatPoints(maxPoints)}${unseen})`,
    ...(hint === undefined ? [] : ['', `  ${plain(hint)}`]),
    ...(detail === undefined ? [] : ['', ...codeBlock(detail, '  ', 10)]),
  ]
}

function noticeLine(notice: string) {
  return [`- ${code(notice, 500)}`]
}

function notPassed({ status }: CheckResult) {
  return status !== 'passed'
}

function cohortBlocks(report: AudienceReport) {
  const { sections, submissions } = report
  const unknown = submissions.reduce((sum, { ungraded }) => sum + ungraded, 0)
  const ids = sections.map(({ id }) => id)
  const head = [
    `## ${submissions.length} submissions`,
    '',
    ...(unknown > 0 ? [`**${ungradedSentence(unknown)}.**`, ''] : []),
    ...footer(report),
    '',
    `| ${['Submission', 'Name', ...ids, 'Total'].join(' | ')} |`,
    `| --- | --- | ${[...ids, ''].map(() => '---:').join(' | ')} |`,
  ]
  const rows = submissions.map((submission) => {
    const { submission: name, identity, ungraded } = submission
    const cells = [
      code(name, 80),
      code(identity?.name ?? '', 80),
      ...sectionPoints(sections, submission).map(pointsCell),
      `${ungraded > 0 ? '≥ ' : ''}${formatPoints(submission.points)}/${formatPoints(submission.maxPoints)}`,
    ]
    return [`| ${cells.join(' | ')} |`]
  })
  return { head, blocks: rows }
}

function pointsCell({ points, maxPoints, ungraded }: SectionPoints) {
  if (points === null) return '–'
  return `${ungraded > 0 ? '≥ ' : ''}${formatPoints(points)}/${formatPoints(maxPoints)}`
}

function footer(report: AudienceReport) {
  const { name, lacks } = report.tier
  return [
    `Graded with ${plain(conditions(report))}.`,
    ...(lacks.length > 0 ? ['', `The tier "${name}" lacks:`, ''] : []),
    ...lacks.map((sentence) => `- ${plain(sentence)}`),
  ]
}

// Whole blocks only, so that no fence stays open and no row is cut.
function fitting(blocks: readonly string[][], maxBytes: number) {
  const shown: string[] = []
  let left = maxBytes
  for (const [index, block] of blocks.entries()) {
    left -= byteLength(block.join('\n')) + 1
    if (left < 0) return [...shown, '', `${blocks.length - index} more are in the other reports.`]
    shown.push(...block)
  }
  return shown
}

function byteLength(text: string) {
  return new TextEncoder().encode(text).byteLength
}
