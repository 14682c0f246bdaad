import { describe, expect, test } from 'vitest'
import { testSqs } from './test-sqs.ts'

function policy(deadLetterTargetArn: string, maxReceiveCount: number | string) {
  return JSON.stringify({ deadLetterTargetArn, maxReceiveCount })
}

describe('a dead-letter queue', () => {
  test('gets a message that was received too often, the next time it would be received', async () => {
    const { create, clock } = testSqs()
    const dead = create('emissions-dead')
    const RedrivePolicy = policy(dead.arn, 2)
    const source = create('emissions', { RedrivePolicy })
    const { MessageId } = source.send('1979')
    for (let receives = 0; receives < 2; receives++) {
      expect(source.bodies()).toEqual(['1979'])
      await clock.advance(30_000)
    }
    expect(dead.bodies()).toEqual([])
    expect(source.bodies()).toEqual([])
    expect(source.counts()).toEqual([0, 0, 0])
    const [message] = dead.receive({ MessageSystemAttributeNames: ['All'] })
    expect(message).toMatchObject({
      MessageId,
      Body: '1979',
      Attributes: {
        ApproximateReceiveCount: '3',
        SentTimestamp: String(clock.now() - 60_000),
        DeadLetterQueueSourceArn: source.arn,
      },
    })
  })

  test('lets the messages behind a dead one through', async () => {
    const { create, clock } = testSqs()
    const dead = create('emissions-dead.fifo')
    const source = create('emissions.fifo', { RedrivePolicy: policy(dead.arn, 1) })
    source.send('car-1', 'car')
    source.send('car-2', 'car')
    expect(source.bodies({ MaxNumberOfMessages: 1 })).toEqual(['car-1'])
    await clock.advance(30_000)
    expect(source.bodies({ MaxNumberOfMessages: 1 })).toEqual(['car-2'])
    const [message] = dead.receive({ MessageSystemAttributeNames: ['MessageDeduplicationId'] })
    expect(message?.Attributes).toEqual({ MessageDeduplicationId: message?.MessageId })
  })

  test('forgets messages by the time they were first sent', async () => {
    const { create, clock } = testSqs()
    const dead = create('emissions-dead', { MessageRetentionPeriod: '100' })
    const source = create('emissions', { RedrivePolicy: policy(dead.arn, 1) })
    source.send('1979')
    source.bodies()
    await clock.advance(60_000)
    source.bodies()
    expect(dead.counts()).toEqual([1, 0, 0])
    await clock.advance(40_000)
    expect(dead.counts()).toEqual([0, 0, 0])
  })

  test('is found by its sources', () => {
    const { sqs, create } = testSqs()
    const dead = create('emissions-dead')
    const source = create('emissions', { RedrivePolicy: policy(dead.arn, 1) })
    const { QueueUrl } = dead
    expect(sqs.ListDeadLetterSourceQueues({ QueueUrl })).toEqual({ queueUrls: [source.QueueUrl] })
    sqs.SetQueueAttributes({ QueueUrl: source.QueueUrl, Attributes: { RedrivePolicy: '' } })
    expect(source.attributes()).not.toHaveProperty('RedrivePolicy')
    expect(sqs.ListDeadLetterSourceQueues({ QueueUrl })).toEqual({ queueUrls: [] })
  })

  test('admits the sources that it wants', () => {
    const { create } = testSqs()
    const sourceQueueArns = ['arn:aws:sqs:us-east-1:123456789012:emissions']
    const RedriveAllowPolicy = JSON.stringify({ redrivePermission: 'byQueue', sourceQueueArns })
    const dead = create('emissions-dead', { RedriveAllowPolicy })
    const RedrivePolicy = policy(dead.arn, 1)
    expect(() => create('others', { RedrivePolicy })).toThrow('is not permitted to use')
    expect(create('emissions', { RedrivePolicy }).attributes()).toMatchObject({ RedrivePolicy })
  })
})

describe('RedrivePolicy', () => {
  test('refuses what is not complete, not a number, or not a queue of the same type', () => {
    const { create } = testSqs()
    const { arn } = create('emissions-dead')
    const refused = (RedrivePolicy: string, name = 'emissions') =>
      expect(() => create(name, { RedrivePolicy }))
    refused('{').toThrow('does not contain mandatory attribute: deadLetterTargetArn')
    refused(JSON.stringify({ deadLetterTargetArn: arn })).toThrow('attribute: maxReceiveCount')
    refused(policy(arn, 'often')).toThrow('valid values are from 1 to 1000')
    refused(policy(`${arn}-not`, 1)).toThrow('Dead letter target does not exist.')
    refused(policy(arn, 1), 'emissions.fifo').toThrow('must be same type of queue')
    refused(policy(arn, 1)).not.toThrow()
  })
})
