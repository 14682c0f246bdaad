import {
  ExpiredNextTokenException,
  InvalidArgumentException,
  type ShardFilter,
} from '@aws-sdk/client-kinesis'
import { describe, expect, test } from 'vitest'
import { testKinesis } from './test-kinesis.ts'

const StreamName = 'rides'
const HOUR = 3_600_000

/** A stream whose only shard is split after an hour. */
async function testSplit() {
  const world = testKinesis()
  const { kinesis, clock, create } = world
  create(StreamName)
  await clock.advance(HOUR)
  const NewStartingHashKey = String(2n ** 127n)
  kinesis.SplitShard({ StreamName, ShardToSplit: 'shardId-000000000000', NewStartingHashKey })
  const indexes = (input: object = {}) =>
    kinesis
      .ListShards({ StreamName, ...input })
      .Shards!.map(({ ShardId }) => Number(ShardId!.slice(-12)))
  return { ...world, indexes, filtered: (ShardFilter: ShardFilter) => indexes({ ShardFilter }) }
}

describe('ListShards', () => {
  test('pages through the shards, with tokens that live for 300 seconds', async () => {
    const { kinesis, create, clock } = testKinesis()
    create(StreamName, 5)
    const ids: string[] = []
    let page = kinesis.ListShards({ StreamName, MaxResults: 2 })
    const { NextToken } = page
    for (;;) {
      ids.push(...page.Shards!.map(({ ShardId }) => ShardId!))
      if (!page.NextToken) break
      page = kinesis.ListShards({ NextToken: page.NextToken, MaxResults: 2 })
    }
    expect(ids).toEqual([0, 1, 2, 3, 4].map((index) => `shardId-00000000000${index}`))
    await clock.advance(300_000)
    expect(kinesis.ListShards({ NextToken }).Shards).toHaveLength(3)
    await clock.advance(1)
    expect(() => kinesis.ListShards({ NextToken })).toThrow(ExpiredNextTokenException)
  })

  test('refuses a token together with a name, neither, and what is no token', () => {
    const { kinesis, create } = testKinesis()
    create(StreamName)
    const NextToken = 'token'
    expect(() => kinesis.ListShards({ StreamName, NextToken })).toThrow(
      'NextToken and StreamName cannot be provided together.',
    )
    expect(() => kinesis.ListShards({})).toThrow(
      'Either NextToken or StreamName should be provided.',
    )
    expect(() => kinesis.ListShards({ NextToken })).toThrow(InvalidArgumentException)
  })

  test('filters by what was open when', async () => {
    const { clock, indexes, filtered } = await testSplit()
    const at = (ms: number) => new Date(clock.now() + ms)
    await clock.advance(HOUR)
    expect(indexes()).toEqual([0, 1, 2])
    expect(filtered({ Type: 'AT_LATEST' })).toEqual([1, 2])
    expect(filtered({ Type: 'AT_TRIM_HORIZON' })).toEqual([0])
    expect(filtered({ Type: 'FROM_TRIM_HORIZON' })).toEqual([0, 1, 2])
    expect(filtered({ Type: 'AT_TIMESTAMP', Timestamp: at(-2 * HOUR + 1) })).toEqual([0])
    expect(filtered({ Type: 'AT_TIMESTAMP', Timestamp: at(-1) })).toEqual([1, 2])
    expect(filtered({ Type: 'FROM_TIMESTAMP', Timestamp: at(-1) })).toEqual([1, 2])
    expect(filtered({ Type: 'AFTER_SHARD_ID', ShardId: 'shardId-000000000001' })).toEqual([2])
    expect(indexes({ ExclusiveStartShardId: 'shardId-000000000000' })).toEqual([1, 2])
    expect(() => filtered({ Type: 'AT_TIMESTAMP' })).toThrow(InvalidArgumentException)
  })

  test('leaves out closed shards whose records have all expired', async () => {
    const { clock, indexes } = await testSplit()
    await clock.advance(24 * HOUR)
    expect(indexes()).toEqual([0, 1, 2])
    await clock.advance(1)
    expect(indexes()).toEqual([1, 2])
  })
})

describe('DescribeStream', () => {
  test('pages through the shards', () => {
    const { kinesis, create } = testKinesis()
    create(StreamName, 3)
    const first = kinesis.DescribeStream({ StreamName, Limit: 2 }).StreamDescription
    expect(first).toMatchObject({ HasMoreShards: true })
    const ExclusiveStartShardId = first?.Shards?.at(-1)?.ShardId
    const second = kinesis.DescribeStream({ StreamName, ExclusiveStartShardId }).StreamDescription
    expect(second?.Shards).toHaveLength(1)
    expect(second).toMatchObject({ HasMoreShards: false })
  })
})
