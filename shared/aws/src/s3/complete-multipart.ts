import type {
  CompletedPart,
  CompleteMultipartUploadOutput,
  CompleteMultipartUploadRequest,
} from '@aws-sdk/client-s3'
import { hash } from 'node:crypto'
import type { Operations } from '../service.ts'
import { present, type S3 } from './account.ts'
import {
  type Checksum,
  type ChecksumMembers,
  checksumMembers,
  checksumOf,
  compositeChecksum,
} from './checksums.ts'
import { checkWrite, unquoted } from './conditions.ts'
import { concat } from '../content.ts'
import { requireUploadKey } from './encryption.ts'
import { findUpload } from './find-upload.ts'
import { expirationHeader } from './lifecycle-dates.ts'
import { encryptionMembers } from './object-description.ts'
import type { Bucket, Upload, UploadedPart } from './state.ts'
import { removeUpload } from './uploads.ts'
import { currentObject, putVersion } from './versions.ts'

/** The least size of every part but the last, in bytes. */
export const PART_MINIMUM = 5 * 2 ** 20

/** Making an object of uploaded parts. */
export function completeMultipartOperations(s3: S3): Operations {
  return {
    CompleteMultipartUpload(input: CompleteMultipartUploadRequest): CompleteMultipartUploadOutput {
      const { bucket, upload } = findUpload(s3, input)
      const parts = listedParts(s3, upload, input.MultipartUpload?.Parts)
      requireUploadKey(upload.object.encryption, input, s3.errors)
      checkChecksumType(s3, upload, input)
      const content = concat(parts.map(({ part }) => part.content))
      checkSize(s3, content.size, input.MpuObjectSize)
      const checksum = wholeChecksum(upload, parts)
      checkChecksum(s3, checksum, input)
      checkConditions(s3, bucket, { upload, input })
      removeUpload(bucket, upload)
      const object = putVersion(s3, bucket, {
        ...upload.object,
        key: upload.key,
        content,
        etag: `"${multipartEtag(parts)}"`,
        checksum,
        parts: parts.map(({ number, part }) => ({
          number,
          size: part.content.size,
          checksum: part.checksum,
        })),
        lastModified: upload.initiatedAt,
      })
      return present({
        Location: `https://${bucket.name}.s3.${bucket.region}.amazonaws.com/${encodeURIComponent(upload.key)}`,
        Bucket: bucket.name,
        Key: upload.key,
        ETag: object.etag,
        ...checksumMembers(checksum),
        ...encryptionMembers(object),
        Expiration: expirationHeader(bucket, object),
        VersionId: bucket.versioning === 'Enabled' ? object.versionId : undefined,
      })
    },
  }
}

interface NumberedPart {
  number: number
  part: UploadedPart
}

/**
 * The uploaded parts that a request lists. Throws InvalidRequest, InvalidPartOrder, InvalidPart
 * and EntityTooSmall.
 */
function listedParts(s3: S3, upload: Upload, listed: CompletedPart[] | undefined): NumberedPart[] {
  const { errors } = s3
  if (!listed) return errors.fail('MalformedXML')
  if (listed.length === 0) {
    errors.fail('InvalidRequest', { message: 'You must specify at least one part' })
  }
  let previous = 0
  for (const { PartNumber } of listed) {
    if (PartNumber === undefined) return errors.fail('MalformedXML')
    if (PartNumber <= previous) errors.fail('InvalidPartOrder', { UploadId: upload.id })
    previous = PartNumber
  }
  const parts = listed.map((entry) => findPart(s3, upload, entry))
  for (const { number, part } of parts.slice(0, -1)) {
    if (part.content.size >= PART_MINIMUM) continue
    errors.fail('EntityTooSmall', {
      ETag: part.etag,
      MinSizeAllowed: String(PART_MINIMUM),
      PartNumber: String(number),
      ProposedSize: String(part.content.size),
    })
  }
  return parts
}

function findPart({ errors }: S3, upload: Upload, listed: CompletedPart): NumberedPart {
  const number = listed.PartNumber!
  const part = upload.parts.get(number)
  const { algorithm } = upload
  const checksum = algorithm && (listed as ChecksumMembers)[`Checksum${algorithm}`]
  const isChecked = checksum === undefined || checksum === part?.checksum
  if (part && unquoted(listed.ETag ?? '') === part.etag && isChecked) {
    if (algorithm && upload.checksumType === 'COMPOSITE' && checksum === undefined) {
      errors.fail('InvalidRequest', {
        message: `The upload was created using a ${algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${number} in the request.`,
      })
    }
    return { number, part }
  }
  return errors.fail('InvalidPart', {
    ETag: unquoted(listed.ETag ?? ''),
    PartNumber: String(number),
    UploadId: upload.id,
  })
}

function checkChecksumType(
  { errors }: S3,
  { algorithm, checksumType }: Upload,
  { ChecksumType }: CompleteMultipartUploadRequest,
) {
  if (ChecksumType === undefined) return
  const mode = algorithm ? checksumType : 'null'
  if (ChecksumType === mode) return
  errors.fail('InvalidRequest', {
    message: `The upload was created using the ${mode} checksum mode. The complete request must use the same checksum mode.`,
  })
}

function checkSize({ errors }: S3, size: number, told: number | undefined) {
  if (told === undefined || told === size) return
  errors.fail('InvalidRequest', {
    message: `The provided 'x-amz-mp-object-size' header value ${told} does not match what was computed: ${size}`,
  })
}

function wholeChecksum(upload: Upload, parts: readonly NumberedPart[]): Checksum {
  const { algorithm = 'CRC64NVME', checksumType: type } = upload
  const value =
    type === 'COMPOSITE'
      ? compositeChecksum(
          algorithm,
          parts.map(({ part }) => part.checksum!),
        )
      : checksumOf(algorithm, concat(parts.map(({ part }) => part.content)))
  return { algorithm, value, type }
}

/** A checksum of the whole object may come along; a composite one with or without its suffix. */
function checkChecksum({ errors }: S3, checksum: Checksum, input: CompleteMultipartUploadRequest) {
  const sent = (input as ChecksumMembers)[`Checksum${checksum.algorithm}`]
  if (sent === undefined || sent === checksum.value) return
  if (checksum.type === 'COMPOSITE' && sent === checksum.value.replace(/-\d+$/, '')) return
  errors.fail('BadDigest', {
    message: `The ${checksum.algorithm.toLowerCase()} you specified did not match the calculated checksum.`,
  })
}

/** Whoever wrote or deleted the key since the upload began makes a conditional completion fail. */
function checkConditions(
  { errors }: S3,
  bucket: Bucket,
  { upload, input }: { upload: Upload; input: CompleteMultipartUploadRequest },
) {
  checkWrite(currentObject(bucket, upload.key), input, errors)
  const condition = input.IfMatch === undefined ? input.IfNoneMatch && 'If-None-Match' : 'If-Match'
  if (condition && upload.isConflicted) {
    errors.fail('ConditionalRequestConflict', { Condition: condition, Key: upload.key })
  }
}

function multipartEtag(parts: readonly NumberedPart[]): string {
  const digests = Buffer.concat(parts.map(({ part }) => Buffer.from(part.etag, 'hex')))
  return `${hash('md5', digests)}-${parts.length}`
}
