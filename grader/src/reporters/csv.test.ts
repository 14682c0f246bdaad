import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hostileReport } from '../../test/reports/arbitrary-report.ts'
import {
  everyStatus,
  exercise,
  hostileCohort,
  passed,
  submission,
} from '../../test/reports/sample-reports.ts'
import type { GradeReport } from '../result.ts'
import { csv } from './csv.ts'
import { printable } from './printable.ts'

describe('csv', () => {
  test('gives back every name that is safe as it is', () => {
    const names = ['O’Neill, "Ada"', 'a;b', ' leading space', '王小明', "it's"]
    const submissions = names.map((name) =>
      submission({ submission: name, identity: { id: '7', name }, exercises: [] }),
    )
    const rows = read({ ...everyStatus, submissions })
    expect(rows.map(({ name }) => name)).toEqual(names)
    expect(rows.map((row) => row['submission'])).toEqual(names)
  })

  test('puts an apostrophe before what a spreadsheet would compute', () => {
    for (const start of ['=', '+', '-', '@', '\t=', '\r=', ' =', '\u200B=', '＝', '＠']) {
      const name = `${start}cmd()`
      const rows = read(named(name))
      expect(rows[0]?.['name']).toBe(`'${printable(name)}`)
    }
    expect(read(named('Ada;=cmd()'))[0]?.['name']).toBe("Ada;'=cmd()")
  })

  test('is one row a submission with one cell a heading, whatever students are called', () => {
    fc.assert(
      fc.property(fc.oneof(hostileReport, fc.constant(hostileCohort)), (report) => {
        const rows = read(report)
        expect(rows.length).toBe(report.submissions.length)
        for (const [index, row] of rows.entries()) {
          for (const cell of Object.values(row)) expect(cell).not.toMatch(/^\s*[=+\-@]/)
          const name = printable(report.submissions[index]?.identity?.name ?? '', 300)
          expect(row['name']?.replaceAll("'", '')).toBe(name.replaceAll("'", ''))
        }
      }),
    )
  })

  test('ends every row as RFC 4180 does', () => {
    const lines = csv(hostileCohort, { audience: 'student', colors: false }).split('\r\n')
    expect(lines.length).toBe(5)
    expect(lines.join('')).not.toMatch(/[\r\n]/)
  })

  test('leaves points empty while anything is ungraded, of the section and in total', () => {
    const [, ungraded, full] = read(hostileCohort)
    expect(ungraded).toMatchObject({
      'points_3.6': '',
      'points_3.9': '0',
      points: '',
      max_points: '10',
      percent: '',
      ungraded: '1',
    })
    expect(full).toMatchObject({
      'points_3.6': '5',
      'points_3.9': '5',
      points: '10',
      max_points: '10',
      percent: '100',
      ungraded: '0',
    })
  })

  test('leaves points empty where nothing was graded, and counts no skipped exercise', () => {
    const skipped = exercise('3.6.1', 'Claim a username', 'skipped', [])
    const done = exercise('3.9.1', 'Query by GUID', 'completed', [passed('finds items', 1 / 3)])
    const submissions = [
      submission({ submission: 'ada', exercises: [skipped] }),
      submission({ submission: 'bea', exercises: [skipped, done] }),
    ]
    const [nothing, half] = read({ ...everyStatus, submissions })
    expect(nothing).toMatchObject({ points: '', max_points: '0', percent: '', 'points_3.6': '' })
    expect(half).toMatchObject({ points: '0.33', percent: '100', 'points_3.6': '' })
  })
})

function read(report: GradeReport) {
  const text = csv(report, { audience: 'student', colors: false })
  return parse<Record<string, string>>(text, { columns: true, record_delimiter: '\r\n' })
}

function named(name: string): GradeReport {
  const identity = { id: '7', name }
  return { ...everyStatus, submissions: [submission({ submission: 'a', identity, exercises: [] })] }
}
