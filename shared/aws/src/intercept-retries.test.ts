import { type DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import {
  GetObjectCommand,
  ListBucketMetricsConfigurationsCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { freshWorld } from './fresh-world.ts'
import { sdkOf } from './registry.ts'
import { awsError } from './service.ts'

describe("the SDK's retry", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    vi.setTimerTickMode('nextTimerAsync')
  })
  afterEach(() => void vi.useRealTimers())

  test('asks again after a throttled call, and each attempt passes the gateway', async () => {
    const { gateway, client } = await withBucket()
    fail(gateway, 'PutObject', { name: 'SlowDown', status: 503, call: [1, 2] })
    const { ETag, $metadata } = await client<S3Client>('S3Client').send(
      new PutObjectCommand({ ...LEDGER, Body: 'a' }),
    )
    expect([typeof ETag, $metadata.attempts]).toEqual(['string', 3])
    expect(gateway.calls.map(({ error }) => error?.name)).toEqual([
      'SlowDown',
      'SlowDown',
      undefined,
    ])
  })

  test.each([1, 2, 5])('gives up after maxAttempts %i', async (maxAttempts) => {
    const { gateway, client } = await withBucket()
    fail(gateway, 'PutObject', { name: 'SlowDown', status: 503, call: 'all' })
    const s3 = client<S3Client>('S3Client', { maxAttempts })
    await expect(s3.send(new PutObjectCommand({ ...LEDGER, Body: 'a' }))).rejects.toMatchObject({
      name: 'SlowDown',
      $metadata: { attempts: maxAttempts },
    })
    expect(gateway.calls).toHaveLength(maxAttempts)
  })

  test.each([
    ['AccessDenied', 403],
    ['NoSuchKey', 404],
  ])('does not repeat a call that failed with %s', async (name, status) => {
    const { gateway, client } = await withBucket()
    fail(gateway, 'GetObject', { name, status, call: 'all' })
    const s3 = client<S3Client>('S3Client')
    await expect(s3.send(new GetObjectCommand(LEDGER))).rejects.toMatchObject({ name })
    expect(gateway.calls).toHaveLength(1)
  })

  test('refuses an operation that is not emulated by name, and does not repeat it', async () => {
    const { gateway, client } = await withBucket()
    const input = { Bucket: 'ledgers' }
    await expect(
      client<S3Client>('S3Client').send(new ListBucketMetricsConfigurationsCommand(input)),
    ).rejects.toMatchObject({
      name: 'NotImplemented',
      message: 'The embedded AWS does not emulate ListBucketMetricsConfigurations of S3',
      $metadata: { httpStatusCode: 501 },
    })
    expect(gateway.calls).toHaveLength(1)
  })

  test('repeats a lost TransactWriteItems with the same idempotency token', async () => {
    const { gateway, client } = freshWorld()
    let written = 0
    gateway.faults.add({ operation: 'TransactWriteItems', call: 'all' }, async () => {
      if (++written === 1) throw lost('DynamoDB')
      return {}
    })
    await client<DynamoDBClient>('DynamoDBClient').send(
      new TransactWriteItemsCommand({ TransactItems: [] }),
    )
    const tokens = gateway.calls.map(({ input }) => input['ClientRequestToken'])
    expect(tokens).toHaveLength(2)
    expect(tokens[0]).toMatch(/^[0-9a-f-]{36}$/)
    expect(tokens[1]).toBe(tokens[0])
  })

  test('gives every TransactWriteItems a token of its own and keeps one that was given', async () => {
    const { gateway, client } = freshWorld()
    gateway.faults.add({ operation: 'TransactWriteItems', call: 'all' }, async () => ({}))
    const dynamodb = client<DynamoDBClient>('DynamoDBClient')
    const command = () => new TransactWriteItemsCommand({ TransactItems: [] })
    await dynamodb.send(command())
    await dynamodb.send(command())
    const input = { TransactItems: [], ClientRequestToken: 'transfer-17' }
    await dynamodb.send(new TransactWriteItemsCommand(input))
    const tokens = gateway.calls.map((call) => call.input['ClientRequestToken'])
    expect(new Set(tokens).size).toBe(3)
    expect(tokens[2]).toBe('transfer-17')
  })
})

const LEDGER = { Bucket: 'ledgers', Key: '2026/03.csv' }
async function withBucket() {
  const world = freshWorld()
  const input = { Bucket: 'ledgers' }
  await world.gateway.fromCheck({ clientName: 'S3Client', operation: 'CreateBucket', input })
  return world
}

function fail(
  gateway: ReturnType<typeof freshWorld>['gateway'],
  operation: string,
  { name, status, call }: { name: string; status: number; call: readonly number[] | 'all' },
) {
  gateway.faults.add({ operation, call }, async () => {
    throw awsError(sdkOf('S3'), name, { message: name, status })
  })
}

function lost(service: string): Error {
  return awsError(sdkOf(service), 'InternalServerError', { message: 'The line broke', status: 500 })
}
