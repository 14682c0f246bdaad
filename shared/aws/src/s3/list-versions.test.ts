import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytes, startS3, type TestS3, versionedBucket } from './fixture.ts'

interface Listed {
  Versions?: { Key: string; VersionId: string; IsLatest: boolean }[]
  DeleteMarkers?: { Key: string; VersionId: string; IsLatest: boolean }[]
}

/** Writes and deletes keys in turn and returns the version IDs of each, the newest first. */
function write(s3: TestS3, Bucket: string, steps: [key: string, isDelete: boolean][]) {
  const stacks = new Map<string, string[]>()
  for (const [Key, isDelete] of steps) {
    const { VersionId } = s3.call(isDelete ? 'DeleteObject' : 'PutObject', { Bucket, Key })
    stacks.set(Key, [VersionId, ...(stacks.get(Key) ?? [])])
  }
  return stacks
}

/** Versions and delete markers of a page in one list, as the stacks have them. */
function idsOf({ Versions = [], DeleteMarkers = [] }: Listed, order: string[]): string[] {
  const ids = [...Versions, ...DeleteMarkers].map(({ VersionId }) => VersionId)
  return ids.sort((a, b) => order.indexOf(a) - order.indexOf(b))
}

describe('ListObjectVersions', () => {
  test('returns on any pages every version, by key and the newest first', () => {
    const key = fc.constantFrom('a', 'a/', 'a/b', 'b', 'ä')
    const steps = fc.array(fc.tuple(key, fc.boolean()), { maxLength: 25 })
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 6 }), (drawn, MaxKeys) => {
        const s3 = startS3()
        const Bucket = versionedBucket(s3)
        const stacks = write(s3, Bucket, drawn)
        const byKey = [...stacks.keys()].sort((a, b) =>
          Buffer.compare(Buffer.from(a), Buffer.from(b)),
        )
        const expected = byKey.flatMap((name) => stacks.get(name)!)
        const listed: string[] = []
        let markers: object | undefined = {}
        while (markers) {
          const page = s3.call('ListObjectVersions', { Bucket, MaxKeys, ...markers })
          listed.push(...idsOf(page, expected))
          expect(listed.length).toBeLessThanOrEqual(expected.length)
          const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page
          markers = page.IsTruncated ? { KeyMarker, VersionIdMarker } : undefined
        }
        expect(listed).toEqual(expected)
      }),
    )
  })

  test('tells which versions are the latest, and delete markers apart', () => {
    const s3 = startS3()
    const Bucket = versionedBucket(s3)
    const stacks = write(s3, Bucket, [
      ['a', false],
      ['a', true],
      ['b', false],
    ])
    const { Versions, DeleteMarkers } = s3.call('ListObjectVersions', { Bucket })
    expect(Versions).toMatchObject([
      {
        Key: 'a',
        VersionId: stacks.get('a')![1],
        IsLatest: false,
        Size: 0,
        StorageClass: 'STANDARD',
      },
      { Key: 'b', IsLatest: true },
    ])
    expect(DeleteMarkers).toEqual([
      {
        Key: 'a',
        VersionId: stacks.get('a')![0],
        IsLatest: true,
        LastModified: new Date(s3.clock.now()),
        Owner: { ID: expect.any(String) },
      },
    ])
  })

  test('starts behind all versions of the key marker where it comes alone', () => {
    const s3 = startS3()
    const Bucket = versionedBucket(s3)
    write(s3, Bucket, [
      ['a', false],
      ['a', false],
      ['b', false],
    ])
    const page = s3.call('ListObjectVersions', { Bucket, KeyMarker: 'a' })
    expect(page.Versions).toMatchObject([{ Key: 'b' }])
  })

  test('refuses a version marker without a key marker', () => {
    const s3 = startS3()
    const input = { Bucket: versionedBucket(s3), VersionIdMarker: 'null' }
    expect(s3.failure('ListObjectVersions', input).message).toBe(
      'A version-id marker cannot be specified without a key marker.',
    )
  })

  test('goes on behind a version that was deleted meanwhile', () => {
    const s3 = startS3()
    const Bucket = versionedBucket(s3)
    const ids = write(s3, Bucket, [
      ['a', false],
      ['a', false],
      ['a', false],
    ]).get('a')!
    const page = s3.call('ListObjectVersions', { Bucket, MaxKeys: 2 })
    for (const VersionId of ids.slice(0, 2))
      s3.call('DeleteObject', { Bucket, Key: 'a', VersionId })
    const markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
    expect(s3.call('ListObjectVersions', { Bucket, ...markers }).Versions).toMatchObject([
      { VersionId: ids[2], IsLatest: true },
    ])
  })

  test('rolls up what shares a prefix and goes on behind it', () => {
    const s3 = startS3()
    const Bucket = versionedBucket(s3)
    write(s3, Bucket, [
      ['logs/1', false],
      ['logs/1', true],
      ['logs/2', false],
      ['readme', false],
    ])
    const input = { Bucket, Delimiter: '/', MaxKeys: 1 }
    const page = s3.call('ListObjectVersions', input)
    expect(page).toMatchObject({ CommonPrefixes: [{ Prefix: 'logs/' }], NextKeyMarker: 'logs/' })
    expect(page).not.toHaveProperty('NextVersionIdMarker')
    const rest = s3.call('ListObjectVersions', { ...input, KeyMarker: page.NextKeyMarker })
    expect(rest).toMatchObject({ Versions: [{ Key: 'readme' }], IsTruncated: false })
  })

  test('shows the null version of a bucket that was never versioned', () => {
    const s3 = startS3()
    const Bucket = s3.bucket()
    s3.call('PutObject', { Bucket, Key: 'a', Body: bytes('x') })
    expect(s3.call('ListObjectVersions', { Bucket }).Versions).toMatchObject([
      { Key: 'a', VersionId: 'null', IsLatest: true },
    ])
  })
})
