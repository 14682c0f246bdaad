import * as sdk from '@aws-sdk/client-s3'
import { describe, expect, test } from 'vitest'
import { bytes, startS3, text, versionedBucket } from './fixture.ts'

const HOUR = 60 * 60 * 1000

function start(extra: object = {}) {
  const s3 = startS3()
  const Bucket = s3.bucket()
  const source = { Bucket, Key: 'raw/1979.csv' }
  const put = s3.call('PutObject', { ...source, Body: bytes('GDELT'), ...extra })
  const copy = { Bucket, Key: 'copy.csv', CopySource: `${Bucket}/raw/1979.csv` }
  return { s3, Bucket, source, put, copy }
}

describe('CopyObject', () => {
  test('copies bytes, headers, metadata and tags', () => {
    const described = {
      ContentType: 'text/csv',
      Metadata: { source: 'gdelt' },
      Tagging: 'year=1979',
    }
    const { s3, copy, put } = start(described)
    expect(s3.call('CopyObject', copy)).toMatchObject({
      CopyObjectResult: { ETag: put.ETag, LastModified: new Date(s3.clock.now()) },
      ServerSideEncryption: 'AES256',
    })
    const got = s3.call('GetObject', copy)
    expect(text(got.Body)).toBe('GDELT')
    expect(got).toMatchObject({
      ContentType: 'text/csv',
      Metadata: { source: 'gdelt' },
      TagCount: 1,
    })
  })

  test('takes new metadata and tags with REPLACE', () => {
    const { s3, copy } = start({
      ContentType: 'text/csv',
      Metadata: { source: 'gdelt' },
      Tagging: 'a=b',
    })
    const input = {
      MetadataDirective: 'REPLACE',
      Metadata: { step: '2' },
      TaggingDirective: 'REPLACE',
    }
    s3.call('CopyObject', { ...copy, ...input })
    const got = s3.call('HeadObject', copy)
    expect([got.ContentType, got.Metadata, got.TagCount]).toEqual([
      'binary/octet-stream',
      { step: '2' },
      undefined,
    ])
  })

  test('stores the copy in STANDARD unless told otherwise', () => {
    const { s3, copy } = start({ StorageClass: 'STANDARD_IA' })
    s3.call('CopyObject', copy)
    expect(s3.call('HeadObject', copy).StorageClass).toBeUndefined()
  })

  test('decodes its source, in which a plus sign is a space', () => {
    const { s3, Bucket } = start()
    const keys = ['a b', 'a+b', 'a%20b', 'a?b', 'daten/ä ö', '\u{1f4e6}']
    for (const Key of keys) s3.call('PutObject', { Bucket, Key, Body: bytes(Key) })
    const copied = keys.map((key) => {
      const CopySource = `${Bucket}/${encodeURIComponent(key)}`
      s3.call('CopyObject', { Bucket, Key: 'copy', CopySource })
      return text(s3.call('GetObject', { Bucket, Key: 'copy' }).Body)
    })
    expect(copied).toEqual(keys)
    s3.call('CopyObject', { Bucket, Key: 'copy', CopySource: `/${Bucket}/a+b` })
    expect(text(s3.call('GetObject', { Bucket, Key: 'copy' }).Body)).toBe('a b')
  })

  test('refuses sources that are not encoded or have no key', () => {
    const { s3, copy, Bucket } = start()
    const sources = [`${Bucket}/100%`, `${Bucket}/ä`, Bucket, `${Bucket}/`]
    const errors = sources.map((CopySource) => s3.failure('CopyObject', { ...copy, CopySource }))
    expect(errors.map(({ name }) => name)).toEqual(sources.map(() => 'InvalidArgument'))
  })

  test('finds no source that does not exist', () => {
    const { s3, copy, Bucket } = start()
    const failure = (CopySource: string) => s3.failure('CopyObject', { ...copy, CopySource })
    expect(failure(`${Bucket}/raw/1980.csv`)).toBeInstanceOf(sdk.NoSuchKey)
    expect(failure('tides/raw/1979.csv')).toBeInstanceOf(sdk.NoSuchBucket)
  })

  test('refuses to copy an object onto itself without changing it', () => {
    const { s3, source, copy } = start({ StorageClass: 'STANDARD_IA' })
    const onto = { ...copy, Key: source.Key }
    expect(s3.failure('CopyObject', onto)).toMatchObject({
      name: 'InvalidRequest',
      message: expect.stringContaining('copy an object to itself'),
    })
    s3.call('CopyObject', { ...onto, StorageClass: 'STANDARD_IA' })
    s3.call('CopyObject', { ...onto, MetadataDirective: 'REPLACE', Metadata: { a: 'b' } })
    expect(s3.call('HeadObject', source).Metadata).toEqual({ a: 'b' })
  })

  test('makes an old version current again', () => {
    const s3 = startS3()
    const at = { Bucket: versionedBucket(s3), Key: 'state.json' }
    const first = s3.call('PutObject', { ...at, Body: bytes('1') })
    s3.call('PutObject', { ...at, Body: bytes('2') })
    const CopySource = `${at.Bucket}/state.json?versionId=${first.VersionId}`
    const copied = s3.call('CopyObject', { ...at, CopySource })
    expect(copied.CopySourceVersionId).toBe(first.VersionId)
    expect(copied.VersionId).not.toBe(first.VersionId)
    expect(text(s3.call('GetObject', at).Body)).toBe('1')
  })

  test('cannot copy a delete marker', () => {
    const s3 = startS3()
    const at = { Bucket: versionedBucket(s3), Key: 'state.json' }
    s3.call('PutObject', at)
    const { VersionId } = s3.call('DeleteObject', at)
    const source = `${at.Bucket}/state.json`
    expect(s3.failure('CopyObject', { ...at, CopySource: source }).name).toBe('NoSuchKey')
    const byVersion = { ...at, CopySource: `${source}?versionId=${VersionId}` }
    expect(s3.failure('CopyObject', byVersion)).toMatchObject({
      name: 'InvalidRequest',
      message: expect.stringContaining('delete marker'),
    })
  })

  test('checks conditions on the source, ETags before dates', () => {
    const { s3, copy, put } = start()
    const past = new Date(s3.clock.now() - HOUR)
    const condition = (input: object) => s3.failure('CopyObject', { ...copy, ...input }).Condition
    expect(condition({ CopySourceIfMatch: '"other"' })).toBe('x-amz-copy-source-If-Match')
    expect(condition({ CopySourceIfNoneMatch: put.ETag })).toBe('x-amz-copy-source-If-None-Match')
    expect(condition({ CopySourceIfUnmodifiedSince: past })).toBe(
      'x-amz-copy-source-If-Unmodified-Since',
    )
    expect(condition({ CopySourceIfModifiedSince: new Date(s3.clock.now()) })).toBe(
      'x-amz-copy-source-If-Modified-Since',
    )
    const both = { CopySourceIfMatch: put.ETag, CopySourceIfUnmodifiedSince: past }
    expect(s3.call('CopyObject', { ...copy, ...both }).CopyObjectResult.ETag).toBe(put.ETag)
  })

  test('checks conditions on the destination', () => {
    const { s3, copy } = start()
    s3.call('CopyObject', { ...copy, IfNoneMatch: '*' })
    expect(s3.failure('CopyObject', { ...copy, IfNoneMatch: '*' }).name).toBe('PreconditionFailed')
    expect(s3.failure('CopyObject', { ...copy, IfMatch: '"other"' }).name).toBe(
      'PreconditionFailed',
    )
    const absent = { ...copy, Key: 'absent.csv', IfMatch: '"other"' }
    expect(s3.failure('CopyObject', absent).name).toBe('NoSuchKey')
  })

  test('cannot read archived objects', () => {
    const { s3, copy } = start({ StorageClass: 'DEEP_ARCHIVE' })
    expect(s3.failure('CopyObject', copy)).toMatchObject({
      name: 'InvalidObjectState',
      StorageClass: 'DEEP_ARCHIVE',
    })
  })

  test('gives a multipart object a plain ETag and a full-object checksum', () => {
    const { s3, Bucket, copy } = start()
    const at = { Bucket, Key: 'raw/1979.csv' }
    const upload = s3.call('CreateMultipartUpload', { ...at, ChecksumAlgorithm: 'SHA256' })
    const part = { ...at, UploadId: upload.UploadId, PartNumber: 1 }
    const { ETag, ChecksumSHA256 } = s3.call('UploadPart', { ...part, Body: bytes('GDELT') })
    const Parts = [{ PartNumber: 1, ETag, ChecksumSHA256 }]
    s3.call('CompleteMultipartUpload', { ...part, MultipartUpload: { Parts } })
    const { CopyObjectResult } = s3.call('CopyObject', copy)
    expect(CopyObjectResult).toMatchObject({ ETag, ChecksumSHA256, ChecksumType: 'FULL_OBJECT' })
  })

  test('refuses sources above 5 GiB', () => {
    const { s3, Bucket, copy } = start()
    const mebibytes = 64
    const at = { Bucket, Key: 'raw/1979.csv' }
    s3.call('PutObject', { ...at, Body: new Uint8Array(mebibytes * 2 ** 20) })
    const { UploadId } = s3.call('CreateMultipartUpload', at)
    const Parts = Array.from({ length: 81 }, (_, index) => {
      const PartNumber = index + 1
      const input = { ...at, UploadId, PartNumber, CopySource: copy.CopySource }
      return { PartNumber, ETag: s3.call('UploadPartCopy', input).CopyPartResult.ETag }
    })
    s3.call('CompleteMultipartUpload', { ...at, UploadId, MultipartUpload: { Parts } })
    expect(s3.call('HeadObject', at).ContentLength).toBe(81 * mebibytes * 2 ** 20)
    expect(s3.failure('CopyObject', copy)).toMatchObject({
      name: 'InvalidRequest',
      message: expect.stringContaining('maximum allowable size for a copy source: 5368709120'),
    })
  })
})
