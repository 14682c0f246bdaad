import type { S3Errors } from './errors.ts'
import type { ObjectVersion } from './state.ts'

/** The conditions of `GetObject` and `HeadObject`. */
export interface ReadConditions {
  IfMatch?: string | undefined
  IfNoneMatch?: string | undefined
  IfModifiedSince?: Date | undefined
  IfUnmodifiedSince?: Date | undefined
}

/** The conditions of writes. */
export interface WriteConditions {
  Key?: string | undefined
  IfMatch?: string | undefined
  IfNoneMatch?: string | undefined
}

/** A condition that does not hold: `If-Match` and the like. */
export type Unmet = 'If-Match' | 'If-Unmodified-Since' | 'If-None-Match' | 'If-Modified-Since'

/**
 * The first condition that an object does not meet. ETags go before dates, and a date in the
 * future is ignored (SDK text of `GetObjectRequest`; answers of real S3 in LocalStack's snapshots).
 */
export function unmetCondition(
  object: ObjectVersion,
  conditions: ReadConditions,
  now: number,
): Unmet | undefined {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = conditions
  if (IfMatch !== undefined) {
    if (!matches(IfMatch, object.etag)) return 'If-Match'
  } else if (IfUnmodifiedSince && object.lastModified > IfUnmodifiedSince.getTime()) {
    return 'If-Unmodified-Since'
  }
  if (IfNoneMatch !== undefined) {
    if (matches(IfNoneMatch, object.etag)) return 'If-None-Match'
  } else if (IfModifiedSince && IfModifiedSince.getTime() <= now) {
    if (object.lastModified <= IfModifiedSince.getTime()) return 'If-Modified-Since'
  }
  return undefined
}

/** Throws what S3 answers to a read whose conditions do not hold: 412, or 304 without a body. */
export function checkRead(
  object: ObjectVersion,
  conditions: ReadConditions,
  { errors, now }: { errors: S3Errors; now: number },
): void {
  const unmet = unmetCondition(object, conditions, now)
  if (unmet === 'If-None-Match' || unmet === 'If-Modified-Since') errors.failBodiless(304)
  if (unmet) errors.fail('PreconditionFailed', { Condition: unmet })
}

/**
 * Throws where a conditional write must not happen: PreconditionFailed, NoSuchKey for `IfMatch`
 * without an object, and NotImplemented for what S3 does not take (answers of real S3 in
 * LocalStack's snapshots).
 */
export function checkWrite(
  current: ObjectVersion | undefined,
  { Key, IfMatch, IfNoneMatch }: WriteConditions,
  errors: S3Errors,
): void {
  if (IfMatch !== undefined && IfNoneMatch !== undefined) {
    const additionalMessage = 'Multiple conditional request headers present in the request'
    errors.fail('NotImplemented', { Header: 'If-Match,If-None-Match', additionalMessage })
  }
  if (IfNoneMatch !== undefined) {
    if (IfNoneMatch !== '*') refuseValue('If-None-Match', errors)
    if (current) errors.fail('PreconditionFailed', { Condition: 'If-None-Match' })
  }
  if (IfMatch !== undefined) {
    if (IfMatch === '*') refuseValue('If-Match', errors)
    if (!current) return errors.fail('NoSuchKey', { Key })
    if (!matches(IfMatch, current.etag)) {
      errors.fail('PreconditionFailed', { Condition: 'If-Match' })
    }
  }
}

/** Compares a condition's ETag with an object's; quotes may be missing, `*` means any. */
export function matches(condition: string, etag: string): boolean {
  return condition === '*' || unquoted(condition) === unquoted(etag)
}

/** An ETag without its double quotes. */
export function unquoted(etag: string): string {
  return etag.replaceAll('"', '')
}

function refuseValue(header: string, errors: S3Errors): never {
  const additionalMessage = `We don't accept the provided value of ${header} header for this API`
  return errors.fail('NotImplemented', { Header: header, additionalMessage })
}
