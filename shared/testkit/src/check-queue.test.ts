import { ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs'
import { describe, expect, test } from 'vitest'
import { candidate } from './candidate.ts'
import { test as check } from './declare.ts'
import { freshCheck } from './fresh-check.ts'

describe('createQueue', () => {
  test('gives back what was sent, and is empty then', async () => {
    const { aws } = freshCheck().context
    const queue = await aws.sqs.queue()
    const bodies = Array.from({ length: 23 }, (_, ride) => `ride ${ride}`)
    for (const body of bodies) await queue.send(body)
    expect((await queue.drain()).toSorted()).toEqual(bodies.toSorted())
    expect(await queue.drain()).toEqual([])
  })

  test('leaves messages in flight alone', async () => {
    const { aws } = freshCheck().context
    const queue = await aws.sqs.queue()
    await queue.send('ride 1')
    await aws.send(new ReceiveMessageCommand({ QueueUrl: queue.url }))
    await queue.send('ride 2')
    expect(await queue.drain()).toEqual(['ride 2'])
    await aws.sleep(30_000)
    expect(await queue.drain()).toEqual(['ride 1'])
  })

  test('keeps the order of each group where it is FIFO', async () => {
    const { aws } = freshCheck().context
    const attributes = { FifoQueue: 'true', ContentBasedDeduplication: 'true' }
    const queue = await aws.sqs.queue(attributes)
    for (let ride = 0; ride < 12; ride++) await queue.send(`${ride}`, { MessageGroupId: 'ada' })
    expect(await queue.drain()).toEqual(Array.from({ length: 12 }, (_, ride) => `${ride}`))
  })

  test('is drained without waiting, however patient the queue is', async () => {
    const { aws, now } = freshCheck().context
    const queue = await aws.sqs.queue({ ReceiveMessageWaitTimeSeconds: '20' })
    const before = now()
    expect(await queue.drain()).toEqual([])
    expect(now()).toBe(before)
  })
})

const student = {
  poll: async (client: SQSClient, QueueUrl: string) => {
    const receive = { QueueUrl, WaitTimeSeconds: 20 }
    const { Messages = [] } = await client.send(new ReceiveMessageCommand(receive))
    return Messages.map(({ Body }) => Body)
  },
}
const { poll } = candidate(async () => student)

describe('a long poll of the candidate', () => {
  check(
    'lets virtual time pass, and sees what the check sends meanwhile',
    async ({ aws, clock }) => {
      const queue = await aws.sqs.queue()
      const started = clock.now()
      expect(await poll(aws.sqs.client, queue.url)).toEqual([])
      expect(clock.now()).toBe(started + 20_000)
      const polling = poll(aws.sqs.client, queue.url)
      await clock.advance(3_000)
      await queue.send('ride 20')
      expect(await polling).toEqual(['ride 20'])
    },
  )
})
