import type { LifecycleRule } from '@aws-sdk/client-s3'
import type { S3Errors } from './errors.ts'
import { checkRetained, failWith } from './lifecycle-checks.ts'
import { DAY } from './lifecycle-dates.ts'
import { describeFilter } from './lifecycle-filter.ts'
import { coldness } from './lifecycle-transitions.ts'

const INFREQUENT: readonly string[] = ['STANDARD_IA', 'ONEZONE_IA']
const ARCHIVE: readonly string[] = ['GLACIER', 'DEEP_ARCHIVE']
const INFREQUENT_DAYS = 30

/**
 * Throws where S3 refuses a rule's transitions of current and noncurrent versions. No class asks for a
 * number of days before it (SDK text of `Transition`; earlier texts had 30 for infrequent access).
 */
export function checkTransitions(rule: LifecycleRule, errors: S3Errors): void {
  checkCurrent(rule, errors)
  checkNoncurrent(rule, errors)
}

/** Whether a time is a midnight, UTC. */
export function isMidnight(date: Date): boolean {
  return date.getTime() % DAY === 0
}

/** One transition, of either kind. */
interface Move {
  action: 'Transition' | 'NoncurrentVersionTransition'
  /** The member that says when. */
  unit: 'Days' | 'Date' | 'NoncurrentDays'
  /** Days, or milliseconds since 1970. */
  when: number
  to: string
}

function checkCurrent(rule: LifecycleRule, errors: S3Errors) {
  const fail = failWith(errors)
  const filter = describeFilter(rule)
  const moves = (rule.Transitions ?? []).map(({ Date: date, Days, StorageClass }): Move => {
    if ((date === undefined) === (Days === undefined)) errors.fail('MalformedXML')
    if (date && !isMidnight(date)) fail('InvalidArgument', "'Date' must be at midnight GMT")
    const action = 'Transition'
    return date
      ? { action, unit: 'Date', when: date.getTime(), to: StorageClass ?? '' }
      : { action, unit: 'Days', when: Days!, to: StorageClass ?? '' }
  })
  if (moves.length === 0) return
  checkMoves(rule, moves, errors)
  const unit = moves[0]!.unit
  if (moves.some((other) => other.unit !== unit)) {
    const text = `Found mixed 'Date' and 'Days' based Transition actions in lifecycle rule for filter '${filter}'`
    fail('InvalidRequest', text)
  }
  const { Date: date, Days } = rule.Expiration ?? {}
  if ((date && unit === 'Days') || (Days !== undefined && unit === 'Date')) {
    const text = `Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle rule for filter '${filter}'`
    fail('InvalidRequest', text)
  }
  const end = date?.getTime() ?? Days
  if (end !== undefined && moves.some(({ when }) => when >= end)) {
    const text = `'${unit}' in the Expiration action for filter '${filter}' must be greater than '${unit}' in the Transition action`
    fail('InvalidArgument', text)
  }
}

function checkNoncurrent(rule: LifecycleRule, errors: S3Errors) {
  const moves = (rule.NoncurrentVersionTransitions ?? []).map((transition): Move => {
    const { NoncurrentDays, NewerNoncurrentVersions, StorageClass } = transition
    if (NoncurrentDays === undefined) errors.fail('MalformedXML')
    checkRetained(rule, NewerNoncurrentVersions, errors)
    const action = 'NoncurrentVersionTransition'
    return { action, unit: 'NoncurrentDays', when: NoncurrentDays!, to: StorageClass ?? '' }
  })
  checkMoves(rule, moves, errors)
  const end = rule.NoncurrentVersionExpiration?.NoncurrentDays
  if (end !== undefined && moves.some(({ when }) => when >= end)) {
    const text = `'NoncurrentDays' in the NoncurrentVersionExpiration action for filter '${describeFilter(rule)}' must be greater than 'NoncurrentDays' in the NoncurrentVersionTransition action`
    failWith(errors)('InvalidArgument', text)
  }
}

function checkMoves(rule: LifecycleRule, moves: readonly Move[], errors: S3Errors) {
  const fail = failWith(errors)
  for (const { action, unit, when, to } of moves) {
    if (coldness(to) < 0) errors.fail('MalformedXML')
    if (unit === 'Date') continue
    if (!Number.isInteger(when) || when < 0) {
      fail('InvalidArgument', `'${unit}' in ${action} action must be nonnegative`)
    }
  }
  const sorted = moves.toSorted((a, b) => coldness(a.to) - coldness(b.to))
  sorted.forEach((move, index) => {
    for (const warmer of sorted.slice(0, index)) checkOrder(rule, { warmer, move }, errors)
  })
}

/** A colder class comes later; out of the infrequent-access classes into an archive 30 days. */
function checkOrder(
  rule: LifecycleRule,
  { warmer, move }: { warmer: Move; move: Move },
  errors: S3Errors,
) {
  const fail = failWith(errors)
  const { action, unit } = move
  const filter = describeFilter(rule)
  if (warmer.to === move.to) {
    const text = `'StorageClass' must be different for '${action}' actions in same 'Rule' with filter '${filter}'`
    fail('InvalidRequest', text)
  }
  const describe = (to: string) =>
    `the ${action} action for StorageClass '${to}' for filter '${filter}'`
  if (move.when <= warmer.when) {
    const text = `'${unit}' in ${describe(move.to)} must be greater than '${unit}' in ${describe(warmer.to)}`
    fail('InvalidArgument', text)
  }
  const days = (move.when - warmer.when) / (unit === 'Date' ? DAY : 1)
  if (INFREQUENT.includes(warmer.to) && ARCHIVE.includes(move.to) && days < INFREQUENT_DAYS) {
    const text = `'${unit}' in ${describe(move.to)} must be ${INFREQUENT_DAYS} days more than '${unit}' in ${describe(warmer.to)}`
    fail('InvalidArgument', text)
  }
}
