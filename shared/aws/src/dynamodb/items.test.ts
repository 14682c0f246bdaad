// Longer than most: four operations on single items, and what they all report.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { describe, expect, test } from 'vitest'
import { departments, freshDatabase, INDEXED } from './fresh-database.ts'

const hollister = { state: { S: 'CA' }, name: { S: 'Hollister' } }

async function withTable(overrides = {}) {
  const database = freshDatabase()
  const TableName = await departments(database, overrides)
  const get = async (Key = hollister) => (await database.call('GetItem', { TableName, Key })).Item
  const put = (attributes = {}, rest = {}) =>
    database.call('PutItem', { TableName, Item: { ...hollister, ...attributes }, ...rest })
  const update = (rest: object) =>
    database.call('UpdateItem', { TableName, Key: hollister, ...rest })
  return { ...database, TableName, get, put, update }
}

describe('PutItem and GetItem', () => {
  test('keep an item with values of every type', async () => {
    const { put, get } = await withTable()
    const attributes = {
      motto: { S: '' },
      officers: { N: '42' },
      badge: { B: Uint8Array.of(0, 255) },
      open: { BOOL: true },
      chief: { NULL: true },
      units: { SS: ['patrol', 'canine'] },
      codes: { NS: ['1', '-2.5'] },
      seals: { BS: [Uint8Array.of(1)] },
      diary: { L: [{ S: 'a' }, { M: { b: { N: '1' } } }] },
    }
    await put(attributes)
    expect(await get()).toEqual({ ...hollister, ...attributes })
  })

  test('hand out copies, so that nobody changes what is stored', async () => {
    const { put, get } = await withTable()
    const badge = Uint8Array.of(1)
    await put({ badge: { B: badge }, diary: { L: [{ S: 'a' }] } })
    badge[0] = 9
    const item = await get()
    item.badge.B[0] = 9
    item.diary.L.push({ S: 'b' })
    expect(await get()).toMatchObject({
      badge: { B: Uint8Array.of(1) },
      diary: { L: [{ S: 'a' }] },
    })
  })

  test('replace the whole item and return the old one', async () => {
    const { put, get } = await withTable()
    await put({ officers: { N: '1' } })
    const { Attributes } = await put({ county: { S: 'San Benito' } }, { ReturnValues: 'ALL_OLD' })
    expect(Attributes).toEqual({ ...hollister, officers: { N: '1' } })
    expect(await get()).toEqual({ ...hollister, county: { S: 'San Benito' } })
  })

  test('find no item where there is none', async () => {
    const { call, TableName } = await withTable()
    expect(await call('GetItem', { TableName, Key: hollister })).toEqual({})
  })

  test.each(
    (
      [
        [{ Item: { state: { S: 'CA' } } }, 'Missing the key name in the item'],
        [
          { Item: { ...hollister, name: { N: '1' } } },
          'Type mismatch for key name expected: S actual: N',
        ],
        [
          { Item: { ...hollister, name: { S: '' } } },
          'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: name',
        ],
        [
          { Item: { ...hollister, name: { S: 'x'.repeat(1025) } } },
          'Aggregated size of all range keys has exceeded the size limit of 1024 bytes',
        ],
        [
          { Item: { ...hollister, state: { S: 'x'.repeat(2049) } } },
          'Size of hashkey has exceeded the maximum size limit of2048 bytes',
        ],
        [
          { Item: { ...hollister, diary: { S: 'x'.repeat(409_600) } } },
          'Item size has exceeded the maximum allowed size',
        ],
        [{ Item: hollister, ReturnValues: 'ALL_NEW' }, 'ReturnValues can only be ALL_OLD or NONE'],
        [
          { Item: hollister, ExpressionAttributeNames: { '#a': 'a' } },
          'ExpressionAttributeNames can only be specified when using expressions',
        ],
        [
          { Item: hollister, ExpressionAttributeValues: { ':v': { S: 'a' } } },
          'ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null',
        ],
      ] as const
    ).map(([input, message]) => [message, input] as const),
  )('refuse with %j', async (message, input) => {
    const { call, TableName } = await withTable()
    const put = call('PutItem', { TableName, ...input })
    await expect(put).rejects.toThrow(message)
    await expect(put).rejects.toMatchObject({ name: 'ValidationException', $fault: 'client' })
  })

  test.each([
    [{ Key: { state: { S: 'CA' } } }, 'The provided key element does not match the schema'],
    [
      { Key: { ...hollister, extra: { S: 'a' } } },
      'The provided key element does not match the schema',
    ],
    [{ TableName: 'patrols', Key: hollister }, 'Requested resource not found'],
    [
      { TableName: 'x!', Key: hollister },
      'Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+',
    ],
  ])('refuse to get %j', async (input, message) => {
    const { call, TableName } = await withTable()
    await expect(call('GetItem', { TableName, ...input })).rejects.toThrow(message)
  })

  test('accept the ARN of the table for its name', async () => {
    const { call, put, TableName } = await withTable()
    await put()
    const { Table } = await call('DescribeTable', { TableName })
    const { Item } = await call('GetItem', { TableName: Table.TableArn, Key: hollister })
    expect(Item).toEqual(hollister)
  })
})

describe('conditions', () => {
  test('decide whether a write happens', async () => {
    const { put, get } = await withTable()
    const ifAbsent = {
      ConditionExpression: 'attribute_not_exists(#n)',
      ExpressionAttributeNames: { '#n': 'name' },
    }
    await put({ officers: { N: '1' } }, ifAbsent)
    const second = put({ officers: { N: '2' } }, ifAbsent)
    await expect(second).rejects.toBeInstanceOf(ConditionalCheckFailedException)
    await expect(second).rejects.toThrow('The conditional request failed')
    await expect(second).rejects.not.toHaveProperty('Item.officers')
    expect((await get()).officers).toEqual({ N: '1' })
  })

  test('return the item that failed them if they are asked to', async () => {
    const { put, update } = await withTable()
    await put({ officers: { N: '1' } })
    const failed = update({
      UpdateExpression: 'SET officers = :n',
      ConditionExpression: 'officers > :n',
      ExpressionAttributeValues: { ':n': { N: '5' } },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    })
    await expect(failed).rejects.toMatchObject({ Item: { ...hollister, officers: { N: '1' } } })
  })

  test('guard deletions', async () => {
    const { call, put, get, TableName } = await withTable()
    await put({ officers: { N: '1' } })
    const remove = (count: string) =>
      call('DeleteItem', {
        TableName,
        Key: hollister,
        ConditionExpression: 'officers = :n',
        ExpressionAttributeValues: { ':n': { N: count } },
        ReturnValues: 'ALL_OLD',
      })
    await expect(remove('2')).rejects.toThrow('The conditional request failed')
    expect((await remove('1')).Attributes.officers).toEqual({ N: '1' })
    expect(await get()).toBeUndefined()
  })
})

describe('UpdateItem', () => {
  test('makes an item where there is none', async () => {
    const { update, get } = await withTable()
    await update({
      UpdateExpression: 'SET officers = :n',
      ExpressionAttributeValues: { ':n': { N: '3' } },
    })
    expect(await get()).toEqual({ ...hollister, officers: { N: '3' } })
  })

  test.each([
    ['ALL_OLD', { ...hollister, officers: { N: '1' }, county: { S: 'San Benito' } }],
    ['UPDATED_OLD', { officers: { N: '1' } }],
    ['ALL_NEW', { ...hollister, officers: { N: '2' }, county: { S: 'San Benito' } }],
    ['UPDATED_NEW', { officers: { N: '2' } }],
    ['NONE', undefined],
  ])('returns %s', async (ReturnValues, expected) => {
    const { put, update } = await withTable()
    await put({ officers: { N: '1' }, county: { S: 'San Benito' } })
    const { Attributes } = await update({
      UpdateExpression: 'SET officers = officers + :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
      ReturnValues,
    })
    expect(Attributes).toEqual(expected)
  })

  test('counts exactly, beyond the precision of JavaScript numbers', async () => {
    const { put, update, get } = await withTable()
    await put({ fines: { N: '9007199254740993.01' } })
    await update({
      UpdateExpression: 'ADD fines :f',
      ExpressionAttributeValues: { ':f': { N: '0.02' } },
    })
    expect((await get()).fines).toEqual({ N: '9007199254740993.03' })
  })

  test.each(
    (
      [
        [
          {
            UpdateExpression: 'SET #n = :v',
            ExpressionAttributeNames: { '#n': 'name' },
            ExpressionAttributeValues: { ':v': { S: 'a' } },
          },
          'Cannot update attribute name. This attribute is part of the key',
        ],
        [
          { UpdateExpression: 'SET a = b' },
          'The provided expression refers to an attribute that does not exist in the item',
        ],
        [
          { UpdateExpression: 'SET a.b = :v', ExpressionAttributeValues: { ':v': { S: 'a' } } },
          'The document path provided in the update expression is invalid for update',
        ],
        [
          {
            UpdateExpression: 'SET diary = :v',
            ExpressionAttributeValues: { ':v': { S: 'x'.repeat(409_600) } },
          },
          'Item size to update has exceeded the maximum allowed size',
        ],
      ] as const
    ).map(([input, message]) => [message, input] as const),
  )('refuses with %j', async (message, input) => {
    const { update, get } = await withTable()
    await expect(update(input)).rejects.toThrow(message)
    expect(await get()).toBeUndefined()
  })
})

describe('index keys', () => {
  test.each([
    [
      'PutItem',
      { Item: { ...hollister, county: { N: '1' } } },
      'Type mismatch for Index Key county Expected: S Actual: N IndexName: by-county',
    ],
    [
      'PutItem',
      { Item: { ...hollister, county: { S: '' } } },
      'A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: by-county, IndexKey: county',
    ],
    [
      'UpdateItem',
      {
        Key: hollister,
        UpdateExpression: 'SET county = :c',
        ExpressionAttributeValues: { ':c': { N: '1' } },
      },
      'Type mismatch for Index Key county Expected: S Actual: N IndexName: by-county',
    ],
    [
      'UpdateItem',
      {
        Key: hollister,
        UpdateExpression: 'SET county = :c',
        ExpressionAttributeValues: { ':c': { S: '' } },
      },
      'The update expression attempted to update a secondary index key to a value that is not supported',
    ],
    [
      'UpdateItem',
      { Key: hollister, UpdateExpression: 'SET founded = county2' },
      'refers to an attribute that does not exist',
    ],
  ])('of %s must fit: %j', async (operation, input, message) => {
    const { call, TableName } = await withTable(INDEXED)
    await expect(call(operation, { TableName, ...input })).rejects.toThrow(message)
  })
})

describe('ConsumedCapacity', () => {
  test('charges reads by 4 KB, halves them if eventually consistent, and charges absent items', async () => {
    const { call, put, TableName } = await withTable()
    const read = async (ConsistentRead: boolean) =>
      (
        await call('GetItem', {
          TableName,
          Key: hollister,
          ConsistentRead,
          ReturnConsumedCapacity: 'TOTAL',
        })
      ).ConsumedCapacity
    expect(await read(true)).toEqual({ TableName, CapacityUnits: 1 })
    await put({ diary: { S: 'x'.repeat(5000) } })
    expect(await read(false)).toEqual({ TableName, CapacityUnits: 1 })
    expect(await read(true)).toEqual({ TableName, CapacityUnits: 2 })
  })

  test('charges writes on the table and on each index they change', async () => {
    const { call, TableName } = await withTable(INDEXED)
    const write = async (attributes: object) => {
      const Item = { ...hollister, ...attributes }
      const input = { TableName, Item, ReturnConsumedCapacity: 'INDEXES' }
      return (await call('PutItem', input)).ConsumedCapacity
    }
    const indexed = { county: { S: 'San Benito' }, founded: { N: '1872' } }
    const units = { CapacityUnits: 1 }
    const local = { LocalSecondaryIndexes: { 'by-founding': units } }
    const global = { GlobalSecondaryIndexes: { 'by-county': units } }
    expect(await write({})).toEqual({ TableName, CapacityUnits: 1, Table: units })
    expect(await write(indexed)).toEqual({
      TableName,
      CapacityUnits: 3,
      Table: units,
      ...local,
      ...global,
    })
    expect(await write(indexed)).toEqual({ TableName, CapacityUnits: 1, Table: units })
    expect(await write({ ...indexed, county: { S: 'Monterey' } })).toEqual({
      TableName,
      CapacityUnits: 3,
      Table: units,
      GlobalSecondaryIndexes: { 'by-county': { CapacityUnits: 2 } },
    })
    expect(await write({ ...indexed, county: { S: 'Monterey' }, officers: { N: '1' } })).toEqual({
      TableName,
      CapacityUnits: 2,
      Table: units,
      ...global,
    })
  })
})

test('ItemCollectionMetrics come from tables with local indexes only', async () => {
  const ReturnItemCollectionMetrics = 'SIZE'
  const indexed = await withTable(INDEXED)
  expect(await indexed.put({}, { ReturnItemCollectionMetrics })).toEqual({
    ItemCollectionMetrics: {
      ItemCollectionKey: { state: { S: 'CA' } },
      SizeEstimateRangeGB: [0, 1],
    },
  })
  const plain = await withTable()
  expect(await plain.put({}, { ReturnItemCollectionMetrics })).toEqual({})
})
