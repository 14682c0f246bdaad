import type { PutBucketVersioningRequest } from '@aws-sdk/client-s3'
import type { Operations } from '../service.ts'
import { present, type S3 } from './account.ts'
import { type BucketInput, findBucket } from './find-bucket.ts'

/** Switching versioning on, and suspending it. */
export function versioningOperations(s3: S3): Operations {
  const { errors } = s3
  return {
    PutBucketVersioning(input: PutBucketVersioningRequest) {
      const bucket = findBucket(s3, input)
      const { Status, MFADelete } = input.VersioningConfiguration ?? {}
      if (Status === undefined) errors.fail('IllegalVersioningConfigurationException')
      if (Status !== 'Enabled' && Status !== 'Suspended') return errors.fail('MalformedXML')
      if (MFADelete === 'Enabled') {
        errors.fail('NotImplemented', { message: 'MFA delete is not emulated' })
      }
      if (Status === 'Suspended' && bucket.objectLock) {
        errors.fail('InvalidBucketState', {
          message:
            'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
        })
      }
      bucket.versioning = Status
      return {}
    },
    GetBucketVersioning: (input: BucketInput) =>
      present({ Status: findBucket(s3, input).versioning }),
  }
}
