// Longer than most: each limit and each way to refuse a record has a scene of its own.
import type { PutRecordsInput, PutRecordsOutput } from '@aws-sdk/client-kinesis'
import { candidate, type CheckContext, checksFor, expect, sync, streamOf } from '@workshop/testkit'
import type { StreamRecord } from '../put-all-records.ts'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { putAllRecords } = candidate(() => import('../put-all-records.ts'))

const MIB = 1_048_576
const THROTTLED = 'ProvisionedThroughputExceededException'

check('sends every record in as few requests as the limits allow', async ({ aws, ...context }) => {
  const stream = await aws.kinesis.stream({ shards: 4 })
  const records = reports(1_234)

  expect(await putAllRecords(stream.name, streamOf(records), deps({ aws, ...context }))).toEqual({
    sent: 1_234,
    failed: [],
    requests: 3,
  })
  expect(contents(await stream.records())).toEqual(contents(records))

  expect(await putAllRecords(stream.name, streamOf([]), deps({ aws, ...context }))).toEqual({
    sent: 0,
    failed: [],
    requests: 0,
  })
})

check('keeps requests within 10 MiB, keys included', async ({ aws, ...context }) => {
  const sizes: number[] = []
  aws.faults.on('PutRecords', { call: 'all' }, async ({ input }) => {
    const { Records = [] } = input as unknown as PutRecordsInput
    sizes.push(Records.reduce((sum, { Data, PartitionKey }) => sum + size(Data!, PartitionKey!), 0))
    const stored = Records.map(() => ({ SequenceNumber: '1', ShardId: 'shardId-000000000000' }))
    return { FailedRecordCount: 0, Records: stored }
  })
  const large = { key: '成田港', data: new Uint8Array(MIB - 9) }
  const records = [
    ...Array.from({ length: 10 }, () => large),
    { key: '羽田港', data: new Uint8Array(50) },
  ]

  const result = await putAllRecords('radar', streamOf(records), deps({ aws, ...context }))

  expect(result).toEqual({ sent: 11, failed: [], requests: 2 })
  expect(sizes).toEqual([10 * MIB, 59])
})

check('sends again only the records that were refused', async ({ aws, ...context }) => {
  const stream = await aws.kinesis.stream({ shards: 2 })
  const records = reports(620)
  refuse(aws, (content, attempt) => {
    const number = Number(content.split(' ')[1])
    if (number % 7 === 3 && attempt === 1) return 'InternalFailure'
    return number % 70 === 3 && attempt === 2 ? THROTTLED : undefined
  })

  const result = await putAllRecords(stream.name, streamOf(records), deps({ aws, ...context }))

  expect(result).toMatchObject({ sent: 620, failed: [] })
  expect(contents(await stream.records())).toEqual(contents(records))
})

check('tells identical records apart', async ({ aws, ...context }) => {
  const stream = await aws.kinesis.stream()
  const heartbeat = { key: 'radar-1', data: Buffer.from('alive') }
  aws.faults.failRecords([0, 3], THROTTLED)

  const records = Array.from({ length: 6 }, () => heartbeat)
  const result = await putAllRecords(stream.name, streamOf(records), deps({ aws, ...context }))

  expect(result).toMatchObject({ sent: 6, failed: [] })
  expect(await stream.records()).toHaveLength(6)
})

check('reports what it gave up on by its index in the source', async ({ aws, ...context }) => {
  const stream = await aws.kinesis.stream({ shards: 2 })
  const records = reports(520)
  refuse(aws, (content, attempt) => {
    if (content === 'report 41') return attempt < 3 ? THROTTLED : 'InternalFailure'
    if (content === 'report 42') return attempt < 3 ? THROTTLED : undefined
    return ['report 7', 'report 511'].includes(content) ? THROTTLED : undefined
  })

  const result = await putAllRecords(stream.name, streamOf(records), deps({ aws, ...context }), {
    maxAttempts: 3,
  })

  expect(result).toMatchObject({
    sent: 517,
    failed: [
      { index: 7, code: THROTTLED },
      { index: 41, code: 'InternalFailure' },
      { index: 511, code: THROTTLED },
    ],
  })
})

check('reports a record above the limit and sends the others', async ({ aws, ...context }) => {
  const stream = await aws.kinesis.stream({ shards: 8 })
  const records = [
    { key: 'mallard', data: Buffer.from('small') },
    { key: 'pelican', data: new Uint8Array(MIB - 'pelican'.length + 1) },
    { key: 'condor', data: new Uint8Array(MIB - 'condor'.length) },
  ]

  const result = await putAllRecords(stream.name, streamOf(records), deps({ aws, ...context }), {
    maxAttempts: 8,
  })

  expect(result).toMatchObject({ sent: 2, failed: [{ index: 1, code: 'RecordTooLarge' }] })
  expect((await stream.records()).map(({ key }) => key).toSorted()).toEqual(['condor', 'mallard'])

  refuse(aws, (content) => (content === 'small' ? THROTTLED : undefined))
  const small = records.slice(0, 2)
  const given = await putAllRecords(stream.name, streamOf(small), deps({ aws, ...context }))
  expect(given.failed).toEqual([
    { index: 0, code: THROTTLED },
    { index: 1, code: 'RecordTooLarge' },
  ])
})

check('tries a request again that was throttled as a whole', async ({ aws, ...context }) => {
  const stream = await aws.kinesis.stream({ shards: 2 })
  const records = reports(60)
  const throttled = { name: THROTTLED, status: 400 }
  aws.faults.fail('PutRecords', throttled, { call: [1, 2, 3, 4] })

  const result = await putAllRecords(stream.name, streamOf(records), deps({ aws, ...context }))
  expect(result).toMatchObject({ sent: 60, failed: [] })
  expect(contents(await stream.records())).toEqual(contents(records))

  aws.faults.fail('PutRecords', throttled, { call: 'all' })
  const given = await putAllRecords(stream.name, streamOf(reports(2)), deps({ aws, ...context }))
  expect(given).toMatchObject({
    sent: 0,
    failed: [
      { index: 0, code: THROTTLED },
      { index: 1, code: THROTTLED },
    ],
  })
})

check('lets errors through that waiting does not mend', async ({ aws, ...context }) => {
  const sending = putAllRecords('no-such-stream', streamOf(reports(3)), deps({ aws, ...context }))
  await expect(sending).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  expect(aws.calls('PutRecords')).toHaveLength(1)
})

check('waits before each retry, up to twice as long, and not after the last', async (context) => {
  const { aws, sleep } = context
  const stream = await aws.kinesis.stream()
  refuse(aws, () => THROTTLED)
  const waits: number[] = []
  const measured = {
    client: aws.kinesis.client,
    random: sync(() => 0.5),
    sleep: async (ms: number) => {
      waits.push(ms)
      await sleep(ms)
    },
  }

  const result = await putAllRecords(stream.name, streamOf(reports(3)), measured, {
    maxAttempts: 9,
  })

  expect(result).toMatchObject({ sent: 0, requests: 9 })
  expect(waits).toEqual([50, 100, 200, 400, 800, 1600, 2500, 2500])
})

check('reads no further ahead than two requests', async ({ aws, ...context }) => {
  const stream = await aws.kinesis.stream({ shards: 8 })
  let read = 0
  let stored = 0
  let furthest = 0
  async function* counted() {
    for (const report of reports(2_200)) {
      read++
      yield report
    }
  }
  aws.faults.on('PutRecords', { call: 'all' }, async (_, proceed) => {
    // Whoever reads on while a request is under way gets the time to do so.
    await context.sleep(1_000)
    furthest = Math.max(furthest, read - stored)
    const output = await proceed()
    stored += (output as unknown as PutRecordsOutput).Records!.length
    return output
  })

  const result = await putAllRecords(stream.name, counted(), deps({ aws, ...context }))

  expect(result.sent).toBe(2_200)
  // Two requests, and the record that did not fit any more.
  expect(furthest).toBeLessThanOrEqual(1_001)
})

check('keeps the order of each key where asked to', async ({ aws, ...context }) => {
  const stream = await aws.kinesis.stream({ shards: 4 })
  const flock = ['gull', 'crow', 'goose', 'owl', 'swift']
  const records = reports(90).map(({ data }, n) => ({ key: flock[((n * n) % 11) % 5]!, data }))
  refuse(aws, (content, attempt) => {
    const number = Number(content.split(' ')[1])
    return attempt <= number % 3 ? THROTTLED : undefined
  })

  const result = await putAllRecords(stream.name, streamOf(records), deps({ aws, ...context }), {
    ordered: true,
  })

  expect(result).toMatchObject({ sent: 90, failed: [] })
  const arrived = await stream.records()
  for (const bird of flock) {
    const of = (all: readonly StreamRecord[]) => all.filter(({ key }) => key === bird).map(textOf)
    expect(of(arrived)).toEqual(of(records))
  }
})

/** Radar reports, each with a content of its own; keys repeat. */
function reports(count: number): StreamRecord[] {
  return Array.from({ length: count }, (_, n) => ({
    key: `radar-${(n * 31) % 211}`,
    data: Buffer.from(`report ${n}`),
  }))
}

function deps({ aws, sleep, random }: Pick<CheckContext, 'aws' | 'sleep' | 'random'>) {
  return { client: aws.kinesis.client, sleep, random }
}

/** Has PutRecords refuse records by their content; `attempt` counts from 1 for each content. */
function refuse(
  aws: CheckContext['aws'],
  codeFor: (content: string, attempt: number) => string | undefined,
) {
  const attempts = new Map<string, number>()
  aws.faults.on('PutRecords', { call: 'all' }, async ({ input }, proceed) => {
    const { Records = [] } = input as unknown as PutRecordsInput
    const codes = Records.map(({ Data }) => {
      const content = Buffer.from(Data!).toString()
      const attempt = (attempts.get(content) ?? 0) + 1
      attempts.set(content, attempt)
      return codeFor(content, attempt)
    })
    const accepted = Records.filter((_, at) => codes[at] === undefined)
    const output = accepted.length > 0 ? await proceed({ ...input, Records: accepted }) : {}
    const stored = [...((output as Partial<PutRecordsOutput>).Records ?? [])]
    const answers = codes.map((ErrorCode) =>
      ErrorCode ? { ErrorCode, ErrorMessage: 'The record was refused' } : stored.shift()!,
    )
    return {
      FailedRecordCount: answers.filter((answer) => answer.ErrorCode).length,
      Records: answers,
    }
  })
}

function textOf({ data }: { data: Uint8Array }): string {
  return Buffer.from(data).toString()
}

function contents(records: readonly { data: Uint8Array }[]): string[] {
  return records.map(textOf).toSorted()
}

function size(data: Uint8Array, key: string): number {
  return data.length + Buffer.byteLength(key)
}
