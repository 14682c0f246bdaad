import type {
  GetObjectRequest,
  HeadObjectOutput,
  HeadObjectRequest,
  PutObjectOutput,
  PutObjectRequest,
} from '@aws-sdk/client-s3'
import type { Operations } from '../service.ts'
import { present, type S3, wholeSecond, withStatus } from './account.ts'
import { checksumMembers } from './checksums.ts'
import { checkRead, checkWrite } from './conditions.ts'
import { bodyOf, contentOf, SINGLE_WRITE_LIMIT, slice } from '../content.ts'
import { requireKey } from './encryption.ts'
import { withoutErrorBody } from './errors.ts'
import { etagOf } from './etags.ts'
import { findBucket } from './find-bucket.ts'
import { type Found, findObject } from './find-object.ts'
import { expirationHeader } from './lifecycle-dates.ts'
import { newObject } from './new-object.ts'
import { describeObject, encryptionMembers } from './object-description.ts'
import { selectBytes } from './object-parts.ts'
import { requireActive } from './restore.ts'
import { archiveTierOf } from './tiering.ts'
import { verifyBody } from './uploaded-body.ts'
import { currentObject, putVersion, toldVersionId } from './versions.ts'

/** What the JS SDK sends with every body that has no type of its own (seen with client-s3 3.1169). */
const SDK_CONTENT_TYPE = 'application/octet-stream'

/** Writing objects at once and reading them. */
export function objectOperations(s3: S3): Operations {
  return {
    PutObject(input: PutObjectRequest): PutObjectOutput {
      const bucket = findBucket(s3, input)
      const ContentType = input.ContentType ?? SDK_CONTENT_TYPE
      const properties = newObject(s3, bucket, { ...input, ContentType })
      const content = contentOf(input.Body)
      if (content.size > SINGLE_WRITE_LIMIT) s3.errors.fail('EntityTooLarge')
      const checksum = verifyBody(s3, content, input)
      checkWrite(currentObject(bucket, input.Key!), input, s3.errors)
      const object = putVersion(s3, bucket, {
        ...properties,
        key: input.Key!,
        content,
        etag: `"${etagOf(s3, properties.encryption, content)}"`,
        checksum,
        parts: undefined,
        lastModified: wholeSecond(s3),
      })
      const isVersioned = bucket.versioning === 'Enabled'
      return present({
        ETag: object.etag,
        ...checksumMembers(checksum),
        ...encryptionMembers(object),
        Expiration: expirationHeader(bucket, object),
        VersionId: isVersioned ? object.versionId : undefined,
      })
    },
    GetObject(input: GetObjectRequest) {
      const { found, headers, range } = read(s3, input)
      const { content } = found.object
      const body = bodyOf(range ? slice(content, range.start, range.end) : content)
      const overrides = {
        CacheControl: input.ResponseCacheControl,
        ContentDisposition: input.ResponseContentDisposition,
        ContentEncoding: input.ResponseContentEncoding,
        ContentLanguage: input.ResponseContentLanguage,
        ContentType: input.ResponseContentType,
        Expires: input.ResponseExpires,
      }
      const output = { ...headers, ...present(overrides), Body: body }
      return range ? withStatus(206, output) : output
    },
    HeadObject: (input: HeadObjectRequest) =>
      withoutErrorBody(s3.errors, () => {
        const found = findReadable(s3, input)
        const { headers, range } = headersOfRead(s3, input, found)
        const now = s3.world.clock.now()
        const ArchiveStatus = archiveTierOf(found.bucket, found.object, now)
        const output = present({ ...headers, ArchiveStatus })
        return range ? withStatus(206, output) : output
      }),
  }
}

function read(s3: S3, input: GetObjectRequest) {
  const found = findReadable(s3, input)
  requireActive(s3, found)
  found.object.accessedAt = s3.world.clock.now()
  return { found, ...headersOfRead(s3, input, found) }
}

/** Finds an object and checks conditions and keys, which go before its storage class. */
function findReadable(s3: S3, input: GetObjectRequest | HeadObjectRequest): Found {
  const found = findObject(s3, input, 'GET')
  checkRead(found.object, input, { errors: s3.errors, now: s3.world.clock.now() })
  requireKey(found.object.encryption, input, s3.errors)
  return found
}

function headersOfRead(
  s3: S3,
  input: GetObjectRequest | HeadObjectRequest,
  { bucket, object }: Found,
) {
  const { range, ...selection } = selectBytes(s3, object, input)
  const isWhole = input.VersionId === undefined
  const headers: HeadObjectOutput = present({
    ...describeObject(s3, bucket, { object, isCurrent: isWhole }),
    VersionId: toldVersionId(bucket, object),
    ...selection,
  })
  return { headers, range }
}
