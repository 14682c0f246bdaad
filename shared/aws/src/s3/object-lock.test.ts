import { describe, expect, test } from 'vitest'
import { bytes, startS3, type TestS3 } from './fixture.ts'

const DAY = 24 * 60 * 60 * 1000

function start() {
  const s3 = startS3()
  const at = { Bucket: 'locked-archive', Key: 'contract.pdf' }
  s3.call('CreateBucket', { Bucket: at.Bucket, ObjectLockEnabledForBucket: true })
  const inDays = (days: number) => new Date(s3.clock.now() + days * DAY)
  return { s3, at, inDays }
}

function lock(s3: TestS3, at: object, Mode: string, until: Date) {
  const retention = { ObjectLockMode: Mode, ObjectLockRetainUntilDate: until }
  const { VersionId } = s3.call('PutObject', { ...at, ...retention, Body: bytes('signed') })
  return { ...at, VersionId }
}

const PROTECTED = {
  name: 'AccessDenied',
  message: 'Access Denied because object protected by object lock.',
  $metadata: { httpStatusCode: 403 },
}

describe('a retained version', () => {
  test('can be deleted by nobody under COMPLIANCE, until its time is over', async () => {
    const { s3, at, inDays } = start()
    const version = lock(s3, at, 'COMPLIANCE', inDays(10))
    expect(s3.failure('DeleteObject', version)).toMatchObject(PROTECTED)
    const bypassing = { ...version, BypassGovernanceRetention: true }
    expect(s3.failure('DeleteObject', bypassing)).toMatchObject(PROTECTED)
    await s3.clock.advance(10 * DAY)
    expect(s3.call('DeleteObject', version)).toEqual({ VersionId: version.VersionId })
  })

  test('can be deleted under GOVERNANCE by who bypasses it', () => {
    const { s3, at, inDays } = start()
    const version = lock(s3, at, 'GOVERNANCE', inDays(10))
    expect(s3.failure('DeleteObject', version)).toMatchObject(PROTECTED)
    const Objects = [{ Key: at.Key, VersionId: version.VersionId }]
    const { Errors } = s3.call('DeleteObjects', { Bucket: at.Bucket, Delete: { Objects } })
    expect(Errors).toMatchObject([{ Code: 'AccessDenied' }])
    const bypassing = { ...version, BypassGovernanceRetention: true }
    expect(s3.call('DeleteObject', bypassing)).toEqual({ VersionId: version.VersionId })
  })

  test('can be hidden by a delete marker and followed by new versions', () => {
    const { s3, at, inDays } = start()
    const version = lock(s3, at, 'COMPLIANCE', inDays(10))
    s3.call('PutObject', { ...at, Body: bytes('new') })
    expect(s3.call('DeleteObject', at).DeleteMarker).toBe(true)
    expect(s3.call('HeadObject', version)).toMatchObject({
      ObjectLockMode: 'COMPLIANCE',
      ObjectLockRetainUntilDate: inDays(10),
    })
  })

  test('can be retained longer, but not shorter', () => {
    const { s3, at, inDays } = start()
    const version = lock(s3, at, 'COMPLIANCE', inDays(10))
    const retain = (RetainUntilDate: Date) => ({
      ...version,
      Retention: { Mode: 'COMPLIANCE', RetainUntilDate },
      BypassGovernanceRetention: true,
    })
    expect(s3.failure('PutObjectRetention', retain(inDays(9)))).toMatchObject(PROTECTED)
    s3.call('PutObjectRetention', retain(inDays(20)))
    expect(s3.call('GetObjectRetention', version)).toEqual({
      Retention: { Mode: 'COMPLIANCE', RetainUntilDate: inDays(20) },
    })
    expect(s3.failure('PutObjectRetention', retain(inDays(-1))).message).toBe(
      'The retain until date must be in the future!',
    )
  })
})

describe('a legal hold', () => {
  test('protects whatever the retention says, until it is off', () => {
    const { s3, at } = start()
    const { VersionId } = s3.call('PutObject', { ...at, ObjectLockLegalHoldStatus: 'ON' })
    const version = { ...at, VersionId }
    const bypassing = { ...version, BypassGovernanceRetention: true }
    expect(s3.failure('DeleteObject', bypassing)).toMatchObject(PROTECTED)
    expect(s3.call('GetObjectLegalHold', version)).toEqual({ LegalHold: { Status: 'ON' } })
    s3.call('PutObjectLegalHold', { ...version, LegalHold: { Status: 'OFF' } })
    expect(s3.call('DeleteObject', version)).toEqual({ VersionId })
  })

  test('that was never set is an error', () => {
    const { s3, at } = start()
    s3.call('PutObject', at)
    expect(s3.failure('GetObjectLegalHold', at).name).toBe('NoSuchObjectLockConfiguration')
    expect(s3.failure('GetObjectRetention', at).name).toBe('NoSuchObjectLockConfiguration')
  })
})

describe('a bucket', () => {
  test('retains new versions by its default', () => {
    const { s3, at, inDays } = start()
    const Rule = { DefaultRetention: { Mode: 'GOVERNANCE', Days: 30 } }
    const ObjectLockConfiguration = { ObjectLockEnabled: 'Enabled', Rule }
    s3.call('PutObjectLockConfiguration', { Bucket: at.Bucket, ObjectLockConfiguration })
    expect(s3.call('GetObjectLockConfiguration', at)).toEqual({ ObjectLockConfiguration })
    s3.call('PutObject', at)
    expect(s3.call('HeadObject', at).ObjectLockRetainUntilDate).toEqual(inDays(30))
  })

  test('refuses defaults of both days and years, or without a mode', () => {
    const { s3, at } = start()
    for (const DefaultRetention of [{ Mode: 'GOVERNANCE', Days: 1, Years: 1 }, { Days: 1 }, {}]) {
      const ObjectLockConfiguration = { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention } }
      const input = { Bucket: at.Bucket, ObjectLockConfiguration }
      expect(s3.failure('PutObjectLockConfiguration', input).name).toBe('MalformedXML')
    }
  })

  test('needs versioning for Object Lock, and keeps it', () => {
    const s3 = startS3()
    const Bucket = s3.bucket()
    const ObjectLockConfiguration = { ObjectLockEnabled: 'Enabled' }
    const input = { Bucket, ObjectLockConfiguration }
    expect(s3.failure('GetObjectLockConfiguration', input).name).toBe(
      'ObjectLockConfigurationNotFoundError',
    )
    expect(s3.failure('PutObjectLockConfiguration', input).name).toBe('InvalidBucketState')
    const versioning = (Status: string) => ({ Bucket, VersioningConfiguration: { Status } })
    s3.call('PutBucketVersioning', versioning('Enabled'))
    s3.call('PutObjectLockConfiguration', input)
    expect(s3.failure('PutBucketVersioning', versioning('Suspended')).name).toBe(
      'InvalidBucketState',
    )
  })

  test('without Object Lock takes no locked objects', () => {
    const s3 = startS3()
    const at = { Bucket: s3.bucket(), Key: 'a', ObjectLockLegalHoldStatus: 'ON' }
    expect(s3.failure('PutObject', at).message).toBe('Bucket is missing Object Lock Configuration')
  })
})

test('mode and date must come together', () => {
  const { s3, at } = start()
  expect(s3.failure('PutObject', { ...at, ObjectLockMode: 'GOVERNANCE' })).toMatchObject({
    name: 'InvalidArgument',
    ArgumentName: 'x-amz-object-lock-retain-until-date',
  })
})
