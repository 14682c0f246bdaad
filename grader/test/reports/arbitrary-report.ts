import fc from 'fast-check'
import type { CheckResult, ExerciseResult, GradeReport } from '../../src/result.ts'
import { everyStatus, exercise, hiddenInput, submission } from './sample-reports.ts'

const pieces = [
  '\u001B[31m',
  '\u001B]8;;x\u0007',
  '\u009B2J',
  '::error::',
  '##[debug]',
  '\u202E',
  '</testcase>',
  ']]>',
  '&amp',
  '"',
  "'",
  '=cmd()',
  ';=1',
  '\t@x',
  '| x |',
  '```',
  '`',
  '@team',
  '#1',
  '![x](y)',
  '<b>',
  '\r\n',
  '\n\n# x',
  '\u2028',
  '\\',
  '\u0000',
  '\uD800',
]

/** Text as a student might choose it: any UTF-16, and pieces of every syntax we write. */
export const hostileText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc
        .array(fc.integer({ min: 0, max: 0xff_ff }), { maxLength: 6 })
        .map((units) => String.fromCharCode(...units)),
      fc.constantFrom(...pieces),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''))

const points = fc.oneof(
  fc.integer({ min: 0, max: 30 }),
  fc.integer({ min: 0, max: 3000 }).map((hundredths) => hundredths / 100),
  fc.double({ min: 0, max: 30, noNaN: true }),
)

const check: fc.Arbitrary<CheckResult> = fc
  .record({
    status: fc.constantFrom('passed', 'failed', 'not-run'),
    share: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true })),
    maxPoints: points,
    detail: hostileText,
  })
  .map(({ status, share, maxPoints, detail }) => ({
    name: 'lets exactly one of two claims win',
    status,
    points: status === 'passed' ? maxPoints : status === 'failed' ? share * maxPoints : 0,
    maxPoints,
    detail: `${hiddenInput}${detail}`,
  }))

const graded = fc.constantFrom('completed', 'broken', 'timed-out', 'missing')

function exercises(status: fc.Arbitrary<ExerciseResult['status']>): fc.Arbitrary<ExerciseResult[]> {
  return fc.array(
    fc
      .tuple(
        fc.constantFrom('3.6.1', '3.9.1'),
        status,
        fc.array(check, { maxLength: 8 }),
        hostileText,
      )
      .map(([id, ended, checks, text]) =>
        exercise(id, 'Claim a username', ended, checks, {
          message: text,
          detail: `${hiddenInput}${text}`,
        }),
      ),
    { maxLength: 5 },
  )
}

/** A report of one submission in which everything is graded or skipped. */
export const gradedAlone: fc.Arbitrary<GradeReport> = exercises(
  fc.oneof(graded, fc.constant('skipped' as const)),
).map((found) => ({
  ...everyStatus,
  submissions: [submission({ submission: 'ada', exercises: found })],
}))

/** A report of any number of submissions whose students write whatever they can. */
export const hostileReport: fc.Arbitrary<GradeReport> = fc
  .array(
    fc.record({
      name: hostileText,
      notices: fc.array(hostileText, { maxLength: 2 }),
      found: exercises(fc.oneof(graded, fc.constantFrom('ungraded', 'skipped'))),
    }),
    { maxLength: 3 },
  )
  .map((submissions) => ({
    ...everyStatus,
    submissions: submissions.map(({ name, notices, found }) =>
      submission({
        submission: name,
        identity: { id: name || 'st-001', name, email: name, githubUsername: name },
        attempt: name,
        commit: name,
        notices,
        exercises: found,
      }),
    ),
  }))
