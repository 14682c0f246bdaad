import type {
  ListMultipartUploadsOutput,
  ListMultipartUploadsRequest,
  ListPartsOutput,
  ListPartsRequest,
  Part,
} from '@aws-sdk/client-s3'
import type { Operations } from '../service.ts'
import { ownerOf, present, type S3 } from './account.ts'
import { findBucket } from './find-bucket.ts'
import { findUpload } from './find-upload.ts'
import { abortMembers } from './lifecycle-dates.ts'
import { commonPrefixesOf } from './list-objects.ts'
import {
  commonPrefix,
  type Entry,
  keyEncoder,
  nameOf,
  pageSize,
  takePage,
  walk,
} from './listing.ts'
import type { Bucket, Upload } from './state.ts'

/** Listing uploads in progress and their parts. */
export function listUploadsOperations(s3: S3): Operations {
  const { errors } = s3
  const user = { ...ownerOf(s3), DisplayName: 'student' }
  return {
    ListParts(input: ListPartsRequest): ListPartsOutput {
      const { bucket, upload } = findUpload(s3, input)
      const marker = Number(input.PartNumberMarker ?? 0)
      const limit = pageSize(input.MaxParts, 'max-parts', errors)
      const numbers = [...upload.parts.keys()].filter((number) => number > marker)
      const page = numbers.sort((a, b) => a - b).slice(0, limit)
      return present({
        Bucket: bucket.name,
        Key: upload.key,
        UploadId: upload.id,
        PartNumberMarker: String(marker),
        NextPartNumberMarker: String(page.at(-1) ?? 0),
        MaxParts: limit,
        IsTruncated: page.length < numbers.length && limit > 0,
        Parts: page.length > 0 ? page.map((number) => listedPart(upload, number)) : undefined,
        Initiator: user,
        Owner: ownerOf(s3),
        StorageClass: upload.object.storageClass,
        ...checksumPlanOf(upload),
        ...abortMembers(bucket, upload),
      })
    },
    ListMultipartUploads(input: ListMultipartUploadsRequest): ListMultipartUploadsOutput {
      const bucket = findBucket(s3, input)
      const { Prefix, Delimiter, KeyMarker = '' } = input
      const encode = keyEncoder(input.EncodingType, errors)
      const limit = pageSize(input.MaxUploads, 'max-uploads', errors)
      const page = takePage(walkUploads(s3, bucket, input), limit)
      const uploads = page.entries.flatMap((entry) => ('prefix' in entry ? [] : [entry.value]))
      const { last } = page
      return present({
        Bucket: bucket.name,
        KeyMarker: encode(KeyMarker),
        UploadIdMarker: KeyMarker === '' ? '' : (input.UploadIdMarker ?? ''),
        NextKeyMarker: last ? encode(nameOf(last)) : '',
        NextUploadIdMarker: last && 'value' in last ? last.value.id : '',
        Prefix: Prefix && encode(Prefix),
        Delimiter: Delimiter && encode(Delimiter),
        EncodingType: input.EncodingType,
        MaxUploads: limit,
        IsTruncated: page.isTruncated,
        Uploads:
          uploads.length > 0
            ? uploads.map((upload) => ({
                UploadId: upload.id,
                Key: encode(upload.key),
                Initiated: new Date(upload.initiatedAt),
                StorageClass: upload.object.storageClass,
                Owner: ownerOf(s3),
                Initiator: user,
                ...checksumPlanOf(upload),
              }))
            : undefined,
        CommonPrefixes: commonPrefixesOf(page, encode),
      })
    },
  }
}

function listedPart(upload: Upload, number: number): Part {
  const { content, checksum, etag, lastModified } = upload.parts.get(number)!
  return {
    PartNumber: number,
    ETag: `"${etag}"`,
    Size: content.size,
    LastModified: new Date(lastModified),
    ...(checksum !== undefined && { [`Checksum${upload.algorithm!}`]: checksum }),
  }
}

function checksumPlanOf({ algorithm, checksumType }: Upload) {
  return algorithm && { ChecksumAlgorithm: algorithm, ChecksumType: checksumType }
}

/** Uploads by key, those of one key by age; behind the markers. */
function* walkUploads(
  s3: S3,
  bucket: Bucket,
  input: ListMultipartUploadsRequest,
): Generator<Entry<Upload>> {
  const { Prefix: prefix = '', Delimiter: delimiter = '', KeyMarker: after = '' } = input
  const request = { prefix, delimiter, after }
  if (after.startsWith(prefix) && commonPrefix(after, request) === undefined) {
    for (const value of newerThanMarker(s3, bucket, input)) yield { key: after, value }
  }
  for (const entry of walk(bucket.uploads, request, (uploads) => uploads)) {
    if ('prefix' in entry) yield entry
    else for (const value of entry.value) yield { key: entry.key, value }
  }
}

/**
 * The uploads of the marker's key behind the marker, which may be gone by now. An upload marker
 * without a key marker is ignored (SDK text of `UploadIdMarker`).
 */
function newerThanMarker(s3: S3, bucket: Bucket, input: ListMultipartUploadsRequest): Upload[] {
  const { KeyMarker = '', UploadIdMarker: marker } = input
  if (!marker || KeyMarker === '') return []
  const marked = s3.uploadIds.get(marker)
  if (marked?.key !== KeyMarker) {
    return s3.errors.fail('InvalidArgument', {
      ArgumentName: 'upload-id-marker',
      ArgumentValue: marker,
      message: 'Invalid uploadId marker',
    })
  }
  return (bucket.uploads.get(KeyMarker) ?? []).filter(({ serial }) => serial > marked.serial)
}
