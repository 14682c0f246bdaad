import { describe, expect, test } from 'vitest'
import { testSqs } from './test-sqs.ts'

describe('ChangeMessageVisibility', () => {
  function testMessage(name = 'emissions') {
    const world = testSqs()
    const queue = world.create(name)
    queue.send('1979', name.endsWith('.fifo') ? 'car' : undefined)
    const ReceiptHandle = queue.receive()[0]?.ReceiptHandle
    const { QueueUrl } = queue
    return {
      ...world,
      ...queue,
      ReceiptHandle,
      change: (VisibilityTimeout: number, handle = ReceiptHandle) =>
        world.sqs.ChangeMessageVisibility({ QueueUrl, ReceiptHandle: handle, VisibilityTimeout }),
    }
  }

  test('counts the new timeout from now', async () => {
    const { change, clock, bodies } = testMessage()
    await clock.advance(15_000)
    change(10)
    await clock.advance(9_999)
    expect(bodies()).toEqual([])
    await clock.advance(1)
    expect(bodies()).toEqual(['1979'])
  })

  test('makes a message visible at once with 0, for this receipt only', async () => {
    const { change, clock, bodies } = testMessage()
    change(0)
    expect(bodies()).toEqual(['1979'])
    await clock.advance(29_999)
    expect(bodies()).toEqual([])
  })

  test('keeps a message away for 12 hours in all', async () => {
    const { change, clock } = testMessage()
    change(43_200)
    await clock.advance(1000)
    expect(() => change(43_200)).toThrow(
      'Value 43200 for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout ' +
        'for the message is beyond the limit [43200 seconds]',
    )
    change(43_199)
    expect(() => change(43_201)).toThrow('must be an integer between 0 and 43200')
  })

  test('refuses a message that is gone', () => {
    const { change, sqs, QueueUrl, ReceiptHandle } = testMessage()
    sqs.DeleteMessage({ QueueUrl, ReceiptHandle })
    expect(() => change(10)).toThrow(
      `Value ${ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: Message does not ` +
        'exist or is not available for visibility timeout change.',
    )
  })

  test('works after the timeout in a standard queue, and fails in a FIFO queue', async () => {
    const standard = testMessage()
    await standard.clock.advance(40_000)
    standard.change(10)
    expect(standard.bodies()).toEqual([])
    const fifo = testMessage('emissions.fifo')
    await fifo.clock.advance(40_000)
    expect(() => fifo.change(10)).toThrow('not available for visibility timeout change')
  })

  test('works on up to 10 messages as a batch', () => {
    const { sqs, QueueUrl, ReceiptHandle, bodies } = testMessage()
    const Entries = [
      { Id: 'good', ReceiptHandle, VisibilityTimeout: 0 },
      { Id: 'bad', ReceiptHandle, VisibilityTimeout: -1 },
    ]
    const result = sqs.ChangeMessageVisibilityBatch({ QueueUrl, Entries })
    expect(result.Successful).toEqual([{ Id: 'good' }])
    expect(result.Failed).toMatchObject([{ Id: 'bad', Code: 'InvalidParameterValue' }])
    expect(bodies()).toEqual(['1979'])
  })
})
