import type { CheckContext } from '@workshop/testkit'
import { candidate, checksFor, expect } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { chooseStorageClass, keepingCost } = candidate(() => import('../choose-storage-class.ts'))

const GB = 2 ** 30
const KIB = 1_024

/** A price table of this run's own, so that nobody can know an answer beforehand. */
function priceTable({ seed }: CheckContext) {
  const factor = 1 + (seed % 97) / 100
  const row = (
    perGbMonth: number,
    perThousandPuts: number,
    perThousandGets: number,
    perGbRetrieved = 0,
    perThousandMonitored = 0,
  ) => ({
    perGbMonth: perGbMonth * factor,
    perThousandPuts,
    perThousandGets,
    perGbRetrieved,
    perThousandMonitored,
  })
  return {
    STANDARD: row(0.023, 0.005, 0.0004),
    INTELLIGENT_TIERING: row(0.023, 0.005, 0.0004, 0, 0.0025),
    STANDARD_IA: row(0.0125, 0.01, 0.001, 0.01),
    ONEZONE_IA: row(0.01, 0.01, 0.001, 0.01),
    GLACIER_IR: row(0.004, 0.02, 0.01, 0.03),
    GLACIER: row(0.0036, 0.03, 0.0004, 0.01),
    DEEP_ARCHIVE: row(0.00099, 0.05, 0.0004, 0.02),
  }
}

/** The same table without anything but the price of storage. */
function storageOnly(context: CheckContext) {
  const table = priceTable(context)
  for (const prices of Object.values(table)) {
    prices.perThousandPuts = prices.perThousandGets = 0
    prices.perGbRetrieved = prices.perThousandMonitored = 0
  }
  return table
}

const recordings = {
  objects: 4_000,
  bytes: 3 * GB,
  days: 365,
  reads: 0,
  maxWaitHours: 100,
  recreatable: true,
}

check('prices storage by gigabyte and month', async (context) => {
  const prices = storageOnly(context)
  const dollars = (rate: number) => (4_000 * 3 * rate * 365) / 30
  for (const name of ['STANDARD', 'STANDARD_IA', 'GLACIER_IR'] as const) {
    expect(await keepingCost(recordings, name, prices)).toBeCloseTo(
      dollars(prices[name].perGbMonth),
      4,
    )
  }
})

check('bills small objects at the minimum size', async (context) => {
  const prices = storageOnly(context)
  const small = { ...recordings, objects: 1_000_000, bytes: 5_000, days: 360 }
  const dollars = (bytes: number, rate: number) => 1_000_000 * (bytes / GB) * rate * 12
  for (const name of ['STANDARD_IA', 'ONEZONE_IA', 'GLACIER_IR'] as const) {
    expect(await keepingCost(small, name, prices)).toBeCloseTo(
      dollars(128 * KIB, prices[name].perGbMonth),
      4,
    )
  }
  for (const name of ['STANDARD', 'INTELLIGENT_TIERING'] as const) {
    expect(await keepingCost(small, name, prices)).toBeCloseTo(
      dollars(5_000, prices[name].perGbMonth),
      4,
    )
  }
})

check('adds the overhead of archived objects at two rates', async (context) => {
  const prices = storageOnly(context)
  const tiny = { ...recordings, objects: 10_000_000, bytes: 4 * KIB, days: 360 }
  for (const name of ['GLACIER', 'DEEP_ARCHIVE'] as const) {
    const own = ((4 + 32) * KIB * prices[name].perGbMonth) / GB
    const standard = (8 * KIB * prices.STANDARD.perGbMonth) / GB
    expect(await keepingCost(tiny, name, prices)).toBeCloseTo(10_000_000 * 12 * (own + standard), 3)
  }
  const inStandard = await keepingCost(tiny, 'STANDARD', prices)
  expect(await keepingCost(tiny, 'DEEP_ARCHIVE', prices)).toBeGreaterThan(inStandard)
})

check('bills the minimum duration', async (context) => {
  const prices = storageOnly(context)
  const brief = { ...recordings, days: 12, bytes: GB, objects: 500 }
  const dollars = (days: number, rate: number) => (500 * rate * days) / 30
  expect(await keepingCost(brief, 'STANDARD', prices)).toBeCloseTo(
    dollars(12, prices.STANDARD.perGbMonth),
    5,
  )
  expect(await keepingCost(brief, 'ONEZONE_IA', prices)).toBeCloseTo(
    dollars(30, prices.ONEZONE_IA.perGbMonth),
    5,
  )
  expect(await keepingCost(brief, 'GLACIER_IR', prices)).toBeCloseTo(
    dollars(90, prices.GLACIER_IR.perGbMonth),
    5,
  )
  const deep = dollars(180, prices.DEEP_ARCHIVE.perGbMonth)
  // The overhead of 500 objects for 180 days is below a cent.
  expect(await keepingCost(brief, 'DEEP_ARCHIVE', prices)).toBeCloseTo(deep, 1)
})

check('charges requests, and retrieval by the real size', async (context) => {
  const prices = priceTable(context)
  const kept = { ...recordings, objects: 20_000, bytes: 10_000, days: 30, reads: 70_000 }
  const quiet = storageOnly(context)
  const extra = async (name: keyof typeof prices) =>
    (await keepingCost(kept, name, prices)) - (await keepingCost(kept, name, quiet))

  expect(await extra('STANDARD')).toBeCloseTo(20 * 0.005 + 70 * 0.0004, 6)
  const retrieved = (70_000 * 10_000) / GB
  expect(await extra('STANDARD_IA')).toBeCloseTo(20 * 0.01 + 70 * 0.001 + retrieved * 0.01, 6)
  expect(await extra('GLACIER')).toBeCloseTo(20 * 0.03 + 70 * 0.0004 + retrieved * 0.01, 6)
})

check('monitors only what has 128 KiB', async (context) => {
  const prices = priceTable(context)
  const quiet = storageOnly(context)
  const monitoring = async (bytes: number) => {
    const kept = { ...recordings, objects: 60_000, bytes, days: 90 }
    const requests = 60 * 0.005
    const cost = await keepingCost(kept, 'INTELLIGENT_TIERING', prices)
    return cost - (await keepingCost(kept, 'INTELLIGENT_TIERING', quiet)) - requests
  }
  expect(await monitoring(128 * KIB - 1)).toBeCloseTo(0, 6)
  expect(await monitoring(128 * KIB)).toBeCloseTo(60 * 0.0025 * 3, 6)
  const unwatched = await keepingCost(recordings, 'STANDARD', prices)
  prices.STANDARD.perThousandMonitored = 1
  expect(await keepingCost(recordings, 'STANDARD', prices)).toBe(unwatched)
})

check('rejects what is too slow or too fragile, with a reason', async (context) => {
  const prices = priceTable(context)
  const rejectedFor = async (change: Partial<typeof recordings>) => {
    const { costs, rejected } = await chooseStorageClass({ ...recordings, ...change }, prices)
    for (const reason of Object.values(rejected)) expect(reason).toMatch(/\S/)
    expect(Object.keys(costs)).toHaveLength(7 - Object.keys(rejected).length)
    return Object.keys(rejected).toSorted()
  }
  expect(await rejectedFor({ maxWaitHours: 48 })).toEqual([])
  expect(await rejectedFor({ maxWaitHours: 47 })).toEqual(['DEEP_ARCHIVE'])
  expect(await rejectedFor({ maxWaitHours: 1 })).toEqual(['DEEP_ARCHIVE', 'GLACIER'])
  expect(await rejectedFor({ recreatable: false })).toEqual(['ONEZONE_IA'])
})

check('takes the cheapest of the rest', async (context) => {
  const prices = priceTable(context)
  const best = async (change: Partial<typeof recordings>) =>
    (await chooseStorageClass({ ...recordings, ...change }, prices)).best

  expect(await best({})).toBe('DEEP_ARCHIVE')
  expect(await best({ maxWaitHours: 12 })).toBe('GLACIER')
  expect(await best({ maxWaitHours: 0, reads: 4_000 * 40 })).toBe('STANDARD')
  const zero = {
    perGbMonth: 0,
    perThousandPuts: 0,
    perThousandGets: 0,
    perGbRetrieved: 0,
    perThousandMonitored: 0,
  }
  const gifts = { ...prices, GLACIER: zero, STANDARD_IA: zero, STANDARD: zero }
  expect((await chooseStorageClass(recordings, gifts)).best).toBe('STANDARD')
})
