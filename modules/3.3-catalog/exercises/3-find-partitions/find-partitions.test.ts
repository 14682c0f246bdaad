import { GetPartitionsCommand, GlueClient } from '@aws-sdk/client-glue'
import { candidate, expect, test } from '@workshop/testkit'
import { mockClient } from 'aws-sdk-client-mock'

const { findPartitions } = candidate(() => import('./find-partitions.ts'))

test('finds the partitions that a predicate holds for', async ({ aws }) => {
  const trips = await (
    await aws.glue.database()
  ).table({ keys: { borough: 'string', year: 'int' } })
  await trips.add(
    { Values: ['Queens', '2014'] },
    { Values: ['Queens', '2015'] },
    { Values: ['Bronx', '2015'] },
  )

  const found: unknown[] = []
  const where = {
    and: [
      { key: 'borough', in: ['Queens', 'Brooklyn'] },
      { key: 'year', op: '>=' as const, value: 2015 },
    ],
  }
  const deps = { client: aws.glue.client }
  for await (const { Values } of findPartitions(trips.database, trips.name, where, deps)) {
    found.push(Values)
  }

  expect(found).toEqual([['Queens', '2015']])
})

test('asks for the next page with the token of the last one', async () => {
  const client = new GlueClient({ region: 'us-east-1' })
  const glue = mockClient(client)
  glue
    .on(GetPartitionsCommand)
    .resolvesOnce({ Partitions: [{ Values: ['2014'] }], NextToken: 'after-2014' })
    .resolvesOnce({ Partitions: [{ Values: ['2015'] }] })

  const found: unknown[] = []
  const where = { key: 'year', op: '>' as const, value: 2013 }
  for await (const { Values } of findPartitions('taxi', 'trips', where, { client })) {
    found.push(Values)
  }

  expect(found).toEqual([['2014'], ['2015']])
  const tokens = glue.commandCalls(GetPartitionsCommand).map(({ args }) => args[0].input.NextToken)
  expect(tokens).toEqual([undefined, 'after-2014'])
})
