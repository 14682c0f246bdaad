import { expect, test } from 'vitest'
import { excludedPaths } from './globs.ts'

const PATHS = [
  'departments/finance.json',
  'departments/market-us.json',
  'departments/market-emea.json',
  'employees/hr.json',
  'employees/john.csv',
  'employees/old/jane.csv',
  'top.csv',
]

// The examples of the developer guide, "Include and exclude patterns".
test.each([
  ['departments/**', [0, 1, 2]],
  ['departments/market*', [1, 2]],
  ['**.csv', [4, 5, 6]],
  ['employees/*.csv', [4]],
  ['*.csv', [6]],
  ['employees/*/*', [5]],
  ['employees**', [3, 4, 5]],
  ['*/{hr,finance}.json', [0, 3]],
  ['???.csv', [6]],
  ['departments/market-[!a-t]*', [1]],
  ['departments/market-[et]*', [2]],
  [String.raw`top\.csv`, [6]],
  ['nothing', []],
])('the pattern %s excludes what the guide says', (pattern, indexes) => {
  expect([...excludedPaths(PATHS, [pattern])]).toEqual(indexes.map((index) => PATHS[index]))
})

test('all but the first days of a month can be excluded', () => {
  const days = ['2015/01/01/a', '2015/01/07/a', '2015/01/08/a', '2015/01/31/a', '2015/02/01/a']
  const patterns = ['2015/01/{[!0],0[8-9]}**', '2015/0[2-9]/**', '2015/1[0-2]/**']
  expect([...excludedPaths(days, patterns)]).toEqual(days.slice(2))
})
