import { candidate, expect, test, streamOf } from '@workshop/testkit'

const { reconcile, applyPlan } = candidate(() => import('./reconcile.ts'))

const day = (date: string, location = `s3://taxi/trips/day=${date}/`) => ({
  values: [date],
  location,
  format: 'csv',
})

test('plans what the catalog lacks, and what lies elsewhere', async () => {
  const listing = [day('2014-01-01'), day('2014-01-02')]
  const catalog = [day('2014-01-02', 's3://old/trips/day=2014-01-02/')]

  expect(await reconcile(streamOf(listing), streamOf(catalog))).toEqual({
    create: [listing[0]],
    move: [listing[1]],
    drop: [],
    reformatted: [],
  })
})

test('carries out a plan', async ({ aws }) => {
  const trips = await (await aws.glue.database()).table({ keys: { day: 'date' } })
  await trips.add({ Values: ['2013-12-31'], StorageDescriptor: { Location: 's3://gone/' } })
  const plan = {
    create: [day('2014-01-01')],
    move: [],
    drop: [day('2013-12-31', 's3://gone/')],
    reformatted: [],
  }
  const deps = { client: aws.glue.client, hasFiles: async () => false }

  const applied = await applyPlan(plan, trips.database, trips.name, deps)

  expect(applied).toEqual({ done: 2, skipped: [], failed: [] })
  expect(await trips.partitions()).toMatchObject([
    { Values: ['2014-01-01'], StorageDescriptor: { Location: 's3://taxi/trips/day=2014-01-01/' } },
  ])
})
