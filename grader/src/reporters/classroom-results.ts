import type { GradeReport } from '../result.ts'
import { gradedChecks } from './graded-checks.ts'
import { onlySubmission } from './only-submission.ts'
import { printable } from './printable.ts'

/** Results of runners for `autograding-grading-reporter`, by runner id: base64 of UTF-8 JSON. */
export interface ClassroomResults {
  passed: string
  failed: string
}

/**
 * What GitHub Classroom's `autograding-grading-reporter` reads, for `GITHUB_OUTPUT`: the grading
 * step writes `passed=…` and `failed=…`, and the reporter's step gets them as `PASSED_RESULTS` and
 * `FAILED_RESULTS` with `runners: passed,failed`.
 *
 * That action adds up points twice: its annotation sums `score`, its log multiplies each runner's
 * `max_score` by its share of passed tests. They agree for any weights because one runner holds only
 * what was earned and the other only what was lost. (Runners of equal weights would need the log's
 * `k / n * (n * weight)` to be exact, and `1 / 49 * 49` is not 1.) A check with partial points
 * stands in both. Scores are integers by largest remainder; a runner without tests would be divided
 * by zero, so it holds one worth nothing.
 *
 * The format cannot say that points are unknown. While anything is ungraded both runners are worth
 * nothing and have the status `error`: the action then publishes no points and fails.
 *
 * Sources: classroom-resources/autograding-grading-reporter, src/notify-classroom.js and
 * src/helpers/test-helpers.js.
 *
 * @throws {GraderError} where the report does not hold exactly one submission.
 */
export function classroomResults(report: GradeReport): ClassroomResults {
  const submission = onlySubmission(report, 'classroom results')
  const { name, lacks } = report.tier
  const tier = `target ${printable(report.target)}, tier ${[name, ...lacks].join('; ')}`
  if (submission.ungraded > 0) {
    const test = testOf('Something is ungraded: no points are published', 'error', 0)
    const runner = encode({
      version: 1,
      status: 'error',
      max_score: 0,
      message: tier,
      tests: [test],
    })
    return { passed: runner, failed: runner }
  }
  const checks = gradedChecks(submission)
  const passed = checks
    .filter(({ check, whole }) => check.status === 'passed' || whole.earned > 0)
    .map(({ exercise, check, whole }) => ({
      ...testOf(`${exercise.id} ${check.name}`, 'pass', whole.earned),
      filename: exercise.file,
    }))
  const failed = checks
    .filter(({ check, whole }) => check.status !== 'passed' || whole.lost > 0)
    .map(({ exercise, check, whole }) => ({
      ...testOf(`${exercise.id} ${check.name}`, 'fail', 0),
      message: check.hint ?? null,
      filename: exercise.file,
      lost: whole.lost,
    }))
  return {
    passed: encode({
      version: 1,
      status: 'pass',
      max_score: checks.reduce((sum, { whole }) => sum + whole.earned, 0),
      message: tier,
      tests: passed.length > 0 ? passed : [testOf('No check passed', 'pass', 0)],
    }),
    failed: encode({
      version: 1,
      status: failed.length > 0 ? 'fail' : 'pass',
      max_score: checks.reduce((sum, { whole }) => sum + whole.lost, 0),
      message: tier,
      tests: failed.length > 0 ? failed : [testOf('No check failed', 'pass', 0)],
    }),
  }
}

interface RunnerResult {
  version: 1
  status: RunnerStatus
  max_score: number
  message: string
  tests: RunnerTest[]
}

interface RunnerTest {
  name: string
  status: RunnerStatus
  score: number
  message: string | null
  test_code: string
  filename: string
  line_no: number
  /** Milliseconds; no check is timed by itself. */
  duration: number
}

type RunnerStatus = 'pass' | 'fail' | 'error'

function testOf(name: string, status: RunnerStatus, score: number): RunnerTest {
  const unknown = { message: null, test_code: '', filename: '', line_no: 0, duration: 0 }
  return { name: printable(name), status, score, ...unknown }
}

function encode(result: RunnerResult) {
  return Buffer.from(JSON.stringify(result), 'utf8').toString('base64')
}
