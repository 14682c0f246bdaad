import { GraderError } from '../grader-error.ts'
import type { GradeReport } from '../result.ts'
import { gradedChecks } from './graded-checks.ts'
import type { GradedCheck } from './graded-checks.ts'
import { onlySubmission } from './only-submission.ts'
import { reasonOf } from './sentences.ts'
import type { Reporter, ReportOptions } from './reporter.ts'

/**
 * Classroom 50's `classroom50/result/v1`, for the file `result.json`. It is published in the
 * student's repository, so it never holds details, whoever asks for it.
 *
 * Identity comes from `options.env`: CLASSROOM, ASSIGNMENT, ASSIGNMENT_TYPE, OWNER (or USERNAME),
 * SUBMISSION_TAG, COMMIT_URL, RELEASE_URL, REVIEW_URL (else COMMIT_URL), as its runner sets them,
 * and COMMIT_DATE, which it does not set: `git log -1 --format=%cI`.
 *
 * Scores are integers by largest remainder, so that the tests add up to the totals; exact points,
 * hints, target and tier stand in extra keys of each test, which the format preserves. Exercises
 * that were skipped are left out, of `max-score` too. The format cannot say that points are unknown,
 * and an autograder that exits with an error is recorded as such by the runner; so nothing is
 * written while anything is ungraded.
 *
 * Source: foundation50/classroom50, schemas/result-v1.schema.json and wiki/Advanced-Autograding.md.
 *
 * @throws {GraderError} where a variable is missing or malformed, where there is not exactly one
 *   submission, and where anything in it is ungraded.
 */
export const classroom50: Reporter = (report, { env }) => {
  const submission = onlySubmission(report, 'classroom50')
  if (submission.ungraded > 0) {
    throw new GraderError(
      `The format "classroom50" cannot hold ${submission.ungraded} ungraded exercises without making them zero`,
      { fix: 'Grade again; the format "json" with the audience "instructor" has the reasons' },
    )
  }
  const checks = gradedChecks(submission)
  const earned = checks.reduce((sum, { whole }) => sum + whole.earned, 0)
  const lost = checks.reduce((sum, { whole }) => sum + whole.lost, 0)
  const result = {
    schema: 'classroom50/result/v1',
    ...classroom50Identity(env ?? {}),
    graded_at: inSeconds(submission.gradedAt, 'gradedAt'),
    score: earned,
    'max-score': earned + lost,
    tests: checks.map((graded) => testOf(graded, report)),
  }
  return `${JSON.stringify(result, null, 2)}\n`
}

/**
 * Who and what was graded, from the environment.
 *
 * @throws {GraderError} where a variable is missing or malformed.
 */
export function classroom50Identity(env: NonNullable<ReportOptions['env']>) {
  const found = {
    CLASSROOM: env['CLASSROOM'],
    ASSIGNMENT: env['ASSIGNMENT'],
    ASSIGNMENT_TYPE: env['ASSIGNMENT_TYPE'],
    OWNER: env['OWNER'] || env['USERNAME'],
    SUBMISSION_TAG: env['SUBMISSION_TAG'],
    COMMIT_URL: env['COMMIT_URL'],
    RELEASE_URL: env['RELEASE_URL'],
    COMMIT_DATE: env['COMMIT_DATE'],
  }
  const missing = Object.entries(found).filter(([, value]) => !value)
  if (missing.length > 0) {
    const names = missing.map(([name]) => name).join(', ')
    throw new GraderError(`The format "classroom50" lacks the environment variables ${names}`, {
      fix: found.COMMIT_DATE
        ? "Run the grader inside Classroom 50's autograder, or set them"
        : "Run the grader inside Classroom 50's autograder, with COMMIT_DATE=$(git log -1 --format=%cI) of the submission",
    })
  }
  return {
    classroom: found.CLASSROOM,
    assignment: found.ASSIGNMENT,
    assignment_type: matching(
      'ASSIGNMENT_TYPE',
      found.ASSIGNMENT_TYPE,
      /^(?:individual|group|team)$/,
    ),
    owner: found.OWNER,
    submission: matching('SUBMISSION_TAG', found.SUBMISSION_TAG, /^submit\//),
    commit: found.COMMIT_URL,
    release: found.RELEASE_URL,
    review: env['REVIEW_URL'] || found.COMMIT_URL,
    datetime: inSeconds(found.COMMIT_DATE ?? '', 'COMMIT_DATE'),
  }
}

function matching(name: string, value: string | undefined, pattern: RegExp) {
  if (value !== undefined && pattern.test(value)) return value
  throw new GraderError(`The environment variable ${name} holds "${value}"`, {
    fix: `Classroom 50 expects ${pattern.source}`,
  })
}

function inSeconds(date: string, name: string) {
  const ms = Date.parse(date)
  if (Number.isNaN(ms) || !/(?:Z|[+-]\d\d:?\d\d)$/.test(date)) {
    throw new GraderError(`${name} holds "${date}", which is no date with a time zone`, {
      fix: 'Write it as `git log -1 --format=%cI` does, as in "2026-11-23T09:30:00+00:00"',
    })
  }
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')
}

function testOf({ exercise, check, whole }: GradedCheck, { target, tier }: GradeReport) {
  const reason = check.status === 'not-run' ? reasonOf(exercise) : undefined
  return {
    'test-name': `${exercise.id} ${check.name}`,
    passed: check.status === 'passed',
    score: whole.earned,
    'max-score': whole.earned + whole.lost,
    points: check.points,
    'max-points': check.maxPoints,
    exercise: exercise.id,
    status: check.status,
    ...(check.hint === undefined || check.status === 'passed' ? {} : { hint: check.hint }),
    ...(reason === undefined ? {} : { message: reason }),
    target,
    tier: tier.name,
  }
}
