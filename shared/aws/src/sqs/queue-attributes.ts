import type {
  GetQueueAttributesRequest,
  GetQueueAttributesResult,
  SetQueueAttributesRequest,
} from '@aws-sdk/client-sqs'
import { type Account, findQueue } from './account.ts'
import { type Queue, stateOf } from './queue.ts'
import {
  changeSettings,
  DEFAULTS,
  invalidAttribute,
  shownSettings,
  unknownAttribute,
} from './queue-settings.ts'
import { checkAdmission } from './redrive-policy.ts'

/** GetQueueAttributes and SetQueueAttributes. */
export function attributeOperations(account: Account) {
  return {
    /** GetQueueAttributes (SDK text). The approximate numbers are exact. */
    GetQueueAttributes(input: GetQueueAttributesRequest): GetQueueAttributesResult {
      const queue = findQueue(account, input.QueueUrl)
      const all = describeQueue(queue, account.world.clock.now())
      const names = new Set<string>(input.AttributeNames)
      for (const name of names) {
        const isKnown = Object.hasOwn(all, name) || Object.hasOwn(DEFAULTS, name)
        if (!isKnown && name !== 'All' && name !== 'FifoQueue') {
          throw unknownAttribute(account, name)
        }
      }
      const shown = Object.entries(all).filter(([name]) => names.has('All') || names.has(name))
      return shown.length > 0 ? { Attributes: Object.fromEntries(shown) } : {}
    },

    /** SetQueueAttributes (SDK text). Takes effect at once. */
    SetQueueAttributes(input: SetQueueAttributesRequest): object {
      const queue = findQueue(account, input.QueueUrl)
      const { FifoQueue, ...attributes } = input.Attributes ?? {}
      if (FifoQueue !== undefined) throw cannotChangeType(account, queue, FifoQueue)
      const settings = changeSettings(account, queue, attributes)
      checkAdmission(account, queue.arn, attributes.RedrivePolicy ? settings.RedrivePolicy : '')
      queue.settings = settings
      queue.modifiedAt = account.world.clock.now()
      return {}
    },
  }
}

function describeQueue(queue: Queue, now: number): Record<string, string> {
  const count = (state: string) =>
    String(queue.messages.filter((message) => stateOf(message, now) === state).length)
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: count('visible'),
    ApproximateNumberOfMessagesNotVisible: count('in flight'),
    ApproximateNumberOfMessagesDelayed: count('delayed'),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
    ...(queue.isFifo ? { FifoQueue: 'true' } : {}),
    ...shownSettings(queue.settings, queue.isFifo),
  }
}

function cannotChangeType(account: Account, { isFifo }: Queue, fifoQueue: string): Error {
  if (!isFifo || fifoQueue === 'true') return unknownAttribute(account, 'FifoQueue')
  return invalidAttribute(account, 'FifoQueue', 'Modifying queue type is not supported.')
}
