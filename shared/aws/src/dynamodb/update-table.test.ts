import { describe, expect, test } from 'vitest'
import { departments, freshDatabase } from './fresh-database.ts'

const countyIndex = {
  IndexName: 'by-county',
  KeySchema: [{ AttributeName: 'county', KeyType: 'HASH' }],
  Projection: { ProjectionType: 'ALL' },
}
const county = { AttributeName: 'county', AttributeType: 'S' }
const byCounty = {
  IndexName: 'by-county',
  KeyConditionExpression: 'county = :c',
  ExpressionAttributeValues: { ':c': { S: 'San Benito' } },
}

async function withItems() {
  const database = freshDatabase()
  const TableName = await departments(database)
  const put = (name: string, county: object) =>
    database.call('PutItem', { TableName, Item: { state: { S: 'CA' }, name: { S: name }, county } })
  await put('Hollister', { S: 'San Benito' })
  await put('Salinas', { S: 'Monterey' })
  await put('Unknown', { N: '7' })
  return { ...database, TableName }
}

describe('UpdateTable', () => {
  test('adds a global index with the items there are, which cannot be read before it is ready', async () => {
    const { call, advance, TableName } = await withItems()
    const { TableDescription } = await call('UpdateTable', {
      TableName,
      AttributeDefinitions: [county],
      GlobalSecondaryIndexUpdates: [{ Create: countyIndex }],
    })
    expect(TableDescription).toMatchObject({
      TableStatus: 'UPDATING',
      GlobalSecondaryIndexes: [{ IndexStatus: 'CREATING', Backfilling: true }],
    })
    await expect(call('Query', { TableName, ...byCounty })).rejects.toThrow(
      'Cannot read from backfilling global secondary index: by-county',
    )
    await expect(
      call('PutItem', { TableName, Item: { state: { S: 'CA' }, name: { S: 'Gilroy' } } }),
    ).resolves.toEqual({})
    await advance(5000)
    const { Items } = await call('Query', { TableName, ...byCounty })
    expect(Items).toEqual([
      { state: { S: 'CA' }, name: { S: 'Hollister' }, county: { S: 'San Benito' } },
    ])
  })

  test('removes a global index and the attribute definitions that it alone used', async () => {
    const { call, advance, TableName } = await withItems()
    await call('UpdateTable', {
      TableName,
      AttributeDefinitions: [county],
      GlobalSecondaryIndexUpdates: [{ Create: countyIndex }],
    })
    await advance(5000)
    await call('UpdateTable', {
      TableName,
      GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'by-county' } }],
    })
    await advance(5000)
    const { Table } = await call('DescribeTable', { TableName })
    expect(Table.GlobalSecondaryIndexes).toBeUndefined()
    expect(Table.AttributeDefinitions).toHaveLength(2)
    await expect(call('Query', { TableName, ...byCounty })).rejects.toThrow(
      'The table does not have the specified index: by-county',
    )
  })

  test('switches between the billing modes', async () => {
    const { call, advance, TableName } = await withItems()
    const ProvisionedThroughput = { ReadCapacityUnits: 5, WriteCapacityUnits: 6 }
    await call('UpdateTable', { TableName, BillingMode: 'PROVISIONED', ProvisionedThroughput })
    await advance(1000)
    const { Table } = await call('DescribeTable', { TableName })
    expect(Table.BillingModeSummary.BillingMode).toBe('PROVISIONED')
    expect(Table.ProvisionedThroughput).toMatchObject(ProvisionedThroughput)
    await expect(call('UpdateTable', { TableName, ProvisionedThroughput })).rejects.toThrow(
      'The provisioned throughput for the table will not change',
    )
    await call('UpdateTable', { TableName, BillingMode: 'PAY_PER_REQUEST' })
    await advance(1000)
    expect((await call('DescribeTable', { TableName })).Table).toMatchObject({
      TableStatus: 'ACTIVE',
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
    })
  })

  test('refuses a second change before the first is done', async () => {
    const { call, TableName } = await withItems()
    await call('UpdateTable', { TableName, TableClass: 'STANDARD_INFREQUENT_ACCESS' })
    await expect(call('UpdateTable', { TableName, TableClass: 'STANDARD' })).rejects.toMatchObject({
      name: 'ResourceInUseException',
      message:
        'Attempt to change a resource which is still in use: Table is being updated: departments',
    })
  })

  test.each([
    [{}, 'ValidationException', 'At least one of ProvisionedThroughput'],
    [{ GlobalSecondaryIndexUpdates: [{}] }, 'ValidationException', 'must not be null'],
    [
      { GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'by-county' } }] },
      'ResourceNotFoundException',
      'Requested resource not found',
    ],
    [
      { GlobalSecondaryIndexUpdates: [{ Create: countyIndex }] },
      'ValidationException',
      'Some index key attributes are not defined in AttributeDefinitions',
    ],
    [
      {
        GlobalSecondaryIndexUpdates: [
          { Create: countyIndex },
          { Create: { ...countyIndex, IndexName: 'by-other' } },
        ],
      },
      'LimitExceededException',
      'Only 1 online index can be created or deleted simultaneously per table',
    ],
    [{ ReplicaUpdates: [] }, 'NotImplemented', 'does not emulate "ReplicaUpdates"'],
  ])('refuses %j', async (input, name, message) => {
    const { call, TableName } = await withItems()
    const update = call('UpdateTable', { TableName, ...input })
    await expect(update).rejects.toThrow(message)
    await expect(update).rejects.toMatchObject({ name })
  })
})
