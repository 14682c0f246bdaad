import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gradedAlone } from '../../test/reports/arbitrary-report.ts'
import {
  alone,
  everyStatus,
  exercise,
  failed,
  hiddenInput,
  hostileCohort,
  notRun,
  passed,
  submission,
} from '../../test/reports/sample-reports.ts'
import type { GradeReport } from '../result.ts'
import { classroom50 } from './classroom50.ts'

const env = {
  CLASSROOM: 'big-data-2026',
  ASSIGNMENT: 'storage',
  ASSIGNMENT_TYPE: 'individual',
  OWNER: 'ada-l',
  SUBMISSION_TAG: 'submit/2026-11-23T09-00-00Z-3f2a9c1',
  COMMIT_URL: 'https://github.com/uni/storage-ada-l/commit/3f2a9c1',
  RELEASE_URL: 'https://github.com/uni/storage-ada-l/releases/tag/submit%2F3f2a9c1',
  REVIEW_URL: 'https://github.com/uni/storage-ada-l/compare/0000000...3f2a9c1',
  COMMIT_DATE: '2026-11-23T10:00:00+01:00',
}

const graded: GradeReport = {
  ...everyStatus,
  submissions: [
    submission({
      submission: 'ada',
      exercises: [
        exercise('3.6.1', 'Claim a username', 'completed', [
          passed('claims a free username', 1.5),
          failed('lets exactly one of two simultaneous claims win', 2.5),
        ]),
        exercise('3.6.3', 'Copy a prefix', 'missing', []),
        exercise('3.6.4', 'Resume an upload', 'broken', [notRun('uploads the missing parts', 5)]),
        exercise('3.9.3', 'Expire sessions', 'skipped', []),
      ],
    }),
  ],
}

describe('classroom50', () => {
  test('shows one submission', async () => {
    await expect(write(graded)).toMatchFileSnapshot('../../test/reports/classroom50/result.json')
  })

  test('writes integers that add up, in the shape that Classroom 50 accepts', () => {
    fc.assert(
      fc.property(gradedAlone, (report) => {
        const result = JSON.parse(write(report)) as Result
        expect(accepts(result), ajv.errorsText(accepts.errors)).toBe(true)
        expect(sum(result.tests.map(({ score }) => score))).toBe(result.score)
        expect(sum(result.tests.map((one) => one['max-score']))).toBe(result['max-score'])
        for (const one of result.tests) expect(one.score).toBeLessThanOrEqual(one['max-score'])
        const [exact] = report.submissions
        expect(Math.abs(result.score - (exact?.points ?? 0))).toBeLessThanOrEqual(0.501)
        expect(Math.abs(result['max-score'] - (exact?.maxPoints ?? 0))).toBeLessThanOrEqual(0.501)
      }),
      { numRuns: 300 },
    )
  })

  test('never holds details, because it is published in the student’s repository', () => {
    const shown = classroom50(graded, { audience: 'instructor', colors: false, env })
    expect(shown).not.toContain(hiddenInput)
    expect(shown).not.toContain(String(graded.seed))
  })

  test('leaves skipped exercises out of the tests and of the maximum', () => {
    const result = JSON.parse(write(graded)) as Result
    expect(result['max-score']).toBe(14)
    expect(result.tests.map((one) => one['test-name'].split(' ')[0])).not.toContain('3.9.3')
  })

  test('links the commit where there is nothing to compare', () => {
    const { REVIEW_URL: _review, OWNER: _owner, ...rest } = env
    const result = JSON.parse(write(graded, { ...rest, USERNAME: 'grace-h' })) as Result
    expect(result).toMatchObject({ review: env.COMMIT_URL, owner: 'grace-h' })
  })

  test('names every variable that is missing', () => {
    const { CLASSROOM: _classroom, OWNER: _owner, ...rest } = env
    expect(() => write(graded, { ...rest, COMMIT_DATE: '' })).toThrow(
      'The format "classroom50" lacks the environment variables CLASSROOM, OWNER, COMMIT_DATE',
    )
  })

  test.for([
    ['ASSIGNMENT_TYPE', 'pair'],
    ['SUBMISSION_TAG', 'v1'],
    ['COMMIT_DATE', 'yesterday'],
    ['COMMIT_DATE', '2026-11-23T10:00:00'],
  ] as const)('refuses %s="%s"', ([name, value]) => {
    expect(() => write(graded, { ...env, [name]: value })).toThrow(`${name} holds "${value}"`)
  })

  test('refuses to make zero of what is ungraded', () => {
    expect(() => write(everyStatus)).toThrow('cannot hold 1 ungraded')
    expect(() => write(alone(hostileCohort, 1))).toThrow('cannot hold 1 ungraded')
  })

  test('refuses a cohort and an empty report', () => {
    expect(() => write(hostileCohort)).toThrow('holds one submission, and 3 were graded')
    expect(() => write({ ...graded, submissions: [] })).toThrow('and 0 were graded')
  })
})

interface Result {
  score: number
  'max-score': number
  tests: { 'test-name': string; score: number; 'max-score': number }[]
}

const text = { type: 'string', minLength: 1 }
const instant = {
  type: 'string',
  pattern: String.raw`^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$`,
}
const count = { type: 'integer', minimum: 0 }
const identity = {
  classroom: text,
  assignment: text,
  assignment_type: { enum: ['individual', 'group', 'team'] },
  owner: text,
  submission: { type: 'string', pattern: '^submit/' },
  commit: text,
  release: text,
  review: text,
  datetime: instant,
}
const ajv = new Ajv2020({ allErrors: true })
// The rules of result-v1.schema.json at foundation50/classroom50 6e593c7, in our own writing.
const accepts = ajv.compile({
  type: 'object',
  additionalProperties: false,
  required: ['schema', ...Object.keys(identity), 'score', 'max-score', 'tests'],
  properties: {
    schema: { const: 'classroom50/result/v1' },
    ...identity,
    graded_at: instant,
    score: count,
    'max-score': count,
    tests: {
      type: 'array',
      items: {
        type: 'object',
        required: ['test-name', 'passed', 'score', 'max-score'],
        properties: {
          'test-name': text,
          passed: { type: 'boolean' },
          score: count,
          'max-score': count,
        },
      },
    },
  },
})

function write(report: GradeReport, given: Record<string, string> = env) {
  return classroom50(report, { audience: 'student', colors: false, env: given })
}

function sum(values: number[]) {
  return values.reduce((total, value) => total + value, 0)
}
