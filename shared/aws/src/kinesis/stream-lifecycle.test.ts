import {
  LimitExceededException,
  ResourceInUseException,
  ResourceNotFoundException,
  ValidationException,
} from '@aws-sdk/client-kinesis'
import { describe, expect, test } from 'vitest'
import { testKinesis } from './test-kinesis.ts'

describe('CreateStream', () => {
  test('makes a stream that is active at once', () => {
    const { kinesis, create, clock } = testKinesis()
    create('rides', 2)
    expect(kinesis.DescribeStreamSummary({ StreamName: 'rides' })).toEqual({
      StreamDescriptionSummary: {
        StreamName: 'rides',
        StreamARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/rides',
        StreamStatus: 'ACTIVE',
        StreamModeDetails: { StreamMode: 'PROVISIONED' },
        RetentionPeriodHours: 24,
        StreamCreationTimestamp: new Date(clock.now()),
        EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
        EncryptionType: 'NONE',
        OpenShardCount: 2,
        ConsumerCount: 0,
        MaxRecordSizeInKiB: 1024,
      },
    })
  })

  test('gives on-demand streams 4 shards', () => {
    const { kinesis } = testKinesis()
    const StreamModeDetails = { StreamMode: 'ON_DEMAND' as const }
    kinesis.CreateStream({ StreamName: 'rides', StreamModeDetails })
    kinesis.CreateStream({ StreamName: 'trips' })
    for (const StreamName of ['rides', 'trips']) {
      const { StreamDescription } = kinesis.DescribeStream({ StreamName })
      expect(StreamDescription).toMatchObject({ StreamModeDetails })
      expect(StreamDescription?.Shards).toHaveLength(4)
    }
    expect(kinesis.DescribeLimits()).toMatchObject({ OpenShardCount: 0, OnDemandStreamCount: 2 })
  })

  test('refuses a name that is taken or not allowed, and shards beyond the limit', () => {
    const { kinesis, create } = testKinesis()
    create('rides')
    expect(() => create('rides')).toThrow(ResourceInUseException)
    expect(() => create('rides')).toThrow('Stream rides under account 123456789012 already exists.')
    for (const name of ['', 'a b', 'x'.repeat(129)]) {
      expect(() => create(name)).toThrow(ValidationException)
    }
    expect(() => create('trips', 0)).toThrow(ValidationException)
    expect(() => create('trips', 20_000)).toThrow(LimitExceededException)
    const WarmThroughputMiBps = 10
    expect(() => kinesis.CreateStream({ StreamName: 'trips', WarmThroughputMiBps })).toThrow(
      'The member "WarmThroughputMiBps" is not emulated',
    )
    expect(kinesis.ListStreams({}).StreamNames).toEqual(['rides'])
  })
})

test('an account has up to 20,000 shards, as in us-east-1', () => {
  const { kinesis, create } = testKinesis()
  create('rides')
  create('trips', 19_999)
  expect(kinesis.DescribeLimits()).toMatchObject({ ShardLimit: 20_000, OpenShardCount: 20_000 })
})

describe('DeleteStream', () => {
  test('removes the stream at once', () => {
    const { kinesis, create } = testKinesis()
    create('rides')
    kinesis.DeleteStream({ StreamName: 'rides' })
    expect(() => kinesis.DescribeStreamSummary({ StreamName: 'rides' })).toThrow(
      ResourceNotFoundException,
    )
  })

  test('spares a stream that has consumers, unless told otherwise', () => {
    const { kinesis, create } = testKinesis()
    create('rides')
    const StreamARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/rides'
    kinesis.RegisterStreamConsumer({ StreamARN, ConsumerName: 'dashboard' })
    expect(() => kinesis.DeleteStream({ StreamARN })).toThrow(ResourceInUseException)
    kinesis.DeleteStream({ StreamARN, EnforceConsumerDeletion: true })
    expect(kinesis.ListStreams({}).StreamNames).toEqual([])
  })
})

describe('ListStreams', () => {
  test('pages through the streams by name', () => {
    const { kinesis, create } = testKinesis()
    for (const name of ['c', 'a', 'b']) create(name)
    const first = kinesis.ListStreams({ Limit: 2 })
    expect(first).toMatchObject({ StreamNames: ['a', 'b'], HasMoreStreams: true })
    const { NextToken } = first
    const second = kinesis.ListStreams({ Limit: 2, NextToken })
    expect(second).toMatchObject({ StreamNames: ['c'], HasMoreStreams: false })
    expect(second.NextToken).toBeUndefined()
    expect(kinesis.ListStreams({ ExclusiveStartStreamName: 'a' }).StreamNames).toEqual(['b', 'c'])
  })
})

describe('a request', () => {
  test('names its stream by name or ARN, and not by two that differ', () => {
    const { kinesis, create } = testKinesis()
    create('rides')
    const StreamARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/rides'
    const describeBy = (input: object) => () => kinesis.DescribeStreamSummary(input)
    expect(describeBy({ StreamARN, StreamName: 'rides' })).not.toThrow()
    expect(describeBy({ StreamARN, StreamName: 'trips' })).toThrow('does not match')
    expect(describeBy({})).toThrow('Either StreamName or StreamARN must be provided.')
    const elsewhere = StreamARN.replace('us-east-1', 'eu-west-1')
    expect(describeBy({ StreamARN: elsewhere })).toThrow(ResourceNotFoundException)
  })
})
