import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hostileReport } from '../../test/reports/arbitrary-report.ts'
import {
  everyStatus,
  exercise,
  failed,
  hostileCohort,
  submission,
} from '../../test/reports/sample-reports.ts'
import { github, stepSummary } from './github.ts'
import { markdown } from './markdown.ts'

const student = { audience: 'student', colors: false } as const
const instructor = { audience: 'instructor', colors: false } as const

describe('github', () => {
  test('is one well-formed command a line, at most ten of a kind', () => {
    fc.assert(
      fc.property(fc.oneof(hostileReport, fc.constant(hostileCohort)), (report) => {
        const lines = github(report, instructor).split('\n').slice(0, -1)
        const levels = lines.map((line) => {
          const found = /^::(error|warning|notice) (?:file=[^,:]+,)?title=[^,:]*::.*$/.exec(line)
          expect(found, line).not.toBeNull()
          return found?.[1]
        })
        for (const level of ['error', 'warning', 'notice']) {
          expect(levels.filter((found) => found === level).length).toBeLessThanOrEqual(10)
        }
      }),
    )
  })

  test('escapes what ends a property or a line', () => {
    const hostile = exercise('3.6.1', 'a,file=b::c', 'broken', [], { message: '100%\n::error::x' })
    const report = {
      ...everyStatus,
      submissions: [submission({ submission: 'ada', exercises: [hostile] })],
    }
    const [line] = github(report, student).split('\n')
    expect(line).toMatch(/,title=3\.6\.1 a%2Cfile=b%3A%3Ac::100%25 ::error::x$/)
  })

  test('counts what GitHub would drop', () => {
    const checks = Array.from({ length: 14 }, (_, index) => failed(`refuses case ${index}`, 1))
    const exercises = [exercise('3.6.1', 'Claim a username', 'completed', checks)]
    const report = { ...everyStatus, submissions: [submission({ submission: 'ada', exercises })] }
    const errors = github(report, student)
      .split('\n')
      .filter((line) => line.startsWith('::error'))
    expect(errors.length).toBe(10)
    expect(errors.at(-1)).toBe("::error title=And more::5 more are in the step's summary")
  })

  test('warns of an ungraded exercise and calls no error what is not the student’s', () => {
    const lines = github(everyStatus, student).split('\n')
    expect(lines.filter((line) => line.includes('3.9.2'))).toEqual([
      expect.stringMatching(/^::warning .*unknown, not zero$/),
    ])
    expect(lines.filter((line) => line.includes('3.9.3'))).toEqual([])
  })
})

describe('stepSummary', () => {
  test('is the comment where that is short enough', () => {
    expect(stepSummary(everyStatus, student)).toBe(markdown(everyStatus, student))
  })

  test('stays below the size above which GitHub drops it', () => {
    const [first] = hostileCohort.submissions
    const submissions = Array.from({ length: 20_000 }, () => first).filter(
      (one) => one !== undefined,
    )
    const shown = stepSummary({ ...everyStatus, submissions }, student)
    expect(new TextEncoder().encode(shown).byteLength).toBeLessThan(1024 * 1024)
    expect(shown.length).toBeGreaterThan(900_000)
  })
})
