import { LimitExceededException, ValidationException } from '@aws-sdk/client-kinesis'
import { describe, expect, test } from 'vitest'
import { bytes, testKinesis } from './test-kinesis.ts'

const StreamName = 'rides'
const StreamARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/rides'

function testStream() {
  const world = testKinesis()
  const { kinesis, create } = world
  create(StreamName)
  const summary = () => kinesis.DescribeStreamSummary({ StreamName }).StreamDescriptionSummary
  return { ...world, summary }
}

describe('the retention period', () => {
  test('goes from 24 hours to 365 days, each way with its own operation', () => {
    const { kinesis, summary } = testStream()
    const increase = (RetentionPeriodHours: number) => () =>
      kinesis.IncreaseStreamRetentionPeriod({ StreamName, RetentionPeriodHours })
    const decrease = (RetentionPeriodHours: number) => () =>
      kinesis.DecreaseStreamRetentionPeriod({ StreamName, RetentionPeriodHours })
    increase(8760)()
    expect(summary()?.RetentionPeriodHours).toBe(8760)
    expect(increase(8761)).toThrow('Maximum allowed retention period is 8760 hours.')
    expect(increase(48)).toThrow('can not be shorter than existing retention period (8760 hours)')
    decrease(24)()
    expect(summary()?.RetentionPeriodHours).toBe(24)
    expect(decrease(48)).toThrow('can not be longer than existing retention period (24 hours)')
    expect(decrease(23)).toThrow(
      'Minimum allowed retention period is 24 hours. ' +
        'Requested retention period (23 hours) is too short.',
    )
  })
})

describe('UpdateMaxRecordSize', () => {
  test('takes 1 to 10 MiB', () => {
    const { kinesis, summary } = testStream()
    const set = (MaxRecordSizeInKiB: number) => () =>
      kinesis.UpdateMaxRecordSize({ StreamARN, MaxRecordSizeInKiB })
    set(10_240)()
    expect(summary()?.MaxRecordSizeInKiB).toBe(10_240)
    for (const size of [1023, 10_241]) expect(set(size)).toThrow(ValidationException)
  })
})

describe('UpdateStreamMode', () => {
  test('switches the mode twice in 24 hours, and keeps the shards', async () => {
    const { kinesis, clock, summary } = testStream()
    const set = (StreamMode: 'PROVISIONED' | 'ON_DEMAND') => () =>
      kinesis.UpdateStreamMode({ StreamARN, StreamModeDetails: { StreamMode } })
    set('ON_DEMAND')()
    expect(summary()).toMatchObject({
      StreamModeDetails: { StreamMode: 'ON_DEMAND' },
      OpenShardCount: 1,
    })
    set('PROVISIONED')()
    expect(set('ON_DEMAND')).toThrow(LimitExceededException)
    await clock.advance(86_400_000)
    expect(set('ON_DEMAND')).not.toThrow()
  })
})

describe('StartStreamEncryption', () => {
  test('shows in descriptions and in answers, until it is stopped', () => {
    const { kinesis, summary } = testStream()
    const key = { EncryptionType: 'KMS' as const, KeyId: 'alias/aws/kinesis' }
    const put = () => kinesis.PutRecord({ StreamName, PartitionKey: 'taxi-7', Data: bytes('ride') })
    expect(put()).not.toHaveProperty('EncryptionType')
    kinesis.StartStreamEncryption({ StreamName, ...key })
    expect(summary()).toMatchObject(key)
    expect(put()).toMatchObject({ EncryptionType: 'KMS' })
    kinesis.StopStreamEncryption({ StreamName, ...key })
    expect(summary()).toMatchObject({ EncryptionType: 'NONE' })
    expect(() =>
      kinesis.StartStreamEncryption({ StreamName, ...key, EncryptionType: 'NONE' }),
    ).toThrow(ValidationException)
  })
})

describe('EnableEnhancedMonitoring', () => {
  test('adds metrics, DisableEnhancedMonitoring removes them', () => {
    const { kinesis, summary } = testStream()
    const ShardLevelMetrics = ['IncomingBytes' as const]
    expect(kinesis.EnableEnhancedMonitoring({ StreamName, ShardLevelMetrics })).toMatchObject({
      CurrentShardLevelMetrics: [],
      DesiredShardLevelMetrics: ['IncomingBytes'],
    })
    kinesis.EnableEnhancedMonitoring({ StreamName, ShardLevelMetrics: ['ALL'] })
    expect(summary()?.EnhancedMonitoring?.[0]?.ShardLevelMetrics).toHaveLength(7)
    kinesis.DisableEnhancedMonitoring({ StreamName, ShardLevelMetrics })
    expect(summary()?.EnhancedMonitoring?.[0]?.ShardLevelMetrics).toHaveLength(6)
  })
})
