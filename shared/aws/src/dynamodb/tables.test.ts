import { ResourceInUseException } from '@aws-sdk/client-dynamodb'
import { describe, expect, test } from 'vitest'
import { departments, freshDatabase, INDEXED } from './fresh-database.ts'

const simple = (TableName: string, overrides = {}) => ({
  TableName,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'guid', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'guid', KeyType: 'HASH' }],
  ...overrides,
})

describe('CreateTable', () => {
  test('makes a table that is ready a moment later', async () => {
    const { call, advance } = freshDatabase()
    const { TableDescription } = await call('CreateTable', simple('officers'))
    expect(TableDescription).toMatchObject({
      TableName: 'officers',
      TableStatus: 'CREATING',
      TableArn: 'arn:aws:dynamodb:us-west-2:123456789012:table/officers',
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      ItemCount: 0,
    })
    const item = { TableName: 'officers', Item: { guid: { S: '7e607b82' } } }
    await expect(call('PutItem', item)).rejects.toThrow('Requested resource not found')
    await advance(1000)
    expect((await call('DescribeTable', { TableName: 'officers' })).Table.TableStatus).toBe(
      'ACTIVE',
    )
    await expect(call('PutItem', item)).resolves.toEqual({})
  })

  test('refuses a name that is taken, with the exception class of the SDK', async () => {
    const { call } = freshDatabase()
    await call('CreateTable', simple('officers'))
    const again = call('CreateTable', simple('officers'))
    await expect(again).rejects.toThrow('Table already exists: officers')
    await expect(again).rejects.toBeInstanceOf(ResourceInUseException)
  })

  test('describes local and global indexes', async () => {
    const database = freshDatabase()
    const TableName = await departments(database, INDEXED)
    const { Table } = await database.call('DescribeTable', { TableName })
    expect(Table.LocalSecondaryIndexes).toMatchObject([{ IndexName: 'by-founding', ItemCount: 0 }])
    expect(Table.GlobalSecondaryIndexes).toMatchObject([
      {
        IndexName: 'by-county',
        IndexStatus: 'ACTIVE',
        Projection: { NonKeyAttributes: ['officers'] },
      },
    ])
  })

  test.each([
    [
      { TableName: 'ab' },
      "Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3",
    ],
    [
      { TableName: undefined },
      "The parameter 'TableName' is required but was not present in the request",
    ],
    [
      { BillingMode: 'PROVISIONED' },
      'ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
    ],
    [
      { ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } },
      'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    ],
    [
      { KeySchema: [{ AttributeName: 'badge', KeyType: 'HASH' }] },
      'Some index key attributes are not defined in AttributeDefinitions. Keys: [badge], AttributeDefinitions: [guid]',
    ],
    [
      { KeySchema: [{ AttributeName: 'guid', KeyType: 'RANGE' }] },
      'Invalid KeySchema: The first KeySchemaElement is not a HASH key type',
    ],
    [
      {
        AttributeDefinitions: [
          { AttributeName: 'guid', AttributeType: 'S' },
          { AttributeName: 'badge', AttributeType: 'N' },
        ],
      },
      'Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    ],
    [
      { AttributeDefinitions: [{ AttributeName: 'guid', AttributeType: 'BOOL' }] },
      "Value 'BOOL' at 'attributeDefinitions.1.member.attributeType' failed to satisfy constraint: Member must satisfy enum value set: [B, N, S]",
    ],
  ])('refuses %j', async (overrides, message) => {
    const { call } = freshDatabase()
    await expect(call('CreateTable', simple('officers', overrides))).rejects.toThrow(message)
  })

  test('reports everything that fails a simple check at once', async () => {
    const { call } = freshDatabase()
    const input = simple('x!', { BillingMode: 'FREE' })
    await expect(call('CreateTable', input)).rejects.toThrow(
      /^3 validation errors detected: .*tableName.*; .*billingMode/,
    )
  })

  test('keeps the settings that it describes', async () => {
    const { call } = freshDatabase()
    const OnDemandThroughput = { MaxReadRequestUnits: 10, MaxWriteRequestUnits: 5 }
    const SSESpecification = { Enabled: true }
    const TableClass = 'STANDARD_INFREQUENT_ACCESS'
    const input = simple('officers', { OnDemandThroughput, SSESpecification, TableClass })
    expect((await call('CreateTable', input)).TableDescription).toMatchObject({
      OnDemandThroughput,
      SSEDescription: { Status: 'ENABLED', SSEType: 'KMS' },
      TableClassSummary: { TableClass },
    })
  })

  test('refuses loudly what it would not do', async () => {
    const { call } = freshDatabase()
    const warm = simple('officers', { WarmThroughput: { ReadUnitsPerSecond: 1 } })
    await expect(call('CreateTable', warm)).rejects.toThrow('does not emulate "WarmThroughput"')
  })
})

describe('ListTables', () => {
  test('pages through the names in alphabetical order', async () => {
    const { call } = freshDatabase()
    for (const name of ['patrols', 'arrests', 'officers']) await call('CreateTable', simple(name))
    const first = await call('ListTables', { Limit: 2 })
    expect(first).toEqual({
      TableNames: ['arrests', 'officers'],
      LastEvaluatedTableName: 'officers',
    })
    const second = await call('ListTables', { ExclusiveStartTableName: 'officers' })
    expect(second).toEqual({ TableNames: ['patrols'] })
  })
})

describe('DeleteTable', () => {
  test('takes the table away a moment later', async () => {
    const database = freshDatabase()
    const { call, advance } = database
    const TableName = await departments(database)
    const { TableDescription } = await call('DeleteTable', { TableName })
    expect(TableDescription.TableStatus).toBe('DELETING')
    expect((await call('ListTables')).TableNames).toEqual([TableName])
    await advance(1000)
    expect((await call('ListTables')).TableNames).toEqual([])
    await expect(call('DescribeTable', { TableName })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Requested resource not found: Table: departments not found',
    })
  })

  test('respects deletion protection', async () => {
    const database = freshDatabase()
    const TableName = await departments(database, { DeletionProtectionEnabled: true })
    await expect(database.call('DeleteTable', { TableName })).rejects.toThrow(
      'protected against deletion',
    )
    await database.call('UpdateTable', { TableName, DeletionProtectionEnabled: false })
    await database.advance(1000)
    await expect(database.call('DeleteTable', { TableName })).resolves.toBeDefined()
  })

  test('refuses a table that is still being created', async () => {
    const { call } = freshDatabase()
    await call('CreateTable', simple('officers'))
    await expect(call('DeleteTable', { TableName: 'officers' })).rejects.toThrow(
      'Table is being created: officers',
    )
  })
})

test('DescribeTable counts items about every six hours, as AWS does', async () => {
  const database = freshDatabase()
  const { call, advance } = database
  const TableName = await departments(database)
  await call('PutItem', { TableName, Item: { state: { S: 'CA' }, name: { S: 'Hollister' } } })
  expect((await call('DescribeTable', { TableName })).Table.ItemCount).toBe(0)
  await advance(6 * 60 * 60 * 1000)
  expect((await call('DescribeTable', { TableName })).Table).toMatchObject({
    ItemCount: 1,
    TableSizeBytes: 20,
  })
})
