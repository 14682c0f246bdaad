import { describe, expect, test } from 'vitest'
import { bytes, startS3, versionedBucket } from './fixture.ts'

function start(keys: string[] = ['a', 'b', 'c']) {
  const s3 = startS3()
  const Bucket = s3.bucket()
  for (const Key of keys) s3.call('PutObject', { Bucket, Key, Body: bytes(Key) })
  return { s3, Bucket }
}

describe('DeleteObject', () => {
  test('answers the same whether the key exists or not', () => {
    const { s3, Bucket } = start()
    expect(s3.call('DeleteObject', { Bucket, Key: 'a' })).toEqual({})
    expect(s3.call('DeleteObject', { Bucket, Key: 'a' })).toEqual({})
    expect(s3.failure('GetObject', { Bucket, Key: 'a' }).name).toBe('NoSuchKey')
  })

  test('with IfMatch deletes only what was read', () => {
    const { s3, Bucket } = start()
    const at = { Bucket, Key: 'a' }
    const { ETag } = s3.call('HeadObject', at)
    s3.call('PutObject', { ...at, Body: bytes('changed') })
    expect(s3.failure('DeleteObject', { ...at, IfMatch: ETag }).name).toBe('PreconditionFailed')
    expect(s3.call('DeleteObject', { ...at, IfMatch: '*' })).toEqual({})
    expect(s3.failure('DeleteObject', { ...at, IfMatch: '*' }).name).toBe('NoSuchKey')
  })

  test('refuses conditions of directory buckets by the header', () => {
    const { s3, Bucket } = start()
    expect(s3.failure('DeleteObject', { Bucket, Key: 'a', IfMatchSize: 1 })).toMatchObject({
      name: 'NotImplemented',
      Header: 'x-amz-if-match-size',
      $metadata: { httpStatusCode: 501 },
    })
  })

  test('refuses to bypass a retention where there is no Object Lock', () => {
    const { s3, Bucket } = start()
    const input = { Bucket, Key: 'a', BypassGovernanceRetention: true }
    expect(s3.failure('DeleteObject', input).name).toBe('InvalidArgument')
  })

  test('refuses version IDs that S3 never gave', () => {
    const { s3, Bucket } = start()
    const VersionId = 'HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD'
    expect(s3.failure('DeleteObject', { Bucket, Key: 'a', VersionId })).toMatchObject({
      name: 'InvalidArgument',
      message: 'Invalid version id specified',
      ArgumentValue: VersionId,
    })
  })
})

describe('DeleteObjects', () => {
  test('reports every key as deleted, existing or not', () => {
    const { s3, Bucket } = start()
    const Objects = [{ Key: 'a' }, { Key: 'absent' }]
    expect(s3.call('DeleteObjects', { Bucket, Delete: { Objects } })).toEqual({ Deleted: Objects })
    expect(s3.call('ListObjectsV2', { Bucket }).KeyCount).toBe(2)
  })

  test('reports nothing but errors when quiet', () => {
    const { s3, Bucket } = start()
    const Objects = [{ Key: 'a' }, { Key: 'b', VersionId: 'unknown' }]
    expect(s3.call('DeleteObjects', { Bucket, Delete: { Objects, Quiet: true } })).toEqual({
      Errors: [
        {
          Key: 'b',
          VersionId: 'unknown',
          Code: 'NoSuchVersion',
          Message: 'The specified version does not exist.',
        },
      ],
    })
  })

  test('goes on behind a key that fails', () => {
    const { s3, Bucket } = start()
    const Objects = [{ Key: 'a', ETag: '"other"' }, { Key: 'b' }]
    const { Deleted, Errors } = s3.call('DeleteObjects', { Bucket, Delete: { Objects } })
    expect(Deleted).toEqual([{ Key: 'b' }])
    expect(Errors).toMatchObject([{ Key: 'a', Code: 'PreconditionFailed' }])
    expect(s3.call('ListObjectsV2', { Bucket }).Contents).toMatchObject([
      { Key: 'a' },
      { Key: 'c' },
    ])
  })

  test('takes 1,000 keys and not one more', () => {
    const { s3, Bucket } = start()
    const Objects = Array.from({ length: 1001 }, (_, index) => ({ Key: `${index}` }))
    const input = (count: number) => ({ Bucket, Delete: { Objects: Objects.slice(0, count) } })
    expect(s3.call('DeleteObjects', input(1000)).Deleted).toHaveLength(1000)
    expect(s3.failure('DeleteObjects', input(1001)).name).toBe('MalformedXML')
    expect(s3.failure('DeleteObjects', input(0)).name).toBe('MalformedXML')
  })

  test('puts and removes delete markers in versioned buckets', () => {
    const s3 = startS3()
    const Bucket = versionedBucket(s3)
    const Key = 'state.json'
    s3.call('PutObject', { Bucket, Key })
    const [marked] = s3.call('DeleteObjects', { Bucket, Delete: { Objects: [{ Key }] } }).Deleted
    const VersionId = marked.DeleteMarkerVersionId
    expect(marked).toEqual({ Key, DeleteMarker: true, DeleteMarkerVersionId: VersionId })
    const Objects = [{ Key, VersionId }]
    expect(s3.call('DeleteObjects', { Bucket, Delete: { Objects } }).Deleted).toEqual([
      { Key, VersionId, DeleteMarker: true, DeleteMarkerVersionId: VersionId },
    ])
    expect(s3.call('HeadObject', { Bucket, Key }).ContentLength).toBe(0)
  })
})
