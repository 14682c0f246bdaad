import type { S3 } from './account.ts'
import { DAY } from './lifecycle-dates.ts'
import type { Bucket, ObjectVersion, Retention } from './state.ts'

/** The members of an input that lock a new object. */
export interface LockInput {
  ObjectLockMode?: string | undefined
  ObjectLockRetainUntilDate?: Date | undefined
  ObjectLockLegalHoldStatus?: string | undefined
}

const PROTECTED = 'Access Denied because object protected by object lock.'

/** The lock of a new object: the one asked for, else the bucket's default retention. */
export function newLock(
  s3: S3,
  bucket: Bucket,
  input: LockInput,
): Pick<ObjectVersion, 'retention' | 'legalHold'> {
  const { ObjectLockMode, ObjectLockRetainUntilDate, ObjectLockLegalHoldStatus: hold } = input
  const isRetained = ObjectLockMode !== undefined || ObjectLockRetainUntilDate !== undefined
  if (isRetained || hold !== undefined) requireLock(s3, bucket)
  const retention = isRetained
    ? requestedRetention(s3, input)
    : defaultRetention(bucket, s3.world.clock.now())
  if (hold !== undefined && hold !== 'ON' && hold !== 'OFF') {
    return s3.errors.fail('InvalidArgument', { ArgumentName: 'x-amz-object-lock-legal-hold' })
  }
  return { ...(retention && { retention }), ...(hold && { legalHold: hold }) }
}

/** Throws AccessDenied where a legal hold or a retention that is not bypassed protects a version. */
export function checkUnlocked(
  s3: S3,
  object: ObjectVersion,
  bypassGovernance: boolean | undefined,
): void {
  const { legalHold, retention } = object
  const isRetained = retention !== undefined && retention.until > s3.world.clock.now()
  const isBypassed = retention?.mode === 'GOVERNANCE' && bypassGovernance === true
  if (legalHold !== 'ON' && (!isRetained || isBypassed)) return
  s3.errors.fail('AccessDenied', { message: PROTECTED })
}

/** Throws InvalidRequest where a bucket has no Object Lock. */
export function requireLock(s3: S3, bucket: Bucket) {
  if (bucket.objectLock) return
  s3.errors.fail('InvalidRequest', { message: 'Bucket is missing Object Lock Configuration' })
}

/**
 * Throws AccessDenied where a retention must not change so: it may always grow, and only GOVERNANCE
 * gives way, to who bypasses it.
 */
export function checkChange(
  s3: S3,
  { retention: old }: ObjectVersion,
  change: { retention: Retention | undefined; bypass: boolean | undefined },
) {
  if (!old || old.until <= s3.world.clock.now()) return
  const { retention, bypass } = change
  const isWeaker =
    !retention ||
    retention.until < old.until ||
    (old.mode === 'COMPLIANCE' && retention.mode !== 'COMPLIANCE') ||
    (old.mode === 'GOVERNANCE' && retention.mode !== 'GOVERNANCE')
  if (isWeaker && (old.mode === 'COMPLIANCE' || !bypass)) {
    s3.errors.fail('AccessDenied', { message: PROTECTED })
  }
}

function requestedRetention(s3: S3, input: LockInput): Retention {
  const { ObjectLockMode: mode, ObjectLockRetainUntilDate: until } = input
  if (mode === undefined || until === undefined) {
    const missing = mode === undefined ? 'mode' : 'retain-until-date'
    return s3.errors.fail('InvalidArgument', {
      ArgumentName: `x-amz-object-lock-${missing}`,
      message:
        'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied',
    })
  }
  if (mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE') {
    return s3.errors.fail('InvalidArgument', {
      ArgumentName: 'x-amz-object-lock-mode',
      ArgumentValue: mode,
      message: 'Unknown wormMode directive.',
    })
  }
  return retentionOf(s3, mode, until)
}

/** A retention of a mode until a time to come. Throws MalformedXML and InvalidArgument. */
export function retentionOf(s3: S3, mode: string | undefined, until: Date | undefined): Retention {
  if ((mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE') || !until) {
    return s3.errors.fail('MalformedXML')
  }
  if (until.getTime() <= s3.world.clock.now()) {
    s3.errors.fail('InvalidArgument', {
      ArgumentName: 'RetainUntilDate',
      ArgumentValue: until.toISOString(),
      message: 'The retain until date must be in the future!',
    })
  }
  return { mode, until: until.getTime() }
}

function defaultRetention(bucket: Bucket, now: number): Retention | undefined {
  const rule = bucket.objectLock?.defaultRetention
  if (!rule) return undefined
  const days = rule.Days ?? 365 * (rule.Years ?? 0)
  return { mode: rule.Mode, until: now + days * DAY }
}
