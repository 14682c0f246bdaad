import type { _Record as StreamedRecord } from '@aws-sdk/client-dynamodb-streams'
import { describe, expect, test } from 'vitest'
import { DELETION_DELAY } from '../time-to-live.ts'
import { RETENTION, SHARD_LIFETIME } from './change-stream.ts'
import { ITERATOR_LIFETIME } from './shard-iterator.ts'
import { keyOf, streamedDepartments, TableName } from './test-stream.ts'

const names = (records: StreamedRecord[]) =>
  records.map(({ dynamodb }) => dynamodb?.Keys?.['name']?.S)

describe('a stream', () => {
  test('tells of items that come, change and go, with both images', async () => {
    const { call, put, records, now } = await streamedDepartments()
    await put('Gilroy', { officers: { N: '5' } })
    await put('Gilroy', { officers: { N: '6' } })
    await call('DeleteItem', { TableName, Key: keyOf('Gilroy') })
    const [insert, modify, remove, ...rest] = await records()
    const before = { ...keyOf('Gilroy'), officers: { N: '5' } }
    const after = { ...keyOf('Gilroy'), officers: { N: '6' } }
    expect(rest).toEqual([])
    expect(insert).toMatchObject({
      eventName: 'INSERT',
      eventSource: 'aws:dynamodb',
      awsRegion: 'us-west-2',
      dynamodb: {
        Keys: keyOf('Gilroy'),
        NewImage: before,
        StreamViewType: 'NEW_AND_OLD_IMAGES',
        ApproximateCreationDateTime: new Date(now()),
      },
    })
    expect(insert?.dynamodb).not.toHaveProperty('OldImage')
    expect(modify).toMatchObject({
      eventName: 'MODIFY',
      dynamodb: { OldImage: before, NewImage: after },
    })
    expect(remove).toMatchObject({ eventName: 'REMOVE', dynamodb: { OldImage: after } })
    expect(remove?.dynamodb).not.toHaveProperty('NewImage')
    expect(remove).not.toHaveProperty('userIdentity')
  })

  test.each([
    ['KEYS_ONLY', []],
    ['NEW_IMAGE', ['NewImage']],
    ['OLD_IMAGE', ['OldImage']],
    ['NEW_AND_OLD_IMAGES', ['NewImage', 'OldImage']],
  ])('of %s holds the images %j of a change', async (viewType, images) => {
    const { put, records } = await streamedDepartments(viewType)
    await put('Gilroy', { officers: { N: '5' } })
    await put('Gilroy', { officers: { N: '6' } })
    const [, modify] = await records()
    const held = Object.keys(modify?.dynamodb ?? {}).filter((name) => name.endsWith('Image'))
    expect(held).toEqual(images)
  })

  test('says nothing of writes that change nothing', async () => {
    const { call, put, records } = await streamedDepartments()
    await put('Gilroy')
    await put('Gilroy')
    await call('DeleteItem', { TableName, Key: keyOf('Reno') })
    expect(await records()).toHaveLength(1)
  })

  test('tells of all that a transaction and a batch have written, and of nothing cancelled', async () => {
    const { call, put, records } = await streamedDepartments()
    await put('Gilroy')
    const Put = { TableName, Item: keyOf('Reno') }
    const ConditionExpression = 'attribute_exists(officers)'
    const guarded = { Put: { TableName, Item: keyOf('Gilroy'), ConditionExpression } }
    await expect(call('TransactWriteItems', { TransactItems: [{ Put }, guarded] })).rejects.toThrow(
      'Transaction cancelled',
    )
    await call('TransactWriteItems', { TransactItems: [{ Put }] })
    await call('BatchWriteItem', {
      RequestItems: { [TableName]: [{ PutRequest: { Item: keyOf('Salinas') } }] },
    })
    expect(names(await records())).toEqual(['Gilroy', 'Reno', 'Salinas'])
  })

  test('names DynamoDB as who deleted what had expired, and when', async () => {
    const { call, put, read, advance, describe, callStreams, StreamArn, now } =
      await streamedDepartments()
    await call('UpdateTimeToLive', {
      TableName,
      TimeToLiveSpecification: { Enabled: true, AttributeName: 'expires' },
    })
    const expiry = now() + 60_000
    await put('Gilroy', { expires: { N: String(expiry / 1000) } })
    await advance(60_000 + DELETION_DELAY + 1000)
    const shard = (await describe()).Shards.at(-1)
    const { ShardIterator } = await callStreams('GetShardIterator', {
      StreamArn,
      ShardId: shard.ShardId,
      ShardIteratorType: 'TRIM_HORIZON',
    })
    const { Records } = await read(ShardIterator)
    expect(Records).toMatchObject([
      {
        eventName: 'REMOVE',
        userIdentity: { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' },
        dynamodb: { ApproximateCreationDateTime: new Date(expiry + DELETION_DELAY) },
      },
    ])
  })
})

describe('GetRecords', () => {
  test('pages through a shard, and goes on where new records come', async () => {
    const { put, read, iterator } = await streamedDepartments()
    for (const name of ['Gilroy', 'Reno', 'Salinas']) await put(name)
    const first = await read(await iterator('TRIM_HORIZON'), { Limit: 2 })
    expect(names(first.Records)).toEqual(['Gilroy', 'Reno'])
    const second = await read(first.NextShardIterator)
    expect(names(second.Records)).toEqual(['Salinas'])
    const third = await read(second.NextShardIterator)
    expect(third.Records).toEqual([])
    await put('Hollister')
    expect(names((await read(third.NextShardIterator)).Records)).toEqual(['Hollister'])
  })

  test('returns no more than 1 MB at once', async () => {
    const { put, read, iterator } = await streamedDepartments('NEW_IMAGE')
    for (const name of ['a', 'b', 'c', 'd']) await put(name, { notes: { S: 'x'.repeat(300_000) } })
    const { Records, NextShardIterator } = await read(await iterator('TRIM_HORIZON'))
    expect(names(Records)).toEqual(['a', 'b', 'c'])
    expect(names((await read(NextShardIterator)).Records)).toEqual(['d'])
  })

  test('starts where the type of the iterator says', async () => {
    const { put, read, records, iterator } = await streamedDepartments()
    for (const name of ['Gilroy', 'Reno', 'Salinas']) await put(name)
    const [, reno] = await records()
    const { SequenceNumber } = reno?.dynamodb ?? {}
    const at = await iterator('AT_SEQUENCE_NUMBER', { SequenceNumber })
    expect(names((await read(at)).Records)).toEqual(['Reno', 'Salinas'])
    const after = await iterator('AFTER_SEQUENCE_NUMBER', { SequenceNumber })
    expect(names((await read(after)).Records)).toEqual(['Salinas'])
    const latest = await iterator('LATEST')
    await put('Hollister')
    expect(names((await read(latest)).Records)).toEqual(['Hollister'])
  })

  test('refuses an iterator after a quarter of an hour', async () => {
    const { read, iterator, advance } = await streamedDepartments()
    const ShardIterator = await iterator('LATEST')
    await advance(ITERATOR_LIFETIME)
    expect(await read(ShardIterator)).toMatchObject({ Records: [] })
    await advance(1)
    await expect(read(ShardIterator)).rejects.toMatchObject({ name: 'ExpiredIteratorException' })
  })

  test('refuses what is no iterator, and more than 1000 records', async () => {
    const { read, iterator } = await streamedDepartments()
    await expect(read('nonsense')).rejects.toMatchObject({ name: 'ValidationException' })
    const ShardIterator = await iterator('LATEST')
    await expect(read(ShardIterator, { Limit: 0 })).rejects.toThrow('greater than or equal to 1')
    await expect(read(ShardIterator, { Limit: 1001 })).rejects.toMatchObject({
      name: 'LimitExceededException',
    })
  })

  test('refuses records that are older than a day', async () => {
    const { put, read, records, iterator, advance } = await streamedDepartments()
    await advance(SHARD_LIFETIME - 60_000)
    await put('Gilroy')
    const [gilroy] = await records()
    const { SequenceNumber } = gilroy?.dynamodb ?? {}
    await advance(RETENTION - 30_000)
    const ShardIterator = await iterator('AT_SEQUENCE_NUMBER', { SequenceNumber })
    await advance(30_000)
    const trimmed = { name: 'TrimmedDataAccessException' }
    await expect(read(ShardIterator)).rejects.toMatchObject(trimmed)
    await expect(iterator('AT_SEQUENCE_NUMBER', { SequenceNumber })).rejects.toMatchObject(trimmed)
    expect((await read(await iterator('TRIM_HORIZON'))).Records).toEqual([])
  })

  test('comes to the end of a shard that is followed by another', async () => {
    const { put, read, iterator, describe, advance, callStreams, StreamArn } =
      await streamedDepartments()
    await put('Gilroy')
    await advance(SHARD_LIFETIME)
    await put('Reno')
    const first = await read(await iterator('TRIM_HORIZON'))
    expect(names(first.Records)).toEqual(['Gilroy'])
    expect(first).not.toHaveProperty('NextShardIterator')
    const [parent, child] = (await describe()).Shards
    expect(child.ParentShardId).toBe(parent.ShardId)
    expect(parent.SequenceNumberRange.EndingSequenceNumber).toMatch(/^\d{21,40}$/)
    const { ShardIterator } = await callStreams('GetShardIterator', {
      StreamArn,
      ShardId: child.ShardId,
      ShardIteratorType: 'TRIM_HORIZON',
    })
    const second = await read(ShardIterator)
    expect(names(second.Records)).toEqual(['Reno'])
    expect(second).toHaveProperty('NextShardIterator')
  })
})
