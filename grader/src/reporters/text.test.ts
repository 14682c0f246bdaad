import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import {
  alone,
  everyStatus,
  exercise,
  failed,
  hostileCohort,
  passed,
  submission,
} from '../../test/reports/sample-reports.ts'
import { tableLines, widthOf } from './text-table.ts'
import { text } from './text.ts'

const plain = { audience: 'student', colors: false } as const

describe('text', () => {
  test('says in colour what it says without', async () => {
    const colored = text(everyStatus, { ...plain, colors: true })
    expect(stripVTControlCharacters(colored)).toBe(text(everyStatus, plain))
    await expect(colored).toMatchFileSnapshot('../../test/reports/text/every-status-in-color.txt')
  })

  test('has no colours of the students, even where it has its own', () => {
    const colored = text(alone(hostileCohort, 0), { ...plain, colors: true })
    expect(colored).not.toContain('\u001B[31mred')
    expect(colored).toContain(': :error::red| table')
  })

  test('shows a hint only where a check did not pass', () => {
    const hinted = { ...failed('refuses a taken name', 2), status: 'passed' as const, points: 2 }
    const report = {
      ...everyStatus,
      submissions: [
        submission({
          submission: 'ada',
          exercises: [exercise('3.6.1', 'Claim a username', 'completed', [hinted])],
        }),
      ],
    }
    expect(text(report, plain)).not.toContain('Between your check')
  })

  test('says which submissions of a cohort have points that are unknown', () => {
    const marks = text(hostileCohort, plain)
      .split('\n')
      .slice(1, 4)
      .map((line) => line[0])
    expect(marks).toEqual(['·', '?', '·'])
  })

  test('leaves ungraded submissions out of the mean', () => {
    expect(text(hostileCohort, plain)).toContain('lowest 5, mean 7.5, highest 10')
  })

  test('says nothing of a mean where nothing is graded in full', () => {
    const ungraded = hostileCohort.submissions.slice(1, 2)
    const shown = text({ ...everyStatus, submissions: [...ungraded, ...ungraded] }, plain)
    expect(shown).toContain('2 submissions, 0 graded in full')
    expect(shown).not.toContain('mean')
  })

  test('says that nothing was handed in', () => {
    expect(text({ ...everyStatus, submissions: [] }, plain)).toContain('0 submissions')
  })

  test('shows only checks that ran where a file could not be loaded', () => {
    const broken = exercise('3.6.1', 'Claim a username', 'broken', [
      { ...passed('claims a free username', 3), status: 'not-run', points: 0 },
    ])
    const report = {
      ...everyStatus,
      submissions: [submission({ submission: 'ada', exercises: [broken] })],
    }
    expect(text(report, plain)).not.toContain('claims a free username')
  })
})

describe('tableLines', () => {
  test('aligns wide letters and combining marks by their width', () => {
    const lines = tableLines(
      [
        ['name', 'points'],
        ['王小明', '7'],
        ['Zoe\u0308', '12.5'],
      ],
      1,
    )
    expect(lines).toEqual(['name    points', '王小明       7', 'Zoe\u0308       12.5'])
    expect(lines.map(widthOf)).toEqual([14, 14, 14])
  })
})
