import type { Account } from './account.ts'
import type { Message } from './queue.ts'

/**
 * Returns those of a message's system attributes that ReceiveMessage was asked for, or undefined if
 * there are none (SDK text, ReceiveMessage). The sender is the account.
 */
export function systemAttributesOf(
  { world }: Account,
  message: Message,
  names: string[],
): Record<string, string> | undefined {
  const all: Record<string, string | number | undefined> = {
    SenderId: world.accountId,
    SentTimestamp: message.sentAt,
    ApproximateReceiveCount: message.receiveCount,
    ApproximateFirstReceiveTimestamp: message.firstReceivedAt,
    AWSTraceHeader: message.traceHeader,
    MessageGroupId: message.groupId,
    MessageDeduplicationId: message.deduplicationId,
    SequenceNumber: message.sequenceNumber,
    DeadLetterQueueSourceArn: message.deadLetterSource,
  }
  const wanted = Object.entries(all).flatMap(([name, value]) => {
    const isWanted = names.includes('All') || names.includes(name)
    return isWanted && value !== undefined ? [[name, String(value)]] : []
  })
  return wanted.length > 0 ? Object.fromEntries(wanted) : undefined
}
