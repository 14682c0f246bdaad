import { describe, expect, test } from 'vitest'
import { bytes, startS3 } from './fixture.ts'

describe('GetObjectAttributes', () => {
  test('tells what is asked and nothing else', () => {
    const s3 = startS3()
    const at = { Bucket: s3.bucket(), Key: 'a' }
    s3.call('PutObject', { ...at, Body: bytes('test'), ChecksumAlgorithm: 'CRC32' })
    const ObjectAttributes = ['ETag', 'Checksum', 'ObjectSize', 'StorageClass', 'ObjectParts']
    expect(s3.call('GetObjectAttributes', { ...at, ObjectAttributes })).toEqual({
      LastModified: new Date(s3.clock.now()),
      ETag: '098f6bcd4621d373cade4e832627b4f6',
      Checksum: { ChecksumCRC32: '2H9+DA==', ChecksumType: 'FULL_OBJECT' },
      ObjectSize: 4,
      StorageClass: 'STANDARD',
    })
    const size = s3.call('GetObjectAttributes', { ...at, ObjectAttributes: ['ObjectSize'] })
    expect(Object.keys(size)).toEqual(['LastModified', 'ObjectSize'])
    expect(s3.failure('GetObjectAttributes', { ...at, ObjectAttributes: ['Size'] }).name).toBe(
      'InvalidArgument',
    )
  })

  test('pages through the parts of a multipart object with checksums', () => {
    const s3 = startS3()
    const at = { Bucket: s3.bucket(), Key: 'a' }
    const { UploadId } = s3.call('CreateMultipartUpload', { ...at, ChecksumAlgorithm: 'SHA1' })
    const Parts = [new Uint8Array(5 * 2 ** 20), bytes('end')].map((Body, index) => {
      const PartNumber = index + 1
      const { ETag, ChecksumSHA1 } = s3.call('UploadPart', { ...at, UploadId, PartNumber, Body })
      return { PartNumber, ETag, ChecksumSHA1 }
    })
    s3.call('CompleteMultipartUpload', { ...at, UploadId, MultipartUpload: { Parts } })
    const input = { ...at, ObjectAttributes: ['ObjectParts', 'Checksum'], MaxParts: 1 }
    const { Checksum, ObjectParts } = s3.call('GetObjectAttributes', input)
    expect(Checksum.ChecksumSHA1).not.toContain('-')
    expect(ObjectParts).toMatchObject({
      TotalPartsCount: 2,
      IsTruncated: true,
      NextPartNumberMarker: '1',
    })
    const rest = s3.call('GetObjectAttributes', { ...input, PartNumberMarker: '1' })
    expect(rest.ObjectParts).toMatchObject({
      IsTruncated: false,
      Parts: [{ PartNumber: 2, Size: 3, ChecksumSHA1: Parts[1]!.ChecksumSHA1 }],
    })
  })
})
