import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3'
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs'
import { describe, expect, test } from 'vitest'
import { START_OF_TIME } from './clock.ts'
import { freshWorld } from './fresh-world.ts'

describe('MockTarget', () => {
  test('starts empty, whatever another world holds', async () => {
    const [first, second] = [freshWorld(), freshWorld()]
    const create = {
      clientName: 'S3Client',
      operation: 'CreateBucket',
      input: { Bucket: 'ledgers' },
    }
    await first.target.handle(create)
    const buckets = await Promise.all(
      [first, second].map(async ({ client }) => {
        const { Buckets } = await client<S3Client>('S3Client').send(new ListBucketsCommand({}))
        return Buckets?.length ?? 0
      }),
    )
    expect(buckets).toEqual([1, 0])
  })

  test('says which services it emulates', async () => {
    const { target } = freshWorld()
    expect(await target.supports('S3')).toEqual({ ok: true })
    expect(await target.supports('Outposts')).toEqual({
      ok: false,
      reason: 'The embedded AWS does not emulate Outposts',
    })
  })

  test.each(['constructor', 'toString', '__proto__', 'PutBanana'])(
    'refuses the operation %s by name',
    async (operation) => {
      const { target } = freshWorld()
      await expect(
        target.handle({ clientName: 'S3Client', operation, input: {} }),
      ).rejects.toMatchObject({
        name: 'NotImplemented',
        message: `The embedded AWS does not emulate ${operation} of S3`,
      })
    },
  )

  test.each(['Outposts', 'constructor', '__proto__'])(
    'refuses the service %s by name',
    async (name) => {
      const { target } = freshWorld()
      const call = { clientName: `${name}Client`, operation: 'ListThings', input: {} }
      await expect(target.handle(call)).rejects.toThrow(`The embedded AWS has no service "${name}"`)
    },
  )
})

describe('a long poll', () => {
  test('waits as long as it says, and then answers without messages', async () => {
    const { url, sqs, clock } = await queue()
    const receive = { QueueUrl: url, WaitTimeSeconds: 20 }
    const { Messages } = await sqs.send(new ReceiveMessageCommand(receive))
    expect(Messages).toBeUndefined()
    expect(clock.now()).toBe(START_OF_TIME + 20_000)
  })

  test('takes its patience from the queue when it names none itself', async () => {
    const { url, sqs, clock } = await queue({ ReceiveMessageWaitTimeSeconds: '7' })
    await sqs.send(new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 0 }))
    expect(clock.now()).toBe(START_OF_TIME)
    await sqs.send(new ReceiveMessageCommand({ QueueUrl: url }))
    expect(clock.now()).toBe(START_OF_TIME + 7_000)
  })

  test('answers at once when there is a message', async () => {
    const { url, sqs, clock } = await queue()
    await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'ride 17' }))
    const receive = { QueueUrl: url, WaitTimeSeconds: 20 }
    const { Messages } = await sqs.send(new ReceiveMessageCommand(receive))
    expect(Messages).toMatchObject([{ Body: 'ride 17' }])
    expect(clock.now()).toBe(START_OF_TIME)
  })

  test('gives a message that is sent while it waits, or becomes visible', async () => {
    const { url, sqs, clock } = await queue()
    const receive = { QueueUrl: url, WaitTimeSeconds: 20 }
    const late = { QueueUrl: url, MessageBody: 'ride 18', DelaySeconds: 5 }
    const received = sqs.send(new ReceiveMessageCommand(receive))
    await sqs.send(new SendMessageCommand(late))
    expect((await received).Messages).toMatchObject([{ Body: 'ride 18' }])
    expect(clock.now()).toBe(START_OF_TIME + 5_000)
  })

  test('gives one message to one of two that wait', async () => {
    const { url, sqs, clock } = await queue()
    const poll = () => sqs.send(new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 }))
    const polls = [poll(), poll()]
    await clock.sleep(3_000)
    await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'ride 19' }))
    const bodies = (await Promise.all(polls)).map(({ Messages }) =>
      Messages?.map(({ Body }) => Body),
    )
    expect(bodies).toEqual(expect.arrayContaining([['ride 19'], undefined]))
  })
})

async function queue(Attributes: Record<string, string> = {}) {
  const { client, clock } = freshWorld()
  const sqs = client<SQSClient>('SQSClient')
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'rides', Attributes }))
  return { url: QueueUrl!, sqs, clock }
}
