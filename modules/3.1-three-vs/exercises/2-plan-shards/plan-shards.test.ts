import { candidate, expect, test } from '@workshop/testkit'

const { planShards } = candidate(() => import('./plan-shards.ts'))

test('plans for steady departures', async () => {
  const events = Array.from({ length: 2_500 }, (_, n) => ({
    ts: n * 3,
    key: `DL${n % 90}`,
    bytes: 200,
  }))

  const plan = await planShards(events, { windowMs: 1000 })

  expect(plan).toMatchObject({ peakRps: 334, shards: 1, hotKeys: [] })
  expect(plan.avgRps).toBeCloseTo(2500 / 7.497)
})

test('plans for records that are few but large', async () => {
  const events = Array.from({ length: 10 }, (_, n) => ({
    ts: n * 10,
    key: `map-${n}`,
    bytes: 280_000,
  }))

  const plan = await planShards(events, { windowMs: 1000 })

  expect(plan).toMatchObject({ peakRps: 10, shards: 3 })
})
