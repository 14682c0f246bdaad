import { candidate, expect, test } from '@workshop/testkit'

const { aggregateCsv } = candidate(() => import('./aggregate-csv.ts'))

async function* file(text: string) {
  yield Buffer.from(text)
}

test('sums up strikes by airport', async () => {
  const csv = 'airport,species,cost\nSFO,gull,120\nLAX,hawk,80\nSFO,owl,\nSFO,gull,30\n'
  const totals = await aggregateCsv(file(csv), { group: 'airport', value: 'cost' })
  expect(totals.get('SFO')).toEqual({ n: 2, sum: 150, min: 30, max: 120, nulls: 1 })
  expect(totals.get('LAX')).toEqual({ n: 1, sum: 80, min: 80, max: 80, nulls: 0 })
})

test('reads a quoted comma', async () => {
  const csv = 'airport,cost\n"Oakland, CA",7\n'
  const totals = await aggregateCsv(file(csv), { group: 'airport', value: 'cost' })
  expect([...totals.keys()]).toEqual(['Oakland, CA'])
})
