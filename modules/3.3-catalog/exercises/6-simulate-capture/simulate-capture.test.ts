import { candidate, expect, test } from '@workshop/testkit'

const { simulateCapture } = candidate(() => import('./simulate-capture.ts'))

test('waits for the end of the next crawl', async () => {
  const crawler = { kind: 'crawler' as const, every: 60, takes: 20, callsPerRun: 5 }
  expect(await simulateCapture([{ at: 10, day: 1 }], crawler, 100)).toEqual({
    staleP50: 70,
    staleP95: 70,
    apiCalls: 10,
    missed: 0,
  })
})

test('projects days of a range', async () => {
  const arrivals = [3, 4, 9].map((day) => ({ at: day * 100, day }))
  const projection = { kind: 'projection' as const, from: 1, to: 5, queries: 2 }
  expect(await simulateCapture(arrivals, projection, 1_000)).toEqual({
    staleP50: 0,
    staleP95: 0,
    apiCalls: 10,
    missed: 1,
  })
})
