import {
  ProvisionedThroughputExceededException,
  ResourceNotFoundException,
} from '@aws-sdk/client-kinesis'
import { describe, expect, test } from 'vitest'
import { bytes, testKinesis } from './test-kinesis.ts'

/** A key for each of the two halves of the hash keys. */
const LOWER = { PartitionKey: 'x', ExplicitHashKey: '0' }
const UPPER = { PartitionKey: 'x', ExplicitHashKey: String(2n ** 127n) }

describe('PutRecord', () => {
  test('gives records of a shard increasing sequence numbers', async () => {
    const { kinesis, create, clock } = testKinesis()
    create('rides')
    const put = { StreamName: 'rides', PartitionKey: 'taxi-7', Data: bytes('ride') }
    const first = kinesis.PutRecord(put)
    await clock.advance(1500)
    const second = kinesis.PutRecord({ ...put, SequenceNumberForOrdering: first.SequenceNumber })
    expect(BigInt(second.SequenceNumber!)).toBeGreaterThan(BigInt(first.SequenceNumber!))
  })

  test('keeps what was put, whatever becomes of the bytes afterwards', async () => {
    const { kinesis, create, readShard } = testKinesis()
    create('rides')
    const Data = bytes('ride')
    kinesis.PutRecord({ StreamName: 'rides', PartitionKey: 'taxi-7', Data })
    Data.fill(0)
    expect(await readShard('rides', 'shardId-000000000000')).toEqual(['ride'])
  })

  test('throws when its shard has no room', () => {
    const { kinesis, create } = testKinesis()
    create('rides', 2)
    const put = { StreamName: 'rides', Data: bytes('ride') }
    for (let sent = 0; sent < 1000; sent++) kinesis.PutRecord({ ...put, ...LOWER })
    expect(() => kinesis.PutRecord({ ...put, ...LOWER })).toThrow(
      ProvisionedThroughputExceededException,
    )
    expect(() => kinesis.PutRecord({ ...put, ...LOWER })).toThrow(
      'Rate exceeded for shard shardId-000000000000 in stream rides under account 123456789012.',
    )
    expect(kinesis.PutRecord({ ...put, ...UPPER }).ShardId).toBe('shardId-000000000001')
  })

  test('refuses a stream that does not exist', () => {
    const { kinesis } = testKinesis()
    const put = () =>
      kinesis.PutRecord({ StreamName: 'rides', PartitionKey: 'taxi-7', Data: bytes('ride') })
    expect(put).toThrow(ResourceNotFoundException)
    expect(put).toThrow('Stream rides under account 123456789012 not found.')
  })

  test('refuses to order after a number that is from the future or is none', () => {
    const { kinesis, create } = testKinesis()
    create('rides')
    const SequenceNumberForOrdering = '42'
    const put = { StreamName: 'rides', PartitionKey: 'taxi-7', Data: bytes('ride') }
    expect(() => kinesis.PutRecord({ ...put, SequenceNumberForOrdering })).toThrow(
      'ExclusiveMinimumSequenceNumber 42 used in PutRecord on stream rides ' +
        'under account 123456789012 is invalid.',
    )
  })

  test('refuses an explicit hash key beyond 128 bits', () => {
    const { kinesis, create } = testKinesis()
    create('rides')
    const put = { StreamName: 'rides', PartitionKey: 'taxi-7', Data: bytes('ride') }
    const ExplicitHashKey = String(2n ** 128n)
    expect(() => kinesis.PutRecord({ ...put, ExplicitHashKey })).toThrow(
      'Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1].',
    )
  })

  test('refuses a dry run by name, since it is not emulated', () => {
    const { kinesis, create } = testKinesis()
    create('rides')
    const put = { StreamName: 'rides', PartitionKey: 'taxi-7', Data: bytes('ride'), DryRun: true }
    expect(() => kinesis.PutRecord(put)).toThrow('The member "DryRun" is not emulated')
  })
})
