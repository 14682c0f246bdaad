import { createHash } from 'node:crypto'
import type { SendMessageRequest } from '@aws-sdk/client-sqs'
import { type Account, invalidValue } from './account.ts'
import type { Queue, SentMessage } from './queue.ts'

/** Who a message belongs to, and how to find out that it was sent before. */
interface Deduplication {
  groupId: string | undefined
  deduplicationId: string | undefined
  memory?: {
    /** What was sent under the same id in the last 5 minutes. */
    recall(): SentMessage | undefined
    keep(sent: SentMessage): void
  }
}

/**
 * Returns the group and deduplication ids of a message.
 *
 * Throws InvalidParameterValue for ids that are not 1 to 128 letters, digits and punctuation marks.
 */
export function deduplicationOf(
  account: Account,
  queue: Queue,
  { MessageGroupId, MessageDeduplicationId, MessageBody }: Omit<SendMessageRequest, 'QueueUrl'>,
): Deduplication {
  const groupId = checkId(account, ['MessageGroupId', MessageGroupId])
  const given = checkId(account, ['MessageDeduplicationId', MessageDeduplicationId])
  if (!queue.isFifo) {
    if (given === undefined) return { groupId, deduplicationId: undefined }
    const reason = 'The request include parameter that is not valid for this queue type.'
    throw invalidValue(account, ['MessageDeduplicationId', given], reason)
  }
  const content = () =>
    createHash('sha256')
      .update(MessageBody ?? '')
      .digest('hex')
  const deduplicationId = given ?? content()
  const isPerGroup = queue.settings.DeduplicationScope === 'messageGroup'
  const key = JSON.stringify(isPerGroup ? [deduplicationId, groupId] : [deduplicationId])
  return {
    groupId,
    deduplicationId,
    memory: {
      recall: () => queue.sent.get(key),
      keep: (sent) => queue.sent.set(key, sent),
    },
  }
}

/** Returns a number of 20 digits, above all before it in the queue, and far above 2^53. */
export function nextSequenceNumber({ world }: Account, queue: Queue): string {
  const last = queue.lastSequenceNumber ?? 2n ** 64n + BigInt(Math.floor(world.clock.now()))
  // They are not consecutive (SDK text, SendMessageResult).
  queue.lastSequenceNumber = last + 256n
  return String(queue.lastSequenceNumber)
}

function checkId(account: Account, member: [name: string, value: string | undefined]) {
  const [name, value] = member
  if (value === undefined || /^[a-zA-Z0-9!-/:-@[-`{-~]{1,128}$/.test(value)) return value
  const reason = `${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`
  throw invalidValue(account, member, reason)
}
