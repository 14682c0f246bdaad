import { ResourceNotFoundException } from '@aws-sdk/client-kinesis'
import { describe, expect, test } from 'vitest'
import { testKinesis } from './test-kinesis.ts'

const StreamName = 'rides'
const StreamARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/rides'

describe('an enhanced fan-out consumer', () => {
  test('is registered, described, listed and deregistered', () => {
    const { kinesis, create, clock } = testKinesis()
    create(StreamName)
    const { Consumer } = kinesis.RegisterStreamConsumer({ StreamARN, ConsumerName: 'dashboard' })
    const ConsumerARN = Consumer!.ConsumerARN!
    expect(ConsumerARN).toBe(`${StreamARN}/consumer/dashboard:${clock.now() / 1000}`)
    expect(Consumer?.ConsumerStatus).toBe('CREATING')
    expect(kinesis.DescribeStreamConsumer({ ConsumerARN }).ConsumerDescription).toMatchObject({
      ConsumerName: 'dashboard',
      ConsumerStatus: 'ACTIVE',
      StreamARN,
    })
    kinesis.TagResource({ ResourceARN: ConsumerARN, Tags: { team: 'data' } })
    expect(kinesis.ListTagsForResource({ ResourceARN: ConsumerARN }).Tags).toHaveLength(1)
    expect(kinesis.ListStreamConsumers({ StreamARN }).Consumers).toHaveLength(1)
    kinesis.DeregisterStreamConsumer({ StreamARN, ConsumerName: 'dashboard' })
    expect(() => kinesis.DescribeStreamConsumer({ ConsumerARN })).toThrow(ResourceNotFoundException)
  })

  test('has a name of its own in its stream, which takes 20', () => {
    const { kinesis, create } = testKinesis()
    create(StreamName)
    const register = (ConsumerName: string) =>
      kinesis.RegisterStreamConsumer({ StreamARN, ConsumerName })
    for (let index = 0; index < 20; index++) register(`reader-${index}`)
    expect(() => register('reader-0')).toThrow('already exists')
    expect(() => register('reader-20')).toThrow('already has 20 consumers')
    const { Consumers, NextToken } = kinesis.ListStreamConsumers({ StreamARN, MaxResults: 15 })
    expect(Consumers).toHaveLength(15)
    const rest = kinesis.ListStreamConsumers({ StreamARN, NextToken })
    expect(rest.Consumers).toHaveLength(5)
    expect(rest.NextToken).toBeUndefined()
  })
})
