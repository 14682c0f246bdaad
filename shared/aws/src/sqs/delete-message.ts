import type {
  DeleteMessageBatchRequest,
  DeleteMessageBatchResult,
  DeleteMessageRequest,
} from '@aws-sdk/client-sqs'
import { type Account, findQueue, invalidValue } from './account.ts'
import { checkEntries, runBatch } from './batch.ts'
import { type Queue, removeMessage, stateOf } from './queue.ts'
import { readReceipt } from './receipt.ts'

/** DeleteMessage and DeleteMessageBatch. */
export function deleteOperations(account: Account) {
  /**
   * With a handle that is not the latest the call succeeds and the message stays ("might not be
   * deleted", SDK text). A FIFO queue refuses a handle after its visibility timeout (developer
   * guide, "Visibility timeout"). A message that is gone can be deleted again.
   */
  function deleteOne(queue: Queue, handle: string | undefined): object {
    const { message, isOld } = readReceipt(account, queue, handle)
    if (!message) return {}
    if (queue.isFifo && (isOld || stateOf(message, account.world.clock.now()) !== 'in flight')) {
      throw invalidValue(account, ['ReceiptHandle', handle], 'The receipt handle has expired.')
    }
    if (!isOld) removeMessage(queue, message)
    return {}
  }

  return {
    /** DeleteMessage (SDK text). */
    DeleteMessage(input: DeleteMessageRequest): object {
      return deleteOne(findQueue(account, input.QueueUrl), input.ReceiptHandle)
    },

    /** DeleteMessageBatch (SDK text). */
    DeleteMessageBatch(input: DeleteMessageBatchRequest): DeleteMessageBatchResult {
      const queue = findQueue(account, input.QueueUrl)
      const entries = checkEntries(account, input.Entries, 'DeleteMessageBatchRequestEntry')
      return runBatch(entries, ({ ReceiptHandle }) => deleteOne(queue, ReceiptHandle))
    },
  }
}
