import { createHash } from 'node:crypto'
import {
  BatchEntryIdsNotDistinct,
  BatchRequestTooLong,
  EmptyBatchRequest,
  InvalidBatchEntryId,
  InvalidMessageContents,
  TooManyEntriesInBatchRequest,
} from '@aws-sdk/client-sqs'
import { describe, expect, test } from 'vitest'
import { testSqs } from './test-sqs.ts'

const MIB = 1_048_576

describe('SendMessage', () => {
  test('delivers the message and answers with its digest', () => {
    const { create } = testSqs()
    const { send, receive } = create('emissions')
    const sent = send('Zürich 1979')
    const md5 = createHash('md5').update('Zürich 1979').digest('hex')
    expect(sent).toEqual({ MessageId: expect.stringMatching(UUID), MD5OfMessageBody: md5 })
    expect(receive()).toEqual([
      {
        MessageId: sent.MessageId,
        Body: 'Zürich 1979',
        MD5OfBody: md5,
        ReceiptHandle: expect.any(String),
      },
    ])
  })

  test('takes as many bytes as the queue allows, attributes included', () => {
    const { sqs, create } = testSqs()
    const { QueueUrl } = create('emissions')
    const MessageAttributes = { year: { DataType: 'Number', StringValue: '1979' } }
    const rest = MIB - 'yearNumber1979'.length
    const send = (length: number) =>
      sqs.SendMessage({ QueueUrl, MessageBody: 'a'.repeat(length), MessageAttributes })
    expect(send(rest).MessageId).toBeDefined()
    expect(() => send(rest + 1)).toThrow(
      'One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.',
    )
    sqs.SetQueueAttributes({ QueueUrl, Attributes: { MaximumMessageSize: '1024' } })
    expect(() => send(1024)).toThrow(expect.objectContaining({ name: 'InvalidParameterValue' }))
  })

  test('refuses an empty body, and characters outside the allowed set', () => {
    const { create } = testSqs()
    const { send } = create('emissions')
    expect(() => send('')).toThrow('The request must contain the parameter MessageBody.')
    for (const text of ['\u0000', '\u0008', '\uffff', '\ud800']) {
      expect(() => send(`year ${text}`)).toThrow(InvalidMessageContents)
    }
    expect(send('\t\n\r \ud7ff\ue000\ufffd😀').MessageId).toBeDefined()
  })

  test('delays a message as it says, or as its queue does', async () => {
    const { sqs, create, clock } = testSqs()
    const { QueueUrl, send, bodies, counts } = create('emissions', { DelaySeconds: '5' })
    send('queue')
    sqs.SendMessage({ QueueUrl, MessageBody: 'now', DelaySeconds: 0 })
    sqs.SendMessage({ QueueUrl, MessageBody: 'late', DelaySeconds: 900 })
    expect(counts()).toEqual([1, 0, 2])
    expect(bodies()).toEqual(['now'])
    await clock.advance(5000)
    expect(bodies()).toEqual(['queue'])
    await clock.advance(894_999)
    expect(bodies()).not.toContain('late')
    await clock.advance(1)
    expect(bodies()).toContain('late')
    const late = () => sqs.SendMessage({ QueueUrl, MessageBody: 'later', DelaySeconds: 901 })
    expect(late).toThrow('Value 901 for parameter DelaySeconds is invalid.')
  })
})

describe('SendMessageBatch', () => {
  const entries = (...bodies: string[]) =>
    bodies.map((MessageBody, index) => ({ Id: `e${index}`, MessageBody }))

  function testQueue(name = 'emissions', attributes = {}) {
    const { sqs, create } = testSqs()
    const queue = create(name, attributes)
    const { QueueUrl } = queue
    const sendAll = (Entries: Parameters<typeof sqs.SendMessageBatch>[0]['Entries']) =>
      sqs.SendMessageBatch({ QueueUrl, Entries })
    return { ...queue, sendAll }
  }

  test('sends up to 10 messages and answers by their ids', () => {
    const { sendAll, bodies } = testQueue()
    const result = sendAll(entries('1979', '1980'))
    expect(result.Successful).toEqual([
      { Id: 'e0', MessageId: expect.any(String), MD5OfMessageBody: expect.any(String) },
      { Id: 'e1', MessageId: expect.any(String), MD5OfMessageBody: expect.any(String) },
    ])
    expect(result.Failed).toBeUndefined()
    expect(bodies()).toEqual(['1979', '1980'])
  })

  test('refuses batches that are empty, too long, or have ids that are not distinct', () => {
    const { sendAll, counts } = testQueue()
    expect(() => sendAll([])).toThrow(EmptyBatchRequest)
    const eleven = entries(...Array<string>(11).fill('x'))
    expect(() => sendAll(eleven)).toThrow(TooManyEntriesInBatchRequest)
    expect(() => sendAll(eleven)).toThrow(
      'Maximum number of entries per request are 10. You have sent 11.',
    )
    const twice = [...entries('x'), ...entries('y')]
    expect(() => sendAll(twice)).toThrow(BatchEntryIdsNotDistinct)
    for (const Id of ['', 'a b', 'ä', 'x'.repeat(81)]) {
      expect(() => sendAll([{ Id, MessageBody: 'x' }])).toThrow(InvalidBatchEntryId)
    }
    expect(counts()).toEqual([0, 0, 0])
  })

  test('takes 1 MiB in all', () => {
    const { sendAll } = testQueue()
    const half = 'a'.repeat(MIB / 2)
    expect(sendAll(entries(half, half)).Successful).toHaveLength(2)
    const tooLong = () => sendAll(entries(half, half, 'a'))
    expect(tooLong).toThrow(BatchRequestTooLong)
    expect(tooLong).toThrow(
      'Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.',
    )
  })

  test('fails single entries, and sends the others', () => {
    const { sendAll, bodies } = testQueue('emissions', { MaximumMessageSize: '1024' })
    const result = sendAll(entries('1979', '\u0001', 'a'.repeat(1025), '1980'))
    expect(result.Successful?.map(({ Id }) => Id)).toEqual(['e0', 'e3'])
    expect(result.Failed).toEqual([
      {
        Id: 'e1',
        Code: 'InvalidMessageContents',
        SenderFault: true,
        Message: expect.stringContaining('Invalid characters found.'),
      },
      {
        Id: 'e2',
        Code: 'InvalidParameterValue',
        SenderFault: true,
        Message:
          'One or more parameters cannot be validated. Reason: Message must be shorter than ' +
          '1024 bytes.',
      },
    ])
    expect(bodies()).toEqual(['1979', '1980'])
  })

  test('fails as a whole where an entry lacks what it must have', () => {
    const { sendAll } = testQueue('emissions.fifo')
    expect(() => sendAll(entries('1979'))).toThrow(
      'The request must contain the parameter MessageGroupId.',
    )
    expect(() => sendAll([{ Id: 'e0', MessageBody: '1979', MessageGroupId: 'car' }])).toThrow(
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId ' +
        'provided explicitly',
    )
  })
})

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/
