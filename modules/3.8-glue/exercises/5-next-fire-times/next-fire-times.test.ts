import { candidate, expect, test } from '@workshop/testkit'

const { nextFireTimes } = candidate(() => import('./next-fire-times.ts'))

test('goes from Friday to Monday', async () => {
  const friday = new Date('2026-03-06T12:15:00Z')
  expect(await nextFireTimes('cron(15 12 ? * MON-FRI *)', friday, 2)).toEqual([
    new Date('2026-03-09T12:15:00Z'),
    new Date('2026-03-10T12:15:00Z'),
  ])
})

test('names the field that it cannot read', async () => {
  const now = new Date('2026-03-06T00:00:00Z')
  await expect(nextFireTimes('cron(0 24 * * ? *)', now, 1)).rejects.toThrow(/Hours/)
})
