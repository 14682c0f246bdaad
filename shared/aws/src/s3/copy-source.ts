import type { CopyObjectRequest, UploadPartCopyRequest } from '@aws-sdk/client-s3'
import { type S3 } from './account.ts'
import { unmetCondition } from './conditions.ts'
import { type Content, SINGLE_WRITE_LIMIT } from '../content.ts'
import { requireKey } from './encryption.ts'
import { findBucket } from './find-bucket.ts'
import { type Found, findObject, type ObjectInput } from './find-object.ts'
import { requireActive } from './restore.ts'
import type { ObjectVersion } from './state.ts'
import { findVersion } from './versions.ts'

/** The members of an input that name a copy's source and set conditions on it. */
export type CopySourceInput = Pick<
  CopyObjectRequest & UploadPartCopyRequest,
  | 'CopySource'
  | 'CopySourceIfMatch'
  | 'CopySourceIfNoneMatch'
  | 'CopySourceIfModifiedSince'
  | 'CopySourceIfUnmodifiedSince'
  | 'CopySourceSSECustomerAlgorithm'
  | 'CopySourceSSECustomerKey'
  | 'CopySourceSSECustomerKeyMD5'
  | 'ExpectedSourceBucketOwner'
>

/**
 * Finds the object to copy from. Throws InvalidArgument, NoSuchBucket, NoSuchKey, NoSuchVersion,
 * InvalidRequest for a delete marker, PreconditionFailed, and InvalidObjectState for an archived
 * object without a restored copy.
 */
export function findCopySource(s3: S3, input: CopySourceInput): Found & { versionId?: string } {
  const source = parseCopySource(s3, input.CopySource!)
  const named = { ...source, ExpectedBucketOwner: input.ExpectedSourceBucketOwner }
  refuseDeleteMarker(s3, named)
  const found = findObject(s3, named)
  checkConditions(s3, found.object, input)
  requireKey(found.object.encryption, customerKey(input), s3.errors)
  requireActive(s3, found, 'the source object')
  found.object.accessedAt = s3.world.clock.now()
  return { ...found, ...(source.VersionId !== undefined && { versionId: source.VersionId }) }
}

/** Throws InvalidRequest for more bytes than one copy may take. */
export function checkCopySize({ errors }: S3, { size }: Content): void {
  if (size <= SINGLE_WRITE_LIMIT) return
  errors.fail('InvalidRequest', {
    message: `The specified copy source is larger than the maximum allowable size for a copy source: ${SINGLE_WRITE_LIMIT}`,
  })
}

/**
 * Reads `bucket/key`, URL-encoded, with an optional `?versionId=`. A plus sign means a space, so
 * a key with one must be encoded (aws/aws-sdk-js issue 1821).
 */
export function parseCopySource({ errors }: S3, copySource: string): ObjectInput {
  const argument = { ArgumentName: 'x-amz-copy-source', ArgumentValue: copySource }
  const [path = '', versionId] = copySource.split('?versionId=')
  // oxlint-disable-next-line no-control-regex -- a header holds ASCII only
  const decoded = /^[\x00-\x7f]*$/.test(copySource) ? decode(path) : undefined
  if (decoded === undefined) {
    return errors.fail('InvalidArgument', { ...argument, message: 'Invalid copy source encoding.' })
  }
  const [, Bucket, Key] = /^\/?([^/]+)\/(.+)$/s.exec(decoded) ?? []
  if (Bucket === undefined || Key === undefined) {
    const message = 'Invalid copy source object key'
    return errors.fail('InvalidArgument', { ...argument, message })
  }
  return { Bucket, Key, ...(versionId !== undefined && { VersionId: versionId }) }
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}

function refuseDeleteMarker(s3: S3, source: ObjectInput) {
  if (source.VersionId === undefined) return
  const bucket = findBucket(s3, source)
  const version = findVersion(s3, bucket, { key: source.Key!, versionId: source.VersionId })
  if (version?.isDeleteMarker) {
    s3.errors.fail('InvalidRequest', {
      message:
        'The source of a copy request may not specifically refer to a delete marker by version id.',
    })
  }
}

function checkConditions({ errors, world }: S3, object: ObjectVersion, input: CopySourceInput) {
  const conditions = {
    IfMatch: input.CopySourceIfMatch,
    IfNoneMatch: input.CopySourceIfNoneMatch,
    IfModifiedSince: input.CopySourceIfModifiedSince,
    IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
  }
  const unmet = unmetCondition(object, conditions, world.clock.now())
  if (unmet) errors.fail('PreconditionFailed', { Condition: `x-amz-copy-source-${unmet}` })
}

function customerKey(input: CopySourceInput) {
  return {
    SSECustomerAlgorithm: input.CopySourceSSECustomerAlgorithm,
    SSECustomerKey: input.CopySourceSSECustomerKey,
    SSECustomerKeyMD5: input.CopySourceSSECustomerKeyMD5,
  }
}
