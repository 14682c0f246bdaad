import { candidate, checksFor, expect } from '@workshop/testkit'
import type { Arrival, Mechanism } from '../simulate-capture.ts'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { simulateCapture } = candidate(() => import('../simulate-capture.ts'))

check('has a crawl see what was there at its start, and show it at its end', async () => {
  const crawler: Mechanism = { kind: 'crawler', every: 100, takes: 30, callsPerRun: 7 }
  const stale = async (at: number, until = 1_000) => {
    const outcome = await simulateCapture([{ at, day: 1 }], crawler, until)
    return outcome.staleP50
  }
  expect(await stale(0)).toBe(30)
  expect(await stale(1)).toBe(129)
  expect(await stale(100)).toBe(30)
  expect(await stale(115)).toBe(115)
  expect(await stale(120, 230)).toBe(110)
  expect(await stale(120, 229)).toBe(null)
  expect((await simulateCapture([], crawler, 300)).apiCalls).toBe(28)
  const later = [1, 90, 150, 300].map((at) => ({ at, day: 1 }))
  expect(await simulateCapture(later.toReversed(), crawler, 450)).toEqual({
    staleP50: 129,
    staleP95: 129,
    apiCalls: 35,
    missed: 0,
  })
})

check('skips starts while a crawl runs', async () => {
  const crawler: Mechanism = { kind: 'crawler', every: 60, takes: 150, callsPerRun: 1 }
  const arrivals = [
    { at: 10, day: 1 },
    { at: 181, day: 2 },
    { at: 361, day: 3 },
  ]
  // It runs from 0 to 150, 180 to 330 and 360 to 510.
  expect(await simulateCapture(arrivals, crawler, 520)).toEqual({
    staleP50: 320,
    staleP95: 329,
    apiCalls: 3,
    missed: 1,
  })
  const back: Mechanism = { kind: 'crawler', every: 60, takes: 60, callsPerRun: 1 }
  expect(await simulateCapture([{ at: 60, day: 1 }], back, 130)).toEqual({
    staleP50: 60,
    staleP95: 60,
    apiCalls: 3,
    missed: 0,
  })
})

check('takes events as they are delivered, in whatever order', async () => {
  const arrivals = [
    { at: 100, day: 1 },
    { at: 110, day: 1 },
    { at: 120, day: 2 },
  ]
  const deliveries = [
    { file: 0, at: 190 },
    { file: 2, at: 121 },
    { file: 1, at: 115 },
    { file: 0, at: 114 },
    { file: 1, at: 300 },
  ]
  expect(await simulateCapture(arrivals, { kind: 'events', deliveries }, 250)).toEqual({
    staleP50: 1,
    staleP95: 14,
    apiCalls: 4,
    missed: 0,
  })
  expect(await simulateCapture(arrivals, { kind: 'events', deliveries }, 300)).toMatchObject({
    apiCalls: 5,
  })
  const none = deliveries.filter(({ at }) => at > 114 && at !== 121)
  expect(await simulateCapture(arrivals, { kind: 'events', deliveries: none }, 250)).toEqual({
    staleP50: 15,
    staleP95: 15,
    apiCalls: 2,
    missed: 1,
  })
})

check('waits for the next reconciliation where events are lost', async () => {
  const arrivals = [
    { at: 0, day: 1 },
    { at: 400, day: 2 },
    { at: 401, day: 3 },
    { at: 410, day: 4 },
    { at: 850, day: 5 },
  ]
  const deliveries = [
    { file: 3, at: 415 },
    { file: 3, at: 416 },
    { file: 2, at: 950 },
  ]
  const events: Mechanism = { kind: 'events', deliveries, reconcileEvery: 400 }
  // Staleness is 400, 0, 399 and 5.
  expect(await simulateCapture(arrivals, events, 1_000)).toEqual({
    staleP50: 5,
    staleP95: 400,
    apiCalls: 5,
    missed: 1,
  })
  expect(await simulateCapture(arrivals.slice(0, 1), { ...events, deliveries: [] }, 400)).toEqual({
    staleP50: 400,
    staleP95: 400,
    apiCalls: 1,
    missed: 0,
  })
})

check('projects without staleness, and only in its range', async () => {
  const arrivals = [9, 10, 11, 20, 21, 40].map((day) => ({ at: day, day }))
  const projection: Mechanism = { kind: 'projection', from: 10, to: 20, queries: 0 }
  expect(await simulateCapture(arrivals, projection, 30)).toEqual({
    staleP50: 0,
    staleP95: 0,
    apiCalls: 0,
    missed: 2,
  })
  expect(await simulateCapture(arrivals.slice(0, 1), projection, 30)).toMatchObject({
    staleP50: null,
    missed: 1,
  })
  expect(await simulateCapture([{ at: 30, day: 10 }], projection, 30)).toMatchObject({
    staleP50: 0,
    missed: 0,
  })
})

check('pays for each day that a query projects, empty or not', async () => {
  const wide: Mechanism = { kind: 'projection', from: 1, to: 365, queries: 24 }
  const outcome = await simulateCapture([{ at: 5, day: 7 }], wide, 100)
  expect(outcome.apiCalls).toBe(24 * 365)
})

check('ranks percentiles among what was captured', async () => {
  const stale = (lag: (n: number) => number, count: number) => {
    const arrivals: Arrival[] = Array.from({ length: count }, (_, n) => ({ at: 10 * n, day: n }))
    const deliveries = arrivals.map(({ at }, n) => ({ file: n, at: at + lag(n) }))
    return simulateCapture(arrivals, { kind: 'events', deliveries }, 1_000)
  }
  expect(await stale((n) => (n * 7) % 20, 20)).toMatchObject({ staleP50: 9, staleP95: 18 })
  expect(await stale((n) => [9, 100, 2][n]!, 3)).toMatchObject({ staleP50: 9, staleP95: 100 })
  expect(await stale((n) => (n === 3 ? 2_000 : n), 4)).toMatchObject({ staleP50: 1, missed: 1 })
  expect(await simulateCapture([], { kind: 'events', deliveries: [] }, 10)).toEqual({
    staleP50: null,
    staleP95: null,
    apiCalls: 0,
    missed: 0,
  })
})
