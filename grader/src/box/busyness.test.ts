import { expect, test } from 'vitest'
import { busyness } from './busyness.ts'

test.each([
  [0, 2, 1],
  [2, 2, 1],
  [5, 2, 2.5],
  [90, 2, 4],
])('with a load of %d on %d cores, work takes %d times as long', (load, cores, times) => {
  expect(busyness(load, cores)).toBe(times)
})

test('is a number on every machine', () => {
  expect(busyness()).toBeGreaterThanOrEqual(1)
})
