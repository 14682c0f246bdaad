import { candidate, expect, test } from '@workshop/testkit'

const { chooseStorageClass, keepingCost } = candidate(() => import('./choose-storage-class.ts'))

const free = { perThousandPuts: 0, perThousandGets: 0, perGbRetrieved: 0, perThousandMonitored: 0 }
const prices = {
  STANDARD: { ...free, perGbMonth: 0.03 },
  INTELLIGENT_TIERING: { ...free, perGbMonth: 0.03 },
  STANDARD_IA: { ...free, perGbMonth: 0.02 },
  ONEZONE_IA: { ...free, perGbMonth: 0.01 },
  GLACIER_IR: { ...free, perGbMonth: 0.005 },
  GLACIER: { ...free, perGbMonth: 0.004 },
  DEEP_ARCHIVE: { ...free, perGbMonth: 0.001 },
}
const films = {
  objects: 100,
  bytes: 2 ** 30,
  days: 360,
  reads: 0,
  maxWaitHours: 0,
  recreatable: false,
}

test('prices a year of films in STANDARD', async () => {
  expect(await keepingCost(films, 'STANDARD', prices)).toBeCloseTo(100 * 0.03 * 12, 6)
})

test('takes the cheapest class that answers at once', async () => {
  const { best, rejected } = await chooseStorageClass(films, prices)
  expect(best).toBe('GLACIER_IR')
  expect(Object.keys(rejected)).toContain('DEEP_ARCHIVE')
})
