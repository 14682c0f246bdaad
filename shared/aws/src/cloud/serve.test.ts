// Longer than most: both versions of HTTP on one port.
import { Readable } from 'node:stream'
import * as dynamodb from '@aws-sdk/client-dynamodb'
import * as kinesis from '@aws-sdk/client-kinesis'
import * as s3 from '@aws-sdk/client-s3'
import * as sqs from '@aws-sdk/client-sqs'
import { describe, expect, test, vi } from 'vitest'
import { PATIENTLY, servedCloud } from './test-cloud.ts'

vi.setConfig({ testTimeout: 60_000 })

describe('a served cloud', () => {
  test('answers a client of S3 as the fake answers', async () => {
    await using world = await servedCloud()
    const { cloud, s3: client } = world
    await client.send(new s3.CreateBucketCommand({ Bucket: 'ledgers' }))
    const Metadata = { owner: 'ada' }
    const object = { Bucket: 'ledgers', Key: '2026/ü &+%/a b.csv' }
    await client.send(new s3.PutObjectCommand({ ...object, Body: 'date,amount\n', Metadata }))
    await client.send(
      new s3.PutObjectCommand({ ...object, Key: 'x'.repeat(900), Body: new Uint8Array() }),
    )
    const { Body, ...got } = await client.send(new s3.GetObjectCommand(object))
    expect(await Body!.transformToString()).toBe('date,amount\n')
    await expectSame(cloud, 'S3Client', [
      ['GetObject', { ...object, ChecksumMode: 'ENABLED' }, got, ['Body']],
      ['HeadObject', object, await client.send(new s3.HeadObjectCommand(object))],
      [
        'ListObjectsV2',
        { Bucket: 'ledgers', Delimiter: '/' },
        await client.send(new s3.ListObjectsV2Command({ Bucket: 'ledgers', Delimiter: '/' })),
      ],
      ['ListBuckets', {}, await client.send(new s3.ListBucketsCommand({}))],
    ])
    const range = await client.send(new s3.GetObjectCommand({ ...object, Range: 'bytes=5-10' }))
    expect(range.$metadata.httpStatusCode).toBe(206)
    expect(await range.Body!.transformToString()).toBe('amount')
    const missing = client.send(new s3.GetObjectCommand({ ...object, Key: 'none' }))
    await expect(missing).rejects.toBeInstanceOf(s3.NoSuchKey)
    const head = client.send(new s3.HeadObjectCommand({ ...object, Key: 'none' }))
    await expect(head).rejects.toBeInstanceOf(s3.NotFound)
  })

  test('answers a client of DynamoDB as the fake answers', async () => {
    await using world = await servedCloud()
    const { cloud, dynamodb: client } = world
    const rides = { TableName: 'rides' }
    await client.send(new dynamodb.CreateTableCommand({ ...rides, ...TABLE }))
    await cloud.advance(60_000)
    const Item = {
      id: { S: 'r-17' },
      fare: { N: '12.5' },
      seal: { B: new Uint8Array([0, 255]) },
      tags: { SS: ['a', 'b'] },
      legs: { L: [{ M: { km: { N: '3' } } }, { NULL: true }, { BOOL: false }] },
    }
    await client.send(new dynamodb.PutItemCommand({ ...rides, Item }))
    const key = { ...rides, Key: { id: { S: 'r-17' } } }
    const got = await client.send(new dynamodb.GetItemCommand(key))
    expect(got.Item).toEqual(Item)
    await expectSame(cloud, 'DynamoDBClient', [
      ['DescribeTable', rides, await client.send(new dynamodb.DescribeTableCommand(rides))],
      ['Scan', rides, await client.send(new dynamodb.ScanCommand(rides))],
    ])
    const again = client.send(
      new dynamodb.PutItemCommand({
        ...rides,
        Item,
        ConditionExpression: 'attribute_not_exists(id)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    )
    await expect(again).rejects.toMatchObject({ name: 'ConditionalCheckFailedException', Item })
  })

  test('answers a client of Kinesis, which speaks HTTP/2, as the fake answers', async () => {
    await using world = await servedCloud()
    const { cloud, kinesis: client } = world
    const events = { StreamName: 'events' }
    await client.send(new kinesis.CreateStreamCommand({ ...events, ShardCount: 1 }))
    await cloud.advance(60_000)
    const Data = new Uint8Array([1, 2, 254])
    await client.send(new kinesis.PutRecordCommand({ ...events, Data, PartitionKey: 'ü' }))
    const { ShardIterator } = await client.send(
      new kinesis.GetShardIteratorCommand({
        ...events,
        ShardId: 'shardId-000000000000',
        ShardIteratorType: 'TRIM_HORIZON',
      }),
    )
    const { Records } = await client.send(new kinesis.GetRecordsCommand({ ShardIterator }))
    expect(Records).toMatchObject([{ Data, PartitionKey: 'ü' }])
    await expectSame(cloud, 'KinesisClient', [
      [
        'DescribeStreamSummary',
        events,
        await client.send(new kinesis.DescribeStreamSummaryCommand(events)),
      ],
    ])
  })

  test('answers a client of SQS as the fake answers', async () => {
    await using world = await servedCloud()
    const { cloud, sqs: client } = world
    const { QueueUrl } = await client.send(new sqs.CreateQueueCommand({ QueueName: 'jobs' }))
    const MessageBody = 'ride <17> & "more"'
    await client.send(new sqs.SendMessageCommand({ QueueUrl, MessageBody }))
    const { Messages } = await client.send(new sqs.ReceiveMessageCommand({ QueueUrl }))
    expect(Messages).toMatchObject([{ Body: MessageBody }])
    const attributes = { QueueUrl, AttributeNames: ['All' as const] }
    await expectSame(cloud, 'SQSClient', [
      [
        'GetQueueAttributes',
        attributes,
        await client.send(new sqs.GetQueueAttributesCommand(attributes)),
      ],
    ])
    const none = client.send(new sqs.GetQueueUrlCommand({ QueueName: 'none' }))
    await expect(none).rejects.toBeInstanceOf(sqs.QueueDoesNotExist)
  })

  test('takes a stream in chunks with its checksum behind it', async () => {
    await using world = await servedCloud()
    const { s3: client } = world
    await client.send(new s3.CreateBucketCommand({ Bucket: 'ledgers' }))
    const chunks = [Buffer.alloc(70_000, 'a'), Buffer.alloc(5, 'b')]
    const object = { Bucket: 'ledgers', Key: 'streamed' }
    await client.send(
      new s3.PutObjectCommand({
        ...object,
        Body: Readable.from(chunks),
        ContentLength: 70_005,
        ChecksumAlgorithm: 'SHA256',
      }),
    )
    expect(world.accesses.at(-1)).toMatchObject({ operation: 'PutObject', status: 200 })
    const got = await client.send(new s3.GetObjectCommand({ ...object, ChecksumMode: 'ENABLED' }))
    expect(got.ContentEncoding ?? '').not.toContain('aws-chunked')
    expect(got.ChecksumSHA256).toBeTypeOf('string')
    expect(Buffer.from(await got.Body!.transformToByteArray())).toEqual(Buffer.concat(chunks))
  })

  test('holds a long poll until a message comes, and forgets who hung up', async () => {
    await using world = await servedCloud()
    const { sqs: client, cloud } = world
    const { QueueUrl } = await client.send(new sqs.CreateQueueCommand({ QueueName: 'jobs' }))
    const arrivals = vi.spyOn(cloud, 'call')
    const receive = new sqs.ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 })
    const hangUp = new AbortController()
    const left = client.send(receive, { abortSignal: hangUp.signal })
    left.catch(() => {})
    await vi.waitUntil(() => arrivals.mock.calls.length === 1, PATIENTLY)
    hangUp.abort()
    await expect(left).rejects.toMatchObject({ name: 'AbortError' })
    await expect.poll(() => world.accesses.length, PATIENTLY).toBe(2)
    const waiting = client.send(receive)
    await vi.waitUntil(() => arrivals.mock.calls.length === 2, PATIENTLY)
    await client.send(new sqs.SendMessageCommand({ QueueUrl, MessageBody: 'ride 17' }))
    expect((await waiting).Messages).toMatchObject([{ Body: 'ride 17' }])
    expect(world.mistakes).toEqual([])
  })

  test('ends what still waits when it closes', async () => {
    await using world = await servedCloud()
    const { sqs: client, cloud } = world
    const { QueueUrl } = await client.send(new sqs.CreateQueueCommand({ QueueName: 'jobs' }))
    const arrivals = vi.spyOn(cloud, 'call')
    const waiting = client.send(new sqs.ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }))
    waiting.catch(() => {})
    await vi.waitUntil(() => arrivals.mock.calls.length === 1, PATIENTLY)
    cloud.end()
    await expect(waiting).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } })
  })
})

const TABLE: Omit<dynamodb.CreateTableInput, 'TableName'> = {
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
}

type Read = [operation: string, input: object, got: object, without?: string[]]

/** Compares what came over the wire with what the fake says. */
async function expectSame(
  cloud: { call: Awaited<ReturnType<typeof servedCloud>>['cloud']['call'] },
  clientName: string,
  reads: Read[],
) {
  for (const [operation, input, got, without = []] of reads) {
    const direct = await cloud.call({ clientName, operation, input: { ...input } })
    expect(membersBut(got, ['$metadata', ...without])).toEqual(
      membersBut(direct, ['$metadata', ...without]),
    )
  }
}

function membersBut(output: object, names: string[]): object {
  const entries = Object.entries(output).filter(
    ([name, value]) => !names.includes(name) && value !== undefined,
  )
  return Object.fromEntries(entries)
}
