// Longer than most: tables, their indexes, and how both are read.
import * as sdk from '@aws-sdk/client-dynamodb'
import { expect, test } from 'vitest'
import { activeTable } from './active-table.ts'
import { contract, eventually } from './contract.ts'

await contract('DynamoDB', (target) => {
  const dynamodb = target.client(sdk.DynamoDBClient)

  const table = () =>
    activeTable(target, 'rides', {
      keys: { cab: 'S', at: 'N' },
      others: { city: 'S' },
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-city',
          KeySchema: [{ AttributeName: 'city', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    })

  async function rides(TableName: string, count: number) {
    for (let at = 0; at < count; at++) {
      const city = { S: at % 2 ? 'Boston' : 'Austin' }
      const Item = { cab: { S: 'c7' }, at: { N: `${at}` }, city, note: { S: 'n' } }
      await dynamodb.send(new sdk.PutItemCommand({ TableName, Item }))
    }
  }

  const query = (TableName: string, KeyConditionExpression: string, more: object = {}) =>
    dynamodb.send(new sdk.QueryCommand({ TableName, KeyConditionExpression, ...more }))

  const times = ({ Items }: { Items?: Record<string, sdk.AttributeValue>[] | undefined }) =>
    Items?.map(({ at }) => Number(at?.N))

  test('queries a partition in order, between bounds and backwards', async () => {
    const TableName = await table()
    await rides(TableName, 12)
    const values = { ':cab': { S: 'c7' }, ':low': { N: '8' }, ':high': { N: '10' } }
    const between = { ExpressionAttributeValues: values }
    const condition = 'cab = :cab AND #at BETWEEN :low AND :high'
    const names = { ExpressionAttributeNames: { '#at': 'at' } }
    const up = await query(TableName, condition, { ...between, ...names })
    expect(times(up)).toEqual([8, 9, 10])
    const backwards = { ...between, ...names, ScanIndexForward: false }
    expect(times(await query(TableName, condition, backwards))).toEqual([10, 9, 8])
  })

  test('counts a limit before the filter, and pages', async () => {
    const TableName = await table()
    await rides(TableName, 5)
    const input = {
      ExpressionAttributeValues: { ':cab': { S: 'c7' }, ':city': { S: 'Boston' } },
      FilterExpression: 'city = :city',
      Limit: 3,
    }
    const first = await query(TableName, 'cab = :cab', input)
    expect([times(first), first.Count, first.ScannedCount]).toEqual([[1], 1, 3])
    expect(first.LastEvaluatedKey).toEqual({ cab: { S: 'c7' }, at: { N: '2' } })
    const next = { ...input, ExclusiveStartKey: first.LastEvaluatedKey }
    const second = await query(TableName, 'cab = :cab', next)
    expect([times(second), second.LastEvaluatedKey]).toEqual([[3], undefined])
  })

  test('answers from an index with what it projects, but not consistently', async () => {
    const TableName = await table()
    await rides(TableName, 4)
    const input = {
      IndexName: 'by-city',
      ExpressionAttributeValues: { ':city': { S: 'Austin' } },
    }
    const look = () => query(TableName, 'city = :city', input)
    const found = await eventually(target, look, ({ Count }) => Count === 2)
    expect(times(found)?.toSorted()).toEqual([0, 2])
    expect(Object.keys(found.Items![0]!).toSorted()).toEqual(['at', 'cab', 'city'])
    const consistent = query(TableName, 'city = :city', { ...input, ConsistentRead: true })
    await expect(consistent).rejects.toMatchObject({ name: 'ValidationException' })
  })

  test.each([
    ['without the partition key', '#at = :v'],
    ['with a range over the partition key', 'cab > :v'],
    ['by what is no key', 'note = :v'],
  ])('refuses a query %s', async (_, condition) => {
    const TableName = await table()
    const refused = query(TableName, condition, {
      ExpressionAttributeValues: { ':v': condition.includes('#') ? { N: '1' } : { S: 'x' } },
      ...(condition.includes('#') ? { ExpressionAttributeNames: { '#at': 'at' } } : {}),
    })
    await expect(refused).rejects.toMatchObject({ name: 'ValidationException' })
  })

  test('scans everything once, also in segments', async () => {
    const TableName = await table()
    await rides(TableName, 9)
    const scan = (more: object) =>
      dynamodb.send(new sdk.ScanCommand({ TableName, ...more })).then(times)
    expect((await scan({}))?.toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
    const parts = [0, 1, 2].map((Segment) => scan({ Segment, TotalSegments: 3 }))
    const seen = (await Promise.all(parts)).flat()
    expect([seen.length, new Set(seen).size]).toEqual([9, 9])
    const refused = scan({ Segment: 3, TotalSegments: 3 })
    await expect(refused).rejects.toMatchObject({ name: 'ValidationException' })
  })

  test('counts what a read consumes: 4 KB a unit, half of it where it may be old', async () => {
    const TableName = await table()
    const key = { cab: { S: 'c7' }, at: { N: '1' } }
    const Item = { ...key, note: { S: 'x'.repeat(5_000) } }
    const total = { ReturnConsumedCapacity: 'TOTAL' } as const
    const put = await dynamodb.send(new sdk.PutItemCommand({ TableName, Item, ...total }))
    expect(put.ConsumedCapacity?.CapacityUnits).toBe(5)
    const read = async (ConsistentRead: boolean) => {
      const input = { TableName, Key: key, ConsistentRead, ...total }
      const { ConsumedCapacity } = await dynamodb.send(new sdk.GetItemCommand(input))
      return ConsumedCapacity?.CapacityUnits
    }
    expect([await read(true), await read(false)]).toEqual([2, 1])
  })

  test('makes a table once, lists it, and deletes it', async () => {
    const TableName = await table()
    const again = dynamodb.send(
      new sdk.CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      }),
    )
    await expect(again).rejects.toMatchObject({ name: 'ResourceInUseException' })
    const names: string[] = []
    for await (const page of sdk.paginateListTables({ client: dynamodb, pageSize: 1 }, {})) {
      names.push(...(page.TableNames ?? []))
    }
    expect(names).toContain(TableName)
    await dynamodb.send(new sdk.DeleteTableCommand({ TableName }))
    const look = () =>
      dynamodb.send(new sdk.DescribeTableCommand({ TableName })).then(
        () => 'there',
        (error: Error) => error.name,
      )
    const end = await eventually(target, look, (seen) => seen !== 'there')
    expect(end).toBe('ResourceNotFoundException')
  })

  test('refuses definitions of attributes that no key uses', async () => {
    const refused = dynamodb.send(
      new sdk.CreateTableCommand({
        TableName: target.unique('rides'),
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [
          { AttributeName: 'id', AttributeType: 'S' },
          { AttributeName: 'note', AttributeType: 'S' },
        ],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      }),
    )
    await expect(refused).rejects.toMatchObject({ name: 'ValidationException' })
  })

  test('has items expire only where it was told by which attribute', async () => {
    const TableName = await table()
    const describe = async () =>
      (await dynamodb.send(new sdk.DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription
    expect(await describe()).toEqual({ TimeToLiveStatus: 'DISABLED' })
    const TimeToLiveSpecification = { Enabled: true, AttributeName: 'expires' }
    await dynamodb.send(new sdk.UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }))
    expect(await describe()).toMatchObject({ AttributeName: 'expires' })
  })
})
