import { ReceiptHandleIsInvalid } from '@aws-sdk/client-sqs'
import { describe, expect, test } from 'vitest'
import { testSqs } from './test-sqs.ts'

describe('DeleteMessage', () => {
  test('removes a message for good, as often as it is called', async () => {
    const { sqs, create, clock } = testSqs()
    const { QueueUrl, send, receive, counts } = create('emissions')
    send('1979')
    const [message] = receive()
    const handle = { QueueUrl, ReceiptHandle: message?.ReceiptHandle }
    expect(sqs.DeleteMessage(handle)).toEqual({})
    expect(sqs.DeleteMessage(handle)).toEqual({})
    await clock.advance(30_000)
    expect(counts()).toEqual([0, 0, 0])
  })

  test('takes the latest handle after the visibility timeout, but does nothing for an old one', async () => {
    const { sqs, create, clock } = testSqs()
    const { QueueUrl, send, receive, counts } = create('emissions')
    send('1979')
    const [first] = receive()
    await clock.advance(30_000)
    const [second] = receive()
    expect(second?.ReceiptHandle).not.toBe(first?.ReceiptHandle)
    expect(sqs.DeleteMessage({ QueueUrl, ReceiptHandle: first?.ReceiptHandle })).toEqual({})
    expect(counts()).toEqual([0, 1, 0])
    await clock.advance(30_000)
    sqs.DeleteMessage({ QueueUrl, ReceiptHandle: second?.ReceiptHandle })
    expect(counts()).toEqual([0, 0, 0])
  })

  test('refuses what is no handle of this queue', () => {
    const { sqs, create } = testSqs()
    const { QueueUrl } = create('emissions')
    const other = create('others')
    other.send('1979')
    const foreign = other.receive()[0]?.ReceiptHandle
    for (const ReceiptHandle of ['garbage', foreign]) {
      const remove = () => sqs.DeleteMessage({ QueueUrl, ReceiptHandle })
      expect(remove).toThrow(ReceiptHandleIsInvalid)
      expect(remove).toThrow(
        `The input receipt handle "${ReceiptHandle}" is not a valid receipt handle.`,
      )
    }
    expect(other.counts()).toEqual([0, 1, 0])
  })
})

describe('DeleteMessageBatch', () => {
  test('removes what it can and names what it cannot', () => {
    const { sqs, create } = testSqs()
    const { QueueUrl, send, receive, counts } = create('emissions')
    send('1979')
    const ReceiptHandle = receive()[0]?.ReceiptHandle
    const Entries = [
      { Id: 'good', ReceiptHandle },
      { Id: 'bad', ReceiptHandle: 'garbage' },
    ]
    const result = sqs.DeleteMessageBatch({ QueueUrl, Entries })
    expect(result.Successful).toEqual([{ Id: 'good' }])
    expect(result.Failed).toEqual([
      {
        Id: 'bad',
        Code: 'ReceiptHandleIsInvalid',
        SenderFault: true,
        Message: 'The input receipt handle "garbage" is not a valid receipt handle.',
      },
    ])
    expect(counts()).toEqual([0, 0, 0])
  })
})
