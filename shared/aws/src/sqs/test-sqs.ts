import * as sdk from '@aws-sdk/client-sqs'
import { VirtualClock } from '../clock.ts'
import type { World } from '../service.ts'
import { sqsOperations } from './service.ts'

/** A fresh SQS for one test, and the clock it lives by. */
export function testSqs() {
  const clock = new VirtualClock()
  let drawn = 0
  const world: World = {
    clock,
    region: 'us-east-1',
    accountId: '123456789012',
    randomHex: (bytes) => (++drawn).toString(16).padStart(bytes * 2, '0'),
    service: () => ({}),
  }
  const sqs = sqsOperations({ world, sdk, queues: new Map(), deletedAt: new Map() })

  return { clock, sqs, create }

  /** Creates a queue; a name with the suffix makes it a FIFO queue. */
  function create(QueueName: string, Attributes: Record<string, string> = {}) {
    const type = QueueName.endsWith('.fifo') ? { FifoQueue: 'true' } : {}
    const input = { QueueName, Attributes: { ...type, ...Attributes } }
    const QueueUrl = sqs.CreateQueue(input).QueueUrl!
    const receive = (input: Partial<Parameters<typeof sqs.ReceiveMessage>[0]> = {}) =>
      sqs.ReceiveMessage({ MaxNumberOfMessages: 10, ...input, QueueUrl }).Messages ?? []
    const attributes = () =>
      sqs.GetQueueAttributes({ QueueUrl, AttributeNames: ['All'] }).Attributes ?? {}

    return {
      QueueUrl,
      arn: `arn:aws:sqs:us-east-1:123456789012:${QueueName}`,
      attributes,
      receive,
      /** Sends a message; in a FIFO queue it is the first of `group` with this body. */
      send: (MessageBody: string, group?: string) => {
        const fifo = { MessageGroupId: group, MessageDeduplicationId: MessageBody }
        return sqs.SendMessage({ QueueUrl, MessageBody, ...(group ? fifo : {}) })
      },
      /** Receives up to 10 messages and returns their bodies. */
      bodies: (input: Parameters<typeof receive>[0] = {}) => receive(input).map(({ Body }) => Body),
      /** How many messages are visible, in flight and delayed. */
      counts: () => {
        const all = attributes()
        return [
          all.ApproximateNumberOfMessages,
          all.ApproximateNumberOfMessagesNotVisible,
          all.ApproximateNumberOfMessagesDelayed,
        ].map(Number)
      },
    }
  }
}
