import * as sdk from '@aws-sdk/client-dynamodb'
import { expect, test } from 'vitest'
import { activeTable } from './active-table.ts'
import { contract } from './contract.ts'

// The examples of the developer guide, "DynamoDB read and write operations":
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html

const KB = 1024
const TOTAL = { ReturnConsumedCapacity: 'TOTAL' } as const

await contract('DynamoDB', (target) => {
  const dynamodb = target.client(sdk.DynamoDBClient)

  async function table() {
    const TableName = await activeTable(target, 'sizes', { keys: { cab: 'S', at: 'S' } })
    return {
      TableName,
      put: async (at: string, bytes: number) => {
        const input = { TableName, Item: item(at, bytes), ...TOTAL }
        const { ConsumedCapacity } = await dynamodb.send(new sdk.PutItemCommand(input))
        return ConsumedCapacity?.CapacityUnits
      },
      get: async (at: string, ConsistentRead: boolean) => {
        const input = { TableName, Key: keyOf(at), ConsistentRead, ...TOTAL }
        const { ConsumedCapacity } = await dynamodb.send(new sdk.GetItemCommand(input))
        return ConsumedCapacity?.CapacityUnits
      },
    }
  }

  test.each([
    [3_500, 1],
    [3.5 * KB, 1],
    [8 * KB, 2],
    [10 * KB, 3],
  ])(
    'reads an item of %d bytes in %i units, and half of that where it may be old',
    async (bytes, units) => {
      const { put, get } = await table()
      await put('1', bytes)
      expect([await get('1', true), await get('1', false)]).toEqual([units, units / 2])
    },
  )

  test('reads an item of 8 KB in a transaction in four units', async () => {
    const { TableName, put } = await table()
    await put('1', 8 * KB)
    const TransactItems = [{ Get: { TableName, Key: keyOf('1') } }]
    const { ConsumedCapacity } = await dynamodb.send(
      new sdk.TransactGetItemsCommand({ TransactItems, ...TOTAL }),
    )
    expect(ConsumedCapacity?.[0]?.CapacityUnits).toBe(4)
  })

  test('rounds each item of a batch up by itself: 1.5 KB and 6.5 KB are 12 KB', async () => {
    const { TableName, put } = await table()
    await put('1', 1.5 * KB)
    await put('2', 6.5 * KB)
    const asked = { Keys: [keyOf('1'), keyOf('2')], ConsistentRead: true }
    const input = { RequestItems: { [TableName]: asked }, ...TOTAL }
    const { ConsumedCapacity } = await dynamodb.send(new sdk.BatchGetItemCommand(input))
    expect(ConsumedCapacity?.[0]?.CapacityUnits).toBe(3)
  })

  test('rounds the sum that a query reads up: 40.8 KB are 44 KB', async () => {
    const { TableName, put } = await table()
    for (let at = 0; at < 10; at++) await put(String(at), 4.08 * KB)
    const input = {
      TableName,
      KeyConditionExpression: 'cab = :cab',
      ExpressionAttributeValues: { ':cab': { S: 'c7' } },
      ConsistentRead: true,
      ...TOTAL,
    }
    const { Count, ConsumedCapacity } = await dynamodb.send(new sdk.QueryCommand(input))
    expect([Count, ConsumedCapacity?.CapacityUnits]).toEqual([10, 11])
  })

  test('writes an item of 500 bytes in one unit, and counts the larger of old and new', async () => {
    const { put } = await table()
    expect(await put('1', 500)).toBe(1)
    expect(await put('1', 3 * KB)).toBe(3)
    expect(await put('1', 500)).toBe(3)
  })

  test('deletes an item in the units of its size, and one that is not there in one unit', async () => {
    const { TableName, put } = await table()
    await put('1', 3 * KB)
    const remove = async (at: string) => {
      const input = { TableName, Key: keyOf(at), ...TOTAL }
      const { ConsumedCapacity } = await dynamodb.send(new sdk.DeleteItemCommand(input))
      return ConsumedCapacity?.CapacityUnits
    }
    expect([await remove('1'), await remove('1')]).toEqual([3, 1])
  })

  // SDK text of BatchGetItem: 52 of 100 items of 300 KB, so as not to exceed 16 MB.
  test('answers a batch in part where it would have more than 16 MB', async () => {
    const { TableName, put } = await table()
    const Keys = Array.from({ length: 60 }, (_, n) => keyOf(String(n).padStart(2, '0')))
    for (const { at } of Keys) await put(at.S, 300 * KB)
    const { Responses, UnprocessedKeys } = await dynamodb.send(
      new sdk.BatchGetItemCommand({ RequestItems: { [TableName]: { Keys } } }),
    )
    const left = UnprocessedKeys?.[TableName]?.Keys?.length ?? 0
    expect(left).toBeGreaterThan(0)
    expect(Responses![TableName]!.length + left).toBe(60)
    expect(Responses![TableName]!.length * 300 * KB).toBeLessThanOrEqual(16 * 2 ** 20)
  })
})

function keyOf(at: string) {
  return { cab: { S: 'c7' }, at: { S: at } }
}

/** An item of so many bytes, the names of its attributes included. */
function item(at: string, bytes: number): Record<string, sdk.AttributeValue> {
  const rest = Math.round(bytes) - 'cabc7at'.length - at.length - 'text'.length
  return { ...keyOf(at), text: { S: 'x'.repeat(rest) } }
}
