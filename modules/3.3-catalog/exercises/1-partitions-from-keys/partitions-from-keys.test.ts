import { candidate, expect, test } from '@workshop/testkit'
import type { TableLayout } from './partitions-from-keys.ts'

const { partitionsFromKeys } = candidate(() => import('./partitions-from-keys.ts'))

const trips: TableLayout = {
  location: 's3://taxi/trips/',
  partitionKeys: [
    { name: 'borough', type: 'string' },
    { name: 'year', type: 'int' },
  ],
}

test('finds partitions and counts their files', async () => {
  const keys = [
    'trips/borough=Staten%20Island/year=2014/part-0.csv',
    'trips/borough=Staten%20Island/year=2014/part-1.csv',
    'trips/borough=Queens/year=2014/part-0.csv',
  ]
  expect(await partitionsFromKeys(keys, trips)).toEqual({
    partitions: [
      {
        values: ['Staten Island', '2014'],
        location: 's3://taxi/trips/borough=Staten%20Island/year=2014/',
        files: 2,
      },
      {
        values: ['Queens', '2014'],
        location: 's3://taxi/trips/borough=Queens/year=2014/',
        files: 1,
      },
    ],
    skipped: [],
  })
})

test('skips what belongs to no partition', async () => {
  const keys = ['trips/_SUCCESS', 'trips/borough=Queens/part-0.csv', 'zones/zones.csv']
  expect(await partitionsFromKeys(keys, trips)).toEqual({
    partitions: [],
    skipped: [
      { key: 'trips/_SUCCESS', reason: 'not-data' },
      { key: 'trips/borough=Queens/part-0.csv', reason: 'layout' },
      { key: 'zones/zones.csv', reason: 'outside' },
    ],
  })
})
