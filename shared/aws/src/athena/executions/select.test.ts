import { expect, test } from 'vitest'
import { testRides } from '../test-athena.ts'

test('a query reads the files of a table, by the catalog', async () => {
  const { query } = testRides()
  expect(await query('SELECT rider, stars, fare, city FROM rides ORDER BY rider')).toEqual([
    ['rider', 'stars', 'fare', 'city'],
    ['Ada', '5', '1.5', 'Lima'],
    ['Bob', '4', '20.0', 'Lima'],
    ['Cai', undefined, '7.25', 'Oslo'],
  ])
})
