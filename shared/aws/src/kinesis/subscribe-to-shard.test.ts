import { ResourceInUseException, ResourceNotFoundException } from '@aws-sdk/client-kinesis'
import type { SubscribeToShardEventStream } from '@aws-sdk/client-kinesis'
import { describe, expect, test } from 'vitest'
import { bytes, testShard } from './test-kinesis.ts'

const MIB = 1024 * 1024
const StreamName = 'rides'
const StreamARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/rides'
const ShardId = 'shardId-000000000000'

describe('a subscription to a shard', () => {
  test('gets what is there, and then what arrives while it waits', async () => {
    const { clock, put, subscribe } = subscriber()
    put('one')
    const last = put('two')
    const events = subscribe('TRIM_HORIZON')
    expect(await next(events)).toMatchObject({
      Records: [{ PartitionKey: 'taxi-7', Data: bytes('one') }, { Data: bytes('two') }],
      ContinuationSequenceNumber: last,
      MillisBehindLatest: 0,
    })
    const waiting = next(events)
    clock.setTimer(70_000, () => put('three'))
    const before = clock.now()
    expect((await waiting)?.Records).toMatchObject([{ Data: bytes('three') }])
    expect(clock.now() - before).toBe(70_000)
  })

  test('starts where it is told to, also where it was left off', async () => {
    const { clock, put, subscribe } = subscriber()
    const first = put('one')
    put('two')
    expect(await texts(subscribe('AFTER_SEQUENCE_NUMBER', first))).toEqual(['two'])
    await clock.advance(5_000)
    expect(await texts(subscribe('AT_SEQUENCE_NUMBER', first))).toEqual(['one', 'two'])
    await clock.advance(5_000)
    const latest = subscribe('LATEST')
    put('three')
    expect(await texts(latest)).toEqual(['three'])
  })

  test('ends after 5 minutes, and not before', async () => {
    const { clock, put, subscribe } = subscriber()
    const events = subscribe('LATEST')
    clock.setTimer(299_999, () => put('late'))
    expect(await texts(events)).toEqual(['late'])
    const before = clock.now()
    expect(await next(events)).toBeUndefined()
    expect(clock.now() - before).toBe(1)
    put('too late')
    expect(await next(events)).toBeUndefined()
  })

  test('is refused within 5 seconds of the one before, and takes its place afterwards', async () => {
    const { clock, put, subscribe } = subscriber()
    const old = subscribe('LATEST')
    await clock.advance(4_999)
    expect(() => subscribe('LATEST')).toThrow(ResourceInUseException)
    expect(() => subscribe('LATEST')).toThrow(
      'Another active subscription exists for this consumer: 123456789012:rides:shardId-000000000000:dashboard',
    )
    const cutOff = expect(next(old)).rejects.toThrow(ResourceInUseException)
    clock.setTimer(1, () => {
      const taken = subscribe('LATEST')
      put('one')
      void texts(taken)
    })
    await cutOff
    expect(await next(old)).toBeUndefined()
  })

  test('shares nothing with other consumers, nor with GetRecords', async () => {
    const { put, subscribe, register, iterator, read } = subscriber()
    const other = register('audit')
    put('one')
    expect(await texts(subscribe('TRIM_HORIZON'))).toEqual(['one'])
    expect(await texts(subscribe('TRIM_HORIZON', undefined, other))).toEqual(['one'])
    expect(read(iterator())).toEqual(['one'])
  })

  test('gets no more than 2 MiB a second', async () => {
    const { kinesis, clock, subscribe } = subscriber()
    for (let second = 0; second < 4; second++) {
      kinesis.PutRecord({ StreamName, PartitionKey: 'b', Data: new Uint8Array(MIB - 1) })
      await clock.advance(1_000)
    }
    const start = clock.now()
    const events = subscribe('TRIM_HORIZON')
    const first = await next(events)
    expect(first).toMatchObject({ MillisBehindLatest: 3_000 })
    expect(first?.Records).toHaveLength(2)
    expect((await next(events))?.Records).toHaveLength(2)
    expect(clock.now() - start).toBe(1_000)
  })

  test('ends with a closed shard, whose children its last event names', async () => {
    const { kinesis, put, subscribe } = subscriber()
    put('one')
    const events = subscribe('TRIM_HORIZON')
    expect(await texts(events)).toEqual(['one'])
    const last = next(events)
    const NewStartingHashKey = String(2n ** 127n)
    kinesis.SplitShard({ StreamName, ShardToSplit: ShardId, NewStartingHashKey })
    const event = await last
    expect(event).toMatchObject({ Records: [], MillisBehindLatest: 0 })
    expect(event?.ChildShards?.map((child) => child.ShardId)).toEqual([
      'shardId-000000000001',
      'shardId-000000000002',
    ])
    expect(await next(events)).toBeUndefined()
  })

  test.each(['stream', 'consumer'])('fails when its %s goes', async (what) => {
    const { kinesis, subscribe } = subscriber()
    const waiting = next(subscribe('LATEST'))
    if (what === 'stream') kinesis.DeleteStream({ StreamName, EnforceConsumerDeletion: true })
    else kinesis.DeregisterStreamConsumer({ StreamARN, ConsumerName: 'dashboard' })
    await expect(waiting).rejects.toThrow(ResourceNotFoundException)
  })

  test('lets go of the clock when its reader stops', async () => {
    const { clock, subscribe } = subscriber()
    const events = subscribe('LATEST')
    const waiting = next(events)
    await events.return!()
    expect(await waiting).toBeUndefined()
    expect(clock.quiet).toBe(true)
  })

  test('wants a consumer and a shard that exist', () => {
    const { kinesis, arn } = subscriber()
    const subscribe = (input: { ConsumerARN: string; ShardId: string }) => () =>
      kinesis.SubscribeToShard({ ...input, StartingPosition: { Type: 'LATEST' } })
    expect(subscribe({ ConsumerARN: `${arn}0`, ShardId })).toThrow(ResourceNotFoundException)
    expect(subscribe({ ConsumerARN: arn, ShardId: 'shardId-000000000001' })).toThrow(
      ResourceNotFoundException,
    )
  })
})

type Events = AsyncIterator<SubscribeToShardEventStream>

/** The stream "rides" with a registered consumer, and what it reads. */
function subscriber() {
  const parts = testShard()
  const { kinesis } = parts
  const register = (ConsumerName: string) =>
    kinesis.RegisterStreamConsumer({ StreamARN, ConsumerName }).Consumer!.ConsumerARN!
  const arn = register('dashboard')
  const subscribe = (
    Type: 'LATEST' | 'TRIM_HORIZON' | 'AT_SEQUENCE_NUMBER' | 'AFTER_SEQUENCE_NUMBER',
    SequenceNumber?: string,
    ConsumerARN = arn,
  ): Events => {
    const StartingPosition = { Type, SequenceNumber }
    const { EventStream } = kinesis.SubscribeToShard({ ConsumerARN, ShardId, StartingPosition })
    return EventStream![Symbol.asyncIterator]()
  }
  return { ...parts, arn, register, subscribe }
}

async function next(events: Events) {
  const { value } = await events.next()
  return (value as SubscribeToShardEventStream | undefined)?.SubscribeToShardEvent
}

async function texts(events: Events): Promise<string[]> {
  return (await next(events))!.Records!.map(({ Data }) => Buffer.from(Data!).toString())
}
