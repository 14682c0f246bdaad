import { describe, expect, test } from 'vitest'
import { testSqs } from './test-sqs.ts'

describe('ReceiveMessage', () => {
  test('returns one message unless asked for more, and no list without messages', () => {
    const { sqs, create } = testSqs()
    const { QueueUrl, send, bodies } = create('emissions')
    expect(sqs.ReceiveMessage({ QueueUrl, WaitTimeSeconds: 20 })).toEqual({})
    for (let year = 1979; year < 1991; year++) send(`${year}`)
    expect(sqs.ReceiveMessage({ QueueUrl }).Messages).toHaveLength(1)
    expect(bodies({ MaxNumberOfMessages: 10 })).toHaveLength(10)
    expect(bodies({ MaxNumberOfMessages: 10 })).toEqual(['1990'])
  })

  test('refuses numbers out of range', () => {
    const { create } = testSqs()
    const { receive } = create('emissions')
    expect(() => receive({ MaxNumberOfMessages: 11 })).toThrow(
      'Value 11 for parameter MaxNumberOfMessages is invalid. ' +
        'Reason: Must be between 1 and 10, if provided.',
    )
    expect(() => receive({ WaitTimeSeconds: 21 })).toThrow(
      'Value 21 for parameter WaitTimeSeconds is invalid. ' +
        'Reason: Must be >= 0 and <= 20, if provided.',
    )
    expect(() => receive({ VisibilityTimeout: 43_201 })).toThrow('VisibilityTimeout is invalid')
  })

  test('forgets messages after the retention period', async () => {
    const { create, clock } = testSqs()
    const { send, bodies } = create('emissions', { MessageRetentionPeriod: '60' })
    send('1979')
    await clock.advance(59_999)
    expect(bodies({ VisibilityTimeout: 0 })).toEqual(['1979'])
    await clock.advance(1)
    expect(bodies()).toEqual([])
  })
})
