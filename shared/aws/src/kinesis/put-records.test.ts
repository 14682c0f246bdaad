import { InvalidArgumentException, ValidationException } from '@aws-sdk/client-kinesis'
import { describe, expect, test } from 'vitest'
import { bytes, testKinesis } from './test-kinesis.ts'

const MIB = 1024 * 1024

/** A key for each of the two halves of the hash keys. */
const LOWER = { PartitionKey: 'x', ExplicitHashKey: '0' }
const UPPER = { PartitionKey: 'x', ExplicitHashKey: String(2n ** 127n) }

describe('PutRecords', () => {
  const record = (text: string) => ({ ...LOWER, Data: bytes(text) })
  const many = (count: number) => Array.from({ length: count }, (_, index) => record(`${index}`))

  test('takes 500 records and refuses 501', () => {
    const { kinesis, create } = testKinesis()
    create('rides')
    const result = kinesis.PutRecords({ StreamName: 'rides', Records: many(500) })
    expect(result.FailedRecordCount).toBe(0)
    const put = () => kinesis.PutRecords({ StreamName: 'rides', Records: many(501) })
    expect(put).toThrow(ValidationException)
    expect(put).toThrow("at 'records' failed to satisfy constraint: Member must have length less")
  })

  test('refuses an empty request', () => {
    const { kinesis, create } = testKinesis()
    create('rides')
    const put = () => kinesis.PutRecords({ StreamName: 'rides', Records: [] })
    expect(put).toThrow('Member must have length greater than or equal to 1')
  })

  test('fails the records that a shard has no room for, in request order, and only those', async () => {
    const { kinesis, create, readShard } = testKinesis()
    create('rides', 2)
    kinesis.PutRecords({ StreamName: 'rides', Records: many(500) })
    kinesis.PutRecords({ StreamName: 'rides', Records: many(499) })
    const Records = [record('fits'), record('late'), { ...UPPER, Data: bytes('elsewhere') }]

    const result = kinesis.PutRecords({ StreamName: 'rides', Records })

    expect(result.FailedRecordCount).toBe(1)
    expect(result.Records).toEqual([
      { ShardId: 'shardId-000000000000', SequenceNumber: expect.any(String) },
      {
        ErrorCode: 'ProvisionedThroughputExceededException',
        ErrorMessage:
          'Rate exceeded for shard shardId-000000000000 in stream rides under account 123456789012.',
      },
      { ShardId: 'shardId-000000000001', SequenceNumber: expect.any(String) },
    ])
    expect(await readShard('rides', 'shardId-000000000000')).not.toContain('late')
    expect(await readShard('rides', 'shardId-000000000001')).toEqual(['elsewhere'])
  })

  test('has room again as time passes', async () => {
    const { kinesis, create, clock } = testKinesis()
    create('rides')
    for (const count of [500, 500]) {
      kinesis.PutRecords({ StreamName: 'rides', Records: many(count) })
    }
    await clock.advance(100)
    const result = kinesis.PutRecords({ StreamName: 'rides', Records: many(150) })
    expect(result.FailedRecordCount).toBe(50)
  })

  test('never throttles when throttling is off', () => {
    const { kinesis, create } = testKinesis({ throttling: false })
    create('rides')
    const counts = [1, 2, 3, 4].map(
      () => kinesis.PutRecords({ StreamName: 'rides', Records: many(500) }).FailedRecordCount,
    )
    expect(counts).toEqual([0, 0, 0, 0])
  })

  test('counts partition keys towards the 10 MiB of a request', () => {
    const { kinesis, create } = testKinesis({ throttling: false })
    create('photos')
    const full = { PartitionKey: 'bike', Data: new Uint8Array(MIB - 4) }
    const Records = Array.from({ length: 10 }, () => full)
    expect(kinesis.PutRecords({ StreamName: 'photos', Records }).FailedRecordCount).toBe(0)
    const put = () =>
      kinesis.PutRecords({
        StreamName: 'photos',
        Records: [...Records, { PartitionKey: 'b', Data: new Uint8Array(0) }],
      })
    expect(put).toThrow(InvalidArgumentException)
    expect(put).toThrow('Records size exceeds 10 MB limit')
  })

  test('counts the partition key towards the limit of a record, 1 MiB unless raised', () => {
    const { kinesis, create } = testKinesis()
    create('photos')
    const StreamARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/photos'
    const Records = [{ PartitionKey: 'bike', Data: new Uint8Array(MIB - 3) }]
    expect(() => kinesis.PutRecords({ StreamARN, Records })).toThrow(ValidationException)
    expect(() => kinesis.PutRecords({ StreamARN, Records })).toThrow(
      "at 'records.1.member.data' failed to satisfy constraint: " +
        'Member must have length less than or equal to 1048576',
    )
    kinesis.UpdateMaxRecordSize({ StreamARN, MaxRecordSizeInKiB: 10_240 })
    expect(kinesis.PutRecords({ StreamARN, Records }).FailedRecordCount).toBe(0)
  })

  test('takes a large record in a burst, which the shard pays off at 1 MiB a second', async () => {
    const { kinesis, create, clock } = testKinesis()
    create('photos')
    const StreamARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/photos'
    kinesis.UpdateMaxRecordSize({ StreamARN, MaxRecordSizeInKiB: 10_240 })
    const put = (size: number) =>
      kinesis.PutRecords({
        StreamARN,
        Records: [{ PartitionKey: 'bike', Data: new Uint8Array(size) }],
      }).FailedRecordCount
    expect(put(8 * MIB)).toBe(0)
    await clock.advance(6900)
    expect(put(10)).toBe(1)
    await clock.advance(200)
    expect(put(10)).toBe(0)
  })

  test('takes partition keys of 1 to 256 characters', () => {
    const { kinesis, create } = testKinesis()
    create('rides')
    const put = (PartitionKey: string) =>
      kinesis.PutRecords({ StreamName: 'rides', Records: [{ PartitionKey, Data: bytes('ride') }] })
    expect(put('ä'.repeat(256)).FailedRecordCount).toBe(0)
    expect(() => put('a'.repeat(257))).toThrow("at 'records.1.member.partitionKey'")
    expect(() => put('')).toThrow(ValidationException)
  })
})
