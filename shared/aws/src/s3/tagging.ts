import type {
  DeleteBucketTaggingRequest,
  PutBucketTaggingRequest,
  PutObjectTaggingRequest,
  Tag,
} from '@aws-sdk/client-s3'
import type { Operations } from '../service.ts'
import { present, type S3 } from './account.ts'
import { findBucket } from './find-bucket.ts'
import { findObject, type Found, type ObjectInput } from './find-object.ts'
import { checkTags } from './tags.ts'
import { currentVersion, toldVersionId } from './versions.ts'

/** Tags of objects and of buckets. */
export function taggingOperations(s3: S3): Operations {
  return {
    PutObjectTagging(input: PutObjectTaggingRequest) {
      const found = findTagged(s3, input, 'PUT')
      found.object.tags = checkTags(input.Tagging?.TagSet, 'object', s3.errors)
      return versionOf(found)
    },
    GetObjectTagging(input: ObjectInput) {
      const found = findTagged(s3, input, 'GET')
      return { ...versionOf(found), TagSet: copyTags(found.object.tags) }
    },
    DeleteObjectTagging(input: ObjectInput) {
      const found = findTagged(s3, input, 'DELETE')
      found.object.tags = []
      return versionOf(found)
    },
    PutBucketTagging(input: PutBucketTaggingRequest) {
      const bucket = findBucket(s3, input)
      bucket.settings.set('Tagging', checkTags(input.Tagging?.TagSet, 'bucket', s3.errors))
      return {}
    },
    GetBucketTagging(input: ObjectInput) {
      const { name, settings } = findBucket(s3, input)
      const tags = settings.get('Tagging') as Tag[] | undefined
      if (!tags?.length) return s3.errors.fail('NoSuchTagSet', { BucketName: name })
      return { TagSet: copyTags(tags) }
    },
    DeleteBucketTagging(input: DeleteBucketTaggingRequest) {
      findBucket(s3, input).settings.delete('Tagging')
      return {}
    },
  }
}

/** Tags of a delete marker are refused by its name, even where no version ID is given. */
function findTagged(s3: S3, input: ObjectInput, method: string): Found {
  const bucket = findBucket(s3, input)
  if (input.VersionId === undefined && currentVersion(bucket, input.Key!)?.isDeleteMarker) {
    s3.errors.fail('MethodNotAllowed', { Method: method, ResourceType: 'DeleteMarker' })
  }
  return findObject(s3, input, method)
}

function versionOf({ bucket, object }: Found) {
  return present({ VersionId: toldVersionId(bucket, object) })
}

function copyTags(tags: readonly Tag[]): Tag[] {
  return tags.map((tag) => ({ ...tag }))
}
