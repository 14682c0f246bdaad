import { expect, test } from 'vitest'
import { Patience } from './patience.ts'

test('patience runs out with what is spent, and comes back a fifth as fast', () => {
  let now = 0
  const patience = new Patience({ atOnce: 2_000, perSecond: 200 }, () => now)
  const work = (ms: number) => patience.spend(() => (now += ms))
  expect(patience.left).toBe(2_000)
  work(1_500)
  expect(patience.left).toBe(800)
  work(2_000)
  expect(patience.left).toBe(0)
  now += 10_000
  expect(patience.left).toBe(1_200)
  now += 100_000
  expect(patience.left).toBe(2_000)
})
