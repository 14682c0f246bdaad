import { readFileSync } from 'node:fs'
import { candidate, checksFor, expect, fc } from '@workshop/testkit'
import type { StreamEvent } from '../plan-shards.ts'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { planShards } = candidate(() => import('../plan-shards.ts'))

const NOON = Date.UTC(2026, 2, 2, 12)
const SECOND = { windowMs: 1000 }

/** So many events from `ts` on, `stepMs` apart, whose keys take turns. */
function burst(
  count: number,
  event: { ts: number; bytes?: number; stepMs?: number },
): StreamEvent[] {
  const { ts, bytes = 80, stepMs = 0 } = event
  return Array.from({ length: count }, (_, n) => ({
    ts: ts + n * stepMs,
    key: `GA${n % 97}`,
    bytes,
  }))
}

check('sizes the stream for its peak, not its average', async () => {
  const hour = burst(1_800, { ts: NOON, stepMs: 2000 })
  const [before, after] = [hour.slice(0, 901), hour.slice(901)]
  const trace = [...before, ...burst(4_700, { ts: NOON + 1_800_100 }), ...after]
  const plan = await planShards(trace, SECOND)
  expect(plan).toMatchObject({ peakRps: 4701, shards: 5 })
  expect(plan.avgRps).toBeCloseTo(6_500 / 3_598)
})

check('finds a burst that two seconds of the clock share', async () => {
  const plan = await planShards(
    [
      ...burst(1, { ts: NOON - 900_000 }),
      ...burst(900, { ts: NOON + 3_800 }),
      ...burst(900, { ts: NOON + 4_200 }),
    ],
    SECOND,
  )
  expect(plan).toMatchObject({ peakRps: 1800, shards: 2 })
})

check('leaves the end of a window to the next', async () => {
  const [first, second] = [burst(700, { ts: NOON }), burst(650, { ts: NOON + 1000 })]
  const plan = await planShards([...first, ...second, ...burst(1, { ts: NOON + 9_000 })], SECOND)
  expect(plan).toMatchObject({ peakRps: 700, shards: 1 })
})

check('takes the larger of the two measures', async () => {
  const heavy = burst(40, { ts: NOON, bytes: 200_000 })
  const many = burst(6_500, { ts: NOON + 60_000, bytes: 10 })
  expect((await planShards(heavy, SECOND)).shards).toBe(8)
  expect(await planShards([...heavy, ...many], SECOND)).toMatchObject({ peakRps: 6_500, shards: 8 })
  const more = burst(9_500, { ts: NOON + 90_000, bytes: 10 })
  expect((await planShards([...heavy, ...more], SECOND)).shards).toBe(10)
})

check('counts the bytes of partition keys', async () => {
  const events = Array.from({ length: 900 }, (_, n) => ({
    ts: NOON,
    key: `${String(n).padStart(4, '0')}成田国際空港`,
    bytes: 1_150,
  }))
  const plan = await planShards(events, SECOND)
  expect(plan.peakBps).toBe(900 * (1_150 + 22))
  const exact = 1_048_576 - 'GA0'.length
  expect((await planShards(burst(1, { ts: NOON, bytes: exact }), SECOND)).shards).toBe(1)
  expect((await planShards(burst(1, { ts: NOON, bytes: exact + 1 }), SECOND)).shards).toBe(2)
})

check('names the keys that alone exceed a shard', async () => {
  const of = (key: string, events: StreamEvent[]) => events.map((event) => ({ ...event, key }))
  const plan = await planShards(
    [
      ...of('ORD', burst(1_001, { ts: NOON + 100 })),
      ...of('DFW', burst(1_000, { ts: NOON + 100 })),
      ...of('ATL', burst(3, { ts: NOON + 200, bytes: 400_000 })),
      ...of('LAX', burst(1_800, { ts: NOON, stepMs: 10 })),
      ...of('SFO', burst(1, { ts: NOON + 60_000, bytes: 1_048_576 - 'SFO'.length })),
    ],
    SECOND,
  )
  expect(plan.hotKeys).toEqual(['ATL', 'ORD'])
})

check('adds a shard for every limit that is exceeded, and not before', async () => {
  const shards = async (events: StreamEvent[]) => (await planShards(events, SECOND)).shards
  expect(await shards(burst(1_000, { ts: NOON, bytes: 1 }))).toBe(1)
  expect(await shards(burst(1_001, { ts: NOON, bytes: 1 }))).toBe(2)
  expect(await shards(burst(3_100, { ts: NOON, bytes: 1 }))).toBe(4)
})

check('gives rates per second whatever the window', async () => {
  const events = burst(600, { ts: NOON, bytes: 97 })
  const plan = await planShards(events, { windowMs: 200 })
  expect(plan).toMatchObject({ peakRps: 3_000, shards: 3 })
  expect(plan.peakBps).toBeGreaterThanOrEqual(3_000 * 97)
  expect(await planShards(events, { windowMs: 60_000 })).toMatchObject({ peakRps: 10, avgRps: 10 })
})

check('plans one shard where nothing happens', async () => {
  expect(await planShards([], SECOND)).toEqual({
    avgRps: 0,
    peakRps: 0,
    peakBps: 0,
    shards: 1,
    hotKeys: [],
  })
})

check('takes real departures in any order', async ({ holdsFor }) => {
  const file = new URL('../../../data/flights.json', import.meta.url)
  const flights = JSON.parse(readFileSync(file, 'utf8')) as [minute: number, origin: string][]
  const day = flights.filter(([minute]) => minute < 7 * 1440)
  // A minute of January 2001 is replayed in 8 ms.
  const events = day.map(([minute, key]) => ({ ts: NOON + minute * 8, key, bytes: 300 }))
  const fullest = Math.max(
    ...events.map(({ ts }) => events.filter((e) => e.ts >= ts && e.ts < ts + 1000).length),
  )
  const seconds = (events.at(-1)!.ts - events[0]!.ts) / 1000

  const shuffled = fc.shuffledSubarray(events, { minLength: events.length })
  await holdsFor(
    shuffled,
    async (trace) => {
      const plan = await planShards(trace, SECOND)
      expect(plan.peakRps).toBe(fullest)
      expect(plan.avgRps).toBeCloseTo(events.length / seconds)
    },
    { runs: 5 },
  )
})
