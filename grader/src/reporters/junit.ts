import type { CheckResult, ExerciseResult, SubmissionReport } from '../result.ts'
import { forAudience } from './audience.ts'
import type { AudienceReport } from './audience.ts'
import { formatPoints } from './points.ts'
import { printable, printableLines } from './printable.ts'
import type { Reporter } from './reporter.ts'
import { nameOf, reasonOf } from './sentences.ts'

/**
 * JUnit XML with the elements that vitest writes: a suite is one exercise of one submission, a case
 * is a check, points are properties. A check that did not run is a failure, because it earns
 * nothing; an ungraded exercise is one `<error>`; a skipped one is `<skipped>`. Times are in
 * seconds; no check is timed by itself.
 */
export const junit: Reporter = (report, { audience }) => {
  const seen = forAudience(report, audience)
  const suites = seen.submissions.flatMap((submission) =>
    submission.exercises.map((exercise) => suiteOf(submission, exercise)),
  )
  const all = suites.flatMap(({ cases }) => cases)
  const ms = seen.submissions.reduce((sum, { durationMs }) => sum + durationMs, 0)
  return [
    '<?xml version="1.0" encoding="UTF-8" ?>',
    `<testsuites${attributes({ name: `grader ${seen.grader.version}`, ...counts(all), time: ms / 1000 })}>`,
    ...suites.map((suite) => suiteElement(seen, suite)),
    '</testsuites>',
    '',
  ].join('\n')
}

interface Suite {
  submission: SubmissionReport
  exercise: ExerciseResult
  cases: Case[]
}

interface Case {
  name: string
  points?: { points: number; maxPoints: number }
  outcome: 'passed' | 'failure' | 'error' | 'skipped'
  type?: string
  message?: string
  detail?: string | undefined
}

function suiteOf(submission: SubmissionReport, exercise: ExerciseResult): Suite {
  const { status, checks, title, points, maxPoints, detail } = exercise
  const reason = { type: status, message: reasonOf(exercise) ?? 'Did not run', detail }
  const whole = { name: title, ...reason }
  switch (status) {
    case 'ungraded':
      return { submission, exercise, cases: [{ ...whole, outcome: 'error' }] }
    case 'skipped':
      return { submission, exercise, cases: [{ ...whole, outcome: 'skipped' }] }
    case 'completed':
    case 'missing':
    case 'broken':
    case 'timed-out': {
      const earned = { points: points ?? 0, maxPoints }
      const cases = checks.map((check) => caseOf(check, reason))
      const stand: Case = { ...whole, points: earned, outcome: 'failure' }
      return { submission, exercise, cases: cases.length > 0 ? cases : [stand] }
    }
  }
}

function caseOf(check: CheckResult, reason: Pick<Case, 'type' | 'message' | 'detail'>): Case {
  const { name, status, points, maxPoints, hint, detail } = check
  const shared = { name, points: { points, maxPoints } }
  switch (status) {
    case 'passed':
      return { ...shared, outcome: 'passed' }
    case 'failed':
      return { ...shared, outcome: 'failure', type: status, message: hint ?? name, detail }
    case 'not-run':
      return { ...shared, outcome: 'failure', ...reason, detail: detail ?? reason.detail }
  }
}

function suiteElement(report: AudienceReport, { submission, exercise, cases }: Suite) {
  const { id, title, file, status, points, maxPoints, durationMs } = exercise
  const properties = {
    status,
    ...(points === null ? {} : { points: formatPoints(points) }),
    maxPoints: formatPoints(maxPoints),
    target: report.target,
    tier: report.tier.name,
    ...(report.seed === undefined ? {} : { seed: report.seed }),
  }
  const named = {
    name: `${nameOf(submission)} > ${id} ${title}`,
    timestamp: submission.gradedAt,
    ...counts(cases),
    skipped: cases.filter(({ outcome }) => outcome === 'skipped').length,
    time: durationMs / 1000,
  }
  return [
    `    <testsuite${attributes(named)}>`,
    ...propertyLines(properties, ' '.repeat(8)),
    ...cases.map((testcase) => caseElement(file, testcase)),
    '    </testsuite>',
  ].join('\n')
}

function caseElement(file: string, { name, points, outcome, type, message, detail }: Case) {
  const body = detail === undefined ? '' : escapeLines(detail)
  const told = `<${outcome}${attributes({ message, type })}>${body}</${outcome}>`
  return [
    `        <testcase${attributes({ classname: file, name, time: 0 })}>`,
    ...(outcome === 'skipped' ? [`            <skipped${attributes({ message })}/>`] : []),
    ...(points === undefined ? [] : propertyLines(points, ' '.repeat(12))),
    ...(outcome === 'failure' || outcome === 'error' ? [`            ${told}`] : []),
    '        </testcase>',
  ].join('\n')
}

function propertyLines(properties: Record<string, string | number>, indent: string) {
  return [
    `${indent}<properties>`,
    ...Object.entries(properties).map(
      ([name, value]) => `${indent}    <property${attributes({ name, value })}/>`,
    ),
    `${indent}</properties>`,
  ]
}

function counts(cases: readonly Case[]) {
  return {
    tests: cases.length,
    failures: cases.filter(({ outcome }) => outcome === 'failure').length,
    errors: cases.filter(({ outcome }) => outcome === 'error').length,
  }
}

function attributes(named: Record<string, string | number | undefined>) {
  return Object.entries(named)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escape(printable(String(value), 500))}"`)
    .join('')
}

function escapeLines(text: string) {
  return printableLines(text).map(escape).join('\n')
}

// printable() has already replaced what XML 1.0 forbids, such as U+0000 and lone surrogates.
function escape(text: string) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;')
}
