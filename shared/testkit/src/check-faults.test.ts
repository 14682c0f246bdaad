import { ProvisionedThroughputExceededException, PutRecordsCommand } from '@aws-sdk/client-kinesis'
import {
  GetObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { describe, expect, test, vi } from 'vitest'
import { freshCheck } from './fresh-check.ts'

const KEY = 'ledgers/2026/03.csv'

describe('fail', () => {
  test("answers with the SDK's exception and does not carry the operation out", async () => {
    const { aws, bucket, put } = await s3Check()
    aws.faults.fail('PutObject', { name: 'AccessDenied', message: 'Not yours', status: 403 })
    await expect(put('a')).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'Not yours',
      $metadata: { httpStatusCode: 403 },
    })
    expect(await bucket.keys()).toEqual([])
  })

  test('gives the exception its members, and its name where no message is given', async () => {
    const { aws } = freshCheck().context
    const stream = await aws.kinesis.stream()
    const data = { $retryable: undefined, reason: 'planned' }
    aws.faults.fail('PutRecords', { name: 'ProvisionedThroughputExceededException', data }, ALL)
    const sent = retried(() => aws.kinesis.client.send(putRecords(stream.name, ['ada'])))
    await expect(sent).rejects.toBeInstanceOf(ProvisionedThroughputExceededException)
    await expect(sent).rejects.toMatchObject({
      message: 'ProvisionedThroughputExceededException',
      reason: 'planned',
    })
  })

  test('is got over by a retry where the plan says so', async () => {
    const { aws, bucket, put } = await s3Check()
    aws.faults.fail('PutObject', { name: 'SlowDown', status: 503 }, { call: [1, 2] })
    await retried(() => put('a'))
    expect(await bucket.text(KEY)).toBe('a')
    expect(aws.calls('PutObject')).toHaveLength(3)
  })

  test('strikes only calls that fit', async () => {
    const { aws, bucket, put } = await s3Check()
    const which = { when: ({ Key }: Record<string, unknown>) => Key === 'elsewhere' }
    aws.faults.fail('PutObject', { name: 'AccessDenied', status: 403 }, which)
    await put('a')
    expect(await bucket.keys()).toEqual([KEY])
  })
})

describe('loseResponse', () => {
  test('carries the operation out before the answer is lost, and the SDK asks again', async () => {
    const { aws, bucket, put } = await s3Check()
    aws.faults.loseResponse('PutObject')
    await expect(retried(() => put('a', { IfNoneMatch: '*' }))).rejects.toMatchObject({
      name: 'PreconditionFailed',
    })
    expect(await bucket.text(KEY)).toBe('a')
    expect(aws.calls('PutObject')).toHaveLength(2)
  })

  test('does not have a transaction carried out twice, as its token stays the same', async () => {
    const { aws } = freshCheck().context
    const table = await aws.dynamodb.table({ key: { account: 'S' } })
    await table.put({ account: 'ada', balance: 10 })
    aws.faults.loseResponse('TransactWriteItems')
    const Update = {
      TableName: table.name,
      Key: { account: 'ada' },
      UpdateExpression: 'ADD balance :paid',
      ExpressionAttributeValues: { ':paid': 5 },
    }
    await retried(() =>
      aws.dynamodb.doc.send(new TransactWriteCommand({ TransactItems: [{ Update }] })),
    )
    expect(await table.get({ account: 'ada' })).toEqual({ account: 'ada', balance: 15 })
    expect(aws.calls('TransactWriteItems')).toHaveLength(2)
  })
})

describe('edit', () => {
  test('changes the answer: an empty page with a token', async () => {
    const { aws, bucket, put } = await s3Check()
    await put('a')
    aws.faults.edit<ListObjectsV2CommandOutput>('ListObjectsV2', (output, input) => ({
      ...output,
      Contents: [],
      IsTruncated: true,
      NextContinuationToken: `after ${String(input['Bucket'])}`,
    }))
    const list = () => aws.s3.client.send(new ListObjectsV2Command({ Bucket: bucket.name }))
    expect(await list()).toMatchObject({
      Contents: [],
      NextContinuationToken: `after ${bucket.name}`,
    })
    expect((await list()).Contents).toHaveLength(1)
  })

  test('changes the answer: a corrupt byte', async () => {
    const { aws, bucket, put } = await s3Check()
    await put('abc')
    aws.faults.edit<{ Body: Uint8Array }>('GetObject', (output) => {
      const chunks = [output.Body].flat()
      return { ...output, Body: Buffer.concat(chunks).map((byte) => byte ^ 1) }
    })
    const { Body } = await aws.s3.client.send(
      new GetObjectCommand({ Bucket: bucket.name, Key: KEY }),
    )
    expect(await Body!.transformToString()).toBe('`cb')
    expect(await bucket.text(KEY)).toBe('abc')
  })
})

describe('delay', () => {
  test('lets virtual time pass before the operation is carried out', async () => {
    const { aws, put, context } = await s3Check()
    const asked = context.now()
    aws.faults.delay('PutObject', 90_000)
    await put('a')
    expect(context.now()).toBe(asked + 90_000)
  })
})

describe('on', () => {
  test('puts a handler between the call and the target', async () => {
    const { aws, bucket, put } = await s3Check()
    aws.faults.on('PutObject', {}, (call, proceed) =>
      proceed({ ...call.input, Key: 'rewritten by a proxy' }),
    )
    await put('a')
    expect(await bucket.keys()).toEqual(['rewritten by a proxy'])
  })
})

const ALL = { call: 'all' } as const

async function s3Check() {
  const { context } = freshCheck()
  const { aws } = context
  const bucket = await aws.s3.bucket()
  const put = (Body: string, members: object = {}) =>
    aws.s3.client.send(new PutObjectCommand({ Bucket: bucket.name, Key: KEY, Body, ...members }))
  return { context, aws, bucket, put }
}

/** Lets the SDK's pauses between attempts pass without waiting for them. */
async function retried<T>(body: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.setTimerTickMode('nextTimerAsync')
  try {
    return await body()
  } finally {
    vi.useRealTimers()
  }
}

function putRecords(StreamName: string, drivers: string[]) {
  const Records = drivers.map((driver) => ({
    PartitionKey: driver,
    Data: new TextEncoder().encode(`${driver} drove`),
  }))
  return new PutRecordsCommand({ StreamName, Records })
}
