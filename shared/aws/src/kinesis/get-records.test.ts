import {
  ExpiredIteratorException,
  InvalidArgumentException,
  ProvisionedThroughputExceededException,
  ResourceNotFoundException,
} from '@aws-sdk/client-kinesis'
import { describe, expect, test } from 'vitest'
import { bytes, testShard } from './test-kinesis.ts'

const MIB = 1024 * 1024
const StreamName = 'rides'
const ShardId = 'shardId-000000000000'

describe('GetRecords', () => {
  test('pages through a shard and says how far behind it is', async () => {
    const { kinesis, clock, put, iterator } = testShard()
    for (const text of ['one', 'two', 'three']) {
      put(text)
      await clock.advance(1000)
    }
    const first = kinesis.GetRecords({ ShardIterator: iterator(), Limit: 2 })
    expect(first.Records).toHaveLength(2)
    expect(first.MillisBehindLatest).toBe(2000)
    const second = kinesis.GetRecords({ ShardIterator: first.NextShardIterator })
    expect(second.Records).toHaveLength(1)
    expect(second.MillisBehindLatest).toBe(0)
    const third = kinesis.GetRecords({ ShardIterator: second.NextShardIterator })
    expect(third).toMatchObject({ Records: [], MillisBehindLatest: 0 })
    put('four')
    const fourth = kinesis.GetRecords({ ShardIterator: third.NextShardIterator })
    expect(fourth.Records).toHaveLength(1)
  })

  test('returns the record as it was put, with its number and arrival', () => {
    const { kinesis, clock, put, iterator } = testShard()
    const SequenceNumber = put('one')
    expect(kinesis.GetRecords({ ShardIterator: iterator() }).Records).toEqual([
      {
        SequenceNumber,
        PartitionKey: 'taxi-7',
        Data: bytes('one'),
        ApproximateArrivalTimestamp: new Date(clock.now()),
      },
    ])
  })

  test('hands out copies', () => {
    const { kinesis, put, iterator, read } = testShard()
    put('one')
    kinesis.GetRecords({ ShardIterator: iterator() }).Records?.[0]?.Data?.fill(0)
    expect(read(iterator())).toEqual(['one'])
  })

  test('refuses an iterator after 5 minutes', async () => {
    const { clock, iterator, read } = testShard()
    const old = iterator()
    await clock.advance(300_000)
    expect(read(old)).toEqual([])
    await clock.advance(1)
    expect(() => read(old)).toThrow(ExpiredIteratorException)
    expect(() => read(old)).toThrow(
      'Iterator expired. The iterator was created at time Mon Mar 02 12:00:00 UTC 2026 while ' +
        'right now it is Mon Mar 02 12:05:00 UTC 2026 which is further in the future than the ' +
        'tolerated delay of 300000 milliseconds.',
    )
  })

  test('refuses an iterator that is none, or of a stream that is gone', () => {
    const { kinesis, create, iterator, read } = testShard()
    expect(() => read('rides')).toThrow('Invalid ShardIterator.')
    const old = iterator()
    kinesis.DeleteStream({ StreamName })
    expect(() => read(old)).toThrow(ResourceNotFoundException)
    create(StreamName)
    expect(() => read(old)).toThrow(ResourceNotFoundException)
  })

  test('refuses a sixth call within a second', async () => {
    const { clock, iterator, read } = testShard()
    const start = iterator()
    for (let call = 0; call < 5; call++) read(start)
    expect(() => read(start)).toThrow(ProvisionedThroughputExceededException)
    await clock.advance(200)
    expect(read(start)).toEqual([])
  })

  test('refuses a limit of more than 10,000', () => {
    const { kinesis, iterator } = testShard()
    const get = () => kinesis.GetRecords({ ShardIterator: iterator(), Limit: 10_001 })
    expect(get).toThrow(InvalidArgumentException)
  })

  test('returns at most 10 MiB, and then lets the shard rest for 5 seconds', async () => {
    const { kinesis, clock, iterator } = testShard()
    for (let second = 0; second < 11; second++) {
      kinesis.PutRecord({ StreamName, PartitionKey: 'b', Data: new Uint8Array(MIB - 1) })
      await clock.advance(1000)
    }
    const first = kinesis.GetRecords({ ShardIterator: iterator() })
    expect(first.Records).toHaveLength(10)
    const next = () => kinesis.GetRecords({ ShardIterator: first.NextShardIterator })
    await clock.advance(4999)
    expect(next).toThrow(ProvisionedThroughputExceededException)
    await clock.advance(1)
    expect(next().Records).toHaveLength(1)
  })

  test('forgets records after the retention period, for good', async () => {
    const { kinesis, clock, put, iterator, read } = testShard()
    put('old')
    await clock.advance(24 * 3_600_000)
    put('new')
    expect(read(iterator())).toEqual(['old', 'new'])
    await clock.advance(1)
    expect(read(iterator())).toEqual(['new'])
    kinesis.IncreaseStreamRetentionPeriod({ StreamName, RetentionPeriodHours: 48 })
    expect(read(iterator())).toEqual(['new'])
    await clock.advance(47 * 3_600_000)
    expect(read(iterator())).toEqual(['new'])
    kinesis.DecreaseStreamRetentionPeriod({ StreamName, RetentionPeriodHours: 24 })
    expect(read(iterator())).toEqual([])
  })

  test('ends a closed shard with an empty page that names the child shards', () => {
    const { kinesis, put, iterator } = testShard()
    put('one')
    kinesis.SplitShard({
      StreamName,
      ShardToSplit: ShardId,
      NewStartingHashKey: String(2n ** 127n),
    })
    const page = kinesis.GetRecords({ ShardIterator: iterator() })
    expect(page.Records).toHaveLength(1)
    const last = kinesis.GetRecords({ ShardIterator: page.NextShardIterator })
    expect(last.Records).toEqual([])
    expect(last.NextShardIterator).toBeUndefined()
    expect(last.ChildShards?.map(({ ShardId: id }) => id)).toEqual([
      'shardId-000000000001',
      'shardId-000000000002',
    ])
  })
})
