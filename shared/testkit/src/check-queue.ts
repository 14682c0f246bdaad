import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SendMessageCommandInput,
} from '@aws-sdk/client-sqs'
import type { CheckAws } from './check-aws.ts'

/** A queue to arrange before a candidate runs, and to empty afterwards. */
export interface CheckQueue {
  url: string
  /** Sends a message; `settings` are members of `SendMessage`, such as a FIFO `MessageGroupId`. */
  send(body: string, settings?: Partial<SendMessageCommandInput>): Promise<void>
  /** Takes every visible message out of the queue and resolves to the bodies, as received. */
  drain(): Promise<string[]>
}

/** Creates a queue through the target, as AWS would; `attributes` are those of `CreateQueue`. */
export async function createQueue(
  aws: CheckAws,
  attributes: Record<string, string> = {},
): Promise<CheckQueue> {
  const QueueName = aws.uniqueName('queue') + (attributes['FifoQueue'] === 'true' ? '.fifo' : '')
  const { QueueUrl } = await aws.send(new CreateQueueCommand({ QueueName, Attributes: attributes }))
  const url = QueueUrl!
  return {
    url,
    send: async (body, settings) => {
      const input = { ...settings, QueueUrl: url, MessageBody: body }
      await aws.send(new SendMessageCommand(input))
    },
    drain: async () => {
      const bodies: string[] = []
      for (;;) {
        const { Messages = [] } = await aws.send(
          new ReceiveMessageCommand({
            QueueUrl: url,
            MaxNumberOfMessages: 10,
            WaitTimeSeconds: 0,
          }),
        )
        if (Messages.length === 0) return bodies
        for (const { Body, ReceiptHandle } of Messages) {
          bodies.push(Body!)
          await aws.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }))
        }
      }
    },
  }
}
