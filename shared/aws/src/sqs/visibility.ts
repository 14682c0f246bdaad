import type {
  ChangeMessageVisibilityBatchRequest,
  ChangeMessageVisibilityBatchResult,
  ChangeMessageVisibilityRequest,
} from '@aws-sdk/client-sqs'
import { type Account, findQueue, invalidValue, missing } from './account.ts'
import { checkEntries, runBatch } from './batch.ts'
import { type Queue, stateOf } from './queue.ts'
import { readReceipt } from './receipt.ts'

/** No receipt of a message lasts longer, extended or not: 12 hours (SDK text). */
const MAX_SECONDS = 43_200

interface Change {
  ReceiptHandle: string | undefined
  VisibilityTimeout?: number | undefined
}

/** ChangeMessageVisibility and ChangeMessageVisibilityBatch. */
export function visibilityOperations(account: Account) {
  /**
   * AWS's standard queues take handles that are not the latest, and those of messages that have
   * become visible again; so does this. A FIFO queue refuses both.
   */
  function changeOne(queue: Queue, { ReceiptHandle, VisibilityTimeout: seconds }: Change): object {
    if (seconds === undefined || seconds === null) throw missing(account, 'VisibilityTimeout')
    const member: [string, number] = ['VisibilityTimeout', seconds]
    if (!Number.isInteger(seconds) || seconds < 0 || seconds > MAX_SECONDS) {
      const reason = `VisibilityTimeout must be an integer between 0 and ${MAX_SECONDS}.`
      throw invalidValue(account, member, reason)
    }
    const now = account.world.clock.now()
    const { message, isOld } = readReceipt(account, queue, ReceiptHandle)
    const isTooLate = queue.isFifo && (isOld || (message && stateOf(message, now) !== 'in flight'))
    if (!message || isTooLate) {
      const reason = 'Message does not exist or is not available for visibility timeout change.'
      throw invalidValue(account, ['ReceiptHandle', ReceiptHandle], reason)
    }
    const visibleAt = now + seconds * 1000
    if (visibleAt - (message.lastReceivedAt ?? now) > MAX_SECONDS * 1000) {
      const reason = `Total VisibilityTimeout for the message is beyond the limit [${MAX_SECONDS} seconds]`
      throw invalidValue(account, member, reason)
    }
    message.visibleAt = visibleAt
    return {}
  }

  return {
    /** ChangeMessageVisibility (SDK text). */
    ChangeMessageVisibility(input: ChangeMessageVisibilityRequest): object {
      return changeOne(findQueue(account, input.QueueUrl), input)
    },

    /** ChangeMessageVisibilityBatch (SDK text). */
    ChangeMessageVisibilityBatch(
      input: ChangeMessageVisibilityBatchRequest,
    ): ChangeMessageVisibilityBatchResult {
      const queue = findQueue(account, input.QueueUrl)
      const type = 'ChangeMessageVisibilityBatchRequestEntry'
      const entries = checkEntries(account, input.Entries, type)
      return runBatch(entries, (entry) => changeOne(queue, entry))
    },
  }
}
