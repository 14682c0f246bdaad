import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gradedAlone } from '../../test/reports/arbitrary-report.ts'
import {
  alone,
  everyStatus,
  exercise,
  failed,
  hostileCohort,
  submission,
} from '../../test/reports/sample-reports.ts'
import { classroomResults } from './classroom-results.ts'
import type { ClassroomResults } from './classroom-results.ts'

describe('classroomResults', () => {
  test('makes both sums of the reporter agree, whatever was earned', () => {
    fc.assert(
      fc.property(gradedAlone, (report) => {
        const runners = decode(classroomResults(report))
        const [submission] = report.submissions
        const table = logTable(runners)
        expect(table.maxPoints).toBe(annotation(runners).maxPoints)
        expect(table.totalPoints).toBe(annotation(runners).totalPoints)
        expect(Math.abs(table.totalPoints - (submission?.points ?? 0))).toBeLessThanOrEqual(0.501)
        expect(Math.abs(table.maxPoints - (submission?.maxPoints ?? 0))).toBeLessThanOrEqual(0.501)
      }),
      { numRuns: 500 },
    )
  })

  test('has numbers, integers and at least one test wherever the reporter counts', () => {
    fc.assert(
      fc.property(gradedAlone, (report) => {
        for (const { max_score, tests } of decode(classroomResults(report))) {
          expect(Number.isInteger(max_score) && max_score >= 0).toBe(true)
          expect(tests.length).toBeGreaterThan(0)
          for (const { score } of tests) expect(Number.isInteger(score) && score >= 0).toBe(true)
        }
      }),
    )
  })

  test('has runner ids that the reporter accepts', () => {
    expect(Object.keys(classroomResults(alone(hostileCohort, 0))).join(',')).toMatch(
      /^([a-zA-Z0-9]+,)*[a-zA-Z0-9]+$/,
    )
  })

  test('publishes no points while anything is ungraded, and fails as an error', () => {
    const runners = decode(classroomResults(everyStatus))
    expect(annotation(runners)).toEqual({ totalPoints: 0, maxPoints: 0 })
    expect(runners.map(({ status }) => status)).toEqual(['error', 'error'])
  })

  test('fails where points were lost and passes where none were', () => {
    const statuses = (index: number) =>
      decode(classroomResults(alone(hostileCohort, index))).map(({ status }) => status)
    expect(statuses(0)).toEqual(['pass', 'fail'])
    expect(statuses(2)).toEqual(['pass', 'pass'])
  })

  test('names a failed check that is worth nothing', () => {
    const exercises = [exercise('3.6.1', 'Claim a username', 'completed', [failed('is fast', 0)])]
    const report = { ...everyStatus, submissions: [submission({ submission: 'ada', exercises })] }
    expect(decode(classroomResults(report))[1]).toMatchObject({
      status: 'fail',
      tests: [{ name: '3.6.1 is fast', status: 'fail' }],
    })
  })

  test('shows one submission', async () => {
    const runners = decode(classroomResults(alone(hostileCohort, 0)))
    await expect(`${JSON.stringify(runners, null, 2)}\n`).toMatchFileSnapshot(
      '../../test/reports/classroom-results/hostile-submission.json',
    )
  })

  test('refuses a cohort', () => {
    expect(() => classroomResults(hostileCohort)).toThrow(
      'The format "classroom results" holds one submission, and 3 were graded',
    )
  })
})

interface Runner {
  status: string
  max_score: number
  tests: { status: string; score: number }[]
}

function decode({ passed, failed }: ClassroomResults): Runner[] {
  return [passed, failed].map(
    (result) => JSON.parse(Buffer.from(result, 'base64').toString('utf-8')) as Runner,
  )
}

/** What Classroom stores: runners without a maximum are left out, scores are summed. */
function annotation(runners: Runner[]) {
  const counted = runners.filter(({ max_score }) => max_score)
  return {
    totalPoints: sum(counted.flatMap(({ tests }) => tests.map(({ score }) => score))),
    maxPoints: sum(counted.map(({ max_score }) => max_score)),
  }
}

/** What the log shows: a runner's maximum times the share of its tests that passed. */
function logTable(runners: Runner[]) {
  const shares = runners.map(
    ({ tests, max_score }) =>
      (tests.filter(({ status }) => status === 'pass').length / tests.length) * (max_score || 0),
  )
  return {
    totalPoints: sum(shares),
    maxPoints: sum(runners.map(({ max_score }) => max_score || 0)),
  }
}

function sum(values: number[]) {
  return values.reduce((total, value) => total + value, 0)
}
