import * as sdk from '@aws-sdk/client-s3'
import { describe, expect, test } from 'vitest'
import { startS3 } from './fixture.ts'

const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR

const Tierings = [
  { AccessTier: 'ARCHIVE_ACCESS', Days: 90 },
  { AccessTier: 'DEEP_ARCHIVE_ACCESS', Days: 180 },
]

function configure(Bucket: string, part: object = {}) {
  const IntelligentTieringConfiguration = { Id: 'archive', Status: 'Enabled', Tierings, ...part }
  return { Bucket, Id: 'archive', IntelligentTieringConfiguration }
}

function start(size = 128 * 1024) {
  const s3 = startS3()
  const at = { Bucket: s3.bucket(), Key: 'events/1979.csv' }
  s3.call('PutBucketIntelligentTieringConfiguration', configure(at.Bucket))
  const StorageClass = 'INTELLIGENT_TIERING'
  s3.call('PutObject', { ...at, Body: new Uint8Array(size), StorageClass })
  return { s3, at }
}

describe('an object of INTELLIGENT_TIERING', () => {
  test('sinks into the archive tiers while nobody reads it', async () => {
    const { s3, at } = start()
    const status = () => s3.call('HeadObject', at).ArchiveStatus
    await s3.clock.advance(90 * DAY)
    expect(status()).toBeUndefined()
    await s3.clock.advance(DAY)
    expect(status()).toBe('ARCHIVE_ACCESS')
    expect(s3.failure('GetObject', at)).toMatchObject({
      name: 'InvalidObjectState',
      message: "The operation is not valid for the object's access tier",
      StorageClass: 'INTELLIGENT_TIERING',
      AccessTier: 'ARCHIVE_ACCESS',
    })
    await s3.clock.advance(90 * DAY)
    expect(status()).toBe('DEEP_ARCHIVE_ACCESS')
  })

  test('stays up while it is read, or smaller than 128 KB', async () => {
    const { s3, at } = start()
    await s3.clock.advance(60 * DAY)
    s3.call('GetObject', at)
    await s3.clock.advance(60 * DAY)
    expect(s3.call('HeadObject', at)).not.toHaveProperty('ArchiveStatus')
    const small = start(128 * 1024 - 1)
    await small.s3.clock.advance(400 * DAY)
    expect(small.s3.call('GetObject', small.at).ContentLength).toBe(128 * 1024 - 1)
  })

  test('is restored for good, without days', async () => {
    const { s3, at } = start()
    await s3.clock.advance(91 * DAY)
    expect(s3.failure('RestoreObject', { ...at, RestoreRequest: { Days: 1 } }).name).toBe(
      'MalformedXML',
    )
    s3.call('RestoreObject', { ...at, RestoreRequest: {} })
    expect(s3.call('HeadObject', at)).toMatchObject({
      Restore: 'ongoing-request="true"',
      ArchiveStatus: 'ARCHIVE_ACCESS',
    })
    await s3.clock.advance(5 * HOUR)
    const restored = s3.call('HeadObject', at)
    expect([restored.Restore, restored.ArchiveStatus]).toEqual([undefined, undefined])
    await s3.clock.advance(30 * DAY)
    expect(s3.call('GetObject', at).ContentLength).toBe(128 * 1024)
  })

  test('needs no restore while it can be read', () => {
    const { s3, at } = start()
    const error = s3.failure('RestoreObject', { ...at, RestoreRequest: {} })
    expect(error).toBeInstanceOf(sdk.ObjectAlreadyInActiveTierError)
  })
})

describe('a tiering configuration', () => {
  test('is kept by its ID, listed and deleted', () => {
    const { s3, at } = start()
    const named = { Bucket: at.Bucket, Id: 'archive' }
    const { IntelligentTieringConfiguration } = configure(at.Bucket)
    expect(s3.call('GetBucketIntelligentTieringConfiguration', named)).toEqual({
      IntelligentTieringConfiguration,
    })
    expect(s3.call('ListBucketIntelligentTieringConfigurations', named)).toEqual({
      IsTruncated: false,
      IntelligentTieringConfigurationList: [IntelligentTieringConfiguration],
    })
    s3.call('DeleteBucketIntelligentTieringConfiguration', named)
    expect(s3.failure('GetBucketIntelligentTieringConfiguration', named).name).toBe(
      'NoSuchConfiguration',
    )
  })

  test('waits at least as long as AWS says', () => {
    const s3 = startS3()
    const Bucket = s3.bucket()
    const name = (AccessTier: string, Days: number) => {
      const input = configure(Bucket, { Tierings: [{ AccessTier, Days }] })
      return s3.failure('PutBucketIntelligentTieringConfiguration', input).name
    }
    expect(name('ARCHIVE_ACCESS', 89)).toBe('InvalidArgument')
    expect(name('DEEP_ARCHIVE_ACCESS', 179)).toBe('InvalidArgument')
    expect(name('ARCHIVE_ACCESS', 731)).toBe('InvalidArgument')
    expect(name('FREQUENT_ACCESS', 90)).toBe('MalformedXML')
  })
})
