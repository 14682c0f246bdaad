import { type Account, failure, missing } from './account.ts'
import type { Message, Queue } from './queue.ts'

/** What a receipt handle stands for. */
export interface Receipt {
  /** The message, if it is still in the queue. */
  message: Message | undefined
  /** Whether the message was received again since. */
  isOld: boolean
}

/** Makes the handle of one receipt of a message. */
export function newReceipt({ world }: Account, queue: Queue, message: Message): string {
  return Buffer.from([queue.id, message.id, world.randomHex(12)].join(' ')).toString('base64')
}

/** Reads a receipt handle; throws ReceiptHandleIsInvalid if it is none of this queue's. */
export function readReceipt(account: Account, queue: Queue, handle: string | undefined): Receipt {
  if (!handle) throw missing(account, 'ReceiptHandle')
  const [queueId, messageId, nonce] = Buffer.from(handle, 'base64').toString().split(' ')
  if (queueId !== queue.id || !messageId || !nonce) {
    const message = `The input receipt handle "${handle}" is not a valid receipt handle.`
    throw failure(account, 'ReceiptHandleIsInvalid', message)
  }
  const found = queue.messages.find(({ id }) => id === messageId)
  return { message: found, isOld: found?.receipt !== handle }
}
