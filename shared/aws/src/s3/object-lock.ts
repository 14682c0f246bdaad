import type {
  ObjectLockConfiguration,
  PutObjectLegalHoldRequest,
  PutObjectLockConfigurationRequest,
  PutObjectRetentionRequest,
} from '@aws-sdk/client-s3'
import type { Operations } from '../service.ts'
import { present, type S3 } from './account.ts'
import { findBucket } from './find-bucket.ts'
import { findObject, type ObjectInput } from './find-object.ts'
import { checkChange, requireLock, retentionOf } from './locks.ts'

/** Object Lock: retention and legal hold, per version. */
export function objectLockOperations(s3: S3): Operations {
  const { errors } = s3
  const lockable = (input: ObjectInput, method: string) => {
    const found = findObject(s3, input, method)
    requireLock(s3, found.bucket)
    return found.object
  }
  return {
    PutObjectLockConfiguration(input: PutObjectLockConfigurationRequest) {
      const bucket = findBucket(s3, input)
      const configuration = checkConfiguration(s3, input.ObjectLockConfiguration)
      if (bucket.versioning !== 'Enabled') {
        errors.fail('InvalidBucketState', {
          message:
            "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
        })
      }
      const { Mode, Days, Years } = configuration.Rule?.DefaultRetention ?? {}
      bucket.objectLock = Mode ? { defaultRetention: present({ Mode, Days, Years }) } : {}
      return {}
    },
    GetObjectLockConfiguration(input: ObjectInput) {
      const { name, objectLock } = findBucket(s3, input)
      if (!objectLock) {
        return errors.fail('ObjectLockConfigurationNotFoundError', { BucketName: name })
      }
      const { defaultRetention } = objectLock
      const Rule = defaultRetention && { DefaultRetention: { ...defaultRetention } }
      return { ObjectLockConfiguration: present({ ObjectLockEnabled: 'Enabled', Rule }) }
    },
    PutObjectRetention(input: PutObjectRetentionRequest) {
      const object = lockable(input, 'PUT')
      const { Mode, RetainUntilDate } = input.Retention ?? {}
      const retention = Mode || RetainUntilDate ? retentionOf(s3, Mode, RetainUntilDate) : undefined
      checkChange(s3, object, { retention, bypass: input.BypassGovernanceRetention })
      if (retention) object.retention = retention
      else delete object.retention
      return {}
    },
    GetObjectRetention(input: ObjectInput) {
      const { retention } = lockable(input, 'GET')
      if (!retention) return errors.fail('NoSuchObjectLockConfiguration')
      return { Retention: { Mode: retention.mode, RetainUntilDate: new Date(retention.until) } }
    },
    PutObjectLegalHold(input: PutObjectLegalHoldRequest) {
      const object = lockable(input, 'PUT')
      const status = input.LegalHold?.Status
      if (status !== 'ON' && status !== 'OFF') return errors.fail('MalformedXML')
      object.legalHold = status
      return {}
    },
    GetObjectLegalHold(input: ObjectInput) {
      const { legalHold } = lockable(input, 'GET')
      if (!legalHold) return errors.fail('NoSuchObjectLockConfiguration')
      return { LegalHold: { Status: legalHold } }
    },
  }
}

function checkConfiguration(
  { errors }: S3,
  configuration: ObjectLockConfiguration | undefined,
): ObjectLockConfiguration {
  if (configuration?.ObjectLockEnabled !== 'Enabled') return errors.fail('MalformedXML')
  if (!configuration.Rule) return configuration
  const { Mode, Days, Years } = configuration.Rule.DefaultRetention ?? {}
  const period = Days ?? Years
  const isValid =
    (Mode === 'GOVERNANCE' || Mode === 'COMPLIANCE') &&
    (Days === undefined) !== (Years === undefined) &&
    period !== undefined
  if (!isValid) return errors.fail('MalformedXML')
  if (period > 0) return configuration
  return errors.fail('InvalidArgument', {
    message: 'Default retention period must be a positive integer value.',
  })
}
