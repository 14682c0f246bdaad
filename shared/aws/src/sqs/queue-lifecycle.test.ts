import {
  PurgeQueueInProgress,
  QueueDeletedRecently,
  QueueDoesNotExist,
  QueueNameExists,
} from '@aws-sdk/client-sqs'
import { describe, expect, test } from 'vitest'
import { testSqs } from './test-sqs.ts'

describe('CreateQueue', () => {
  test('answers with the URL of the queue, also when it exists already', () => {
    const { sqs, create } = testSqs()
    const { QueueUrl } = create('emissions', { DelaySeconds: '1' })
    expect(QueueUrl).toBe('https://sqs.us-east-1.amazonaws.com/123456789012/emissions')
    expect(sqs.CreateQueue({ QueueName: 'emissions' })).toEqual({ QueueUrl })
    expect(create('emissions', { DelaySeconds: '1' }).QueueUrl).toBe(QueueUrl)
  })

  test('refuses a queue that exists with other attributes', () => {
    const { create } = testSqs()
    create('emissions', { DelaySeconds: '1' })
    const again = () => create('emissions', { DelaySeconds: '2' })
    expect(again).toThrow(QueueNameExists)
    expect(again).toThrow(
      'A queue already exists with the same name and a different value for attribute DelaySeconds',
    )
  })

  test('refuses names that are not allowed', () => {
    const { sqs } = testSqs()
    for (const QueueName of ['', 'a/b', 'x'.repeat(81), 'emissions.fifo']) {
      expect(() => sqs.CreateQueue({ QueueName })).toThrow()
    }
    const Attributes = { FifoQueue: 'true' }
    expect(() => sqs.CreateQueue({ QueueName: 'emissions', Attributes })).toThrow(
      'must end with .fifo suffix',
    )
  })

  test('refuses attributes of FIFO queues for standard queues', () => {
    const { create } = testSqs()
    expect(() => create('a', { ContentBasedDeduplication: 'true' })).toThrow(
      'Unknown Attribute ContentBasedDeduplication.',
    )
    expect(() => create('a', { DeduplicationScope: 'queue' })).toThrow(
      'You can specify the DeduplicationScope only when FifoQueue is set to true.',
    )
    expect(() => create('a', { FifoQueue: 'false' })).toThrow('Unknown Attribute FifoQueue.')
  })
})

describe('DeleteQueue', () => {
  test('removes the queue and keeps its name taken for a minute', async () => {
    const { sqs, create, clock } = testSqs()
    const { QueueUrl, send } = create('emissions')
    sqs.DeleteQueue({ QueueUrl })
    expect(() => send('1979')).toThrow(QueueDoesNotExist)
    expect(() => create('emissions')).toThrow(QueueDeletedRecently)
    await clock.advance(60_000)
    expect(create('emissions').QueueUrl).toBe(QueueUrl)
  })
})

describe('GetQueueUrl', () => {
  test('finds a queue by its name, and nothing else', () => {
    const { sqs, create } = testSqs()
    const { QueueUrl } = create('emissions')
    expect(sqs.GetQueueUrl({ QueueName: 'emissions' })).toEqual({ QueueUrl })
    const missing = () => sqs.GetQueueUrl({ QueueName: 'Emissions' })
    expect(missing).toThrow(QueueDoesNotExist)
    expect(missing).toThrow(
      expect.objectContaining({
        name: 'QueueDoesNotExist',
        Code: 'AWS.SimpleQueueService.NonExistentQueue',
        message: 'The specified queue does not exist.',
      }),
    )
  })
})

describe('ListQueues', () => {
  test('lists by prefix, in pages when it is asked to', () => {
    const { sqs, create } = testSqs()
    expect(sqs.ListQueues({})).toEqual({})
    const urls = ['car-1', 'car-2', 'car-3', 'bus'].map((name) => create(name).QueueUrl)
    const cars = urls.slice(0, 3)
    expect(sqs.ListQueues({}).QueueUrls).toHaveLength(4)
    const first = sqs.ListQueues({ QueueNamePrefix: 'car', MaxResults: 2 })
    expect(first.QueueUrls).toEqual(cars.slice(0, 2))
    const { NextToken } = first
    const second = sqs.ListQueues({ QueueNamePrefix: 'car', MaxResults: 2, NextToken })
    expect(second).toEqual({ QueueUrls: cars.slice(2) })
  })
})

describe('PurgeQueue', () => {
  test('removes all messages, and works once a minute', async () => {
    const { sqs, create, clock } = testSqs()
    const { QueueUrl, send, receive, counts } = create('emissions')
    send('1979')
    send('1980')
    receive({ MaxNumberOfMessages: 1 })
    sqs.PurgeQueue({ QueueUrl })
    expect(counts()).toEqual([0, 0, 0])
    const again = () => sqs.PurgeQueue({ QueueUrl })
    expect(again).toThrow(PurgeQueueInProgress)
    expect(again).toThrow('Only one PurgeQueue operation on emissions is allowed every 60 seconds.')
    await clock.advance(60_000)
    expect(again()).toEqual({})
  })

  test('forgets what was sent to a FIFO queue', () => {
    const { sqs, create } = testSqs()
    const { QueueUrl, send, bodies } = create('emissions.fifo')
    send('1979', 'car')
    sqs.PurgeQueue({ QueueUrl })
    send('1979', 'car')
    expect(bodies()).toEqual(['1979'])
  })
})

describe('TagQueue', () => {
  test('adds tags, UntagQueue removes them', () => {
    const { sqs, create } = testSqs()
    const { QueueUrl } = create('emissions')
    expect(sqs.ListQueueTags({ QueueUrl })).toEqual({})
    sqs.TagQueue({ QueueUrl, Tags: { course: 'storage', lesson: '3' } })
    sqs.UntagQueue({ QueueUrl, TagKeys: ['lesson', 'unknown'] })
    expect(sqs.ListQueueTags({ QueueUrl })).toEqual({ Tags: { course: 'storage' } })
  })
})
