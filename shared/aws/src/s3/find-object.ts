import type { S3 } from './account.ts'
import { findBucket } from './find-bucket.ts'
import type { Bucket, ObjectVersion } from './state.ts'
import { currentObject, findVersion } from './versions.ts'

/** The members by which an input names an object. */
export interface ObjectInput {
  Bucket?: string | undefined
  Key?: string | undefined
  VersionId?: string | undefined
  ExpectedBucketOwner?: string | undefined
}

/** An object and its bucket. */
export interface Found {
  bucket: Bucket
  object: ObjectVersion
}

/**
 * Finds the object version that a request names, else the current one. Throws NoSuchBucket,
 * NoSuchKey, NoSuchVersion, InvalidArgument for a version ID that was never handed out, and
 * MethodNotAllowed for a delete marker.
 */
export function findObject(s3: S3, input: ObjectInput, method = 'GET'): Found {
  const bucket = findBucket(s3, input)
  const key = input.Key!
  if (input.VersionId === undefined) {
    const object = currentObject(bucket, key)
    return object ? { bucket, object } : s3.errors.fail('NoSuchKey', { Key: key })
  }
  const version = findVersion(s3, bucket, { key, versionId: input.VersionId })
  if (!version) {
    return s3.errors.fail('NoSuchVersion', { Key: key, VersionId: input.VersionId })
  }
  if (!version.isDeleteMarker) return { bucket, object: version }
  return s3.errors.fail('MethodNotAllowed', { Method: method, ResourceType: 'DeleteMarker' })
}
