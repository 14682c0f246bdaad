import {
  InvalidArgumentException,
  LimitExceededException,
  ResourceNotFoundException,
  type Shard,
  ValidationException,
} from '@aws-sdk/client-kinesis'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytes, testKinesis } from './test-kinesis.ts'

const StreamName = 'rides'
const HALF = 2n ** 127n

function testStream(shards = 1) {
  const world = testKinesis()
  const { kinesis, create } = world
  create(StreamName, shards)
  const list = () => kinesis.ListShards({ StreamName }).Shards!
  const isOpen = (shard: Shard) => !shard.SequenceNumberRange?.EndingSequenceNumber
  return { ...world, list, open: () => list().filter(isOpen) }
}

/** A shard's hash keys as numbers. */
function rangeOf({ HashKeyRange }: Shard): [start: bigint, end: bigint] {
  return [BigInt(HashKeyRange!.StartingHashKey!), BigInt(HashKeyRange!.EndingHashKey!)]
}

describe('SplitShard', () => {
  test('closes the shard and opens two that share its hash keys', () => {
    const { kinesis, list } = testStream()
    const ShardToSplit = 'shardId-000000000000'
    kinesis.SplitShard({ StreamName, ShardToSplit, NewStartingHashKey: String(HALF) })
    const [parent, lower, upper] = list()
    expect(parent?.SequenceNumberRange?.EndingSequenceNumber).toBeDefined()
    expect([lower, upper].map((shard) => shard?.ParentShardId)).toEqual(Array(2).fill(ShardToSplit))
    expect(rangeOf(lower!)).toEqual([0n, HALF - 1n])
    expect(rangeOf(upper!)).toEqual([HALF, 2n ** 128n - 1n])
    const put = { StreamName, PartitionKey: 'x', Data: bytes('ride') }
    expect(kinesis.PutRecord({ ...put, ExplicitHashKey: '0' }).ShardId).toBe(lower?.ShardId)
  })

  test('refuses a hash key that leaves a side empty, and a shard that is closed', () => {
    const { kinesis } = testStream(2)
    const split = (ShardToSplit: string, key: bigint) => () =>
      kinesis.SplitShard({ StreamName, ShardToSplit, NewStartingHashKey: String(key) })
    expect(split('shardId-000000000001', HALF + 1n)).toThrow(InvalidArgumentException)
    expect(split('shardId-000000000001', HALF + 1n)).toThrow(
      "is not both greater than one plus the shard's StartingHashKey " +
        '170141183460469231731687303715884105728 and less than',
    )
    expect(split('shardId-000000000007', HALF)).toThrow(ResourceNotFoundException)
    split('shardId-000000000000', HALF / 2n)()
    expect(split('shardId-000000000000', HALF / 2n)).toThrow(InvalidArgumentException)
  })

  test('refuses on-demand streams', () => {
    const { kinesis } = testKinesis()
    kinesis.CreateStream({ StreamName, StreamModeDetails: { StreamMode: 'ON_DEMAND' } })
    const ShardToSplit = 'shardId-000000000000'
    const split = () => kinesis.SplitShard({ StreamName, ShardToSplit, NewStartingHashKey: '9' })
    expect(split).toThrow(ValidationException)
  })
})

describe('MergeShards', () => {
  test('closes two adjacent shards and opens one with both their hash keys', () => {
    const { kinesis, open } = testStream(2)
    const [ShardToMerge, AdjacentShardToMerge] = ['shardId-000000000000', 'shardId-000000000001']
    kinesis.MergeShards({ StreamName, ShardToMerge, AdjacentShardToMerge })
    expect(open()).toMatchObject([
      { ParentShardId: ShardToMerge, AdjacentParentShardId: AdjacentShardToMerge },
    ])
    expect(rangeOf(open()[0]!)).toEqual([0n, 2n ** 128n - 1n])
  })

  test('refuses shards that are not adjacent', () => {
    const { kinesis } = testStream(3)
    const [ShardToMerge, AdjacentShardToMerge] = ['shardId-000000000000', 'shardId-000000000002']
    const merge = () => kinesis.MergeShards({ StreamName, ShardToMerge, AdjacentShardToMerge })
    expect(merge).toThrow('are not an adjacent pair of shards eligible for merging')
  })
})

describe('UpdateShardCount', () => {
  const scale = (kinesis: ReturnType<typeof testStream>['kinesis'], TargetShardCount: number) =>
    kinesis.UpdateShardCount({ StreamName, TargetShardCount, ScalingType: 'UNIFORM_SCALING' })

  test('splits every shard to double them', () => {
    const { kinesis, list, open } = testStream(2)
    const result = scale(kinesis, 4)
    expect(result).toMatchObject({ CurrentShardCount: 2, TargetShardCount: 4 })
    expect(list()).toHaveLength(6)
    expect(open().map(({ ParentShardId }) => ParentShardId)).toEqual([
      'shardId-000000000000',
      'shardId-000000000000',
      'shardId-000000000001',
      'shardId-000000000001',
    ])
  })

  test('refuses more than double, less than half, and an eleventh time within 24 hours', async () => {
    const { kinesis, clock } = testStream(4)
    expect(() => scale(kinesis, 9)).toThrow(LimitExceededException)
    expect(() => scale(kinesis, 9)).toThrow(
      'UpdateShardCount cannot scale up over double your current open shard count. ' +
        'Current open shard count: 4 Target shard count: 9',
    )
    expect(() => scale(kinesis, 1)).toThrow('scale down below half')
    for (let times = 0; times < 10; times++) scale(kinesis, times % 2 === 0 ? 5 : 4)
    expect(() => scale(kinesis, 5)).toThrow('more than 10 times')
    await clock.advance(86_400_000)
    expect(scale(kinesis, 5)).toMatchObject({ TargetShardCount: 5 })
  })

  test('doubles thousands of shards', () => {
    const { kinesis } = testStream(2_000)
    scale(kinesis, 4_000)
    const { StreamDescriptionSummary } = kinesis.DescribeStreamSummary({ StreamName })
    expect(StreamDescriptionSummary).toMatchObject({ OpenShardCount: 4_000 })
  })

  test('ends with even ranges, whatever the stream looked like, and loses no record', async () => {
    const counts = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(counts, fc.integer({ min: 1, max: 6 }), async (targets, first) => {
        const { kinesis, clock, list, open, readShard } = testStream(first)
        const sent: string[] = []
        const sendSome = () => {
          for (const key of ['taxi-1', 'taxi-2', 'taxi-3', 'taxi-4']) {
            const text = `${key} ${sent.length}`
            kinesis.PutRecord({ StreamName, PartitionKey: key, Data: bytes(text) })
            sent.push(text)
          }
        }
        for (const wanted of targets) {
          sendSome()
          await clock.advance(700)
          const current = open().length
          const target = Math.min(Math.max(wanted, Math.ceil(current / 2)), current * 2)
          scale(kinesis, target)

          const size = 2n ** 128n / BigInt(target)
          const starts = open().map((shard) => rangeOf(shard)[0])
          const sorted = starts.toSorted((a, b) => (a < b ? -1 : 1))
          expect(sorted).toEqual(Array.from({ length: target }, (_, index) => size * BigInt(index)))
        }
        sendSome()

        // In the order of their ids, parents come before children; so do a key's records.
        const read: string[] = []
        for (const { ShardId } of list()) read.push(...(await readShard(StreamName, ShardId!)))
        for (const key of ['taxi-1', 'taxi-2', 'taxi-3', 'taxi-4']) {
          const ofKey = (texts: string[]) => texts.filter((text) => text.startsWith(key))
          expect(ofKey(read)).toEqual(ofKey(sent))
        }
      }),
      { numRuns: 30 },
    )
  })
})

test('the sequence numbers of a child shard are above those of its parents', () => {
  const { kinesis, list } = testStream()
  const put = { StreamName, PartitionKey: 'taxi-7', Data: bytes('ride') }
  const before = BigInt(kinesis.PutRecord(put).SequenceNumber!)
  kinesis.UpdateShardCount({ StreamName, TargetShardCount: 2, ScalingType: 'UNIFORM_SCALING' })
  const after = BigInt(kinesis.PutRecord(put).SequenceNumber!)
  const [parent, child] = list().map(({ SequenceNumberRange }) => SequenceNumberRange)
  expect(BigInt(parent!.EndingSequenceNumber!)).toBeGreaterThan(before)
  expect(BigInt(child!.StartingSequenceNumber!)).toBeGreaterThan(
    BigInt(parent!.EndingSequenceNumber!),
  )
  expect(after).toBeGreaterThan(BigInt(child!.StartingSequenceNumber!))
})
