import type { LifecycleRule } from '@aws-sdk/client-s3'
import type { S3Errors } from './errors.ts'
import { checkPositive, checkRetained, type Fail, failWith } from './lifecycle-checks.ts'
import { conditionsOf } from './lifecycle-filter.ts'
import { checkTransitions, isMidnight } from './lifecycle-transition-rules.ts'

const RULE_LIMIT = 1000
const ID_LIMIT = 255
const SIZE_LIMIT = 1_099_511_627_776_000

/**
 * Throws where S3 refuses lifecycle rules: MalformedXML, InvalidRequest or InvalidArgument. The
 * texts are those of "List of error codes" in the S3 API reference and of answers that real S3
 * gave (LocalStack's snapshots; Terraform and CDK issues).
 */
export function checkLifecycle(
  rules: readonly LifecycleRule[] | undefined,
  errors: S3Errors,
): asserts rules is readonly LifecycleRule[] {
  if (!rules) return errors.fail('MalformedXML')
  const fail = failWith(errors)
  if (rules.length === 0) fail('InvalidRequest', 'At least one lifecycle rule must be specified.')
  if (rules.length > RULE_LIMIT) {
    const limit = `The number of lifecycle rules must not exceed the allowed limit of ${RULE_LIMIT} rules.`
    fail('InvalidRequest', limit)
  }
  checkIds(rules, fail)
  checkForms(rules, fail)
  for (const rule of rules) checkRule(rule, errors)
}

function checkIds(rules: readonly LifecycleRule[], fail: Fail) {
  const ids = rules.flatMap(({ ID }) => ID || [])
  if (ids.some((id) => id.length > ID_LIMIT)) {
    fail('InvalidArgument', `ID length should not exceed allowed limit of ${ID_LIMIT}`)
  }
  if (new Set(ids).size < ids.length) {
    fail('InvalidArgument', 'Rule ID must be unique. Found same ID for more than one rule')
  }
}

/** A configuration is all of the old form, with a prefix per rule, or all of the new, with filters. */
function checkForms([first, ...others]: readonly LifecycleRule[], fail: Fail) {
  const isOld = (rule: LifecycleRule) => rule.Filter === undefined
  if (isOld(first!) && others.some((rule) => !isOld(rule))) {
    fail('InvalidRequest', 'Filter element can only be used in Lifecycle V2.')
  }
  if (!isOld(first!) && others.some((rule) => isOld(rule) && rule.Prefix !== undefined)) {
    const text =
      'Base level prefix cannot be used in Lifecycle V2, prefixes are only supported in the Filter.'
    fail('InvalidRequest', text)
  }
}

function checkRule(rule: LifecycleRule, errors: S3Errors) {
  const fail = failWith(errors)
  const { Filter, Prefix, Status } = rule
  if (Status !== 'Enabled' && Status !== 'Disabled') errors.fail('MalformedXML')
  if ((Filter === undefined) === (Prefix === undefined)) errors.fail('MalformedXML')
  checkFilter(rule, errors)
  const isActing =
    rule.Expiration ||
    rule.Transitions?.length ||
    rule.NoncurrentVersionExpiration ||
    rule.NoncurrentVersionTransitions?.length ||
    rule.AbortIncompleteMultipartUpload
  if (!isActing) fail('InvalidRequest', 'At least one action needs to be specified in a rule')
  checkExpiration(rule, errors)
  checkNoncurrentExpiration(rule, errors)
  checkAbort(rule, errors)
  checkTransitions(rule, errors)
}

function checkFilter(rule: LifecycleRule, errors: S3Errors) {
  const fail = failWith(errors)
  const { And, ...predicates } = rule.Filter ?? {}
  const single = Object.values(predicates).filter((value) => value !== undefined)
  if (single.length + (And ? 1 : 0) > 1) errors.fail('MalformedXML')
  const { Tags = [], ...others } = And ?? {}
  const joined = Object.values(others).filter((value) => value !== undefined).length + Tags.length
  if (And && joined < 2) errors.fail('MalformedXML')
  if (new Set(Tags.map(({ Key }) => Key)).size < Tags.length) {
    fail('InvalidRequest', 'Duplicate Tag Keys are not allowed.')
  }
  const { ObjectSizeGreaterThan: above, ObjectSizeLessThan: below } = conditionsOf(rule)
  if (above !== undefined && (above < 0 || above > SIZE_LIMIT)) {
    fail('InvalidRequest', `'ObjectSizeGreaterThan' should be between 0 and ${SIZE_LIMIT}.`)
  }
  if (below !== undefined && (below < 1 || below > SIZE_LIMIT)) {
    fail('InvalidRequest', `'ObjectSizeLessThan' should be between 1 and ${SIZE_LIMIT}.`)
  }
  if (above !== undefined && below !== undefined && below <= above) {
    const text = "'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'."
    fail('InvalidRequest', text)
  }
}

function checkExpiration(rule: LifecycleRule, errors: S3Errors) {
  if (!rule.Expiration) return
  const { Date: date, Days, ExpiredObjectDeleteMarker } = rule.Expiration
  const given = [date, Days, ExpiredObjectDeleteMarker].filter((value) => value !== undefined)
  if (given.length !== 1) errors.fail('MalformedXML')
  if (Days !== undefined) checkPositive(Days, "'Days' for Expiration action", errors)
  if (date && !isMidnight(date)) {
    errors.fail('InvalidArgument', {
      ArgumentName: 'Date',
      ArgumentValue: date.toISOString(),
      message: "'Date' must be at midnight GMT",
    })
  }
  if (ExpiredObjectDeleteMarker !== undefined) {
    refuseConditions(rule, 'ExpiredObjectDeleteMarker', errors)
  }
}

function checkNoncurrentExpiration(rule: LifecycleRule, errors: S3Errors) {
  const expiration = rule.NoncurrentVersionExpiration
  if (!expiration) return
  const { NoncurrentDays, NewerNoncurrentVersions } = expiration
  if (NoncurrentDays === undefined) return errors.fail('MalformedXML')
  const name = "'NoncurrentDays' for NoncurrentVersionExpiration action"
  checkPositive(NoncurrentDays, name, errors)
  checkRetained(rule, NewerNoncurrentVersions, errors)
}

function checkAbort(rule: LifecycleRule, errors: S3Errors) {
  const abort = rule.AbortIncompleteMultipartUpload
  if (!abort) return
  const { DaysAfterInitiation } = abort
  if (DaysAfterInitiation === undefined) return errors.fail('MalformedXML')
  const name = "'DaysAfterInitiation' for AbortIncompleteMultipartUpload action"
  checkPositive(DaysAfterInitiation, name, errors)
  refuseConditions(rule, 'AbortIncompleteMultipartUpload', errors)
}

/** Delete markers and uploads have no tags and no size. */
function refuseConditions(rule: LifecycleRule, action: string, errors: S3Errors) {
  const fail = failWith(errors)
  const { Tags, ObjectSizeGreaterThan, ObjectSizeLessThan } = conditionsOf(rule)
  if (Tags?.length) fail('InvalidRequest', `${action} cannot be specified with Tags.`)
  if (ObjectSizeGreaterThan !== undefined || ObjectSizeLessThan !== undefined) {
    fail('InvalidRequest', `${action} cannot be specified with Object Size.`)
  }
}
