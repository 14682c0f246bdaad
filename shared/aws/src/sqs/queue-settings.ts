import { type Account, failure } from './account.ts'
import {
  parseRedriveAllowPolicy,
  parseRedrivePolicy,
  type RedrivePolicy,
} from './redrive-policy.ts'

/** The attributes of a queue that can be set. Times are in seconds, as AWS has them. */
export interface QueueSettings {
  DelaySeconds: number
  MaximumMessageSize: number
  MessageRetentionPeriod: number
  ReceiveMessageWaitTimeSeconds: number
  VisibilityTimeout: number
  ContentBasedDeduplication: boolean
  DeduplicationScope: string
  FifoThroughputLimit: string
  SqsManagedSseEnabled: boolean
  KmsMasterKeyId: string
  KmsDataKeyReusePeriodSeconds: number
  Policy: string
  RedrivePolicy: string
  RedriveAllowPolicy: string
}

/** What queues have unless told otherwise (SDK text, CreateQueue). */
export const DEFAULTS: Readonly<QueueSettings> = {
  DelaySeconds: 0,
  MaximumMessageSize: 1_048_576,
  MessageRetentionPeriod: 345_600,
  ReceiveMessageWaitTimeSeconds: 0,
  VisibilityTimeout: 30,
  ContentBasedDeduplication: false,
  DeduplicationScope: 'queue',
  FifoThroughputLimit: 'perQueue',
  SqsManagedSseEnabled: true,
  KmsMasterKeyId: '',
  KmsDataKeyReusePeriodSeconds: 300,
  Policy: '',
  RedrivePolicy: '',
  RedriveAllowPolicy: '',
}

/** The ranges of the numbers (SDK text, CreateQueue). */
const RANGES: Record<string, [min: number, max: number]> = {
  DelaySeconds: [0, 900],
  MaximumMessageSize: [1024, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600],
  ReceiveMessageWaitTimeSeconds: [0, 20],
  VisibilityTimeout: [0, 43_200],
  KmsDataKeyReusePeriodSeconds: [60, 86_400],
}

const CHOICES: Record<string, string[]> = {
  DeduplicationScope: ['messageGroup', 'queue'],
  FifoThroughputLimit: ['perQueue', 'perMessageGroupId'],
}

const FIFO_ONLY = new Set([
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
])

/**
 * Returns `settings` with the given attributes, AWS's strings, changed.
 *
 * Throws InvalidAttributeName, InvalidAttributeValue or, for a redrive policy,
 * InvalidParameterValue.
 */
export function changeSettings(
  account: Account,
  { settings, isFifo }: { settings: QueueSettings; isFifo: boolean },
  attributes: Record<string, string>,
): QueueSettings {
  const changed: Record<string, unknown> = { ...settings }
  for (const [name, text] of Object.entries(attributes)) {
    changed[name] = parseSetting(account, { name, text, isFifo })
  }
  const result = changed as unknown as QueueSettings
  if (attributes['KmsMasterKeyId']) {
    if (attributes['SqsManagedSseEnabled']?.toLowerCase() === 'true') {
      const message =
        'You can use one type of server-side encryption (SSE) at one time. ' +
        'You can either enable KMS SSE or SQS SSE.'
      throw failure(account, 'InvalidAttributeName', message)
    }
    result.SqsManagedSseEnabled = false
  }
  const isPerGroup = result.FifoThroughputLimit === 'perMessageGroupId'
  if (isPerGroup && result.DeduplicationScope !== 'messageGroup') {
    throw invalidAttribute(account, 'FifoThroughputLimit')
  }
  return result
}

/** Returns the settings that GetQueueAttributes shows, as AWS's strings. */
export function shownSettings(settings: QueueSettings, isFifo: boolean): Record<string, string> {
  const shown: Record<string, string> = {}
  for (const [name, value] of Object.entries(settings)) {
    const isHidden = value === '' || (FIFO_ONLY.has(name) && !isFifo)
    const needsKey = name === 'KmsDataKeyReusePeriodSeconds' && !settings.KmsMasterKeyId
    if (!isHidden && !needsKey) shown[name] = String(value)
  }
  return shown
}

/** Returns where a queue sends what cannot be processed. */
export function redrivePolicyOf(settings: QueueSettings): RedrivePolicy | undefined {
  return settings.RedrivePolicy ? JSON.parse(settings.RedrivePolicy) : undefined
}

/** Makes the error for an attribute's value. */
export function invalidAttribute(account: Account, name: string, reason?: string): Error {
  const because = reason ? ` Reason: ${reason}` : ''
  const message = `Invalid value for the parameter ${name}.${because}`
  return failure(account, 'InvalidAttributeValue', message)
}

/** Makes the error for an attribute that does not exist, or not for this kind of queue. */
export function unknownAttribute(account: Account, name: string): Error {
  return failure(account, 'InvalidAttributeName', `Unknown Attribute ${name}.`)
}

interface Given {
  name: string
  text: string
  isFifo: boolean
}

function parseSetting(account: Account, { name, text, isFifo }: Given): unknown {
  if (FIFO_ONLY.has(name) && !isFifo) {
    if (name === 'ContentBasedDeduplication') throw unknownAttribute(account, name)
    const message = `You can specify the ${name} only when FifoQueue is set to true.`
    throw failure(account, 'InvalidAttributeName', message)
  }
  const range = RANGES[name]
  if (range) {
    const [min, max] = range
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
    if (value >= min && value <= max) return value
    throw invalidAttribute(account, name)
  }
  if (name === 'ContentBasedDeduplication' || name === 'SqsManagedSseEnabled') {
    if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true'
    throw invalidAttribute(account, name)
  }
  if (name === 'RedrivePolicy') return text && parseRedrivePolicy(account, text, isFifo)
  if (name === 'RedriveAllowPolicy') return text && parseRedriveAllowPolicy(account, text)
  const choices = CHOICES[name]
  if (choices && !choices.includes(text)) throw invalidAttribute(account, name)
  if (!Object.hasOwn(DEFAULTS, name)) throw unknownAttribute(account, name)
  return text
}
