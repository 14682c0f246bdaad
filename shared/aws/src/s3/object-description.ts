import type { HeadObjectOutput } from '@aws-sdk/client-s3'
import { present, type S3 } from './account.ts'
import type { Encryption } from './encryption.ts'
import { expirationHeader } from './lifecycle-dates.ts'
import { restoreHeader } from './restore.ts'
import type { Bucket, ObjectVersion } from './state.ts'

/** What `GetObject` and `HeadObject` tell about an object besides the bytes in question. */
export function describeObject(
  s3: S3,
  bucket: Bucket,
  { object, isCurrent }: { object: ObjectVersion; isCurrent: boolean },
): HeadObjectOutput {
  const { headers, retention } = object
  const { Expires, Metadata, ...others } = headers
  return present({
    AcceptRanges: 'bytes',
    LastModified: new Date(object.lastModified),
    ETag: object.etag,
    ...others,
    Expires: Expires && new Date(Expires),
    ExpiresString: Expires?.toUTCString(),
    Metadata: { ...Metadata },
    StorageClass: object.storageClass === 'STANDARD' ? undefined : object.storageClass,
    ...encryptionMembers(object),
    Restore: restoreHeader(object, s3.world.clock.now()),
    Expiration: isCurrent ? expirationHeader(bucket, object) : undefined,
    TagCount: object.tags.length || undefined,
    ObjectLockMode: retention?.mode,
    ObjectLockRetainUntilDate: retention && new Date(retention.until),
    ObjectLockLegalHoldStatus: object.legalHold,
  })
}

/** How an object is encrypted, as outputs tell it. */
export function encryptionMembers({ encryption }: { encryption: Encryption }): Encryption {
  return { ...encryption }
}
