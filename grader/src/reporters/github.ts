import type { ExerciseResult, GradeReport, SubmissionReport } from '../result.ts'
import { forAudience } from './audience.ts'
import { markdownWithin } from './markdown.ts'
import { printable, printableLines } from './printable.ts'
import type { Reporter, ReportOptions } from './reporter.ts'
import { conditions, earnedPoints, nameOf, reasonOf, ungradedSentence } from './sentences.ts'

/**
 * GitHub Actions annotations, for the step's standard output: an error for every failed check (or
 * for an exercise that was not graded check by check), a warning for every ungraded exercise, a
 * notice for every submission's points. GitHub shows ten of a kind for a step and drops the others
 * silently, so from the tenth on they are counted. Whoever prints other text of students in the same
 * step puts that text, not this, between `::stop-commands::`.
 *
 * Escaping: actions/toolkit, packages/core/src/command.ts.
 */
export const github: Reporter = (report, { audience }) => {
  const seen = forAudience(report, audience)
  const cohort = seen.submissions.length > 1
  const found = seen.submissions.flatMap((submission) =>
    submission.exercises.flatMap((exercise) => annotationsOf(exercise, submission, cohort)),
  )
  const totals = seen.submissions.map((submission): Annotation => {
    const unknown = submission.ungraded > 0 ? `. ${ungradedSentence(submission.ungraded)}` : ''
    const message = `${nameOf(submission)}: ${earnedPoints(submission)}${unknown} (${conditions(seen)})`
    return { level: 'notice', title: 'Points', message }
  })
  return (['error', 'warning', 'notice'] as const)
    .flatMap((level) => atMostTen([...found, ...totals].filter((one) => one.level === level)))
    .map((annotation) => `${command(annotation)}\n`)
    .join('')
}

/**
 * The summary of a step, for the file that `GITHUB_STEP_SUMMARY` names: Markdown, below the 1 MiB
 * above which GitHub drops the whole summary.
 */
export function stepSummary(report: GradeReport, options: ReportOptions): string {
  return markdownWithin(report, options, 1_000_000)
}

interface Annotation {
  level: 'error' | 'warning' | 'notice'
  title: string
  file?: string
  message: string
}

function annotationsOf(
  exercise: ExerciseResult,
  submission: SubmissionReport,
  cohort: boolean,
): Annotation[] {
  const { id, title, file, status, points, maxPoints, checks, detail } = exercise
  const whose = cohort ? `${printable(submission.submission, 80)}: ` : ''
  // In a cohort the path would point into the grader's own repository.
  const place = { title: `${whose}${id} ${title}`, ...(cohort ? {} : { file }) }
  const reason = told(reasonOf(exercise), detail)
  if (status === 'skipped') return []
  if (status === 'ungraded') return [{ level: 'warning', ...place, message: reason }]
  const failed = checks
    .filter((check) => check.status === 'failed')
    .map((check) => told(check.name, check.hint, check.detail))
  const messages = reason === '' ? failed : [reason, ...failed]
  if (messages.length === 0 && points !== maxPoints) messages.push('Not every check ran')
  return messages.map((message) => ({ level: 'error', ...place, message }))
}

function told(...parts: (string | undefined)[]) {
  return parts.filter((part) => part !== undefined).join('\n')
}

function atMostTen(annotations: Annotation[]): Annotation[] {
  const [first] = annotations
  if (first === undefined || annotations.length <= 10) return annotations
  const message = `${annotations.length - 9} more are in the step's summary`
  return [...annotations.slice(0, 9), { level: first.level, title: 'And more', message }]
}

function command({ level, title, file, message }: Annotation) {
  const where = file === undefined ? '' : `file=${property(file)},`
  const lines = printableLines(message, { lines: 20, max: 500 })
  return `::${level} ${where}title=${property(title)}::${data(lines.join('\n'))}`
}

function property(value: string) {
  return data(printable(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')
}

function data(value: string) {
  return value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}
