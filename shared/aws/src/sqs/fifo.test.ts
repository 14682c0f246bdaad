import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testSqs } from './test-sqs.ts'

describe('a FIFO queue', () => {
  test('returns as many messages of one group as it can, then those of the next', () => {
    const { create } = testSqs()
    const { send, bodies } = create('emissions.fifo')
    send('car-1', 'car')
    send('bus-1', 'bus')
    send('bus-2', 'bus')
    send('train-1', 'train')
    send('car-2', 'car')
    const now = { VisibilityTimeout: 0 }
    expect(bodies({ ...now, MaxNumberOfMessages: 3 })).toEqual(['car-1', 'car-2', 'bus-1'])
    // As recorded against AWS: the groups that were served last come last.
    expect(bodies(now)).toEqual(['train-1', 'car-1', 'car-2', 'bus-1', 'bus-2'])
  })

  test('holds a group back while one of its messages is in flight', async () => {
    const { sqs, create, clock } = testSqs()
    const { QueueUrl, send, receive, bodies } = create('emissions.fifo')
    for (const body of ['car-1', 'car-2', 'car-3']) send(body, 'car')
    send('bus-1', 'bus')
    const [first, second] = receive({ MaxNumberOfMessages: 2 })
    expect([first?.Body, second?.Body]).toEqual(['car-1', 'car-2'])
    expect(bodies()).toEqual(['bus-1'])
    sqs.DeleteMessage({ QueueUrl, ReceiptHandle: first?.ReceiptHandle })
    expect(bodies()).toEqual([])
    sqs.DeleteMessage({ QueueUrl, ReceiptHandle: second?.ReceiptHandle })
    expect(bodies()).toEqual(['car-3'])
    await clock.advance(30_000)
    expect(bodies()).toEqual(['bus-1', 'car-3'])
  })

  test('releases what comes before the first message of a group that is still in flight', () => {
    const { sqs, create } = testSqs()
    const { QueueUrl, send, receive, bodies } = create('emissions.fifo')
    for (const body of ['car-1', 'car-2', 'car-3']) send(body, 'car')
    const [first] = receive({ MaxNumberOfMessages: 2 })
    const { ReceiptHandle } = first!
    sqs.ChangeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 })
    expect(bodies()).toEqual(['car-1'])
  })

  test('refuses to delete after the visibility timeout', async () => {
    const { sqs, create, clock } = testSqs()
    const { QueueUrl, send, receive, counts } = create('emissions.fifo')
    send('car-1', 'car')
    const ReceiptHandle = receive()[0]?.ReceiptHandle
    await clock.advance(30_000)
    expect(() => sqs.DeleteMessage({ QueueUrl, ReceiptHandle })).toThrow(
      `Value ${ReceiptHandle} for parameter ReceiptHandle is invalid. ` +
        'Reason: The receipt handle has expired.',
    )
    expect(counts()).toEqual([1, 0, 0])
  })

  test('takes a message once within 5 minutes, also after it was deleted', async () => {
    const { sqs, create, clock } = testSqs()
    const { QueueUrl, send, receive, bodies } = create('emissions.fifo')
    const first = send('car-1', 'car')
    expect(send('car-1', 'car')).toEqual(first)
    const [message, ...others] = receive()
    expect(others).toEqual([])
    sqs.DeleteMessage({ QueueUrl, ReceiptHandle: message?.ReceiptHandle })
    await clock.advance(299_999)
    expect(send('car-1', 'bus').MessageId).toBe(first.MessageId)
    expect(bodies()).toEqual([])
    await clock.advance(1)
    expect(send('car-1', 'car').MessageId).not.toBe(first.MessageId)
    expect(bodies()).toEqual(['car-1'])
  })

  test('answers a repeated message with the digest of the body that came with it', () => {
    const { sqs, create } = testSqs()
    const { QueueUrl } = create('emissions.fifo')
    const ids = { MessageGroupId: 'car', MessageDeduplicationId: 'report-1' }
    const first = sqs.SendMessage({ QueueUrl, MessageBody: '1979', ...ids })
    const second = sqs.SendMessage({ QueueUrl, MessageBody: '1980', ...ids })
    expect(second.MessageId).toBe(first.MessageId)
    expect(second.MD5OfMessageBody).not.toBe(first.MD5OfMessageBody)
  })

  test('recognises messages by their content, or within their group, if it is told to', () => {
    const { sqs, create } = testSqs()
    const byContent = create('content.fifo', { ContentBasedDeduplication: 'true' })
    const put = (MessageBody: string, MessageGroupId: string) =>
      sqs.SendMessage({ QueueUrl: byContent.QueueUrl, MessageBody, MessageGroupId })
    put('1979', 'car')
    put('1979', 'bus')
    put('1980', 'car')
    expect(byContent.bodies()).toEqual(['1979', '1980'])
    const perGroup = create('group.fifo', { DeduplicationScope: 'messageGroup' })
    perGroup.send('1979', 'car')
    perGroup.send('1979', 'bus')
    perGroup.send('1979', 'car')
    expect(perGroup.bodies()).toEqual(['1979', '1979'])
  })

  test('refuses messages without a group or deduplication id, and ids with spaces', () => {
    const { sqs, create } = testSqs()
    const { QueueUrl } = create('emissions.fifo')
    const put = (ids: object) => () => sqs.SendMessage({ QueueUrl, MessageBody: '1979', ...ids })
    expect(put({})).toThrow('The request must contain the parameter MessageGroupId.')
    expect(put({ MessageGroupId: 'car' })).toThrow('ContentBasedDeduplication enabled')
    expect(put({ MessageGroupId: 'a car', MessageDeduplicationId: '1' })).toThrow(
      'Value a car for parameter MessageGroupId is invalid. Reason: MessageGroupId can only ' +
        'include alphanumeric and punctuation characters. 1 to 128 in length.',
    )
  })

  test('takes delays only for the whole queue', async () => {
    const { sqs, create, clock } = testSqs()
    const { QueueUrl, send, bodies } = create('emissions.fifo', { DelaySeconds: '2' })
    const ids = { MessageGroupId: 'car', MessageDeduplicationId: '1' }
    const put = (DelaySeconds: number) =>
      sqs.SendMessage({ QueueUrl, MessageBody: 'car-0', DelaySeconds, ...ids })
    expect(() => put(2)).toThrow(
      'Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that ' +
        'is not valid for this queue type.',
    )
    put(0)
    send('car-1', 'car')
    expect(bodies()).toEqual([])
    await clock.advance(2000)
    expect(bodies()).toEqual(['car-0', 'car-1'])
  })

  test('repeats a receive attempt with the same handles while nothing was touched', async () => {
    const { sqs, create, clock } = testSqs()
    const { QueueUrl, send, receive } = create('emissions.fifo')
    send('car-1', 'car')
    send('bus-1', 'bus')
    const attempt = { ReceiveRequestAttemptId: 'attempt-1', MaxNumberOfMessages: 1 }
    const first = receive(attempt)
    await clock.advance(20_000)
    expect(receive(attempt)).toEqual(first)
    await clock.advance(20_000)
    expect(receive(attempt)).toEqual(first)
    sqs.DeleteMessage({ QueueUrl, ReceiptHandle: first[0]?.ReceiptHandle })
    expect(receive(attempt).map(({ Body }) => Body)).toEqual(['bus-1'])
  })

  test('numbers its messages upwards', () => {
    const { create } = testSqs()
    const { send } = create('emissions.fifo')
    const numbers = ['a', 'b', 'c'].map((body) => BigInt(send(body, 'car').SequenceNumber!))
    expect(numbers).toEqual(numbers.toSorted((a, b) => (a < b ? -1 : 1)))
    expect(new Set(numbers).size).toBe(3)
  })

  test('delivers each group in the order it was sent, whatever the consumers do', async () => {
    const letters = fc.array(fc.constantFrom('car', 'bus', 'train'), { maxLength: 30 })
    const turns = fc.infiniteStream(
      fc.record({ max: fc.integer({ min: 1, max: 10 }), failing: fc.boolean() }),
    )
    await fc.assert(
      fc.asyncProperty(letters, turns, async (groups, schedule) => {
        const { sqs, create, clock } = testSqs()
        const { QueueUrl, send, receive, counts } = create('emissions.fifo')
        for (const [index, group] of groups.entries()) send(`${group}-${index}`, group)
        const done: string[] = []
        for (const { max, failing } of schedule) {
          const messages = receive({ MaxNumberOfMessages: max })
          const processed = failing ? messages.slice(0, Math.floor(messages.length / 2)) : messages
          for (const { Body, ReceiptHandle } of processed) {
            sqs.DeleteMessage({ QueueUrl, ReceiptHandle })
            done.push(Body!)
          }
          if (counts().every((count) => count === 0)) break
          await clock.advance(30_000)
        }
        const sent = groups.map((group, index) => `${group}-${index}`)
        const of = (bodies: string[], group: string) =>
          bodies.filter((body) => body.startsWith(group))
        for (const group of new Set(groups)) expect(of(done, group)).toEqual(of(sent, group))
      }),
    )
  })
})
