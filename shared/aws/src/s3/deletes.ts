import type {
  DeletedObject,
  DeleteObjectRequest,
  DeleteObjectsOutput,
  DeleteObjectsRequest,
  _Error as PerKeyError,
  ObjectIdentifier,
} from '@aws-sdk/client-s3'
import type { Operations } from '../service.ts'
import { present, type S3 } from './account.ts'
import { matches } from './conditions.ts'
import { findBucket } from './find-bucket.ts'
import { checkUnlocked } from './locks.ts'
import type { Bucket } from './state.ts'
import { currentVersion, deleteCurrent, findVersion, removeVersion } from './versions.ts'

const LIMIT = 1000

/** Deleting objects, one and many. */
export function deleteOperations(s3: S3): Operations {
  const { errors } = s3
  return {
    DeleteObject(input: DeleteObjectRequest) {
      const bucket = findBucket(s3, input)
      checkBypass(s3, bucket, input.BypassGovernanceRetention)
      refuseDirectoryConditions(s3, input)
      return deleteOne(s3, bucket, {
        Key: input.Key,
        VersionId: input.VersionId,
        ETag: input.IfMatch,
        bypass: input.BypassGovernanceRetention,
      })
    },
    DeleteObjects(input: DeleteObjectsRequest): DeleteObjectsOutput {
      const bucket = findBucket(s3, input)
      checkBypass(s3, bucket, input.BypassGovernanceRetention)
      const { Objects = [], Quiet } = input.Delete ?? {}
      const isWellFormed = Objects.length > 0 && Objects.every(({ Key }) => Key)
      if (!isWellFormed || Objects.length > LIMIT) errors.fail('MalformedXML')
      const Deleted: DeletedObject[] = []
      const Errors: PerKeyError[] = []
      for (const object of Objects) {
        try {
          const bypass = input.BypassGovernanceRetention
          Deleted.push(deletedEntry(object, deleteListed(s3, bucket, { ...object, bypass })))
        } catch (error) {
          Errors.push(errorEntry(object, error))
        }
      }
      return present({
        Deleted: Deleted.length > 0 && !Quiet ? Deleted : undefined,
        Errors: Errors.length > 0 ? Errors : undefined,
      })
    },
  }
}

interface Deletion extends ObjectIdentifier {
  bypass: boolean | undefined
}

interface Deletable {
  DeleteMarker?: boolean
  VersionId?: string
}

/** In a list of keys, a version ID that S3 never handed out is just one that does not exist. */
function deleteListed(s3: S3, bucket: Bucket, deletion: Deletion): Deletable {
  const { Key, VersionId } = deletion
  if (VersionId !== undefined && VersionId !== 'null' && !s3.versionIds.has(VersionId)) {
    s3.errors.fail('NoSuchVersion', { Key, VersionId })
  }
  refuseDirectoryConditions(s3, {
    IfMatchLastModifiedTime: deletion.LastModifiedTime,
    IfMatchSize: deletion.Size,
  })
  return deleteOne(s3, bucket, deletion)
}

function deleteOne(s3: S3, bucket: Bucket, { Key, VersionId, ETag, bypass }: Deletion): Deletable {
  const key = Key!
  checkCondition(s3, bucket, { key, etag: ETag })
  if (VersionId === undefined) {
    const marker = deleteCurrent(s3, bucket, { key })
    return marker ? { DeleteMarker: true, VersionId: marker.versionId } : {}
  }
  const version = findVersion(s3, bucket, { key, versionId: VersionId })
  if (version && !version.isDeleteMarker) checkUnlocked(s3, version, bypass)
  removeVersion(bucket, version)
  return { ...(version?.isDeleteMarker && { DeleteMarker: true }), VersionId }
}

/**
 * A conditional delete looks at the current version: 404 without any, 412 for a delete marker or
 * another ETag (S3 User Guide, "How to perform conditional deletes").
 */
function checkCondition(
  s3: S3,
  bucket: Bucket,
  condition: { key: string; etag: string | undefined },
) {
  const { key, etag } = condition
  if (etag === undefined) return
  const current = currentVersion(bucket, key)
  if (!current) return s3.errors.fail('NoSuchKey', { Key: key })
  if (current.isDeleteMarker || !matches(etag, current.etag)) {
    s3.errors.fail('PreconditionFailed', { Condition: 'If-Match' })
  }
}

function checkBypass({ errors }: S3, bucket: Bucket, bypass: boolean | undefined) {
  if (bypass === undefined || bucket.objectLock) return
  errors.fail('InvalidArgument', {
    ArgumentName: 'x-amz-bypass-governance-retention',
    message: 'x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.',
  })
}

/** Conditions on time and size are for directory buckets only. */
function refuseDirectoryConditions(
  { errors }: S3,
  input: Pick<DeleteObjectRequest, 'IfMatchLastModifiedTime' | 'IfMatchSize'>,
) {
  if (input.IfMatchLastModifiedTime !== undefined) {
    errors.fail('NotImplemented', { Header: 'x-amz-if-match-last-modified-time' })
  }
  if (input.IfMatchSize !== undefined) {
    errors.fail('NotImplemented', { Header: 'x-amz-if-match-size' })
  }
}

function deletedEntry({ Key, VersionId }: ObjectIdentifier, result: Deletable): DeletedObject {
  const marker = result.DeleteMarker && {
    DeleteMarker: true,
    DeleteMarkerVersionId: result.VersionId,
  }
  return present({ Key, VersionId, ...marker })
}

function errorEntry({ Key, VersionId }: ObjectIdentifier, error: unknown): PerKeyError {
  if (!(error instanceof Error) || !('$metadata' in error)) throw error
  return present({ Key, VersionId, Code: error.name, Message: error.message })
}
