import { describe, expect, test } from 'vitest'
import { bytes, startS3, text, type TestS3 } from './fixture.ts'

const MINUTE = 60 * 1000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

function archive(StorageClass: string) {
  const s3 = startS3()
  const at = { Bucket: s3.bucket(), Key: 'events/1979.csv' }
  s3.call('PutObject', { ...at, Body: bytes('GDELT'), StorageClass })
  return { s3, at }
}

function restore(s3: TestS3, at: object, Days = 3, Tier?: string) {
  const RestoreRequest = { Days, ...(Tier && { GlacierJobParameters: { Tier } }) }
  return s3.call('RestoreObject', { ...at, RestoreRequest })
}

describe('an archived object', () => {
  test('cannot be read, but looked at', () => {
    for (const StorageClass of ['GLACIER', 'DEEP_ARCHIVE']) {
      const { s3, at } = archive(StorageClass)
      expect(s3.failure('GetObject', at)).toMatchObject({
        name: 'InvalidObjectState',
        message: "The operation is not valid for the object's storage class",
        StorageClass,
        $metadata: { httpStatusCode: 403 },
      })
      expect(s3.call('HeadObject', at)).toMatchObject({ StorageClass, ContentLength: 5 })
    }
  })

  test('can be read at once in GLACIER_IR', () => {
    const { s3, at } = archive('GLACIER_IR')
    expect(text(s3.call('GetObject', at).Body)).toBe('GDELT')
  })
})

test('an archived source of a copy is named as such', () => {
  const { s3, at } = archive('GLACIER')
  const input = { ...at, Key: 'copy', CopySource: `${at.Bucket}/${at.Key}` }
  expect(s3.failure('CopyObject', input).message).toBe(
    "Operation is not valid for the source object's storage class",
  )
})

describe('RestoreObject', () => {
  test('answers 202, says so in HEAD, and is done after the tier’s time', async () => {
    const { s3, at } = archive('GLACIER')
    expect(restore(s3, at).$metadata.httpStatusCode).toBe(202)
    expect(s3.call('HeadObject', at).Restore).toBe('ongoing-request="true"')
    expect(s3.failure('GetObject', at).name).toBe('InvalidObjectState')
    await s3.clock.advance(5 * HOUR)
    expect(s3.call('HeadObject', at).Restore).toBe(
      'ongoing-request="false", expiry-date="Fri, 06 Mar 2026 00:00:00 GMT"',
    )
    expect(text(s3.call('GetObject', at).Body)).toBe('GDELT')
    expect(s3.call('HeadObject', at).StorageClass).toBe('GLACIER')
  })

  test('takes as long as AWS says for each class and tier', async () => {
    const durations: [string, string, number][] = [
      ['GLACIER', 'Expedited', 5 * MINUTE],
      ['GLACIER', 'Standard', 5 * HOUR],
      ['GLACIER', 'Bulk', 12 * HOUR],
      ['DEEP_ARCHIVE', 'Standard', 12 * HOUR],
      ['DEEP_ARCHIVE', 'Bulk', 48 * HOUR],
    ]
    for (const [storageClass, tier, duration] of durations) {
      const { s3, at } = archive(storageClass)
      restore(s3, at, 1, tier)
      await s3.clock.advance(duration - 1)
      expect(s3.failure('GetObject', at).name).toBe('InvalidObjectState')
      await s3.clock.advance(1)
      expect(text(s3.call('GetObject', at).Body)).toBe('GDELT')
    }
  })

  test('has no expedited tier for DEEP_ARCHIVE', () => {
    const { s3, at } = archive('DEEP_ARCHIVE')
    const RestoreRequest = { Days: 1, Tier: 'Expedited' }
    expect(s3.failure('RestoreObject', { ...at, RestoreRequest }).message).toBe(
      'Retrieval option is not supported by this storage class',
    )
  })

  test('gives a copy that ends at the midnight after its days', async () => {
    const { s3, at } = archive('GLACIER')
    restore(s3, at, 1, 'Expedited')
    await s3.clock.advance(Date.UTC(2026, 2, 4) - s3.clock.now() - 1)
    expect(text(s3.call('GetObject', at).Body)).toBe('GDELT')
    await s3.clock.advance(1)
    expect(s3.failure('GetObject', at).name).toBe('InvalidObjectState')
    expect(s3.call('HeadObject', at).Restore).toBeUndefined()
    expect(restore(s3, at).$metadata.httpStatusCode).toBe(202)
  })

  test('of a restored object answers 200 and counts its days from now', async () => {
    const { s3, at } = archive('GLACIER')
    restore(s3, at, 1, 'Expedited')
    await s3.clock.advance(5 * MINUTE)
    expect(restore(s3, at, 10)).toEqual({})
    expect(s3.call('HeadObject', at).Restore).toContain(
      'expiry-date="Fri, 13 Mar 2026 00:00:00 GMT"',
    )
    expect(text(s3.call('GetObject', at).Body)).toBe('GDELT')
  })

  test('in progress answers 409, unless a faster tier is asked', async () => {
    const { s3, at } = archive('GLACIER')
    restore(s3, at, 3, 'Bulk')
    const again = { ...at, RestoreRequest: { Days: 3, Tier: 'Bulk' } }
    expect(s3.failure('RestoreObject', again)).toMatchObject({
      name: 'RestoreAlreadyInProgress',
      message: 'Object restore is already in progress',
      $metadata: { httpStatusCode: 409 },
    })
    const longer = { ...at, RestoreRequest: { Days: 4, Tier: 'Expedited' } }
    expect(s3.failure('RestoreObject', longer).name).toBe('RestoreAlreadyInProgress')
    expect(restore(s3, at, 3, 'Expedited').$metadata.httpStatusCode).toBe(202)
    await s3.clock.advance(5 * MINUTE)
    expect(text(s3.call('GetObject', at).Body)).toBe('GDELT')
  })

  test('is for archived objects only, and needs days', () => {
    const { s3, at } = archive('STANDARD')
    expect(s3.failure('RestoreObject', { ...at, RestoreRequest: { Days: 1 } })).toMatchObject({
      name: 'InvalidObjectState',
      message: "Restore is not allowed for the object's current storage class",
    })
    const cold = archive('GLACIER')
    expect(cold.s3.failure('RestoreObject', cold.at).name).toBe('MalformedXML')
  })

  test('shows in listings that ask for it', async () => {
    const { s3, at } = archive('GLACIER')
    restore(s3, at, 1, 'Expedited')
    const status = () => {
      const input = { Bucket: at.Bucket, OptionalObjectAttributes: ['RestoreStatus'] }
      return s3.call('ListObjectsV2', input).Contents[0].RestoreStatus
    }
    expect(status()).toEqual({ IsRestoreInProgress: true })
    await s3.clock.advance(DAY)
    expect(status()).toEqual({
      IsRestoreInProgress: false,
      RestoreExpiryDate: new Date(Date.UTC(2026, 2, 4)),
    })
  })

  test('allows the copy to be kept, in another class', async () => {
    const { s3, at } = archive('GLACIER')
    restore(s3, at, 1, 'Expedited')
    await s3.clock.advance(5 * MINUTE)
    s3.call('CopyObject', { ...at, CopySource: `${at.Bucket}/${at.Key}` })
    await s3.clock.advance(3 * DAY)
    expect(text(s3.call('GetObject', at).Body)).toBe('GDELT')
  })
})
