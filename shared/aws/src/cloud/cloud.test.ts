// Longer than most: what survives a kill, a torn record and a restart.
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { Cloud } from './cloud.ts'
import { Journal } from './journal.ts'
import { SeededHex } from './seeded-hex.ts'
import { temporaryFolder } from './test-cloud.ts'

vi.setConfig({ testTimeout: 60_000 })

describe('a cloud with a folder', () => {
  test('is the same after a restart: objects, versions, items, records, messages', async () => {
    using temporary = temporaryFolder()
    const { folder } = temporary
    const first = await Cloud.open({ folder })
    await fill(first)
    const before = await look(first)
    await first.close()
    const second = await Cloud.open({ folder })
    expect(await look(second)).toEqual(before)
    // Ids go on where they were, so no two things get the same.
    const version = await call(second, 'S3Client PutObject', { ...LEDGER, Body: bytes('3') })
    expect(JSON.stringify(before)).not.toContain((version as { VersionId: string }).VersionId)
    await second.close()
  })

  test('is the same when it is restarted without having been closed', async () => {
    using temporary = temporaryFolder()
    const { folder } = temporary
    const first = await Cloud.open({ folder })
    await fill(first)
    const before = await look(first)
    // What a process leaves behind that was killed: its lock names one that is gone.
    writeFileSync(path.join(folder, 'lock'), '999999999\n')
    const second = await Cloud.open({ folder })
    expect(await look(second)).toEqual(before)
    await second.close()
    await first.close()
  })

  test('gives ids again by where they stood in the journal', async () => {
    using temporary = temporaryFolder()
    const { folder } = temporary
    const begun = { at: Date.now(), seed: 'abc' }
    const journal = await Journal.begin(path.join(folder, 'journal'), begun, () => {})
    const journaled = (operation: string, input: Record<string, unknown>) =>
      journal.append(
        {
          kind: 'call',
          clientName: 'S3Client',
          operation,
          input,
          at: begun.at,
          position: 40,
          failed: false,
        },
        { isDurable: true },
      )
    journaled('CreateBucket', { Bucket: 'ledgers' })
    journaled('CreateMultipartUpload', LEDGER)
    await journal.close()
    const cloud = await Cloud.open({ folder })
    const ids = new SeededHex('abc')
    ids.position = 40
    const UploadId = Buffer.from(ids.next(48), 'hex').toString('base64url')
    const listed = await call(cloud, 'S3Client ListMultipartUploads', { Bucket: 'ledgers' })
    expect(listed).toMatchObject({ Uploads: [{ UploadId }] })
    await cloud.close()
  })

  test('does not start when its fakes no longer do what they did', async () => {
    using temporary = temporaryFolder()
    const { folder } = temporary
    const file = path.join(folder, 'journal')
    const journal = await Journal.begin(file, { at: Date.now(), seed: 'abc' }, () => {})
    journal.append(
      {
        kind: 'call',
        clientName: 'S3Client',
        operation: 'PutObject',
        input: LEDGER,
        at: 0,
        position: 0,
        failed: false,
      },
      { isDurable: true },
    )
    await journal.close()
    await expect(Cloud.open({ folder })).rejects.toThrow(
      `Record 2 of "${file}" (PutObject) no longer comes out as it did`,
    )
  })

  test('repeats what happened when the clock stood elsewhere', async () => {
    using temporary = temporaryFolder()
    const { folder } = temporary
    const first = await Cloud.open({ folder })
    await fill(first)
    await first.advance(40 * DAY)
    const listed = await call(first, 'S3Client ListObjectVersions', { Bucket: 'ledgers' })
    await call(first, 'SQSClient ReceiveMessage', { QueueUrl })
    const now = first.now()
    await first.close()
    const second = await Cloud.open({ folder })
    expect(second.now()).toBeGreaterThanOrEqual(now)
    expect(await call(second, 'S3Client ListObjectVersions', { Bucket: 'ledgers' })).toEqual(listed)
    await second.close()
  })

  test('holds a body once, and reads do not make it grow', async () => {
    using temporary = temporaryFolder()
    const { folder } = temporary
    const cloud = await Cloud.open({ folder })
    await call(cloud, 'S3Client CreateBucket', { Bucket: 'ledgers' })
    await call(cloud, 'S3Client PutObject', { ...LEDGER, Body: Buffer.alloc(1_000_000, 1) })
    const file = path.join(folder, 'journal')
    const { size } = statSync(file)
    expect(size).toBeLessThan(1_002_000)
    for (let i = 0; i < 50; i++) await call(cloud, 'S3Client HeadObject', LEDGER)
    await cloud.close()
    expect(statSync(file).size).toBe(size)
  })

  test('remembers when an object was read, because its storage class may hang on it', async () => {
    using temporary = temporaryFolder()
    const { folder } = temporary
    const cloud = await Cloud.open({ folder })
    await fill(cloud)
    const file = path.join(folder, 'journal')
    const { size } = statSync(file)
    await call(cloud, 'S3Client GetObject', LEDGER)
    await cloud.close()
    expect(statSync(file).size).toBeGreaterThan(size)
  })

  test('forgets everything with a reset, and still after a restart', async () => {
    using temporary = temporaryFolder()
    const { folder } = temporary
    const first = await Cloud.open({ folder })
    await fill(first)
    await first.advance(40 * DAY)
    await first.reset()
    expect(first.now()).toBeLessThan(Date.now() + DAY)
    expect(await call(first, 'S3Client ListBuckets', {})).toMatchObject({ Buckets: [] })
    await call(first, 'S3Client CreateBucket', { Bucket: 'afresh' })
    await first.close()
    const second = await Cloud.open({ folder })
    expect(await call(second, 'S3Client ListBuckets', {})).toMatchObject({
      Buckets: [{ Name: 'afresh' }],
    })
    await second.close()
  })

  test('is refused to a second cloud, and given back at the end', async () => {
    using temporary = temporaryFolder()
    const { folder } = temporary
    // The parent of this process runs as long as it does.
    writeFileSync(path.join(folder, 'lock'), `${process.ppid}\n`)
    await expect(Cloud.open({ folder })).rejects.toThrow(
      `The folder "${folder}" is in use by the process ${process.ppid}; end it, or name another ` +
        `folder with "--data" (if that process is no cloud, delete "${folder}/lock")`,
    )
    expect(readdirSync(folder)).toEqual(['lock'])
    writeFileSync(path.join(folder, 'lock'), '999999999\n')
    const cloud = await Cloud.open({ folder })
    await cloud.close()
    expect(readdirSync(folder)).toEqual(['journal'])
  })

  test('is given back when its journal is damaged', async () => {
    using temporary = temporaryFolder()
    const { folder } = temporary
    writeFileSync(path.join(folder, 'journal'), 'date,amount\n')
    await expect(Cloud.open({ folder })).rejects.toThrow('is no journal of this version')
    expect(existsSync(path.join(folder, 'lock'))).toBe(false)
  })

  test('must be one that can be made', async () => {
    const folder = path.join(import.meta.filename, 'folder')
    await expect(Cloud.open({ folder })).rejects.toThrow(
      `Cannot use the folder "${folder}": ENOTDIR; name one that can be written`,
    )
  })
})

const DAY = 86_400_000
const LEDGER = { Bucket: 'ledgers', Key: '2026/03.csv' }
const QueueUrl = 'https://sqs.us-east-1.amazonaws.com/123456789012/jobs'

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function call(cloud: Cloud, what: string, input: Record<string, unknown>): Promise<object> {
  const [clientName, operation] = what.split(' ') as [string, string]
  return cloud.call({ clientName, operation, input })
}

async function fill(cloud: Cloud): Promise<void> {
  await call(cloud, 'S3Client CreateBucket', { Bucket: 'ledgers' })
  await call(cloud, 'S3Client PutBucketVersioning', {
    Bucket: 'ledgers',
    VersioningConfiguration: { Status: 'Enabled' },
  })
  await call(cloud, 'S3Client PutBucketLifecycleConfiguration', {
    Bucket: 'ledgers',
    LifecycleConfiguration: {
      Rules: [{ ID: 'old', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 30 } }],
    },
  })
  await call(cloud, 'S3Client PutObject', { ...LEDGER, Body: bytes('1') })
  await call(cloud, 'S3Client PutObject', { ...LEDGER, Body: Buffer.alloc(20_000, 2) })
  await call(cloud, 'DynamoDBClient CreateTable', {
    TableName: 'rides',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  })
  await call(cloud, 'KinesisClient CreateStream', { StreamName: 'events', ShardCount: 2 })
  await cloud.advance(60_000)
  const Item = { id: { S: 'r-17' }, seal: { B: new Uint8Array([0, 255]) } }
  await call(cloud, 'DynamoDBClient PutItem', { TableName: 'rides', Item })
  const failing = { TableName: 'rides', Item, ConditionExpression: 'attribute_not_exists(id)' }
  await call(cloud, 'DynamoDBClient PutItem', failing).catch(() => {})
  const record = { StreamName: 'events', Data: bytes('x'), PartitionKey: 'k' }
  await call(cloud, 'KinesisClient PutRecord', record)
  await call(cloud, 'SQSClient CreateQueue', { QueueName: 'jobs' })
  await call(cloud, 'SQSClient SendMessage', { QueueUrl, MessageBody: 'a' })
  await call(cloud, 'SQSClient SendMessage', { QueueUrl, MessageBody: 'b' })
  await call(cloud, 'SQSClient ReceiveMessage', { QueueUrl })
}

/** All that a user sees of what `fill` made. */
async function look(cloud: Cloud): Promise<object[]> {
  const AttributeNames = ['All']
  return Promise.all([
    call(cloud, 'S3Client ListObjectVersions', { Bucket: 'ledgers' }),
    call(cloud, 'S3Client GetObject', LEDGER),
    call(cloud, 'DynamoDBClient Scan', { TableName: 'rides' }),
    call(cloud, 'DynamoDBClient DescribeTable', { TableName: 'rides' }),
    call(cloud, 'KinesisClient ListShards', { StreamName: 'events' }),
    call(cloud, 'KinesisClient DescribeStream', { StreamName: 'events' }),
    call(cloud, 'SQSClient GetQueueAttributes', { QueueUrl, AttributeNames }),
  ])
}
