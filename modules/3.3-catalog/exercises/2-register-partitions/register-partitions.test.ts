import { candidate, expect, test } from '@workshop/testkit'

const { registerPartitions } = candidate(() => import('./register-partitions.ts'))

const StorageDescriptor = {
  Location: 's3://taxi/trips/',
  InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
  Columns: [{ Name: 'fare', Type: 'double' }],
}

test('registers partitions, and leaves alone what is there', async ({ aws, sleep, random }) => {
  const trips = await (
    await aws.glue.database()
  ).table({ StorageDescriptor, keys: { day: 'date' } })
  await trips.add({ Values: ['2026-03-01'], StorageDescriptor: { Location: 's3://old/' } })
  const parts = ['2026-03-01', '2026-03-02'].map((day) => ({
    values: [day],
    location: `s3://taxi/trips/day=${day}/`,
  }))
  const deps = { client: aws.glue.client, sleep, random }

  const registered = await registerPartitions(trips.database, trips.name, parts, deps)

  expect(registered).toEqual({ created: 1, existed: 1, failed: [] })
  expect(await trips.partitions()).toMatchObject([
    { Values: ['2026-03-01'], StorageDescriptor: { Location: 's3://old/' } },
    {
      Values: ['2026-03-02'],
      StorageDescriptor: { ...StorageDescriptor, Location: 's3://taxi/trips/day=2026-03-02/' },
    },
  ])
})

test('reports a partition that does not fit the table', async ({ aws, sleep, random }) => {
  const trips = await (
    await aws.glue.database()
  ).table({ StorageDescriptor, keys: { day: 'date' } })
  const parts = [{ values: ['2026-03-01', 'noon'], location: 's3://taxi/trips/' }]
  const deps = { client: aws.glue.client, sleep, random }

  const registered = await registerPartitions(trips.database, trips.name, parts, deps)

  expect(registered).toEqual({
    created: 0,
    existed: 0,
    failed: [{ values: ['2026-03-01', 'noon'], code: 'InvalidInputException' }],
  })
})
