import { describe, expect, test } from 'vitest'
import { departments, freshDatabase, INDEXED } from './fresh-database.ts'
import type { TestDatabase } from './fresh-database.ts'
import { observed, ONE_KEY, put, StreamSpecification, TableName } from './test-everything.ts'

const units = (ReadCapacityUnits: number, WriteCapacityUnits: number) => ({
  ReadCapacityUnits,
  WriteCapacityUnits,
})
const THROUGHPUT = { ProvisionedThroughput: units(2, 2) }
const PROVISIONED = { BillingMode: 'PROVISIONED', ...THROUGHPUT }
const [BY_COUNTY] = INDEXED.GlobalSecondaryIndexes

describe('a table of another process', () => {
  test.each<[string, object, object]>([
    ['billing by request', PROVISIONED, { BillingMode: 'PAY_PER_REQUEST' }],
    ['billing by capacity', {}, PROVISIONED],
    ['capacity', PROVISIONED, { ProvisionedThroughput: units(1, 9) }],
    [
      'its class and protection',
      {},
      { TableClass: 'STANDARD_INFREQUENT_ACCESS', DeletionProtectionEnabled: true },
    ],
    [
      'encryption and bounds',
      {},
      { SSESpecification: { Enabled: true }, OnDemandThroughput: { MaxReadRequestUnits: 5 } },
    ],
    ['a stream', {}, { StreamSpecification }],
    ['no stream', { StreamSpecification }, { StreamSpecification: { StreamEnabled: false } }],
    [
      'a new index',
      {},
      {
        AttributeDefinitions: INDEXED.AttributeDefinitions,
        GlobalSecondaryIndexUpdates: [{ Create: BY_COUNTY }],
      },
    ],
    [
      'an index less',
      INDEXED,
      { GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'by-county' } }] },
    ],
    [
      'the capacity of an index',
      { ...INDEXED, ...PROVISIONED, GlobalSecondaryIndexes: [{ ...BY_COUNTY, ...THROUGHPUT }] },
      {
        GlobalSecondaryIndexUpdates: [
          { Update: { IndexName: 'by-county', ProvisionedThroughput: units(7, 1) } },
        ],
      },
    ],
  ])('finishes a change to %s', async (_, before, change) => {
    const first = freshDatabase()
    await departments(first, before)
    await put(first, 'Kern', { county: { S: 'Kern' } })
    await first.call('UpdateTable', { TableName, ...change })
    await finishesIn(first.restarted(), first)
  })

  test('finishes tables that were being created and deleted', async () => {
    const first = freshDatabase()
    await departments(first, { StreamSpecification })
    await put(first, 'Kern')
    await first.call('DeleteTable', { TableName })
    const second = first.restarted()
    await finishesIn(second, first)
    await departments(second, { ...INDEXED, StreamSpecification, TableName: 'other' })
    await second.call('CreateTable', { ...ONE_KEY, StreamSpecification })
    const third = second.restarted()
    await finishesIn(third, second)
    expect(await third.call('ListTables')).toEqual({ TableNames: ['letters', 'other'] })
  })

  test('keeps the type of a key that a later index gives another', async () => {
    const first = freshDatabase()
    await departments(first, INDEXED)
    await put(first, 'Kern', { county: { S: 'Kern' }, founded: { N: '1866' } })
    const AttributeDefinitions = ['name', 'county'].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'N',
    }))
    const KeySchema = [
      { AttributeName: 'name', KeyType: 'HASH' },
      { AttributeName: 'county', KeyType: 'RANGE' },
    ]
    const Create = { IndexName: 'by-numbers', KeySchema, Projection: { ProjectionType: 'ALL' } }
    const GlobalSecondaryIndexUpdates = [{ Create }]
    await first.call('UpdateTable', {
      TableName,
      AttributeDefinitions,
      GlobalSecondaryIndexUpdates,
    })
    await finishesIn(first.restarted(), first)
  })
})

/** Expects a change to be under way in both, and to come out the same in both. */
async function finishesIn(restarted: TestDatabase, other: TestDatabase): Promise<void> {
  const pending = await observed(other)
  expect(await observed(restarted)).toEqual(pending)
  await other.advance(10_000)
  const done = await observed(other)
  expect(done).not.toEqual(pending)
  expect(await observed(restarted)).toEqual(done)
}
