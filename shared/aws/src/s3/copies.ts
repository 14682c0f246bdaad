import type { CopyObjectOutput, CopyObjectRequest } from '@aws-sdk/client-s3'
import type { Operations } from '../service.ts'
import { present, type S3, wholeSecond } from './account.ts'
import { algorithmIn, type Checksum, checksumMembers, checksumOf } from './checksums.ts'
import { checkWrite } from './conditions.ts'
import { checkCopySize, findCopySource } from './copy-source.ts'
import { defaultRule } from './encryption.ts'
import { etagOf } from './etags.ts'
import { findBucket } from './find-bucket.ts'
import { type Found } from './find-object.ts'
import { expirationHeader } from './lifecycle-dates.ts'
import { newObject, type ObjectProperties } from './new-object.ts'
import { encryptionMembers } from './object-description.ts'
import type { Bucket, ObjectVersion } from './state.ts'
import { currentObject, putVersion, toldVersionId } from './versions.ts'

/** Copying objects inside S3. */
export function copyOperations(s3: S3): Operations {
  return {
    CopyObject(input: CopyObjectRequest): CopyObjectOutput {
      const bucket = findBucket(s3, input)
      const source = findCopySource(s3, input)
      checkCopySize(s3, source.object.content)
      checkInPlace(s3, { bucket, source, input })
      checkWrite(currentObject(bucket, input.Key!), input, s3.errors)
      const properties = copiedProperties(s3, { bucket, source: source.object, input })
      const { content } = source.object
      const object = putVersion(s3, bucket, {
        ...properties,
        key: input.Key!,
        content,
        etag: `"${etagOf(s3, properties.encryption, content)}"`,
        checksum: copiedChecksum(s3, source.object, input),
        parts: undefined,
        lastModified: wholeSecond(s3),
      })
      return present({
        CopyObjectResult: {
          ETag: object.etag,
          LastModified: new Date(object.lastModified),
          ...checksumMembers(object.checksum),
        },
        ...encryptionMembers(object),
        Expiration: expirationHeader(bucket, object),
        CopySourceVersionId: toldVersionId(source.bucket, source.object),
        VersionId: toldVersionId(bucket, object),
      })
    },
  }
}

interface Copy<Source> {
  bucket: Bucket
  source: Source
  input: CopyObjectRequest
}

/** Refuses a copy of the current version onto itself that changes nothing. */
function checkInPlace(
  { errors }: S3,
  { bucket, source, input }: Copy<Found & { versionId?: string }>,
) {
  const isInPlace = source.bucket === bucket && source.object.key === input.Key
  const isChange =
    source.versionId !== undefined ||
    input.MetadataDirective === 'REPLACE' ||
    input.StorageClass !== undefined ||
    input.WebsiteRedirectLocation !== undefined ||
    input.ServerSideEncryption !== undefined ||
    input.SSECustomerAlgorithm !== undefined ||
    source.object.restore !== undefined ||
    defaultRule(bucket) !== undefined
  if (!isInPlace || isChange) return
  errors.fail('InvalidRequest', {
    message:
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  })
}

/** Metadata and tags come along unless replaced; class, ACL, locks and encryption never do. */
function copiedProperties(
  s3: S3,
  { bucket, source, input }: Copy<ObjectVersion>,
): ObjectProperties {
  const { MetadataDirective = 'COPY', TaggingDirective = 'COPY' } = input
  checkDirective(s3, 'x-amz-metadata-directive', MetadataDirective)
  checkDirective(s3, 'x-amz-tagging-directive', TaggingDirective)
  const properties = newObject(s3, bucket, input)
  const { WebsiteRedirectLocation: _, ...headers } = source.headers
  if (MetadataDirective === 'COPY') {
    const { WebsiteRedirectLocation } = properties.headers
    properties.headers = {
      ...headers,
      ...(WebsiteRedirectLocation !== undefined && { WebsiteRedirectLocation }),
      Metadata: { ...headers.Metadata },
    }
  }
  if (TaggingDirective === 'COPY') properties.tags = source.tags
  return properties
}

function checkDirective({ errors }: S3, header: string, directive: string) {
  if (directive === 'COPY' || directive === 'REPLACE') return
  const name = header === 'x-amz-metadata-directive' ? 'metadata' : 'tagging'
  errors.fail('InvalidArgument', {
    ArgumentName: header,
    ArgumentValue: directive,
    message: `Unknown ${name} directive.`,
  })
}

/** The source's algorithm is kept, but a copy always has the checksum of the whole object. */
function copiedChecksum(s3: S3, source: ObjectVersion, input: CopyObjectRequest): Checksum {
  const wanted = algorithmIn(input.ChecksumAlgorithm, s3.errors)
  const algorithm = wanted ?? source.checksum?.algorithm ?? 'CRC64NVME'
  const isSame = source.checksum?.algorithm === algorithm && source.checksum.type === 'FULL_OBJECT'
  const value = isSame ? source.checksum!.value : checksumOf(algorithm, source.content)
  return { algorithm, value, type: 'FULL_OBJECT' }
}
