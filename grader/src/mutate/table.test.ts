import { describe, expect, test } from 'vitest'
import { rowsIn, type ScoreRow, scoreTable } from './table.ts'

const row = (id: string, numbers: Partial<ScoreRow> = {}): ScoreRow => ({
  id,
  title: 'Query by guid',
  mutants: 10,
  killed: 8,
  equivalent: 2,
  survivors: 0,
  ...numbers,
})

describe('scoreTable', () => {
  test('has a line for each exercise, section and the course, in their order', () => {
    const table = scoreTable([
      row('3.10.1'),
      row('3.9.2', { killed: 5, survivors: 3 }),
      row('3.9.1'),
    ])
    expect(table.split('\n').filter((line) => /^\| (\*\*)?[3a]/.test(line))).toEqual([
      '| 3.9.1 Query by guid | 10 | 8 | 2 | 0 | 100.0 % |',
      '| 3.9.2 Query by guid | 10 | 5 | 2 | 3 | 62.5 % |',
      '| **3.9** | 20 | 13 | 4 | 3 | 81.2 % |',
      '| 3.10.1 Query by guid | 10 | 8 | 2 | 0 | 100.0 % |',
      '| **3.10** | 10 | 8 | 2 | 0 | 100.0 % |',
      '| **all** | 30 | 21 | 6 | 3 | 87.5 % |',
    ])
  })

  test('keeps the lines of exercises that were not run', () => {
    const earlier = scoreTable([row('3.9.1'), row('3.9.2', { killed: 0, survivors: 8 })])
    const table = scoreTable([row('3.9.2')], earlier)
    expect(table).toBe(scoreTable([row('3.9.1'), row('3.9.2')]))
  })

  test('shows no full score while a mutant survives', () => {
    const one = row('3.9.1', { mutants: 9_999, killed: 9_998, equivalent: 0, survivors: 1 })
    expect(scoreTable([one])).toContain('| 99.9 % |')
  })
})

describe('rowsIn', () => {
  test('reads what scoreTable wrote', () => {
    const rows = [row('3.9.1'), row('3.9.2', { killed: 7, survivors: 1 })]
    expect(rowsIn(scoreTable(rows))).toEqual(rows)
  })

  test('finds nothing in another text', () => {
    expect(rowsIn('# Mutation score\n')).toEqual([])
  })
})
