import { awsError, type SdkModule, type World } from '../service.ts'
import { forgetExpired, type Queue } from './queue.ts'

/** What all operations of one SQS share. */
export interface Account {
  world: World
  sdk: SdkModule
  /** By name. */
  queues: Map<string, Queue>
  /** When queues that are gone were deleted, by name. */
  deletedAt: Map<string, number>
}

/**
 * Makes one of SQS's exceptions.
 *
 * SQS answers with two names: that of the SDK's class and, as `Code`, that of its former protocol.
 */
export function failure(account: Account, name: string, message: string): Error {
  const { code, status } = CODES[name] ?? { code: name, status: 400 }
  const Type = 'Sender'
  const data = { Code: code, Type, Error: { Code: code, Type, Message: message } }
  return awsError(account.sdk, name, { message, status, data })
}

/** Makes the error for a member with a value that is not allowed. */
export function invalidValue(
  account: Account,
  [member, value]: [member: string, value: string | number | undefined],
  reason: string,
): Error {
  const message = `Value ${value} for parameter ${member} is invalid. Reason: ${reason}`
  return failure(account, 'InvalidParameterValue', message)
}

/** Makes the error for a required member that is missing. */
export function missing(account: Account, member: string): Error {
  const message = `The request must contain the parameter ${member}.`
  return failure(account, 'MissingParameter', message)
}

/**
 * Returns the queue of a request, rid of what has expired. A plain name serves as the URL, too, as
 * it does with AWS.
 *
 * Throws QueueDoesNotExist if there is none.
 */
export function findQueue(account: Account, url: string | undefined): Queue {
  if (!url) throw missing(account, 'QueueUrl')
  const queue = account.queues.get(url.split('/').at(-1) ?? '')
  if (!queue || (url !== queue.url && url !== queue.name)) throw queueDoesNotExist(account)
  forgetExpired(queue, account.world.clock.now())
  return queue
}

/** Makes the QueueDoesNotExist error. */
export function queueDoesNotExist(account: Account): Error {
  return failure(account, 'QueueDoesNotExist', 'The specified queue does not exist.')
}

/** The names and HTTP statuses that the SDK's schema has for SQS's errors. */
const CODES: Record<string, { code: string; status: number }> = {
  BatchEntryIdsNotDistinct: former('BatchEntryIdsNotDistinct'),
  BatchRequestTooLong: former('BatchRequestTooLong'),
  EmptyBatchRequest: former('EmptyBatchRequest'),
  InvalidBatchEntryId: former('InvalidBatchEntryId'),
  OverLimit: { code: 'OverLimit', status: 403 },
  PurgeQueueInProgress: { ...former('PurgeQueueInProgress'), status: 403 },
  QueueDeletedRecently: former('QueueDeletedRecently'),
  QueueDoesNotExist: former('NonExistentQueue'),
  QueueNameExists: { code: 'QueueAlreadyExists', status: 400 },
  ReceiptHandleIsInvalid: { code: 'ReceiptHandleIsInvalid', status: 404 },
  TooManyEntriesInBatchRequest: former('TooManyEntriesInBatchRequest'),
}

function former(name: string) {
  return { code: `AWS.SimpleQueueService.${name}`, status: 400 }
}
