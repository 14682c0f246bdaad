import { type Account, invalidValue } from './account.ts'

/** Where a queue sends a message that was received too often. */
export interface RedrivePolicy {
  deadLetterTargetArn: string
  maxReceiveCount: number
}

interface RedriveAllowPolicy {
  redrivePermission: 'allowAll' | 'denyAll' | 'byQueue'
  sourceQueueArns?: string[]
}

/**
 * Checks a RedrivePolicy and returns it in one spelling, as JSON.
 *
 * Throws InvalidParameterValue for one that is not complete, names no queue, or names one of the
 * other type (SDK text, CreateQueue). AWS's reasons are not published.
 */
export function parseRedrivePolicy(account: Account, text: string, isFifo: boolean): string {
  const refuse = (reason: string) => invalidValue(account, ['RedrivePolicy', text], reason)
  const policy = parseObject(text)
  for (const name of ['deadLetterTargetArn', 'maxReceiveCount']) {
    if (policy[name] !== undefined) continue
    throw refuse(`Redrive policy does not contain mandatory attribute: ${name}.`)
  }
  const deadLetterTargetArn = String(policy['deadLetterTargetArn'])
  const count = Number(policy['maxReceiveCount'])
  if (!Number.isInteger(count) || count < 1 || count > 1000) {
    const valid = 'valid values are from 1 to 1000 both inclusive.'
    throw refuse(
      `Invalid value for maxReceiveCount: ${String(policy['maxReceiveCount'])}, ${valid}`,
    )
  }
  const target = queueByArn(account, deadLetterTargetArn)
  if (!target) throw refuse('Dead letter target does not exist.')
  if (target.isFifo !== isFifo) {
    throw refuse('Dead-letter queue must be same type of queue as the source.')
  }
  return JSON.stringify({ deadLetterTargetArn, maxReceiveCount: count })
}

/** Checks a RedriveAllowPolicy and returns it as JSON; throws InvalidParameterValue. */
export function parseRedriveAllowPolicy(account: Account, text: string): string {
  const { redrivePermission, sourceQueueArns } = parseObject(text)
  const isByQueue = redrivePermission === 'byQueue'
  const arns = Array.isArray(sourceQueueArns) ? sourceQueueArns : []
  const isPermission = ['allowAll', 'denyAll', 'byQueue'].includes(String(redrivePermission))
  if (isPermission && isByQueue === arns.length > 0 && arns.length <= 10) {
    return JSON.stringify({ redrivePermission, ...(isByQueue ? { sourceQueueArns: arns } : {}) })
  }
  const reason = 'Redrive allow policy must have a redrivePermission, byQueue with 1 to 10 ARNs.'
  throw invalidValue(account, ['RedriveAllowPolicy', text], reason)
}

/** Refuses a dead-letter queue whose RedriveAllowPolicy does not admit the source queue. */
export function checkAdmission(account: Account, sourceArn: string, redrivePolicy: string): void {
  if (!redrivePolicy) return
  const { deadLetterTargetArn } = JSON.parse(redrivePolicy) as RedrivePolicy
  const allow = queueByArn(account, deadLetterTargetArn)?.settings.RedriveAllowPolicy
  if (!allow) return
  const { redrivePermission, sourceQueueArns = [] } = JSON.parse(allow) as RedriveAllowPolicy
  if (redrivePermission === 'allowAll' || sourceQueueArns.includes(sourceArn)) return
  const reason = `Queue ${sourceArn} is not permitted to use ${deadLetterTargetArn}.`
  throw invalidValue(account, ['RedrivePolicy', redrivePolicy], reason)
}

/** Returns the queue with this ARN. */
export function queueByArn(account: Account, arn: string) {
  return account.queues.values().find((queue) => queue.arn === arn)
}

function parseObject(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}
