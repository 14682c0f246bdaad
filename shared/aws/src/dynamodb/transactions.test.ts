// Longer than most: both transactions, with all that they refuse.
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { describe, expect, test } from 'vitest'
import { departments, freshDatabase } from './fresh-database.ts'

const TableName = 'departments'
const department = (name: string, attributes = {}) => ({
  state: { S: 'CA' },
  name: { S: name },
  ...attributes,
})
const put = (name: string, rest = {}) => ({ Put: { TableName, Item: department(name), ...rest } })
const ifAbsent = { ConditionExpression: 'attribute_not_exists(officers)' }
const staffed = department('Hollister', { officers: { N: '42' } })

async function withHollister() {
  const database = freshDatabase()
  await departments(database)
  await database.call('PutItem', { TableName, Item: staffed })
  const write = (TransactItems: object[], rest = {}) =>
    database.call('TransactWriteItems', { TransactItems, ...rest })
  const get = async (name: string) =>
    (await database.call('GetItem', { TableName, Key: department(name) })).Item
  return { ...database, write, get }
}

const transfer = (count: string) => ({
  Update: {
    TableName,
    Key: department('Hollister'),
    UpdateExpression: 'SET officers = officers - :n',
    ConditionExpression: 'officers >= :n',
    ExpressionAttributeValues: { ':n': { N: count } },
  },
})

describe('TransactWriteItems', () => {
  test('does all of its actions', async () => {
    const { write, get } = await withHollister()
    await write([
      put('Salinas'),
      transfer('2'),
      { Delete: { TableName, Key: department('Gilroy') } },
      { ConditionCheck: { TableName, Key: department('Reno'), ...ifAbsent } },
    ])
    expect(await get('Salinas')).toEqual(department('Salinas'))
    expect((await get('Hollister')).officers).toEqual({ N: '40' })
    expect(await get('Reno')).toBeUndefined()
  })

  test('does none of them if one fails, and says which and why, in order', async () => {
    const { write, get } = await withHollister()
    const cancelled = write([
      put('Salinas'),
      transfer('50'),
      put('Hollister2', ifAbsent),
      {
        ConditionCheck: {
          TableName,
          Key: department('Gilroy'),
          ConditionExpression: 'attribute_exists(officers)',
        },
      },
    ])
    await expect(cancelled).rejects.toBeInstanceOf(TransactionCanceledException)
    await expect(cancelled).rejects.toMatchObject({
      message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, None, ConditionalCheckFailed]',
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
        { Code: 'None' },
        { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
      ],
    })
    expect(await get('Salinas')).toBeUndefined()
    expect(await get('Hollister')).toEqual(staffed)
  })

  test('gives the item that failed a condition if it is asked to', async () => {
    const { write } = await withHollister()
    const cancelled = write([
      put('Hollister', { ...ifAbsent, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
    ])
    await expect(cancelled).rejects.toMatchObject({ CancellationReasons: [{ Item: staffed }] })
  })

  test('reports an item that cannot be written as a reason', async () => {
    const { write } = await withHollister()
    const wrongKey = write([
      { Put: { TableName, Item: { state: { N: '1' }, name: { S: 'a' } } } },
      put('Salinas'),
    ])
    await expect(wrongKey).rejects.toMatchObject({
      CancellationReasons: [
        {
          Code: 'ValidationError',
          Message:
            'One or more parameter values were invalid: Type mismatch for key state expected: S actual: N',
        },
        { Code: 'None' },
      ],
    })
  })

  test('is done once for one token, for ten minutes', async () => {
    const { write, get, advance } = await withHollister()
    const ClientRequestToken = 'transfer-1'
    const send = (count = '2') =>
      write([transfer(count)], { ClientRequestToken, ReturnConsumedCapacity: 'TOTAL' })
    expect((await send()).ConsumedCapacity).toEqual([
      { TableName, CapacityUnits: 2, WriteCapacityUnits: 2 },
    ])
    expect((await send()).ConsumedCapacity).toEqual([
      { TableName, CapacityUnits: 2, ReadCapacityUnits: 2 },
    ])
    expect((await get('Hollister')).officers).toEqual({ N: '40' })
    await expect(send('3')).rejects.toMatchObject({ name: 'IdempotentParameterMismatchException' })
    await advance(10 * 60 * 1000)
    await send('3')
    expect((await get('Hollister')).officers).toEqual({ N: '37' })
  })

  test('forgets the token of a transaction that was cancelled', async () => {
    const { write, get } = await withHollister()
    const ClientRequestToken = 'transfer-1'
    await expect(write([transfer('50')], { ClientRequestToken })).rejects.toThrow('cancelled')
    await write([transfer('2')], { ClientRequestToken })
    expect((await get('Hollister')).officers).toEqual({ N: '40' })
  })

  test('takes 100 actions', async () => {
    const { call, write } = await withHollister()
    await write(Array.from({ length: 100 }, (_, index) => put(`n${index}`)))
    expect((await call('Scan', { TableName })).Count).toBe(101)
  })

  test.each<[string, object[], string]>([
    [
      'no action',
      [],
      "Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      '101 actions',
      Array.from({ length: 101 }, (_, index) => put(`n${index}`)),
      "at 'transactItems' failed to satisfy constraint: Member must have length less than or equal to 100",
    ],
    [
      'two actions on one item',
      [put('Salinas'), { Delete: { TableName, Key: department('Salinas') } }],
      'Transaction request cannot include multiple operations on one item',
    ],
    [
      'more than 4 MB',
      Array.from({ length: 12 }, (_, index) => ({
        Put: { TableName, Item: department(`n${index}`, { diary: { S: 'x'.repeat(350_000) } }) },
      })),
      '4 MB',
    ],
    [
      'a table that is not there',
      [put('Salinas', { TableName: 'patrols' })],
      'Requested resource not found',
    ],
    [
      'two actions in one',
      [{ ...put('Salinas'), ...transfer('1') }],
      'TransactItems can only contain one of Check, Put, Update or Delete',
    ],
    [
      'an empty key',
      [put('')],
      'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: name',
    ],
    [
      'a wrong expression',
      [put('Salinas', { ConditionExpression: 'a ==' })],
      'Invalid ConditionExpression: Syntax error',
    ],
    [
      'a check without a condition',
      [{ ConditionCheck: { TableName, Key: department('Salinas') } }],
      "Value null at 'transactItems.1.member.conditionCheck.conditionExpression' failed to satisfy constraint: Member must not be null",
    ],
  ])('refuses %s', async (_, actions, message) => {
    const { call, write } = await withHollister()
    await expect(write(actions)).rejects.toThrow(message)
    expect((await call('Scan', { TableName })).Count).toBe(1)
  })
})

describe('TransactGetItems', () => {
  const read = (name: string, rest = {}) => ({ Get: { TableName, Key: department(name), ...rest } })

  test('returns items in the order of its actions, and charges double', async () => {
    const { call } = await withHollister()
    const output = await call('TransactGetItems', {
      TransactItems: [read('Salinas'), read('Hollister', { ProjectionExpression: 'officers' })],
      ReturnConsumedCapacity: 'TOTAL',
    })
    expect(output).toEqual({
      Responses: [{}, { Item: { officers: { N: '42' } } }],
      ConsumedCapacity: [{ TableName, CapacityUnits: 4, ReadCapacityUnits: 4 }],
    })
  })

  test('reports a key that does not fit as a reason', async () => {
    const { call } = await withHollister()
    const TransactItems = [read('Hollister'), { Get: { TableName, Key: {} } }]
    await expect(call('TransactGetItems', { TransactItems })).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'ValidationError', Message: 'The provided key element does not match the schema' },
      ],
    })
  })

  test('refuses to read an item twice', async () => {
    const { call } = await withHollister()
    await expect(
      call('TransactGetItems', { TransactItems: [read('Reno'), read('Reno')] }),
    ).rejects.toThrow('Transaction request cannot include multiple operations on one item')
  })
})
