import type {
  AbortMultipartUploadRequest,
  CreateMultipartUploadOutput,
  CreateMultipartUploadRequest,
  UploadPartCopyRequest,
  UploadPartRequest,
} from '@aws-sdk/client-s3'
import type { Operations } from '../service.ts'
import { present, type S3, wholeSecond } from './account.ts'
import {
  type Algorithm,
  algorithmIn,
  type ChecksumKind,
  checksumIn,
  checksumOf,
  isCrc,
} from './checksums.ts'
import { type Content, contentOf, SINGLE_WRITE_LIMIT, slice } from '../content.ts'
import { checkCopySize, findCopySource } from './copy-source.ts'
import { requireUploadKey } from './encryption.ts'
import { etagOf } from './etags.ts'
import { findBucket } from './find-bucket.ts'
import { findUpload } from './find-upload.ts'
import { abortMembers } from './lifecycle-dates.ts'
import { newObject } from './new-object.ts'
import { encryptionMembers } from './object-description.ts'
import { parseCopyRange } from './ranges.ts'
import type { Upload, UploadedPart } from './state.ts'
import { verifyBody } from './uploaded-body.ts'
import { removeUpload } from './uploads.ts'
import { toldVersionId } from './versions.ts'

/** Uploading an object in parts, up to its completion. */
export function multipartOperations(s3: S3): Operations {
  return {
    CreateMultipartUpload(input: CreateMultipartUploadRequest): CreateMultipartUploadOutput {
      const bucket = findBucket(s3, input)
      const key = input.Key!
      const upload: Upload = {
        id: Buffer.from(s3.world.randomHex(48), 'hex').toString('base64url'),
        serial: s3.nextSerial(),
        key,
        initiatedAt: wholeSecond(s3),
        parts: new Map(),
        isConflicted: false,
        object: newObject(s3, bucket, input),
        ...checksumPlan(s3, input),
      }
      s3.uploadIds.set(upload.id, { key, serial: upload.serial })
      bucket.uploads.set(key, [...(bucket.uploads.get(key) ?? []), upload])
      return present({
        Bucket: bucket.name,
        Key: key,
        UploadId: upload.id,
        ...encryptionMembers(upload.object),
        ...abortMembers(bucket, upload),
        ...(upload.algorithm && {
          ChecksumAlgorithm: upload.algorithm,
          ChecksumType: upload.checksumType,
        }),
      })
    },
    UploadPart(input: UploadPartRequest) {
      const { upload } = findUpload(s3, input)
      const number = checkPartNumber(s3, input.PartNumber)
      requireUploadKey(upload.object.encryption, input, s3.errors)
      const content = contentOf(input.Body)
      if (content.size > SINGLE_WRITE_LIMIT) s3.errors.fail('EntityTooLarge')
      const ChecksumAlgorithm = upload.algorithm ?? input.ChecksumAlgorithm
      const sent = checksumIn(input, s3.errors)?.algorithm
      checkAlgorithm(s3, upload, sent)
      const checksum = verifyBody(s3, content, { ...input, ChecksumAlgorithm })
      const isTold = (sent ?? ChecksumAlgorithm) !== undefined
      const part = storePart(s3, upload, { number, content })
      return present({
        ETag: `"${part.etag}"`,
        ...(isTold && { [`Checksum${checksum.algorithm}`]: checksum.value }),
        ...encryptionMembers(upload.object),
      })
    },
    UploadPartCopy(input: UploadPartCopyRequest) {
      const { upload } = findUpload(s3, input)
      const number = checkPartNumber(s3, input.PartNumber)
      const source = findCopySource(s3, input)
      requireUploadKey(upload.object.encryption, input, s3.errors)
      const whole = source.object.content
      const range = parseCopyRange(input.CopySourceRange, whole.size, s3.errors)
      const content = range ? slice(whole, range.start, range.end) : whole
      checkCopySize(s3, content)
      const part = storePart(s3, upload, { number, content })
      return present({
        CopyPartResult: {
          ETag: `"${part.etag}"`,
          LastModified: new Date(part.lastModified),
          ...(part.checksum !== undefined && {
            [`Checksum${upload.algorithm!}`]: part.checksum,
          }),
        },
        CopySourceVersionId: toldVersionId(source.bucket, source.object),
        ...encryptionMembers(upload.object),
      })
    },
    AbortMultipartUpload(input: AbortMultipartUploadRequest) {
      const { bucket, upload } = findUpload(s3, input)
      removeUpload(bucket, upload)
      return {}
    },
  }
}

/**
 * How the object's checksum will be made: CRC64NVME over the whole object where no algorithm is
 * named, else as asked; composite by default, except for CRC64NVME (S3 User Guide, "Checking
 * object integrity").
 */
function checksumPlan(
  { errors }: S3,
  input: CreateMultipartUploadRequest,
): { algorithm: Algorithm | undefined; checksumType: ChecksumKind } {
  const algorithm = algorithmIn(input.ChecksumAlgorithm, errors)
  const type = input.ChecksumType
  if (!algorithm) {
    if (type === undefined) return { algorithm: undefined, checksumType: 'FULL_OBJECT' }
    return errors.fail('InvalidRequest', {
      message:
        'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
    })
  }
  const byDefault = algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE'
  const checksumType = type ?? byDefault
  const isPossible = checksumType === 'FULL_OBJECT' ? isCrc(algorithm) : algorithm !== 'CRC64NVME'
  if (isPossible) return { algorithm, checksumType }
  return errors.fail('InvalidRequest', {
    message: `The ${checksumType} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
  })
}

function checkPartNumber({ errors }: S3, number: number | undefined): number {
  if (Number.isInteger(number) && number! >= 1 && number! <= 10_000) return number!
  return errors.fail('InvalidArgument', {
    ArgumentName: 'partNumber',
    ArgumentValue: String(number),
    message: 'Part number must be an integer between 1 and 10000, inclusive',
  })
}

function checkAlgorithm({ errors }: S3, { algorithm }: Upload, sent: Algorithm | undefined) {
  if (!algorithm || !sent || sent === algorithm) return
  errors.fail('InvalidRequest', {
    message: `Checksum Type mismatch occurred, expected checksum Type: ${algorithm.toLowerCase()}, actual checksum Type: ${sent.toLowerCase()}`,
  })
}

/** A part number that was used before is overwritten. */
function storePart(
  s3: S3,
  upload: Upload,
  { number, content }: { number: number; content: Content },
): UploadedPart {
  const part: UploadedPart = {
    content,
    etag: etagOf(s3, upload.object.encryption, content),
    checksum: upload.algorithm && checksumOf(upload.algorithm, content),
    lastModified: wholeSecond(s3),
  }
  upload.parts.set(number, part)
  return part
}
