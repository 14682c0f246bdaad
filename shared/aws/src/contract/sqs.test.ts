// Longer than most: standard and FIFO queues, from sending to the queue of dead letters.
import { createHash } from 'node:crypto'
import * as sdk from '@aws-sdk/client-sqs'
import { expect, test } from 'vitest'
import { contract } from './contract.ts'

await contract('SQS', (target) => {
  const sqs = target.client(sdk.SQSClient)

  async function queue(Attributes: Record<string, string> = {}) {
    const suffix = Attributes['FifoQueue'] ? '.fifo' : ''
    const QueueName = `${target.unique('jobs')}${suffix}`
    const made = await sqs.send(new sdk.CreateQueueCommand({ QueueName, Attributes }))
    const QueueUrl = made.QueueUrl!
    return {
      QueueName,
      QueueUrl,
      send: (MessageBody: string, more: object = {}) =>
        sqs.send(new sdk.SendMessageCommand({ QueueUrl, MessageBody, ...more })),
      receive: async (more: object = {}) => {
        const input = { QueueUrl, MaxNumberOfMessages: 10, ...more }
        return (await sqs.send(new sdk.ReceiveMessageCommand(input))).Messages ?? []
      },
    }
  }

  const bodies = (messages: sdk.Message[]) => messages.map(({ Body }) => Body)

  test('gives a message until it is deleted, with its MD5', async () => {
    const { QueueUrl, send, receive } = await queue()
    const MD5OfMessageBody = createHash('md5').update('résumé').digest('hex')
    expect(await send('résumé')).toMatchObject({ MD5OfMessageBody })
    const [message] = await receive({ VisibilityTimeout: 0 })
    expect(message).toMatchObject({ Body: 'résumé', MD5OfBody: MD5OfMessageBody })
    const [again] = await receive()
    expect(again?.MessageId).toBe(message?.MessageId)
    const { ReceiptHandle } = again!
    await sqs.send(new sdk.DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
    await target.pass(1_000)
    expect(await receive()).toEqual([])
  })

  test('hides what was received for as long as it is told', async () => {
    const { QueueUrl, send, receive } = await queue({ VisibilityTimeout: '5' })
    await send('a')
    const [first] = await receive()
    expect(await receive()).toEqual([])
    await target.pass(5_500)
    const AttributeNames = ['ApproximateReceiveCount']
    const [second] = await receive({ MessageSystemAttributeNames: AttributeNames })
    expect(second).toMatchObject({
      MessageId: first?.MessageId,
      Attributes: { ApproximateReceiveCount: '2' },
    })
    const input = { QueueUrl, ReceiptHandle: second!.ReceiptHandle!, VisibilityTimeout: 0 }
    await sqs.send(new sdk.ChangeMessageVisibilityCommand(input))
    expect(bodies(await receive())).toEqual(['a'])
  })

  test('holds a message back as long as it is told', async () => {
    const { send, receive } = await queue()
    await send('later', { DelaySeconds: 5 })
    expect(await receive()).toEqual([])
    await target.pass(5_500)
    expect(bodies(await receive())).toEqual(['later'])
  })

  test('carries attributes of several types', async () => {
    const { send, receive } = await queue()
    const MessageAttributes = {
      kind: { DataType: 'String', StringValue: 'ride' },
      fare: { DataType: 'Number', StringValue: '12.5' },
      seal: { DataType: 'Binary', BinaryValue: Uint8Array.of(0, 255) },
    }
    await send('a', { MessageAttributes })
    const [message] = await receive({ MessageAttributeNames: ['All'] })
    expect(message?.MessageAttributes).toMatchObject(MessageAttributes)
  })

  test('answers for each message of a batch', async () => {
    const { QueueUrl, receive } = await queue()
    const send = (...ids: string[]) => {
      const Entries = ids.map((Id) => ({ Id, MessageBody: `body of ${Id}` }))
      return sqs.send(new sdk.SendMessageBatchCommand({ QueueUrl, Entries }))
    }
    const { Successful = [], Failed = [] } = await send('a', 'b', 'c')
    expect([Successful.map(({ Id }) => Id), Failed]).toEqual([['a', 'b', 'c'], []])
    const messages = await receive()
    const Entries = messages.map(({ ReceiptHandle }, i) => ({ Id: `${i}`, ReceiptHandle }))
    const wrong = { Id: 'wrong', ReceiptHandle: 'no handle' }
    const input = { QueueUrl, Entries: [...Entries, wrong] }
    const deleted = await sqs.send(new sdk.DeleteMessageBatchCommand(input))
    expect(deleted.Successful).toHaveLength(messages.length)
    expect(deleted.Failed).toMatchObject([
      { Id: 'wrong', Code: 'ReceiptHandleIsInvalid', SenderFault: true },
    ])
  })

  test.each([
    ['none', [], 'EmptyBatchRequest'],
    ['eleven', Array.from({ length: 11 }, (_, i) => `${i}`), 'TooManyEntriesInBatchRequest'],
    ['two of one id', ['a', 'a'], 'BatchEntryIdsNotDistinct'],
    ['an id with a space', ['a b'], 'InvalidBatchEntryId'],
  ])('refuses a batch of %s', async (_, ids, name) => {
    const { QueueUrl } = await queue()
    const Entries = ids.map((Id) => ({ Id, MessageBody: 'x' }))
    const refused = sqs.send(new sdk.SendMessageBatchCommand({ QueueUrl, Entries }))
    await expect(refused).rejects.toMatchObject({ name })
  })

  test('makes a queue once, and refuses it with other attributes', async () => {
    const { QueueName, QueueUrl } = await queue({ VisibilityTimeout: '7' })
    const create = (VisibilityTimeout: string) =>
      sqs.send(new sdk.CreateQueueCommand({ QueueName, Attributes: { VisibilityTimeout } }))
    expect((await create('7')).QueueUrl).toBe(QueueUrl)
    await expect(create('8')).rejects.toMatchObject({ name: 'QueueNameExists' })
    const found = await sqs.send(new sdk.GetQueueUrlCommand({ QueueName }))
    expect(found.QueueUrl).toBe(QueueUrl)
    const listed = await sqs.send(new sdk.ListQueuesCommand({ QueueNamePrefix: QueueName }))
    expect(listed.QueueUrls).toEqual([QueueUrl])
  })

  test('says what is missing', async () => {
    const QueueName = target.unique('never-made')
    const find = sqs.send(new sdk.GetQueueUrlCommand({ QueueName }))
    await expect(find).rejects.toMatchObject({ name: 'QueueDoesNotExist' })
  })

  test('counts what waits and what is in flight', async () => {
    const { QueueUrl, send, receive } = await queue()
    for (const body of ['a', 'b', 'c']) await send(body)
    await receive({ MaxNumberOfMessages: 1 })
    const AttributeNames: sdk.QueueAttributeName[] = ['All']
    const { Attributes } = await sqs.send(
      new sdk.GetQueueAttributesCommand({ QueueUrl, AttributeNames }),
    )
    expect(Attributes).toMatchObject({
      ApproximateNumberOfMessages: '2',
      ApproximateNumberOfMessagesNotVisible: '1',
      VisibilityTimeout: '30',
      MessageRetentionPeriod: '345600',
    })
  })

  test('keeps the order of a group, one message in flight at a time', async () => {
    const { QueueUrl, send, receive } = await queue({ FifoQueue: 'true' })
    const group = (MessageGroupId: string, body: string) =>
      send(body, { MessageGroupId, MessageDeduplicationId: body })
    await group('cab-7', 'a1')
    await group('cab-7', 'a2')
    await group('cab-8', 'b1')
    const one = await receive({ MaxNumberOfMessages: 1 })
    expect(bodies(one)).toEqual(['a1'])
    expect(bodies(await receive())).toEqual(['b1'])
    const { ReceiptHandle } = one[0]!
    await sqs.send(new sdk.DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
    expect(bodies(await receive())).toEqual(['a2'])
  })

  test('takes a message once for the same deduplication id', async () => {
    const { send, receive } = await queue({ FifoQueue: 'true' })
    const ids = { MessageGroupId: 'g', MessageDeduplicationId: 'once' }
    await send('a', ids)
    await send('a', ids)
    expect(await receive()).toHaveLength(1)
    await expect(send('b')).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } })
  })

  test('moves what was received too often to the queue of dead letters', async () => {
    const dead = await queue()
    const input = { QueueUrl: dead.QueueUrl, AttributeNames: ['QueueArn' as const] }
    const { Attributes } = await sqs.send(new sdk.GetQueueAttributesCommand(input))
    const deadLetterTargetArn = Attributes!['QueueArn']
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 })
    const { send, receive } = await queue({ RedrivePolicy })
    await send('poison')
    for (let tries = 0; tries < 2; tries++) {
      expect(bodies(await receive({ VisibilityTimeout: 1 }))).toEqual(['poison'])
      await target.pass(1_500)
    }
    expect(await receive()).toEqual([])
    expect(bodies(await dead.receive())).toEqual(['poison'])
  })

  test('waits for a message as long as it is told', async () => {
    const { send, receive } = await queue()
    const waiting = receive({ WaitTimeSeconds: 2 })
    await send('soon')
    await target.pass(1_000)
    expect(bodies(await waiting)).toEqual(['soon'])
  })

  test('forgets everything when it is purged', async () => {
    const { QueueUrl, send, receive } = await queue()
    await send('a')
    await sqs.send(new sdk.PurgeQueueCommand({ QueueUrl }))
    await target.pass(1_000)
    expect(await receive()).toEqual([])
  })
})
