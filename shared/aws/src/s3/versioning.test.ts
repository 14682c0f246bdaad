import * as sdk from '@aws-sdk/client-s3'
import { describe, expect, test } from 'vitest'
import { bytes, startS3, text, versionedBucket } from './fixture.ts'

describe('PutBucketVersioning', () => {
  test('is kept, and tells nothing before', () => {
    const s3 = startS3()
    const Bucket = s3.bucket()
    expect(s3.call('GetBucketVersioning', { Bucket })).toEqual({})
    s3.call('PutBucketVersioning', { Bucket, VersioningConfiguration: { Status: 'Enabled' } })
    expect(s3.call('GetBucketVersioning', { Bucket })).toEqual({ Status: 'Enabled' })
  })

  test('refuses what is neither Enabled nor Suspended', () => {
    const s3 = startS3()
    const Bucket = s3.bucket()
    const name = (VersioningConfiguration: object) =>
      s3.failure('PutBucketVersioning', { Bucket, VersioningConfiguration }).name
    expect(name({ Status: 'enabled' })).toBe('MalformedXML')
    expect(name({})).toBe('IllegalVersioningConfigurationException')
  })
})

describe('a versioned bucket', () => {
  test('keeps every version under an ID of its own', () => {
    const s3 = startS3()
    const at = { Bucket: versionedBucket(s3), Key: 'state.json' }
    const ids = ['1', '2'].map(
      (body) => s3.call('PutObject', { ...at, Body: bytes(body) }).VersionId,
    )
    expect(new Set(ids).size).toBe(2)
    expect(ids[0]).toMatch(/^[\w-]{32}$/)
    const bodies = ids.map((VersionId) => text(s3.call('GetObject', { ...at, VersionId }).Body))
    expect(bodies).toEqual(['1', '2'])
    expect(s3.call('GetObject', at).VersionId).toBe(ids[1])
  })

  test('hides an object behind a delete marker, and shows it when that is removed', () => {
    const s3 = startS3()
    const at = { Bucket: versionedBucket(s3), Key: 'state.json' }
    s3.call('PutObject', { ...at, Body: bytes('1') })
    const marker = s3.call('DeleteObject', at)
    expect(marker.DeleteMarker).toBe(true)
    expect(s3.failure('GetObject', at)).toBeInstanceOf(sdk.NoSuchKey)
    const named = { ...at, VersionId: marker.VersionId }
    expect(s3.failure('GetObject', named)).toMatchObject({
      name: 'MethodNotAllowed',
      ResourceType: 'DeleteMarker',
      $metadata: { httpStatusCode: 405 },
    })
    expect(s3.call('DeleteObject', named)).toEqual({
      DeleteMarker: true,
      VersionId: marker.VersionId,
    })
    expect(text(s3.call('GetObject', at).Body)).toBe('1')
  })

  test('deletes a version for good, and tells it from one that never was', () => {
    const s3 = startS3()
    const at = { Bucket: versionedBucket(s3), Key: 'state.json' }
    const { VersionId } = s3.call('PutObject', at)
    expect(s3.call('DeleteObject', { ...at, VersionId })).toEqual({ VersionId })
    expect(s3.failure('GetObject', { ...at, VersionId })).toMatchObject({
      name: 'NoSuchVersion',
      VersionId,
    })
    expect(s3.failure('GetObject', { ...at, VersionId: 'x' }).name).toBe('InvalidArgument')
  })

  test('keeps what was written before versioning as the null version', () => {
    const s3 = startS3()
    const at = { Bucket: s3.bucket(), Key: 'state.json' }
    expect(s3.call('PutObject', { ...at, Body: bytes('old') })).not.toHaveProperty('VersionId')
    const VersioningConfiguration = { Status: 'Enabled' }
    s3.call('PutBucketVersioning', { Bucket: at.Bucket, VersioningConfiguration })
    s3.call('PutObject', { ...at, Body: bytes('new') })
    expect(text(s3.call('GetObject', { ...at, VersionId: 'null' }).Body)).toBe('old')
  })
})

describe('a bucket with suspended versioning', () => {
  test('overwrites the null version and keeps the others', () => {
    const s3 = startS3()
    const at = { Bucket: versionedBucket(s3), Key: 'state.json' }
    const first = s3.call('PutObject', { ...at, Body: bytes('1') })
    const VersioningConfiguration = { Status: 'Suspended' }
    s3.call('PutBucketVersioning', { Bucket: at.Bucket, VersioningConfiguration })
    expect(s3.call('PutObject', { ...at, Body: bytes('2') })).not.toHaveProperty('VersionId')
    s3.call('PutObject', { ...at, Body: bytes('3') })
    const { Versions } = s3.call('ListObjectVersions', { Bucket: at.Bucket })
    expect(Versions.map(({ VersionId }: { VersionId: string }) => VersionId)).toEqual([
      'null',
      first.VersionId,
    ])
    expect(s3.call('GetObject', at).VersionId).toBe('null')
  })

  test('deletes by a null delete marker in place of the null version', () => {
    const s3 = startS3()
    const at = { Bucket: versionedBucket(s3, 'Suspended'), Key: 'state.json' }
    s3.call('PutObject', at)
    expect(s3.call('DeleteObject', at)).toEqual({ DeleteMarker: true, VersionId: 'null' })
    const listed = s3.call('ListObjectVersions', { Bucket: at.Bucket })
    expect(listed.Versions).toBeUndefined()
    expect(listed.DeleteMarkers).toHaveLength(1)
  })
})
