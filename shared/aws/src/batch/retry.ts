import type { EvaluateOnExit, RetryStrategy } from '@aws-sdk/client-batch'
import { type Account, failure, requireInteger } from './account.ts'

/** How an attempt ended, as far as a retry strategy looks at it. */
export interface AttemptEnd {
  /** None when the host went away. */
  exitCode?: number
  /** The container's reason, such as `OutOfMemoryError: ...`. */
  reason?: string
  statusReason: string
}

const CONDITIONS = ['onStatusReason', 'onReason', 'onExitCode'] as const

/**
 * Checks a retry strategy: 1 to 10 attempts, and with them up to 5 conditions, whose patterns may
 * end with an asterisk (SDK text, RetryStrategy and EvaluateOnExit). Throws ClientException.
 */
export function checkRetryStrategy(account: Account, strategy: RetryStrategy): RetryStrategy {
  const { attempts, evaluateOnExit } = strategy
  if (attempts !== undefined) requireInteger(account, ['attempts', attempts], [1, 10])
  if (!evaluateOnExit) return strategy
  if (attempts === undefined) {
    throw failure(account, 'A retryStrategy with evaluateOnExit must have attempts')
  }
  if (evaluateOnExit.length > 5) {
    throw failure(account, `evaluateOnExit must have at most 5 entries: ${evaluateOnExit.length}`)
  }
  for (const entry of evaluateOnExit) checkCondition(account, entry)
  return strategy
}

/** Whether a failed attempt, counted from 1, is followed by another. The first match decides. */
export function isRetried(strategy: RetryStrategy, attempt: number, end: AttemptEnd): boolean {
  if (attempt >= (strategy.attempts ?? 1)) return false
  const rule = strategy.evaluateOnExit?.find((entry) => matches(entry, end))
  return rule?.action?.toUpperCase() !== 'EXIT'
}

function checkCondition(account: Account, entry: EvaluateOnExit): void {
  if (!['RETRY', 'EXIT'].includes(entry.action?.toUpperCase() ?? '')) {
    throw failure(account, `The action of evaluateOnExit must be RETRY or EXIT: "${entry.action}"`)
  }
  const given = CONDITIONS.filter((condition) => entry[condition] !== undefined)
  if (given.length === 0) {
    throw failure(account, `evaluateOnExit must have one of ${CONDITIONS.join(', ')}`)
  }
  for (const condition of given) {
    const pattern = entry[condition] ?? ''
    const allowed = condition === 'onExitCode' ? /^[0-9]*\*?$/ : /^[A-Za-z0-9.:\s]*\*?$/
    if (pattern.length >= 1 && pattern.length <= 512 && allowed.test(pattern)) continue
    throw failure(account, `The pattern of ${condition} is not valid: "${pattern}"`)
  }
}

function matches(entry: EvaluateOnExit, { exitCode, reason, statusReason }: AttemptEnd): boolean {
  const { onStatusReason, onReason, onExitCode } = entry
  return (
    fits(onStatusReason, statusReason) &&
    // The guide's catch-all, `onReason: '*'`, is for jobs without a reason, too.
    fits(onReason, reason ?? '') &&
    fits(onExitCode, exitCode === undefined ? undefined : String(exitCode))
  )
}

function fits(pattern: string | undefined, text: string | undefined): boolean {
  if (pattern === undefined) return true
  if (text === undefined) return false
  return pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : text === pattern
}
