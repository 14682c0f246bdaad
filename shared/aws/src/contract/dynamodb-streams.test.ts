// Longer than most: one stream from its making to its end.
import * as tableSdk from '@aws-sdk/client-dynamodb'
import * as sdk from '@aws-sdk/client-dynamodb-streams'
import { expect, test } from 'vitest'
import { activeTable } from './active-table.ts'
import { contract, eventually } from './contract.ts'

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html, the API pages of
// the four operations, and the SDK's texts of their exceptions

const HOUR = 3_600_000

await contract('DynamoDBStreams', (target) => {
  const dynamodb = target.client(tableSdk.DynamoDBClient)
  const streams = target.client(sdk.DynamoDBStreamsClient)

  /** A table of rides with a stream, and what is done with both. */
  async function rides(StreamViewType: tableSdk.StreamViewType = 'NEW_AND_OLD_IMAGES') {
    const TableName = await activeTable(target, 'rides', {
      keys: { id: 'S' },
      StreamSpecification: { StreamEnabled: true, StreamViewType },
    })
    const { Table } = await dynamodb.send(new tableSdk.DescribeTableCommand({ TableName }))
    const StreamArn = Table!.LatestStreamArn!
    const describe = async (more: object = {}) =>
      (await streams.send(new sdk.DescribeStreamCommand({ StreamArn, ...more }))).StreamDescription!
    await eventually(target, describe, ({ StreamStatus }) => StreamStatus === 'ENABLED')

    const shardIds = async () => (await describe()).Shards!.map(({ ShardId }) => ShardId!)

    /** Into the newest shard, unless another is named. */
    async function iterator(
      ShardIteratorType: sdk.ShardIteratorType,
      more: { ShardId?: string; SequenceNumber?: string | undefined } = {},
    ) {
      const ShardId = more.ShardId ?? (await shardIds()).at(-1)
      const input = { StreamArn, ShardIteratorType, ...more, ShardId }
      return (await streams.send(new sdk.GetShardIteratorCommand(input))).ShardIterator!
    }

    async function all() {
      const found: sdk._Record[] = []
      for (const ShardId of await shardIds()) {
        found.push(...(await read(await iterator('TRIM_HORIZON', { ShardId }))).Records!)
      }
      return found
    }
    return {
      TableName,
      StreamArn,
      describe,
      iterator,
      put: (id: string, more: Record<string, tableSdk.AttributeValue> = {}) => {
        const Item = { id: { S: id }, ...more }
        return dynamodb.send(new tableSdk.PutItemCommand({ TableName, Item }))
      },
      remove: (id: string) =>
        dynamodb.send(new tableSdk.DeleteItemCommand({ TableName, Key: { id: { S: id } } })),
      disable: () => {
        const StreamSpecification = { StreamEnabled: false }
        return dynamodb.send(new tableSdk.UpdateTableCommand({ TableName, StreamSpecification }))
      },
      all,
      /** All records, once there are so many: a stream lags behind its table. */
      records: (count: number) => eventually(target, all, ({ length }) => length >= count),
    }
  }

  const read = (ShardIterator: string, more: object = {}) =>
    streams.send(new sdk.GetRecordsCommand({ ShardIterator, ...more }))

  const ids = (records: sdk._Record[] = []) =>
    records.map(({ dynamodb: one }) => one?.Keys?.['id']?.S)

  test('tells in order of items that come, change and go', async () => {
    const { put, remove, records } = await rides()
    await put('a', { fare: { N: '1' } })
    await put('a', { fare: { N: '2' } })
    await remove('a')
    const Keys = { id: { S: 'a' } }
    const [before, after] = ['1', '2'].map((N) => ({ ...Keys, fare: { N } }))
    const seen = await records(3)
    expect(seen).toMatchObject([
      { eventName: 'INSERT', eventSource: 'aws:dynamodb', dynamodb: { Keys, NewImage: before } },
      { eventName: 'MODIFY', dynamodb: { Keys, OldImage: before, NewImage: after } },
      { eventName: 'REMOVE', dynamodb: { Keys, OldImage: after } },
    ])
    expect(seen[0]?.dynamodb).not.toHaveProperty('OldImage')
    expect(seen[2]?.dynamodb).not.toHaveProperty('NewImage')
    const numbers = seen.map(({ dynamodb: one }) => BigInt(one!.SequenceNumber!))
    expect(numbers).toEqual(numbers.toSorted((a, b) => (a < b ? -1 : 1)))
    expect(new Set(seen.map(({ eventID }) => eventID)).size).toBe(3)
  })

  test.each([
    ['KEYS_ONLY', []],
    ['NEW_IMAGE', ['NewImage']],
    ['OLD_IMAGE', ['OldImage']],
  ] as const)('of %s holds the images %j of a change', async (viewType, images) => {
    const { put, records, describe } = await rides(viewType)
    expect((await describe()).StreamViewType).toBe(viewType)
    await put('a', { fare: { N: '1' } })
    await put('a', { fare: { N: '2' } })
    const [, change] = await records(2)
    expect(change?.dynamodb?.Keys).toEqual({ id: { S: 'a' } })
    const held = Object.keys(change?.dynamodb ?? {}).filter((name) => name.endsWith('Image'))
    expect(held).toEqual(images)
  })

  test('says nothing of a write that changes nothing', async () => {
    const { put, remove, records } = await rides()
    await put('a')
    await put('a')
    await remove('never')
    await put('last')
    expect(ids(await records(2))).toEqual(['a', 'last'])
  })

  test('lists the stream of a table, and says what it is', async () => {
    const { TableName, StreamArn, describe } = await rides()
    const { Streams } = await streams.send(new sdk.ListStreamsCommand({ TableName }))
    expect(Streams).toMatchObject([{ StreamArn, TableName }])
    expect(await describe()).toMatchObject({
      StreamArn,
      TableName,
      StreamLabel: Streams![0]!.StreamLabel,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    })
  })

  test('lists the streams of all tables page by page', async () => {
    const made = [await rides(), await rides()].map(({ StreamArn }) => StreamArn)
    const seen: (string | undefined)[] = []
    let ExclusiveStartStreamArn: string | undefined
    do {
      const page: sdk.ListStreamsOutput = await streams.send(
        new sdk.ListStreamsCommand({ ExclusiveStartStreamArn, Limit: 1 }),
      )
      expect(page.Streams!.length).toBeLessThanOrEqual(1)
      seen.push(...page.Streams!.map(({ StreamArn }) => StreamArn))
      ExclusiveStartStreamArn = page.LastEvaluatedStreamArn
    } while (ExclusiveStartStreamArn !== undefined)
    expect(seen).toEqual(expect.arrayContaining(made))
    expect(new Set(seen).size).toBe(seen.length)
  })

  test('starts a reader at the start, at a record, after it, or with what comes', async () => {
    const { put, records, iterator } = await rides()
    const latest = await iterator('LATEST')
    for (const id of ['a', 'b', 'c']) await put(id)
    const [, second] = await records(3)
    const { SequenceNumber } = second!.dynamodb!
    const from = async (type: sdk.ShardIteratorType) =>
      ids((await read(await iterator(type, { SequenceNumber }))).Records)
    expect(await from('AT_SEQUENCE_NUMBER')).toEqual(['b', 'c'])
    expect(await from('AFTER_SEQUENCE_NUMBER')).toEqual(['c'])
    expect(ids((await read(latest)).Records)).toEqual(['a', 'b', 'c'])
    expect(ids((await read(await iterator('LATEST'))).Records)).toEqual([])
  })

  test('lets a reader go on where it stopped', async () => {
    const { put, records, iterator } = await rides()
    for (const id of ['a', 'b', 'c']) await put(id)
    await records(3)
    const first = await read(await iterator('TRIM_HORIZON'), { Limit: 2 })
    const second = await read(first.NextShardIterator!)
    expect([ids(first.Records), ids(second.Records)]).toEqual([['a', 'b'], ['c']])
    await put('d')
    const more = () => read(second.NextShardIterator!)
    const third = await eventually(target, more, ({ Records }) => Records!.length > 0)
    expect(ids(third.Records)).toEqual(['d'])
  })

  test('gives up to 1,000 records at once', async () => {
    const { iterator } = await rides()
    const start = await iterator('TRIM_HORIZON')
    expect((await read(start, { Limit: 1_000 })).Records).toEqual([])
    await expect(read(start, { Limit: 1_001 })).rejects.toMatchObject({
      name: 'LimitExceededException',
    })
  })

  test('says which stream and which shard is missing', async () => {
    const { StreamArn, describe } = await rides()
    const missing = { name: 'ResourceNotFoundException' }
    const never = StreamArn.replace(/rides-[^/]*/, target.unique('never-made'))
    await expect(describe({ StreamArn: never })).rejects.toMatchObject(missing)
    const shard = streams.send(
      new sdk.GetShardIteratorCommand({
        StreamArn,
        ShardId: 'shardId-00000000000000000000-00000000',
        ShardIteratorType: 'LATEST',
      }),
    )
    await expect(shard).rejects.toMatchObject(missing)
  })

  test('stays readable after it was disabled, and comes to its end', async () => {
    const { put, records, disable, describe, iterator } = await rides()
    await put('a')
    await records(1)
    await disable()
    const look = () => describe()
    const end = await eventually(target, look, ({ StreamStatus }) => StreamStatus === 'DISABLED')
    expect(end.Shards!.at(-1)?.SequenceNumberRange?.EndingSequenceNumber).toBeDefined()
    await put('unseen')
    const { Records, NextShardIterator } = await read(await iterator('TRIM_HORIZON'))
    expect([ids(Records), NextShardIterator]).toEqual([['a'], undefined])
  })

  test('lets a reader expire after 15 minutes', async () => {
    if (!target.canSkipHours) return
    const { iterator } = await rides()
    const start = await iterator('TRIM_HORIZON')
    await target.pass(HOUR / 4 + 1_000)
    await expect(read(start)).rejects.toMatchObject({ name: 'ExpiredIteratorException' })
  })

  test('forgets what is older than a day', async () => {
    if (!target.canSkipHours) return
    const { put, records, describe, iterator } = await rides()
    const ShardId = (await describe()).Shards![0]!.ShardId!
    await put('a')
    const [first] = await records(1)
    const { SequenceNumber } = first!.dynamodb!
    await target.pass(25 * HOUR)
    await put('b')
    expect(ids(await records(1))).toEqual(['b'])
    const old = iterator('AT_SEQUENCE_NUMBER', { ShardId, SequenceNumber })
    await expect(old).rejects.toMatchObject({ name: 'TrimmedDataAccessException' })
  })

  test('names DynamoDB as who removed what had expired', async () => {
    if (!target.canSkipHours) return
    const { TableName, put, all } = await rides()
    const TimeToLiveSpecification = { Enabled: true, AttributeName: 'expires' }
    const input = { TableName, TimeToLiveSpecification }
    await dynamodb.send(new tableSdk.UpdateTimeToLiveCommand(input))
    await put('a', { expires: { N: '1700000000' } })
    let removed: sdk._Record | undefined
    // "Within a few days", says the developer guide of time to live.
    for (let hours = 0; hours < 72 && !removed; hours++) {
      await target.pass(HOUR)
      removed = (await all()).find(({ eventName }) => eventName === 'REMOVE')
    }
    expect(removed).toMatchObject({
      userIdentity: { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' },
      dynamodb: { Keys: { id: { S: 'a' } } },
    })
  })
})
