import { InvalidAttributeName, InvalidAttributeValue } from '@aws-sdk/client-sqs'
import { describe, expect, test } from 'vitest'
import { testSqs } from './test-sqs.ts'

describe('GetQueueAttributes', () => {
  test('returns the defaults of a standard queue', () => {
    const { create, clock } = testSqs()
    const { attributes, arn } = create('emissions')
    const seconds = String(clock.now() / 1000)
    expect(attributes()).toEqual({
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesDelayed: '0',
      ApproximateNumberOfMessagesNotVisible: '0',
      CreatedTimestamp: seconds,
      DelaySeconds: '0',
      LastModifiedTimestamp: seconds,
      MaximumMessageSize: '1048576',
      MessageRetentionPeriod: '345600',
      QueueArn: arn,
      ReceiveMessageWaitTimeSeconds: '0',
      SqsManagedSseEnabled: 'true',
      VisibilityTimeout: '30',
    })
  })

  test('returns what only FIFO queues have', () => {
    const { create } = testSqs()
    expect(create('emissions.fifo').attributes()).toMatchObject({
      ContentBasedDeduplication: 'false',
      DeduplicationScope: 'queue',
      FifoQueue: 'true',
      FifoThroughputLimit: 'perQueue',
    })
  })

  test('returns only what it is asked for', () => {
    const { sqs, create } = testSqs()
    const { QueueUrl } = create('emissions')
    expect(sqs.GetQueueAttributes({ QueueUrl })).toEqual({})
    const AttributeNames = ['DelaySeconds' as const, 'RedrivePolicy' as const]
    const { Attributes } = sqs.GetQueueAttributes({ QueueUrl, AttributeNames })
    expect(Attributes).toEqual({ DelaySeconds: '0' })
    const unknown = () => sqs.GetQueueAttributes({ QueueUrl, AttributeNames: ['Colour' as 'All'] })
    expect(unknown).toThrow(InvalidAttributeName)
  })
})

describe('SetQueueAttributes', () => {
  test('changes attributes and says when', async () => {
    const { sqs, create, clock } = testSqs()
    const { QueueUrl, attributes } = create('emissions')
    await clock.advance(5000)
    sqs.SetQueueAttributes({ QueueUrl, Attributes: { VisibilityTimeout: '69' } })
    expect(attributes()).toMatchObject({
      VisibilityTimeout: '69',
      LastModifiedTimestamp: String(clock.now() / 1000),
    })
  })

  test('refuses values out of range', () => {
    const { sqs, create } = testSqs()
    const { QueueUrl, attributes } = create('emissions')
    const before = attributes()
    const invalid = {
      DelaySeconds: '901',
      MaximumMessageSize: '1023',
      MessageRetentionPeriod: '59',
      VisibilityTimeout: '-1',
      SqsManagedSseEnabled: 'maybe',
    }
    for (const [name, value] of Object.entries(invalid)) {
      const Attributes = { [name]: value }
      expect(() => sqs.SetQueueAttributes({ QueueUrl, Attributes })).toThrow(InvalidAttributeValue)
    }
    expect(attributes()).toEqual(before)
  })

  test('refuses to change the type of a queue', () => {
    const { sqs, create } = testSqs()
    const set = (QueueUrl: string, FifoQueue: string) => () =>
      sqs.SetQueueAttributes({ QueueUrl, Attributes: { FifoQueue } })
    expect(set(create('a').QueueUrl, 'true')).toThrow('Unknown Attribute FifoQueue.')
    expect(set(create('a.fifo').QueueUrl, 'false')).toThrow(
      'Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.',
    )
  })

  test('switches between its two kinds of encryption', () => {
    const { sqs, create } = testSqs()
    const { QueueUrl, attributes } = create('emissions')
    const set = (Attributes: Record<string, string>) =>
      sqs.SetQueueAttributes({ QueueUrl, Attributes })
    set({ KmsMasterKeyId: 'alias/aws/sqs' })
    expect(attributes()).toMatchObject({
      KmsMasterKeyId: 'alias/aws/sqs',
      KmsDataKeyReusePeriodSeconds: '300',
      SqsManagedSseEnabled: 'false',
    })
    set({ KmsMasterKeyId: '' })
    expect(attributes()).not.toHaveProperty('KmsMasterKeyId')
    const both = { KmsMasterKeyId: 'alias/aws/sqs', SqsManagedSseEnabled: 'true' }
    expect(() => set(both)).toThrow('You can either enable KMS SSE or SQS SSE.')
  })
})
