import type {
  Message as ReceivedMessage,
  ReceiveMessageRequest,
  ReceiveMessageResult,
} from '@aws-sdk/client-sqs'
import { type Account, failure, findQueue, invalidValue } from './account.ts'
import { md5OfAttributes, selectAttributes } from './message-attributes.ts'
import { md5OfText } from './message-body.ts'
import { type Message, type Queue, stateOf } from './queue.ts'
import { newReceipt } from './receipt.ts'
import { moveIfDead } from './redrive.ts'
import { systemAttributesOf } from './system-attributes.ts'

/** So many messages of a queue can be in flight (SDK text, ChangeMessageVisibility). */
const MAX_IN_FLIGHT = 120_000

interface Order {
  max: number
  visibilityMs: number
  now: number
}

/** ReceiveMessage. */
export function receiveOperations(account: Account) {
  return {
    /**
     * ReceiveMessage (SDK text). Returns all it may at once; without messages there is no list, and
     * the target asks again for as long as WaitTimeSeconds says.
     */
    ReceiveMessage(input: ReceiveMessageRequest): ReceiveMessageResult {
      const queue = findQueue(account, input.QueueUrl)
      const order = checkOrder(account, queue, input)
      const attempt = queue.isFifo ? input.ReceiveRequestAttemptId : undefined
      const received =
        repeated(queue, attempt, order) ??
        (queue.isFifo ? takeFifo(account, queue, order) : takeStandard(account, queue, order))
      if (attempt) {
        const receipts = received.map(({ receipt }) => receipt ?? '')
        queue.attempts.set(attempt, { at: order.now, receipts })
      }
      if (received.length === 0) return {}
      return { Messages: received.map((message) => describeMessage(account, message, input)) }
    },
  }
}

function checkOrder(account: Account, queue: Queue, input: ReceiveMessageRequest): Order {
  const between = (member: keyof ReceiveMessageRequest, min: number, max: number) => {
    const value = input[member] as number | undefined
    if (value === undefined || value === null) return undefined
    if (Number.isInteger(value) && value >= min && value <= max) return value
    const range =
      member === 'MaxNumberOfMessages'
        ? `Must be between ${min} and ${max}`
        : `Must be >= ${min} and <= ${max}`
    throw invalidValue(account, [member, value], `${range}, if provided.`)
  }
  between('WaitTimeSeconds', 0, 20)
  const visibility = between('VisibilityTimeout', 0, 43_200) ?? queue.settings.VisibilityTimeout
  const max = between('MaxNumberOfMessages', 1, 10) ?? 1
  return { max, visibilityMs: visibility * 1000, now: account.world.clock.now() }
}

function takeStandard(account: Account, queue: Queue, order: Order): Message[] {
  const { max, now } = order
  const inFlight = queue.messages.filter((message) => stateOf(message, now) === 'in flight')
  if (inFlight.length >= MAX_IN_FLIGHT) {
    throw failure(account, 'OverLimit', `Too many messages are in flight for ${queue.name}.`)
  }
  const visible = queue.messages
    .filter((message) => stateOf(message, now) === 'visible')
    .toSorted((a, b) => a.visibleAt - b.visibleAt)
  const taken: Message[] = []
  for (const message of visible) {
    if (taken.length === max) break
    if (!moveIfDead(account, { queue, message, now })) taken.push(message)
  }
  return taken.map((message) => hand(account, queue, { message, order }))
}

/**
 * Takes as many messages of one group as possible, then of the next (developer guide, "FIFO
 * delivery logic"). Of a group only what comes before its first invisible message can be taken.
 */
function takeFifo(account: Account, queue: Queue, order: Order): Message[] {
  const { max, now } = order
  const taken: Message[] = []
  const groups = Map.groupBy(queue.messages, ({ groupId }) => groupId)
  const inTurn = [...queue.groups]
  for (const groupId of inTurn) {
    const group = groups.get(groupId) ?? []
    const hidden = group.findIndex((message) => stateOf(message, now) !== 'visible')
    const before = taken.length
    for (const message of hidden < 0 ? group : group.slice(0, hidden)) {
      if (taken.length === max) break
      if (!moveIfDead(account, { queue, message, now })) taken.push(message)
    }
    if (taken.length > before) {
      queue.groups.delete(groupId)
      queue.groups.add(groupId)
    }
    if (group.length === 0) queue.groups.delete(groupId)
  }
  return taken.map((message) => hand(account, queue, { message, order }))
}

/** The messages of the same attempt again, unless one of them was touched or is visible. */
function repeated(queue: Queue, attempt: string | undefined, order: Order): Message[] | undefined {
  const receipts = attempt ? queue.attempts.get(attempt)?.receipts : undefined
  if (!receipts?.length) return undefined
  const messages = receipts.flatMap((receipt) => {
    const message = queue.messages.find((candidate) => candidate.receipt === receipt)
    return message && stateOf(message, order.now) === 'in flight' ? [message] : []
  })
  if (messages.length < receipts.length) return undefined
  for (const message of messages) message.visibleAt = order.now + order.visibilityMs
  return messages
}

function hand(
  account: Account,
  queue: Queue,
  { message, order: { now, visibilityMs } }: { message: Message; order: Order },
): Message {
  message.receipt = newReceipt(account, queue, message)
  message.visibleAt = now + visibilityMs
  message.firstReceivedAt ??= now
  message.lastReceivedAt = now
  message.receiveCount++
  message.receivedHere++
  return message
}

function describeMessage(
  account: Account,
  message: Message,
  input: ReceiveMessageRequest,
): ReceivedMessage {
  const attributes = selectAttributes(message.attributes, input.MessageAttributeNames ?? [])
  const md5 = md5OfAttributes(attributes)
  const system = systemAttributesOf(account, message, [
    ...(input.AttributeNames ?? []),
    ...(input.MessageSystemAttributeNames ?? []),
  ])
  return {
    MessageId: message.id,
    ReceiptHandle: message.receipt,
    MD5OfBody: md5OfText(message.body),
    Body: message.body,
    ...(system ? { Attributes: system } : {}),
    ...(md5 ? { MD5OfMessageAttributes: md5, MessageAttributes: attributes } : {}),
  }
}
