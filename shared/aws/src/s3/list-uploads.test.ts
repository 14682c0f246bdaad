import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytes, startS3, type TestS3 } from './fixture.ts'

interface Listed {
  Uploads?: { Key: string; UploadId: string }[]
}

function begin(s3: TestS3, Bucket: string, keys: string[]) {
  return keys.map((Key) => ({
    Key,
    UploadId: s3.call('CreateMultipartUpload', { Bucket, Key }).UploadId,
  }))
}

function idsOf({ Uploads = [] }: Listed): string[] {
  return Uploads.map(({ UploadId }) => UploadId)
}

describe('ListMultipartUploads', () => {
  test('returns on any pages every upload, by key and age', () => {
    const keys = fc.array(fc.constantFrom('a', 'a/b', 'b', 'ä'), { maxLength: 15 })
    fc.assert(
      fc.property(keys, fc.integer({ min: 1, max: 5 }), (drawn, MaxUploads) => {
        const s3 = startS3()
        const Bucket = s3.bucket()
        const begun = begin(s3, Bucket, drawn)
        const byKey = (left: string, right: string) =>
          Buffer.compare(Buffer.from(left), Buffer.from(right))
        const expected = begun
          .toSorted((a, b) => byKey(a.Key, b.Key))
          .map(({ UploadId }) => UploadId)
        const listed: string[] = []
        let markers: object | undefined = {}
        while (markers) {
          const page = s3.call('ListMultipartUploads', { Bucket, MaxUploads, ...markers })
          listed.push(...idsOf(page))
          expect(listed.length).toBeLessThanOrEqual(expected.length)
          const { NextKeyMarker: KeyMarker, NextUploadIdMarker: UploadIdMarker } = page
          markers = page.IsTruncated ? { KeyMarker, UploadIdMarker } : undefined
        }
        expect(listed).toEqual(expected)
      }),
    )
  })

  test('tells of an upload when it began and what it will be', () => {
    const s3 = startS3()
    const Bucket = s3.bucket()
    const input = { Bucket, Key: 'a', StorageClass: 'GLACIER', ChecksumAlgorithm: 'SHA256' }
    const { UploadId } = s3.call('CreateMultipartUpload', input)
    expect(s3.call('ListMultipartUploads', { Bucket }).Uploads).toMatchObject([
      {
        UploadId,
        Key: 'a',
        Initiated: new Date(s3.clock.now()),
        StorageClass: 'GLACIER',
        ChecksumAlgorithm: 'SHA256',
        ChecksumType: 'COMPOSITE',
      },
    ])
  })

  test('goes on although the uploads of the page before were aborted', () => {
    const s3 = startS3()
    const Bucket = s3.bucket()
    const begun = begin(s3, Bucket, ['a', 'a', 'a'])
    const page = s3.call('ListMultipartUploads', { Bucket, MaxUploads: 2 })
    for (const at of begun.slice(0, 2)) s3.call('AbortMultipartUpload', { Bucket, ...at })
    const { NextKeyMarker: KeyMarker, NextUploadIdMarker: UploadIdMarker } = page
    const rest = s3.call('ListMultipartUploads', { Bucket, KeyMarker, UploadIdMarker })
    expect(idsOf(rest)).toEqual([begun[2]!.UploadId])
  })

  test('refuses an upload marker of another key', () => {
    const s3 = startS3()
    const Bucket = s3.bucket()
    const [first] = begin(s3, Bucket, ['a', 'b'])
    const markers = { KeyMarker: 'b', UploadIdMarker: first!.UploadId }
    expect(s3.failure('ListMultipartUploads', { Bucket, ...markers }).message).toBe(
      'Invalid uploadId marker',
    )
  })

  test('rolls up keys that share a prefix', () => {
    const s3 = startS3()
    const Bucket = s3.bucket()
    begin(s3, Bucket, ['logs/1', 'logs/2', 'readme'])
    expect(s3.call('ListMultipartUploads', { Bucket, Delimiter: '/' })).toMatchObject({
      CommonPrefixes: [{ Prefix: 'logs/' }],
      Uploads: [{ Key: 'readme' }],
    })
  })
})

describe('ListParts', () => {
  test('lists parts by number, page by page', () => {
    const s3 = startS3()
    const Bucket = s3.bucket()
    const [upload] = begin(s3, Bucket, ['a'])
    const at = { Bucket, ...upload }
    for (const PartNumber of [30, 2, 100])
      s3.call('UploadPart', { ...at, PartNumber, Body: bytes('test') })
    const first = s3.call('ListParts', { ...at, MaxParts: 2 })
    expect(first).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '30', MaxParts: 2 })
    expect(first.Parts[0]).toEqual({
      PartNumber: 2,
      ETag: '"098f6bcd4621d373cade4e832627b4f6"',
      Size: 4,
      LastModified: new Date(s3.clock.now()),
    })
    const rest = s3.call('ListParts', { ...at, PartNumberMarker: first.NextPartNumberMarker })
    expect(rest).toMatchObject({ IsTruncated: false, Parts: [{ PartNumber: 100 }] })
  })
})
