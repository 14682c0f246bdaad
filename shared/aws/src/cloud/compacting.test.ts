// Longer than most: what may happen while a journal is compacted.
import { statSync } from 'node:fs'
import path from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { Cloud } from './cloud.ts'
import { operationsOn, temporaryFolder } from './test-cloud.ts'

const COMPACT_FROM = 60_000

describe('a cloud that compacts its journal', () => {
  test('comes back as it was, with what was written before and after', async () => {
    using temporary = temporaryFolder()
    const { folder } = temporary
    const first = await opened(folder)
    await fill(first)
    for (let round = 0; round < 30; round++) {
      const Body = Buffer.alloc(10_000, round)
      await s3(first, 'PutObject', { Bucket: 'ledgers', Key: 'same', Body })
    }
    await first.advance(60_000)
    expect(sizeOf(folder)).toBeLessThan(2 * COMPACT_FROM + 20_000)
    await s3(first, 'PutObject', { Bucket: 'ledgers', Key: 'late', Body: Buffer.from('tail') })
    const before = await observed(first)
    const then = first.now()
    await first.close()

    const second = await opened(folder)
    expect(await observed(second)).toEqual(before)
    expect(second.now()).toBeGreaterThanOrEqual(then)
    await s3(second, 'DeleteObject', { Bucket: 'ledgers', Key: 'late' })
    for (let round = 0; round < 30; round++) {
      const Body = Buffer.alloc(10_000, round)
      await s3(second, 'PutObject', { Bucket: 'ledgers', Key: 'same', Body })
    }
    const changed = await observed(second)
    expect(changed).not.toEqual(before)
    await second.close()
    const third = await opened(folder)
    expect(await observed(third)).toEqual(changed)
    await third.close()
    expect(sizeOf(folder)).toBeLessThan(2 * COMPACT_FROM + 20_000)
  })

  test('keeps the whole history of what cannot tell what it holds, and of what it works on', async () => {
    using temporary = temporaryFolder()
    const { folder } = temporary
    const first = await opened(folder)
    await fill(first)
    await operationsOn(first, 'AthenaClient')('CreateWorkGroup', { Name: 'analysts' })
    for (let round = 0; round < 15; round++) {
      const Body = Buffer.alloc(10_000, round)
      await s3(first, 'PutObject', { Bucket: 'ledgers', Key: 'same', Body })
    }
    const before = await observed(first)
    await first.close()
    expect(sizeOf(folder)).toBeGreaterThan(15 * 10_000)
    const second = await opened(folder)
    expect(await observed(second)).toEqual(before)
    expect(await operationsOn(second, 'AthenaClient')('ListWorkGroups', {})).toMatchObject({
      WorkGroups: [{ Name: 'analysts' }, { Name: 'primary' }],
    })
    await second.close()
  })

  test('forgets its snapshot at a reset', async () => {
    using temporary = temporaryFolder()
    const { folder } = temporary
    const first = await opened(folder)
    await fill(first)
    for (let round = 0; round < 15; round++) {
      const Body = Buffer.alloc(10_000, round)
      await s3(first, 'PutObject', { Bucket: 'ledgers', Key: 'same', Body })
    }
    await first.reset()
    await s3(first, 'CreateBucket', { Bucket: 'fresh' })
    await first.close()
    const second = await opened(folder)
    expect(await s3(second, 'ListBuckets', {})).toMatchObject({ Buckets: [{ Name: 'fresh' }] })
    await second.close()
  })

  test('stays empty when it is reset while it is about to compact', async () => {
    using temporary = temporaryFolder()
    const { folder } = temporary
    const first = await opened(folder)
    await s3(first, 'CreateBucket', { Bucket: 'ledgers' })
    const put = (Key: string, bytes: number) =>
      s3(first, 'PutObject', { Bucket: 'ledgers', Key, Body: Buffer.alloc(bytes) })
    const long = put('long', COMPACT_FROM)
    await nextTurn()
    // Still being written when the answer to the first has the journal compacted.
    const longer = put('longer', 100 * COMPACT_FROM)
    await long
    await first.reset()
    await Promise.allSettled([longer])
    await first.close()
    const second = await opened(folder)
    expect(await s3(second, 'ListBuckets', {})).toMatchObject({ Buckets: [] })
    await second.close()
  })
})

function opened(folder: string): Promise<Cloud> {
  return Cloud.open({ folder, compactFrom: COMPACT_FROM })
}

function sizeOf(folder: string): number {
  return statSync(path.join(folder, 'journal')).size
}

const s3 = (cloud: Cloud, operation: string, input: object) =>
  operationsOn(cloud, 'S3Client')(operation, input)

const StreamName = 'rides'
const StreamARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/rides'

/** A bit of everything that can be in a snapshot. */
async function fill(cloud: Cloud): Promise<void> {
  await s3(cloud, 'CreateBucket', { Bucket: 'ledgers' })
  const VersioningConfiguration = { Status: 'Enabled' }
  await s3(cloud, 'CreateBucket', { Bucket: 'history' })
  await s3(cloud, 'PutBucketVersioning', { Bucket: 'history', VersioningConfiguration })
  for (const text of ['one', 'two', 'x'.repeat(9_000)]) {
    const Metadata = { text: text.slice(0, 3) }
    await s3(cloud, 'PutObject', {
      Bucket: 'history',
      Key: 'ü/a',
      Body: Buffer.from(text),
      Metadata,
    })
  }
  await s3(cloud, 'DeleteObject', { Bucket: 'history', Key: 'ü/a' })
  await s3(cloud, 'CreateMultipartUpload', { Bucket: 'ledgers', Key: 'large' })
  const sqs = operationsOn(cloud, 'SQSClient')
  const { QueueUrl } = (await sqs('CreateQueue', { QueueName: 'jobs' })) as { QueueUrl: string }
  for (const MessageBody of ['a', 'b', 'c']) await sqs('SendMessage', { QueueUrl, MessageBody })
  await sqs('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 1 })
  const kinesis = operationsOn(cloud, 'KinesisClient')
  await kinesis('CreateStream', { StreamName, ShardCount: 2 })
  const Data = Buffer.from('ride')
  for (const PartitionKey of ['a', 'b', 'c']) {
    await kinesis('PutRecord', { StreamName, PartitionKey, Data })
  }
  await kinesis('RegisterStreamConsumer', { StreamARN, ConsumerName: 'dashboard' })
  const { Consumers } = (await kinesis('ListStreamConsumers', { StreamARN })) as {
    Consumers: { ConsumerARN: string }[]
  }
  const { EventStream } = (await kinesis('SubscribeToShard', {
    ConsumerARN: Consumers[0]!.ConsumerARN,
    ShardId: 'shardId-000000000000',
    StartingPosition: { Type: 'LATEST' },
  })) as { EventStream: AsyncIterator<unknown> }
  // Somebody listens while the snapshot is made.
  void EventStream.next().catch(() => {})
  const glacier = operationsOn(cloud, 'GlacierClient')
  await glacier('CreateVault', { accountId: '-', vaultName: 'attic' })
  const dynamodb = operationsOn(cloud, 'DynamoDBClient')
  await dynamodb('CreateTable', {
    TableName: 'people',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  })
  await cloud.advance(20_000)
  await dynamodb('PutItem', { TableName: 'people', Item: { id: { S: 'ada' } } })
}

/** What a client can see of it, without what says when it was looked at. */
async function observed(cloud: Cloud): Promise<unknown> {
  const sqs = operationsOn(cloud, 'SQSClient')
  const kinesis = operationsOn(cloud, 'KinesisClient')
  const records = await Promise.all(
    ['shardId-000000000000', 'shardId-000000000001'].map(async (ShardId) => {
      const start = { StreamName, ShardId, ShardIteratorType: 'TRIM_HORIZON' }
      const { ShardIterator } = (await kinesis('GetShardIterator', start)) as {
        ShardIterator: string
      }
      const page = (await kinesis('GetRecords', { ShardIterator })) as { Records: unknown[] }
      return page.Records
    }),
  )
  const QueueUrl = 'jobs'
  return {
    versions: await s3(cloud, 'ListObjectVersions', { Bucket: 'history' }),
    objects: await s3(cloud, 'ListObjectsV2', { Bucket: 'ledgers' }),
    uploads: await s3(cloud, 'ListMultipartUploads', { Bucket: 'ledgers' }),
    same: await bytesOf(cloud, { Bucket: 'ledgers', Key: 'same' }),
    queue: await sqs('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] }),
    records,
    vaults: await operationsOn(cloud, 'GlacierClient')('ListVaults', { accountId: '-' }),
    items: await operationsOn(cloud, 'DynamoDBClient')('Scan', { TableName: 'people' }),
  }
}

async function bytesOf(cloud: Cloud, input: object): Promise<Buffer> {
  const { Body } = (await s3(cloud, 'GetObject', input)) as { Body: Uint8Array }
  return Buffer.from(Body)
}
