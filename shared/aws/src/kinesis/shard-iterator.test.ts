import {
  InvalidArgumentException,
  ProvisionedThroughputExceededException,
  ResourceNotFoundException,
} from '@aws-sdk/client-kinesis'
import { describe, expect, test } from 'vitest'
import { testShard } from './test-kinesis.ts'

const StreamName = 'rides'
const ShardId = 'shardId-000000000000'

describe('GetShardIterator', () => {
  test('starts where its type says', async () => {
    const { kinesis, clock, put, read } = testShard()
    put('one')
    await clock.advance(1000)
    const StartingSequenceNumber = put('two')
    const Timestamp = new Date(clock.now() - 1)
    await clock.advance(1000)
    const shard = { StreamName, ShardId, StartingSequenceNumber }
    const latest = kinesis.GetShardIterator({ StreamName, ShardId, ShardIteratorType: 'LATEST' })
    put('three')

    const start = (input: object) =>
      read(
        kinesis.GetShardIterator({
          StreamName,
          ShardId,
          ...input,
        } as Parameters<typeof kinesis.GetShardIterator>[0]).ShardIterator,
      )
    expect(start({ ShardIteratorType: 'TRIM_HORIZON' })).toEqual(['one', 'two', 'three'])
    expect(start({ ...shard, ShardIteratorType: 'AT_SEQUENCE_NUMBER' })).toEqual(['two', 'three'])
    expect(start({ ...shard, ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' })).toEqual(['three'])
    expect(start({ ShardIteratorType: 'AT_TIMESTAMP', Timestamp })).toEqual(['two', 'three'])
    await clock.advance(1000)
    expect(read(latest.ShardIterator)).toEqual(['three'])
  })

  test('refuses a sequence number that is missing, superfluous or not of this shard', () => {
    const { kinesis, put } = testShard()
    const StartingSequenceNumber = put('one')
    const start = (input: object) => () =>
      kinesis.GetShardIterator({
        StreamName,
        ShardId,
        ...input,
      } as Parameters<typeof kinesis.GetShardIterator>[0])
    expect(start({ ShardIteratorType: 'AT_SEQUENCE_NUMBER' })).toThrow(InvalidArgumentException)
    expect(start({ ShardIteratorType: 'LATEST', StartingSequenceNumber })).toThrow(
      'Request specified LATEST and also a StartingSequenceNumber.',
    )
    expect(start({ ShardIteratorType: 'AT_SEQUENCE_NUMBER', StartingSequenceNumber: '7' })).toThrow(
      'StartingSequenceNumber 7 used in GetShardIterator on shard shardId-000000000000',
    )
  })

  test('refuses a time in the future', () => {
    const { kinesis, clock } = testShard()
    const start = () =>
      kinesis.GetShardIterator({
        StreamName,
        ShardId,
        ShardIteratorType: 'AT_TIMESTAMP',
        Timestamp: new Date(clock.now() + 1),
      })
    expect(start).toThrow('cannot be greater than the currentTimestampInMillis')
  })

  test('refuses a shard that does not exist, and a sixth call within a second', () => {
    const { kinesis, iterator } = testShard()
    const elsewhere = { StreamName, ShardId: 'shardId-000000000009' }
    expect(() => kinesis.GetShardIterator({ ...elsewhere, ShardIteratorType: 'LATEST' })).toThrow(
      ResourceNotFoundException,
    )
    for (let call = 0; call < 5; call++) iterator()
    expect(() => iterator()).toThrow(ProvisionedThroughputExceededException)
  })
})
