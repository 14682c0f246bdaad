import type {
  ListDeadLetterSourceQueuesRequest,
  ListDeadLetterSourceQueuesResult,
} from '@aws-sdk/client-sqs'
import { type Account, findQueue } from './account.ts'
import { pageOf } from './page.ts'
import { type Message, type Queue, removeMessage } from './queue.ts'
import { redrivePolicyOf } from './queue-settings.ts'
import { queueByArn } from './redrive-policy.ts'

/** ListDeadLetterSourceQueues. */
export function redriveOperations(account: Account) {
  return {
    /** ListDeadLetterSourceQueues (SDK text). */
    ListDeadLetterSourceQueues(
      input: ListDeadLetterSourceQueuesRequest,
    ): ListDeadLetterSourceQueuesResult {
      const { arn } = findQueue(account, input.QueueUrl)
      const sources = [...account.queues.values()]
        .filter(({ settings }) => redrivePolicyOf(settings)?.deadLetterTargetArn === arn)
        .map(({ url }) => url)
      const { urls, NextToken } = pageOf(account, sources, input)
      return { queueUrls: urls, ...(NextToken ? { NextToken } : {}) }
    },
  }
}

/**
 * Moves a message to the dead-letter queue if it was received as often as the queue allows, and
 * says whether it did. That is looked at when the message would be received once more. Its id and
 * the time it was sent stay; in a FIFO queue its id becomes the deduplication id (developer guide,
 * "Dead-letter queues").
 */
export function moveIfDead(
  account: Account,
  { queue, message, now }: { queue: Queue; message: Message; now: number },
): boolean {
  const policy = redrivePolicyOf(queue.settings)
  if (!policy || message.receivedHere < policy.maxReceiveCount) return false
  const target = queueByArn(account, policy.deadLetterTargetArn)
  if (!target) return false
  removeMessage(queue, message)
  target.messages.push({
    ...message,
    deduplicationId: target.isFifo ? message.id : message.deduplicationId,
    visibleAt: now,
    receipt: undefined,
    receivedHere: 0,
    deadLetterSource: queue.arn,
  })
  if (message.groupId !== undefined) target.groups.add(message.groupId)
  return true
}
