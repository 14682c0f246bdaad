import type {
  CreateQueueRequest,
  CreateQueueResult,
  DeleteQueueRequest,
  GetQueueUrlRequest,
  GetQueueUrlResult,
  ListQueuesRequest,
  ListQueuesResult,
  PurgeQueueRequest,
} from '@aws-sdk/client-sqs'
import {
  type Account,
  failure,
  findQueue,
  invalidValue,
  missing,
  queueDoesNotExist,
} from './account.ts'
import { pageOf } from './page.ts'
import type { Queue } from './queue.ts'
import { changeSettings, DEFAULTS, shownSettings, unknownAttribute } from './queue-settings.ts'
import { checkAdmission } from './redrive-policy.ts'

/** How long a name stays taken after DeleteQueue, and how often PurgeQueue works (SDK text). */
const MINUTE = 60_000

/** CreateQueue, DeleteQueue, GetQueueUrl, ListQueues and PurgeQueue. */
export function lifecycleOperations(account: Account) {
  const { world, queues, deletedAt } = account
  const now = () => world.clock.now()

  return {
    /** CreateQueue (SDK text). */
    CreateQueue(input: CreateQueueRequest): CreateQueueResult {
      const { QueueName: name, Attributes: attributes = {} } = input
      if (!name) throw missing(account, 'QueueName')
      const queue = newQueue(account, name, attributes)
      const existing = queues.get(name)
      if (existing) {
        checkSame(account, { existing, wanted: queue, named: Object.keys(attributes) })
        return { QueueUrl: existing.url }
      }
      if (now() - (deletedAt.get(name) ?? -MINUTE) < MINUTE) {
        const message =
          'You must wait 60 seconds after deleting a queue before you can create another with ' +
          'the same name.'
        throw failure(account, 'QueueDeletedRecently', message)
      }
      checkAdmission(account, queue.arn, queue.settings.RedrivePolicy)
      for (const [key, value] of Object.entries(input.tags ?? {})) queue.tags.set(key, value)
      queues.set(name, queue)
      return { QueueUrl: queue.url }
    },

    /** DeleteQueue (SDK text). The queue is gone at once; its name stays taken for a minute. */
    DeleteQueue(input: DeleteQueueRequest): object {
      const { name } = findQueue(account, input.QueueUrl)
      queues.delete(name)
      deletedAt.set(name, now())
      return {}
    },

    /** GetQueueUrl (SDK text). */
    GetQueueUrl(input: GetQueueUrlRequest): GetQueueUrlResult {
      const queue = queues.get(input.QueueName ?? '')
      const owner = input.QueueOwnerAWSAccountId ?? world.accountId
      if (!queue || owner !== world.accountId) throw queueDoesNotExist(account)
      return { QueueUrl: queue.url }
    },

    /** ListQueues (SDK text). Without queues there is no list. */
    ListQueues(input: ListQueuesRequest): ListQueuesResult {
      const prefix = input.QueueNamePrefix ?? ''
      const named = [...queues.values()].filter(({ name }) => name.startsWith(prefix))
      const all = named.map(({ url }) => url)
      const { urls, NextToken } = pageOf(account, all, input)
      return { ...(urls.length > 0 ? { QueueUrls: urls } : {}), ...(NextToken && { NextToken }) }
    },

    /** PurgeQueue (SDK text), once a minute. The messages are gone at once. */
    PurgeQueue(input: PurgeQueueRequest): object {
      const queue = findQueue(account, input.QueueUrl)
      if (now() - (queue.purgedAt ?? -MINUTE) < MINUTE) {
        const message = `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`
        throw failure(account, 'PurgeQueueInProgress', message)
      }
      queue.purgedAt = now()
      queue.messages = []
      queue.sent.clear()
      queue.groups.clear()
      queue.attempts.clear()
      return {}
    },
  }
}

function newQueue(account: Account, name: string, attributes: Record<string, string>): Queue {
  const { world } = account
  const { FifoQueue, ...others } = attributes
  const isFifo = checkType(account, name, FifoQueue)
  const now = world.clock.now()
  return {
    name,
    url: `https://sqs.${world.region}.amazonaws.com/${world.accountId}/${name}`,
    arn: `arn:aws:sqs:${world.region}:${world.accountId}:${name}`,
    isFifo,
    createdAt: now,
    modifiedAt: now,
    settings: changeSettings(account, { settings: { ...DEFAULTS }, isFifo }, others),
    tags: new Map(),
    messages: [],
    id: world.randomHex(4),
    purgedAt: undefined,
    lastSequenceNumber: undefined,
    sent: new Map(),
    groups: new Set(),
    attempts: new Map(),
  }
}

/** Names have 1 to 80 characters, those of FIFO queues with their suffix (SDK text). */
function checkType(account: Account, name: string, fifoQueue: string | undefined): boolean {
  const isFifo = fifoQueue?.toLowerCase() === 'true'
  if (fifoQueue !== undefined && !isFifo) throw unknownAttribute(account, 'FifoQueue')
  const isNamedSo = isFifo ? /^[\w-]{1,75}\.fifo$/.test(name) : /^[\w-]{1,80}$/.test(name)
  if (isNamedSo) return isFifo
  const reason = isFifo
    ? 'The name of a FIFO queue can only include alphanumeric characters, hyphens, or ' +
      'underscores, must end with .fifo suffix and be 1 to 80 in length.'
    : 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.'
  throw invalidValue(account, ['QueueName', name], reason)
}

function checkSame(
  account: Account,
  { existing, wanted, named }: { existing: Queue; wanted: Queue; named: string[] },
) {
  const has = shownSettings(existing.settings, existing.isFifo)
  const wants = shownSettings(wanted.settings, wanted.isFifo)
  const different = named.find((name) => has[name] !== wants[name])
  if (!different) return
  const message =
    'A queue already exists with the same name and a different value for attribute ' + different
  throw failure(account, 'QueueNameExists', message)
}
