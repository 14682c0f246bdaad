import type { S3 } from './account.ts'
import { findBucket } from './find-bucket.ts'
import type { Bucket, Upload } from './state.ts'

/** The members by which an input names an upload in progress. */
export interface UploadInput {
  Bucket?: string | undefined
  Key?: string | undefined
  UploadId?: string | undefined
  ExpectedBucketOwner?: string | undefined
}

/** Finds an upload in progress by bucket, key and ID. Throws NoSuchBucket and NoSuchUpload. */
export function findUpload(s3: S3, input: UploadInput): { bucket: Bucket; upload: Upload } {
  const bucket = findBucket(s3, input)
  const upload = bucket.uploads.get(input.Key!)?.find(({ id }) => id === input.UploadId)
  if (upload) return { bucket, upload }
  return s3.errors.fail('NoSuchUpload', { UploadId: input.UploadId })
}
