// Longer than most: items, conditions, batches and transactions of one table.
import * as sdk from '@aws-sdk/client-dynamodb'
import { expect, test } from 'vitest'
import { activeTable } from './active-table.ts'
import { contract } from './contract.ts'

await contract('DynamoDB', (target) => {
  const dynamodb = target.client(sdk.DynamoDBClient)

  const table = () => activeTable(target, 'rides', { keys: { id: 'S' } })

  const put = (TableName: string, Item: Record<string, sdk.AttributeValue>, more: object = {}) =>
    dynamodb.send(new sdk.PutItemCommand({ TableName, Item, ...more }))

  async function get(TableName: string, id: string) {
    const input = { TableName, Key: { id: { S: id } }, ConsistentRead: true }
    return (await dynamodb.send(new sdk.GetItemCommand(input))).Item
  }

  const update = (TableName: string, UpdateExpression: string, more: object = {}) =>
    dynamodb.send(
      new sdk.UpdateItemCommand({ TableName, Key: { id: { S: 'a' } }, UpdateExpression, ...more }),
    )

  test('gives back every type as it was put', async () => {
    const TableName = await table()
    const Item: Record<string, sdk.AttributeValue> = {
      id: { S: 'a' },
      fare: { N: '12.5' },
      seal: { B: Uint8Array.of(0, 255) },
      tags: { SS: ['x'] },
      stops: { L: [{ M: { at: { N: '7' } } }, { NULL: true }, { BOOL: false }, { S: '' }] },
    }
    await put(TableName, Item)
    expect(await get(TableName, 'a')).toEqual(Item)
    expect(await get(TableName, 'b')).toBeUndefined()
  })

  test('writes on a condition, and shows the old item where it fails', async () => {
    const TableName = await table()
    await put(TableName, { id: { S: 'a' }, owner: { S: 'ada' } })
    const again = put(
      TableName,
      { id: { S: 'a' }, owner: { S: 'bob' } },
      {
        ConditionExpression: 'attribute_not_exists(id)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    )
    await expect(again).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      Item: { id: { S: 'a' }, owner: { S: 'ada' } },
    })
    expect(await get(TableName, 'a')).toMatchObject({ owner: { S: 'ada' } })
  })

  test('updates in place, and makes the item where there is none', async () => {
    const TableName = await table()
    const made = await update(TableName, 'SET n = if_not_exists(n, :one), l = :l ADD hits :one', {
      ExpressionAttributeValues: { ':one': { N: '1' }, ':l': { L: [{ S: 'x' }] } },
      ReturnValues: 'ALL_NEW',
    })
    const item = { id: { S: 'a' }, n: { N: '1' }, hits: { N: '1' }, l: { L: [{ S: 'x' }] } }
    expect(made.Attributes).toEqual(item)
    const more = await update(TableName, 'SET l = list_append(l, :l) REMOVE n ADD hits :one', {
      ExpressionAttributeValues: { ':one': { N: '1' }, ':l': { L: [{ S: 'y' }] } },
      ReturnValues: 'UPDATED_NEW',
    })
    expect(more.Attributes).toEqual({ hits: { N: '2' }, l: { L: [{ S: 'x' }, { S: 'y' }] } })
  })

  test('counts right where many count at once', async () => {
    const TableName = await table()
    const count = () =>
      update(TableName, 'ADD hits :one', { ExpressionAttributeValues: { ':one': { N: '1' } } })
    await Promise.all(Array.from({ length: 20 }, count))
    expect(await get(TableName, 'a')).toMatchObject({ hits: { N: '20' } })
  })

  test('deletes, and shows what was there', async () => {
    const TableName = await table()
    await put(TableName, { id: { S: 'a' }, owner: { S: 'ada' } })
    const remove = () =>
      dynamodb.send(
        new sdk.DeleteItemCommand({
          TableName,
          Key: { id: { S: 'a' } },
          ReturnValues: 'ALL_OLD',
        }),
      )
    expect((await remove()).Attributes).toMatchObject({ owner: { S: 'ada' } })
    expect((await remove()).Attributes).toBeUndefined()
  })

  test.each([
    ['a reserved word', 'SET #id = :v, year = :v', { ':v': { N: '1' } }],
    ['a value that nobody uses', 'SET n = :v', { ':v': { N: '1' }, ':w': { N: '1' } }],
    ['a path that is not there', 'SET deep.er = :v', { ':v': { N: '1' } }],
    ['paths that overlap', 'SET n = :v, n = :v', { ':v': { N: '1' } }],
    ['a change of the key', 'SET id = :v', { ':v': { S: 'b' } }],
  ])('refuses %s in an update', async (_, expression, ExpressionAttributeValues) => {
    const TableName = await table()
    const names = expression.includes('#id') ? { '#id': 'n' } : undefined
    const refused = update(TableName, expression, {
      ExpressionAttributeValues,
      ...(names ? { ExpressionAttributeNames: names } : {}),
    })
    await expect(refused).rejects.toMatchObject({ name: 'ValidationException' })
    expect(await get(TableName, 'a')).toBeUndefined()
  })

  test.each<[string, Record<string, sdk.AttributeValue>]>([
    ['no key', { other: { S: 'a' } }],
    ['a key of another type', { id: { N: '1' } }],
    ['an empty key', { id: { S: '' } }],
    ['an empty set', { id: { S: 'a' }, tags: { SS: [] } }],
    ['a set with a value twice', { id: { S: 'a' }, tags: { SS: ['x', 'x'] } }],
    ['39 digits', { id: { S: 'a' }, n: { N: `1${'0'.repeat(37)}1` } }],
    ['what is no number', { id: { S: 'a' }, n: { N: 'seven' } }],
    ['more than 400 KB', { id: { S: 'a' }, text: { S: 'x'.repeat(409_600) } }],
  ])('refuses an item with %s', async (_, item) => {
    const TableName = await table()
    const refused = put(TableName, item)
    await expect(refused).rejects.toMatchObject({ name: 'ValidationException' })
  })

  test('takes an item of 400 KB to the byte', async () => {
    const TableName = await table()
    // Names count too: "id", "a" and "text" are seven bytes.
    await put(TableName, { id: { S: 'a' }, text: { S: 'x'.repeat(409_600 - 7) } })
    expect(await get(TableName, 'a')).toBeDefined()
  })

  test('writes 25 items at once, but no more, and none twice', async () => {
    const TableName = await table()
    const write = (ids: number[]) =>
      dynamodb.send(
        new sdk.BatchWriteItemCommand({
          RequestItems: {
            [TableName]: ids.map((id) => ({ PutRequest: { Item: { id: { S: `${id}` } } } })),
          },
        }),
      )
    const many = Array.from({ length: 26 }, (_, id) => id)
    expect(await write(many.slice(1))).toMatchObject({ UnprocessedItems: {} })
    await expect(write(many)).rejects.toMatchObject({ name: 'ValidationException' })
    await expect(write([0, 0])).rejects.toMatchObject({ name: 'ValidationException' })
    expect(await get(TableName, '0')).toBeUndefined()
  })

  test('reads 100 items at once, but no more, and leaves out what is not there', async () => {
    const TableName = await table()
    await put(TableName, { id: { S: '7' } })
    const read = (count: number) => {
      const Keys = Array.from({ length: count }, (_, id) => ({ id: { S: `${id}` } }))
      const RequestItems = { [TableName]: { Keys } }
      return dynamodb.send(new sdk.BatchGetItemCommand({ RequestItems }))
    }
    expect((await read(100)).Responses).toEqual({ [TableName]: [{ id: { S: '7' } }] })
    await expect(read(101)).rejects.toMatchObject({ name: 'ValidationException' })
  })

  test('does all of a transaction or nothing, and gives the reasons', async () => {
    const TableName = await table()
    const ConditionExpression = 'attribute_not_exists(id)'
    const transact = (...ids: string[]) =>
      dynamodb.send(
        new sdk.TransactWriteItemsCommand({
          TransactItems: ids.map((id) => ({
            Put: { TableName, Item: { id: { S: id } }, ConditionExpression },
          })),
        }),
      )
    await transact('a', 'b')
    await expect(transact('c', 'b')).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }],
    })
    expect(await get(TableName, 'c')).toBeUndefined()
    await expect(transact('d', 'd')).rejects.toMatchObject({ name: 'ValidationException' })
  })

  test('carries out a token once, and refuses it for something else', async () => {
    const TableName = await table()
    const ClientRequestToken = target.unique('token')
    const transact = (by: string) =>
      dynamodb.send(
        new sdk.TransactWriteItemsCommand({
          ClientRequestToken,
          TransactItems: [
            {
              Update: {
                TableName,
                Key: { id: { S: 'a' } },
                UpdateExpression: 'ADD hits :by',
                ExpressionAttributeValues: { ':by': { N: by } },
              },
            },
          ],
        }),
      )
    await transact('1')
    await transact('1')
    expect(await get(TableName, 'a')).toMatchObject({ hits: { N: '1' } })
    await expect(transact('2')).rejects.toMatchObject({
      name: 'IdempotentParameterMismatchException',
    })
  })

  test('says what is missing', async () => {
    const refused = put(target.unique('never-made'), { id: { S: 'a' } })
    await expect(refused).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })
})
