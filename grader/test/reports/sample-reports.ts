// One report with every status and a hostile cohort; long because it is data.
import { REPORT_SCHEMA } from '../../src/result.ts'
import type {
  CheckResult,
  ExerciseResult,
  ExerciseStatus,
  GradeReport,
  SubmissionReport,
} from '../../src/result.ts'

/** Stands in every `detail` of the samples: no report for students may hold it. */
export const hiddenInput = 'guid-8f14e45f'

/** One submission with every status an exercise and a check can have. */
export const everyStatus: GradeReport = {
  ...run(),
  submissions: [
    submission({
      submission: 'ada',
      identity: {
        id: 'st-001',
        name: 'Ada Lovelace',
        email: 'ada@example.edu',
        githubUsername: 'ada-l',
        group: 'tuesday',
      },
      attempt: '2',
      commit: '3f2a9c1d5b7e4f60718293a4b5c6d7e8f9012345',
      notices: ['node_modules/ was ignored: 412 files'],
      exercises: [
        exercise('3.6.1', 'Claim a username', 'completed', [
          passed('claims a free username', 1),
          failed('lets exactly one of two simultaneous claims win', 2.5),
          notRun('lets errors through that it cannot explain', 1.5),
        ]),
        exercise('3.6.2', 'Download an object', 'completed', [
          passed('writes the bytes to the sink', 3),
          passed('refuses a key that is not there', 2),
        ]),
        exercise('3.6.3', 'Copy a prefix', 'missing', []),
        exercise('3.6.4', 'Resume an upload', 'broken', [notRun('uploads the missing parts', 5)]),
        exercise('3.9.1', 'Query by GUID', 'timed-out', [
          passed('finds the items of one GUID', 2),
          failed('follows LastEvaluatedKey', 2),
          notRun('asks for no more than it needs', 1),
        ]),
        exercise('3.9.2', 'Write in batches', 'ungraded', [notRun('sends at most 25 items', 5)]),
        exercise('3.9.3', 'Expire sessions', 'skipped', []),
      ],
    }),
  ],
}

/** Three submissions whose owners chose their names to hurt whoever reads the report. */
export const hostileCohort: GradeReport = {
  ...run(),
  tier: { name: 'full', lacks: [] },
  submissions: [
    submission({
      submission: '::error::\u001B[31mred\u001B[0m| table',
      identity: { id: '=cmd|"/C calc"!A0', name: '=cmd()', email: '+1;=2@example.edu' },
      notices: ['::stop-commands::secret', '##[add-mask]points', 'ignored a|b`c`.ts'],
      exercises: [
        exercise('3.6.1', 'Claim a username', 'broken', [], {
          message: 'Exports "</failure><!-- @team #1 ![x](https://evil.example/x.png) ```',
          detail: `${hiddenInput}\n::set-output name=x::y\n]]> & <script>\u0000\u001B]8;;https://evil.example\u0007`,
        }),
        exercise('3.9.1', 'Query by GUID', 'completed', [passed('follows LastEvaluatedKey', 5)]),
      ],
    }),
    submission({
      submission: '</testcase>\uD800 @team #12',
      identity: { id: '-2', name: 'Zoë\u202Egnp.exe\u200B 王小明', githubUsername: '@everyone' },
      attempt: '\u0007final\r\n3',
      exercises: [
        exercise('3.6.1', 'Claim a username', 'ungraded', [], {
          detail: `the gateway closed: ${hiddenInput}`,
        }),
        exercise('3.9.1', 'Query by GUID', 'completed', [failed('follows LastEvaluatedKey', 5)]),
      ],
    }),
    submission({
      submission: `"quoted", ${'long '.repeat(60)}`,
      identity: {
        id: '@SUM(A1)',
        name: '<img src=x onerror=alert(1)> [link](https://evil.example)',
      },
      commit: '\t=HYPERLINK("https://evil.example")',
      exercises: [
        exercise('3.6.1', 'Claim a username', 'completed', [passed('claims a free username', 5)]),
        exercise('3.9.1', 'Query by GUID', 'completed', [passed('follows LastEvaluatedKey', 5)]),
      ],
    }),
  ],
}

/** One submission of a report, as a report of its own. */
export function alone(report: GradeReport, index: number): GradeReport {
  return { ...report, submissions: report.submissions.slice(index, index + 1) }
}

/** A submission whose points, maximum and count of ungraded exercises follow from its exercises. */
export function submission(
  given: Pick<SubmissionReport, 'submission' | 'exercises'> & Partial<SubmissionReport>,
): SubmissionReport {
  const served = given.exercises.filter(({ status }) => status !== 'skipped')
  return {
    points: sum(served.map(({ points }) => points ?? 0)),
    maxPoints: sum(served.map(({ maxPoints }) => maxPoints)),
    ungraded: served.filter(({ status }) => status === 'ungraded').length,
    notices: [],
    gradedAt: '2026-11-23T09:30:00.250Z',
    durationMs: 412,
    ...given,
  }
}

/** An exercise whose points follow from its checks; one without checks is worth 5. */
export function exercise(
  id: string,
  title: string,
  status: ExerciseStatus,
  checks: CheckResult[],
  words: { message?: string; detail?: string } = wordsOf(status),
): ExerciseResult {
  const section = id.slice(0, id.lastIndexOf('.'))
  const slug = title.toLowerCase().replaceAll(' ', '-')
  const known = status !== 'ungraded' && status !== 'skipped'
  return {
    id,
    title,
    section,
    file: `modules/${section}/exercises/${slug}/${slug}.ts`,
    status,
    points: known ? sum(checks.map(({ points }) => points)) : null,
    maxPoints: checks.length > 0 ? sum(checks.map(({ maxPoints }) => maxPoints)) : 5,
    checks,
    ...words,
    key: `sha256:${id}`,
    durationMs: 61.5,
  }
}

export function passed(name: string, maxPoints: number): CheckResult {
  return { name, status: 'passed', points: maxPoints, maxPoints }
}

export function failed(name: string, maxPoints: number): CheckResult {
  return {
    name,
    status: 'failed',
    points: 0,
    maxPoints,
    hint: 'Between your check and your write, somebody else can write. Who could decide for you?',
    detail: `expected 1 to be 2\n  Object {\n    "guid": "${hiddenInput}",\n  }`,
  }
}

export function notRun(name: string, maxPoints: number): CheckResult {
  return { name, status: 'not-run', points: 0, maxPoints }
}

function wordsOf(status: ExerciseStatus): { message?: string; detail?: string } {
  switch (status) {
    case 'completed':
    case 'missing':
      return {}
    case 'broken':
      return {
        message: 'resume-upload.ts does not export "resumeUpload"',
        detail: `SyntaxError near ${hiddenInput}`,
      }
    case 'timed-out':
      return { message: 'A call took longer than 2 seconds', detail: `called with ${hiddenInput}` }
    case 'ungraded':
      return { detail: `The gateway closed: write EPIPE while sending ${hiddenInput}` }
    case 'skipped':
      return { message: 'This endpoint does not support UpdateTimeToLive' }
  }
}

function run(): Omit<GradeReport, 'submissions'> {
  return {
    schema: REPORT_SCHEMA,
    grader: { version: '0.1.0' },
    startedAt: '2026-11-23T09:29:59.000Z',
    target: 'mock',
    tier: { name: 'partial', lacks: ['System calls are not filtered.', 'Memory is only watched.'] },
    seed: 421_337,
    sections: [
      { id: '3.6', title: 'S3', maxPoints: 20 },
      { id: '3.9', title: 'DynamoDB', maxPoints: 15 },
    ],
  }
}

function sum(values: number[]) {
  return values.reduce((total, value) => total + value, 0)
}
