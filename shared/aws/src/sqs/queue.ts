import type { MessageAttributeValue } from '@aws-sdk/client-sqs'
import type { QueueSettings } from './queue-settings.ts'

/** A queue. Times are in milliseconds since 1970. */
export interface Queue {
  name: string
  url: string
  arn: string
  isFifo: boolean
  createdAt: number
  modifiedAt: number
  settings: QueueSettings
  tags: Map<string, string>
  /** In the order they were sent, or moved here. */
  messages: Message[]
  /** Distinguishes receipts, and queues that had the same name one after the other. */
  id: string
  purgedAt: number | undefined
  lastSequenceNumber: bigint | undefined
  /** What was sent in the last 5 minutes to a FIFO queue, by deduplication id. */
  sent: Map<string, SentMessage>
  /** The message groups of a FIFO queue, the one that was served last at the end. */
  groups: Set<string>
  /** Calls of ReceiveMessage that can be repeated, by their attempt id. */
  attempts: Map<string, { at: number; receipts: string[] }>
}

/** A message in a queue. */
export interface Message {
  id: string
  body: string
  attributes: Record<string, MessageAttributeValue>
  traceHeader: string | undefined
  groupId: string | undefined
  deduplicationId: string | undefined
  sequenceNumber: string | undefined
  sentAt: number
  /** Nobody can receive it before. */
  visibleAt: number
  /** Over all queues that it went through. */
  receiveCount: number
  firstReceivedAt: number | undefined
  lastReceivedAt: number | undefined
  /** The handle that came with the last receipt. */
  receipt: string | undefined
  /** How often this queue delivered it: what `maxReceiveCount` limits. */
  receivedHere: number
  deadLetterSource: string | undefined
}

/** What a repeated SendMessage is answered with. */
export interface SentMessage {
  at: number
  id: string
  sequenceNumber: string | undefined
}

/** Whether the message is delayed, can be received, or is being worked on. */
export function stateOf(message: Message, now: number): 'delayed' | 'visible' | 'in flight' {
  if (message.visibleAt <= now) return 'visible'
  return message.receipt === undefined ? 'delayed' : 'in flight'
}

/** Removes a message, if it is still there. */
export function removeMessage(queue: Queue, message: Message): void {
  const index = queue.messages.indexOf(message)
  if (index >= 0) queue.messages.splice(index, 1)
}

/**
 * Forgets messages after the retention period, counted from when they were first sent, and what
 * was kept for repeated calls.
 */
export function forgetExpired(queue: Queue, now: number): void {
  const horizon = now - queue.settings.MessageRetentionPeriod * 1000
  if (queue.messages.some(({ sentAt }) => sentAt <= horizon)) {
    queue.messages = queue.messages.filter(({ sentAt }) => sentAt > horizon)
  }
  for (const memory of [queue.sent, queue.attempts]) {
    for (const [id, { at }] of memory) if (now - at >= REPEATABLE_FOR) memory.delete(id)
  }
}

/** The deduplication interval, and how long a receive attempt can be repeated (SDK text). */
const REPEATABLE_FOR = 300_000
