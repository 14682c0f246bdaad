import { KinesisClient, ListStreamsCommand } from '@aws-sdk/client-kinesis'
import {
  GetObjectCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  S3,
  S3Client,
  waitUntilObjectExists,
} from '@aws-sdk/client-s3'
import { afterEach, describe, expect, test } from 'vitest'
import {
  type AwsCall,
  handleCallsOf,
  handleOtherCalls,
  patchClientClass,
  refuseHttp,
} from './intercept.ts'

const undo: (() => void)[] = []
afterEach(() => {
  for (const put of undo.splice(0)) put()
})

describe('handleCallsOf', () => {
  test('names client and operation, leaves out undefined members, and adds metadata', async () => {
    const { client, calls } = s3(async () => ({ ContentLength: 7 }))
    const input = { Bucket: 'ledgers', Key: '2026/03.csv', VersionId: undefined }
    const output = await client.send(new HeadObjectCommand(input))
    expect(calls).toEqual([
      {
        clientName: 'S3Client',
        operation: 'HeadObject',
        input: { Bucket: 'ledgers', Key: '2026/03.csv' },
      },
    ])
    expect(output).toMatchObject({ ContentLength: 7, $metadata: { httpStatusCode: 200 } })
  })

  test('keeps the calls of two clients apart', async () => {
    const [first, second] = [s3(async () => ({})), s3(async () => ({}))]
    await first.client.send(new HeadObjectCommand({ Bucket: 'ledgers', Key: 'a' }))
    const command = new HeadObjectCommand({ Bucket: 'ledgers', Key: 'b' })
    await second.client.send(command)
    await first.client.send(command)
    expect(first.calls.map(({ input }) => input['Key'])).toEqual(['a', 'b'])
    expect(second.calls.map(({ input }) => input['Key'])).toEqual(['b'])
  })

  test('sees the calls of an aggregated client', async () => {
    const client = new S3(CONFIG)
    const calls = record(client, async () => ({}))
    await client.headObject({ Bucket: 'ledgers', Key: 'a' })
    expect(calls).toMatchObject([{ clientName: 'S3Client', operation: 'HeadObject' }])
  })

  test('answers callers that pass a callback', async () => {
    const { client } = s3(async () => ({ ContentLength: 7 }))
    const answered = Promise.withResolvers<unknown>()
    client.send(new HeadObjectCommand({ Bucket: 'ledgers', Key: 'a' }), (error, output) =>
      error ? answered.reject(error) : answered.resolve(output),
    )
    await expect(answered.promise).resolves.toMatchObject({ ContentLength: 7 })
  })

  test('carries paginators from page to page', async () => {
    const pages = [
      { Contents: [{ Key: 'a' }], IsTruncated: true, NextContinuationToken: 'after a' },
      { Contents: [{ Key: 'b' }], IsTruncated: false },
    ]
    const { client, calls } = s3(async () => pages.shift()!)
    const keys: unknown[] = []
    for await (const page of paginateListObjectsV2({ client }, { Bucket: 'ledgers' })) {
      keys.push(...page.Contents!.map(({ Key }) => Key))
    }
    expect(keys).toEqual(['a', 'b'])
    expect(calls.map(({ input }) => input['ContinuationToken'])).toEqual([undefined, 'after a'])
  })

  test('carries waiters to the state they wait for', async () => {
    let asked = 0
    const { client } = s3(async () => {
      if (++asked < 2) throw Object.assign(new Error('NotFound'), { name: 'NotFound' })
      return {}
    })
    const times = { maxWaitTime: 5, minDelay: 0.001, maxDelay: 0.001 }
    const result = await waitUntilObjectExists({ client, ...times }, { Bucket: 'b', Key: 'k' })
    expect([result.state, asked]).toEqual(['SUCCESS', 2])
  })

  test("passes the caller's abortSignal on", async () => {
    const { client, calls } = s3(async () => ({}))
    const { signal } = new AbortController()
    await client.send(new HeadObjectCommand({ Bucket: 'b', Key: 'k' }), { abortSignal: signal })
    expect(calls[0]!.signal).toBe(signal)
  })

  test("runs a student's own middleware around the call, at every step", async () => {
    const { client, calls } = s3(async () => ({ ContentLength: 7 }))
    const steps: string[] = []
    type Next = (args: object) => Promise<never>
    const traced = (step: string) => (next: Next) => async (args: object) => {
      steps.push(`before ${step}`)
      const result = await next(args)
      steps.push(`after ${step}`)
      return result
    }
    client.middlewareStack.add(traced('initialize') as never, { step: 'initialize' })
    client.middlewareStack.add(traced('build') as never, { step: 'build' })
    client.middlewareStack.add(traced('finalizeRequest') as never, { step: 'finalizeRequest' })
    await client.send(new HeadObjectCommand({ Bucket: 'b', Key: 'k' }))
    expect(steps).toEqual([
      'before initialize',
      'before build',
      'before finalizeRequest',
      'after finalizeRequest',
      'after build',
      'after initialize',
    ])
    expect(calls).toHaveLength(1)
  })
})

describe('handleOtherCalls', () => {
  test('answers clients that a student made, and gives back what was in force', async () => {
    patchClientClass(KinesisClient)
    const calls: AwsCall[] = []
    const handler = async (call: AwsCall) => {
      calls.push(call)
      return { StreamNames: ['rides'] }
    }
    const before = handleOtherCalls(handler)
    undo.push(() => void handleOtherCalls(before))
    const { StreamNames } = await new KinesisClient(CONFIG).send(new ListStreamsCommand({}))
    expect(StreamNames).toEqual(['rides'])
    expect(calls).toMatchObject([{ clientName: 'KinesisClient', operation: 'ListStreams' }])
    expect(handleOtherCalls(before)).toBe(handler)
  })

  test('leaves clients with a handler of their own alone', async () => {
    const before = handleOtherCalls(async () => ({ ContentLength: 1 }))
    undo.push(() => void handleOtherCalls(before))
    const { client } = s3(async () => ({ ContentLength: 2 }))
    const output = await client.send(new HeadObjectCommand({ Bucket: 'b', Key: 'k' }))
    expect(output.ContentLength).toBe(2)
  })
})

describe('refuseHttp', () => {
  test.each([
    ['HTTP', () => new S3Client(CONFIG).send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }))],
    ['HTTP/2', () => new KinesisClient(CONFIG).send(new ListStreamsCommand({}))],
  ])('refuses what leaves by %s, naming the host', async (_, send) => {
    undo.push(refuseHttp())
    await expect(send()).rejects.toMatchObject({
      name: 'NetworkRefused',
      message: expect.stringMatching(/^No request leaves the workshop: ".*amazonaws\.com"/),
    })
  })

  test('is lifted by what it returns', () => {
    const client = new S3Client(CONFIG)
    const { handle } = client.config.requestHandler
    refuseHttp()()
    expect(client.config.requestHandler.handle).toBe(handle)
  })
})

const CONFIG = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'not-a-secret' },
  maxAttempts: 1,
}

function s3(answer: (call: AwsCall) => Promise<object>) {
  const client = new S3Client(CONFIG)
  return { client, calls: record(client, answer) }
}

function record(client: { config: object }, answer: (call: AwsCall) => Promise<object>): AwsCall[] {
  const calls: AwsCall[] = []
  handleCallsOf(client, (call) => {
    calls.push(call)
    return answer(call)
  })
  return calls
}
