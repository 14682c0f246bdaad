import type {
  SendMessageBatchRequest,
  SendMessageBatchRequestEntry,
  SendMessageBatchResult,
  SendMessageRequest,
  SendMessageResult,
} from '@aws-sdk/client-sqs'
import { type Account, failure, findQueue, invalidValue, missing } from './account.ts'
import { checkEntries, runBatch } from './batch.ts'
import { deduplicationOf, nextSequenceNumber } from './deduplication.ts'
import { checkAttributes, md5OfAttributes, sizeOfAttributes } from './message-attributes.ts'
import { hasOnlyAllowedCharacters, md5OfText } from './message-body.ts'
import type { Queue, SentMessage } from './queue.ts'

/** A batch can be as large as the largest message: 1 MiB (SDK text, SendMessageBatch). */
const MAX_BATCH_BYTES = 1_048_576

type Outgoing = Omit<SendMessageRequest, 'QueueUrl'>

/** SendMessage and SendMessageBatch. */
export function sendOperations(account: Account) {
  return {
    /** SendMessage (SDK text). */
    SendMessage(input: SendMessageRequest): SendMessageResult {
      const queue = findQueue(account, input.QueueUrl)
      checkPresence(account, queue, input)
      return send(account, queue, { ...input, whenTooLong: 'are invalid' })
    },

    /**
     * SendMessageBatch (SDK text). An entry without a body, or in a FIFO queue without a group or
     * deduplication id, fails the request; whatever else is wrong with an entry fails that entry.
     */
    SendMessageBatch(input: SendMessageBatchRequest): SendMessageBatchResult {
      const queue = findQueue(account, input.QueueUrl)
      const entries = checkEntries(account, input.Entries, 'SendMessageBatchRequestEntry')
      for (const [index, entry] of entries.entries()) {
        checkPresence(account, queue, entry, `SendMessageBatchRequestEntry.${index + 1}.`)
      }
      const bytes = entries.reduce((sum, entry) => sum + sizeOf(entry), 0)
      if (bytes > MAX_BATCH_BYTES) {
        const message =
          `Batch requests cannot be longer than ${MAX_BATCH_BYTES} bytes. ` +
          `You have sent ${bytes} bytes.`
        throw failure(account, 'BatchRequestTooLong', message)
      }
      return runBatch(entries, (entry) => {
        const result = send(account, queue, { ...entry, whenTooLong: 'cannot be validated' })
        return result as Required<Pick<SendMessageResult, 'MessageId' | 'MD5OfMessageBody'>>
      })
    },
  }
}

function send(
  account: Account,
  queue: Queue,
  { whenTooLong, ...outgoing }: Outgoing & { whenTooLong: string },
): SendMessageResult {
  const body = outgoing.MessageBody ?? ''
  const attributes = checkAttributes(account, outgoing.MessageAttributes)
  const max = queue.settings.MaximumMessageSize
  if (sizeOf(outgoing) > max) {
    const reason = `Message must be shorter than ${max} bytes.`
    const message = `One or more parameters ${whenTooLong}. Reason: ${reason}`
    throw failure(account, 'InvalidParameterValue', message)
  }
  if (!hasOnlyAllowedCharacters(body)) {
    const message =
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | ' +
      '#x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF'
    throw failure(account, 'InvalidMessageContents', message)
  }
  const delayMs = checkDelay(account, queue, outgoing.DelaySeconds) * 1000
  const traceHeader = checkTraceHeader(account, outgoing)
  const { deduplicationId, groupId, memory } = deduplicationOf(account, queue, outgoing)

  const enqueue = (): SentMessage => {
    const now = account.world.clock.now()
    const id = messageId(account)
    const sequenceNumber = queue.isFifo ? nextSequenceNumber(account, queue) : undefined
    if (groupId !== undefined) queue.groups.add(groupId)
    queue.messages.push({
      id,
      body,
      attributes,
      traceHeader,
      groupId,
      deduplicationId,
      sequenceNumber,
      sentAt: now,
      visibleAt: now + delayMs,
      receiveCount: 0,
      firstReceivedAt: undefined,
      lastReceivedAt: undefined,
      receipt: undefined,
      receivedHere: 0,
      deadLetterSource: undefined,
    })
    return { at: now, id, sequenceNumber }
  }
  const sent = memory?.recall() ?? enqueue()
  memory?.keep(sent)

  const { sequenceNumber } = sent
  const md5 = md5OfAttributes(attributes)
  const md5OfSystem = md5OfAttributes(outgoing.MessageSystemAttributes ?? {})
  return {
    MessageId: sent.id,
    MD5OfMessageBody: md5OfText(body),
    ...(md5 ? { MD5OfMessageAttributes: md5 } : {}),
    ...(md5OfSystem ? { MD5OfMessageSystemAttributes: md5OfSystem } : {}),
    ...(sequenceNumber ? { SequenceNumber: sequenceNumber } : {}),
  }
}

function checkPresence(
  account: Account,
  queue: Queue,
  outgoing: Outgoing | SendMessageBatchRequestEntry,
  path = '',
) {
  if (!outgoing.MessageBody) throw missing(account, `${path}MessageBody`)
  if (!queue.isFifo) return
  if (outgoing.MessageGroupId === undefined) {
    if (path === '') throw missing(account, 'MessageGroupId')
    const message = 'The request must contain the parameter MessageGroupId.'
    throw failure(account, 'InvalidParameterValue', message)
  }
  const isIdentified = outgoing.MessageDeduplicationId !== undefined
  if (isIdentified || queue.settings.ContentBasedDeduplication) return
  const message =
    'The queue should either have ContentBasedDeduplication enabled ' +
    'or MessageDeduplicationId provided explicitly'
  throw failure(account, 'InvalidParameterValue', message)
}

/** A FIFO queue takes a delay only for all its messages; 0 means that one. */
function checkDelay(account: Account, queue: Queue, seconds: number | undefined): number {
  const wait = queue.settings.DelaySeconds
  if (seconds === undefined || seconds === null) return wait
  if (queue.isFifo) {
    if (seconds === 0) return wait
    const reason = 'The request include parameter that is not valid for this queue type.'
    throw invalidValue(account, ['DelaySeconds', seconds], reason)
  }
  if (Number.isInteger(seconds) && seconds >= 0 && seconds <= 900) return seconds
  const reason = 'DelaySeconds must be >= 0 and <= 900.'
  throw invalidValue(account, ['DelaySeconds', seconds], reason)
}

function checkTraceHeader(account: Account, { MessageSystemAttributes }: Outgoing) {
  const { AWSTraceHeader: header, ...others } = MessageSystemAttributes ?? {}
  const [other] = Object.keys(others)
  if (!other && (!header || (header.DataType === 'String' && header.StringValue))) {
    return header?.StringValue
  }
  const message = `Message system attribute '${other ?? 'AWSTraceHeader'}' is invalid.`
  throw failure(account, 'InvalidParameterValue', message)
}

/** Body and attributes count; system attributes do not (SDK text, SendMessage). */
function sizeOf({ MessageBody, MessageAttributes }: Outgoing): number {
  return Buffer.byteLength(MessageBody ?? '') + sizeOfAttributes(MessageAttributes ?? {})
}

function messageId({ world }: Account): string {
  return world.randomHex(16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
