import type { LifecycleRule } from '@aws-sdk/client-s3'
import type { S3ErrorCode, S3Errors } from './errors.ts'

const RETAINED_LIMIT = 100

/** Throws an error with a text. */
export type Fail = (code: S3ErrorCode, message: string) => never

/** `fail` for errors that have nothing but a code and a text. */
export function failWith(errors: S3Errors): Fail {
  return (code, message) => errors.fail(code, { message })
}

/** Throws where the number of noncurrent versions to keep is not between 1 and 100. */
export function checkRetained(
  rule: LifecycleRule,
  count: number | undefined,
  errors: S3Errors,
): void {
  if (count === undefined) return
  const fail = failWith(errors)
  if (!rule.Filter) {
    fail('InvalidRequest', 'NewerNoncurrentVersions element can only be used in Lifecycle V2.')
  }
  if (Number.isInteger(count) && count >= 1 && count <= RETAINED_LIMIT) return
  fail('InvalidArgument', `'NewerNoncurrentVersions' should be between 1 and ${RETAINED_LIMIT}`)
}

/** Throws InvalidArgument where a number of days is not a positive integer. */
export function checkPositive(days: number, name: string, errors: S3Errors) {
  if (Number.isInteger(days) && days > 0) return
  failWith(errors)('InvalidArgument', `${name} must be a positive integer`)
}
