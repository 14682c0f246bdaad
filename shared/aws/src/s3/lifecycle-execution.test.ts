// Longer than most: what rules do to versions as time passes, a test a rule.
import { describe, expect, test } from 'vitest'
import { bytes, startS3, type TestS3, versionedBucket } from './fixture.ts'

const DAY = 24 * 60 * 60 * 1000
const LARGE = 128 * 1024

/** Puts rules, all enabled, with an ID by their place and an empty filter where they have none. */
function putRules(s3: TestS3, Bucket: string, rules: object[], input: object = {}) {
  const Rules = rules.map((rule, index) => ({
    ID: `rule ${index}`,
    Status: 'Enabled',
    Filter: {},
    ...rule,
  }))
  s3.call('PutBucketLifecycleConfiguration', {
    Bucket,
    LifecycleConfiguration: { Rules },
    ...input,
  })
}

/** Moves time to a second before a day's midnight, counted from today's, or to the midnight. */
async function moveTo(s3: TestS3, day: number, before = 0) {
  const today = Math.floor(Date.UTC(2026, 2, 2) / DAY) * DAY
  await s3.clock.advance(today + day * DAY - before - s3.clock.now())
}

function keysOf(s3: TestS3, Bucket: string): string[] {
  const { Contents = [] } = s3.call('ListObjectsV2', { Bucket })
  return Contents.map(({ Key }: { Key: string }) => Key)
}

function classOf(s3: TestS3, Bucket: string, Key: string): string {
  return s3.call('HeadObject', { Bucket, Key }).StorageClass ?? 'STANDARD'
}

function start(rules: object[], input: object = {}) {
  const s3 = startS3()
  const Bucket = s3.bucket()
  putRules(s3, Bucket, rules, input)
  const put = (Key: string, size = 1, more: object = {}) =>
    s3.call('PutObject', { Bucket, Key, Body: new Uint8Array(size), ...more })
  return { s3, Bucket, put }
}

describe('expiration', () => {
  test('deletes at the midnight after an object has turned so old', async () => {
    const { s3, Bucket, put } = start([{ Expiration: { Days: 3 } }])
    put('logs/a')
    await moveTo(s3, 4, 1)
    expect(keysOf(s3, Bucket)).toEqual(['logs/a'])
    await moveTo(s3, 4)
    expect(keysOf(s3, Bucket)).toEqual([])
    expect(s3.failure('GetObject', { Bucket, Key: 'logs/a' }).name).toBe('NoSuchKey')
  })

  test('is told beforehand, with the rule', () => {
    const { s3, Bucket, put } = start([
      { Expiration: { Days: 7 } },
      { Expiration: { Days: 3 }, Filter: { Prefix: 'logs/' } },
    ])
    const expected = 'expiry-date="Fri, 06 Mar 2026 00:00:00 GMT", rule-id="rule 1"'
    expect(put('logs/a').Expiration).toBe(expected)
    expect(s3.call('HeadObject', { Bucket, Key: 'logs/a' }).Expiration).toBe(expected)
    expect(put('other').Expiration).toContain('rule-id="rule 0"')
  })

  test('looks at prefix, tags and size, and at enabled rules only', async () => {
    const Tag = { Key: 'class', Value: 'raw' }
    const { s3, Bucket, put } = start([
      { Expiration: { Days: 1 }, Filter: { Prefix: 'logs/' } },
      { Expiration: { Days: 1 }, Filter: { Tag } },
      { Expiration: { Days: 1 }, Filter: { And: { Prefix: 'big/', ObjectSizeGreaterThan: 10 } } },
      { Expiration: { Days: 1 }, Filter: { Prefix: 'kept/' }, Status: 'Disabled' },
    ])
    put('logs/a')
    put('tagged', 1, { Tagging: 'class=raw&year=1979' })
    put('otherwise-tagged', 1, { Tagging: 'class=clean' })
    put('big/10', 10)
    put('big/11', 11)
    put('kept/a')
    await moveTo(s3, 2)
    expect(keysOf(s3, Bucket)).toEqual(['big/10', 'kept/a', 'otherwise-tagged'])
  })

  test('at a date deletes what is there, and later what comes', async () => {
    const { s3, Bucket, put } = start([{ Expiration: { Date: new Date('2026-03-05T00:00:00Z') } }])
    put('a')
    await moveTo(s3, 3)
    expect(keysOf(s3, Bucket)).toEqual([])
    put('b')
    await moveTo(s3, 4)
    expect(keysOf(s3, Bucket)).toEqual([])
  })

  test('applies to objects that were there before the rule, from the next midnight', async () => {
    const s3 = startS3()
    const Bucket = s3.bucket()
    s3.call('PutObject', { Bucket, Key: 'old' })
    await moveTo(s3, 10, DAY / 2)
    putRules(s3, Bucket, [{ Expiration: { Days: 1 } }])
    expect(keysOf(s3, Bucket)).toEqual(['old'])
    await moveTo(s3, 10)
    expect(keysOf(s3, Bucket)).toEqual([])
  })

  test('puts a delete marker in a versioned bucket and removes it when nothing is left', async () => {
    const s3 = startS3()
    const Bucket = versionedBucket(s3)
    putRules(s3, Bucket, [
      { Expiration: { Days: 1 }, NoncurrentVersionExpiration: { NoncurrentDays: 2 } },
      { Expiration: { ExpiredObjectDeleteMarker: true } },
    ])
    s3.call('PutObject', { Bucket, Key: 'a' })
    await moveTo(s3, 2)
    const marked = s3.call('ListObjectVersions', { Bucket })
    expect(marked.DeleteMarkers).toMatchObject([
      { Key: 'a', IsLatest: true, LastModified: new Date('2026-03-04T00:00:00Z') },
    ])
    expect(marked.Versions).toHaveLength(1)
    await moveTo(s3, 4)
    expect(s3.call('ListObjectVersions', { Bucket })).not.toHaveProperty('Versions')
    await moveTo(s3, 5)
    expect(s3.call('ListObjectVersions', { Bucket })).not.toHaveProperty('DeleteMarkers')
  })
})

describe('noncurrent versions', () => {
  test('expire by the days since their successor came, and so many are kept', async () => {
    const s3 = startS3()
    const Bucket = versionedBucket(s3)
    const NoncurrentVersionExpiration = { NoncurrentDays: 1, NewerNoncurrentVersions: 2 }
    putRules(s3, Bucket, [{ NoncurrentVersionExpiration }])
    for (let count = 0; count < 6; count++) s3.call('PutObject', { Bucket, Key: 'a' })
    await moveTo(s3, 2, 1)
    expect(s3.call('ListObjectVersions', { Bucket }).Versions).toHaveLength(6)
    await moveTo(s3, 2)
    expect(s3.call('ListObjectVersions', { Bucket }).Versions).toHaveLength(3)
  })

  test('move to other classes', async () => {
    const s3 = startS3()
    const Bucket = versionedBucket(s3)
    const NoncurrentVersionTransitions = [{ NoncurrentDays: 5, StorageClass: 'GLACIER' }]
    putRules(s3, Bucket, [{ NoncurrentVersionTransitions }])
    for (const letter of ['a', 'b']) {
      s3.call('PutObject', { Bucket, Key: 'state', Body: bytes(letter.repeat(LARGE)) })
    }
    await moveTo(s3, 6)
    const { Versions } = s3.call('ListObjectVersions', { Bucket })
    expect(Versions.map((version: { StorageClass: string }) => version.StorageClass)).toEqual([
      'STANDARD',
      'GLACIER',
    ])
  })

  test('stay while a lock protects them', async () => {
    const s3 = startS3()
    const Bucket = 'locked-archive'
    s3.call('CreateBucket', { Bucket, ObjectLockEnabledForBucket: true })
    putRules(s3, Bucket, [{ NoncurrentVersionExpiration: { NoncurrentDays: 1 } }])
    const { VersionId } = s3.call('PutObject', {
      Bucket,
      Key: 'a',
      ObjectLockLegalHoldStatus: 'ON',
    })
    s3.call('PutObject', { Bucket, Key: 'a' })
    await moveTo(s3, 10)
    expect(s3.call('HeadObject', { Bucket, Key: 'a', VersionId }).VersionId).toBe(VersionId)
    s3.call('PutObjectLegalHold', { Bucket, Key: 'a', VersionId, LegalHold: { Status: 'OFF' } })
    await moveTo(s3, 11)
    expect(s3.failure('HeadObject', { Bucket, Key: 'a', VersionId }).name).toBe('NotFound')
  })
})

test('a retained version expires at the midnight after its retention', async () => {
  const s3 = startS3()
  const Bucket = 'locked-archive'
  s3.call('CreateBucket', { Bucket, ObjectLockEnabledForBucket: true })
  putRules(s3, Bucket, [{ NoncurrentVersionExpiration: { NoncurrentDays: 1 } }])
  const retention = {
    ObjectLockMode: 'COMPLIANCE',
    ObjectLockRetainUntilDate: new Date('2026-03-08T12:00:00Z'),
  }
  s3.call('PutObject', { Bucket, Key: 'a', ...retention })
  s3.call('PutObject', { Bucket, Key: 'a' })
  await moveTo(s3, 7, 1)
  expect(s3.call('ListObjectVersions', { Bucket }).Versions).toHaveLength(2)
  await moveTo(s3, 7)
  expect(s3.call('ListObjectVersions', { Bucket }).Versions).toHaveLength(1)
})

describe('transitions', () => {
  const to = (StorageClass: string, Days: number) => ({ StorageClass, Days })

  test('move large objects down, one class after the other', async () => {
    const { s3, Bucket, put } = start([{ Transitions: [to('STANDARD_IA', 30), to('GLACIER', 90)] }])
    put('a', LARGE)
    await moveTo(s3, 31, 1)
    expect(classOf(s3, Bucket, 'a')).toBe('STANDARD')
    await moveTo(s3, 31)
    expect(classOf(s3, Bucket, 'a')).toBe('STANDARD_IA')
    await moveTo(s3, 91)
    expect(classOf(s3, Bucket, 'a')).toBe('GLACIER')
    expect(s3.failure('GetObject', { Bucket, Key: 'a' }).name).toBe('InvalidObjectState')
  })

  test('leave objects under 128 KB where they are, unless a size filter says otherwise', async () => {
    const { s3, Bucket, put } = start([
      { Transitions: [to('GLACIER', 1)], Filter: { Prefix: 'plain/' } },
      {
        Transitions: [to('GLACIER', 1)],
        Filter: { And: { Prefix: 'sized/', ObjectSizeGreaterThan: 5 } },
      },
    ])
    put('plain/small', LARGE - 1)
    put('plain/large', LARGE)
    put('sized/small', 6)
    await moveTo(s3, 2)
    const classes = ['plain/small', 'plain/large', 'sized/small'].map((key) =>
      classOf(s3, Bucket, key),
    )
    expect(classes).toEqual(['STANDARD', 'GLACIER', 'GLACIER'])
  })

  test('take small objects to archives only, where sizes vary by class', async () => {
    const TransitionDefaultMinimumObjectSize = 'varies_by_storage_class'
    const rules = [
      { Transitions: [to('GLACIER_IR', 1)], Filter: { Prefix: 'instant/' } },
      { Transitions: [to('DEEP_ARCHIVE', 1)], Filter: { Prefix: 'deep/' } },
    ]
    const { s3, Bucket, put } = start(rules, { TransitionDefaultMinimumObjectSize })
    put('instant/a')
    put('deep/a')
    await moveTo(s3, 2)
    expect(['instant/a', 'deep/a'].map((key) => classOf(s3, Bucket, key))).toEqual([
      'STANDARD',
      'DEEP_ARCHIVE',
    ])
  })

  test('prefer the colder class, and never go up', async () => {
    const { s3, Bucket, put } = start([
      { Transitions: [to('STANDARD_IA', 30)] },
      { Transitions: [to('GLACIER', 30)] },
    ])
    put('a', LARGE)
    put('b', LARGE, { StorageClass: 'DEEP_ARCHIVE' })
    await moveTo(s3, 60)
    expect(['a', 'b'].map((key) => classOf(s3, Bucket, key))).toEqual(['GLACIER', 'DEEP_ARCHIVE'])
  })

  test('yield to deleting for good, but go before delete markers', async () => {
    const rules = [{ Transitions: [to('GLACIER', 1)] }, { Expiration: { Days: 1 } }]
    const plain = start(rules)
    plain.put('a', LARGE)
    await moveTo(plain.s3, 2)
    expect(keysOf(plain.s3, plain.Bucket)).toEqual([])

    const s3 = startS3()
    const Bucket = versionedBucket(s3)
    putRules(s3, Bucket, rules)
    s3.call('PutObject', { Bucket, Key: 'a', Body: new Uint8Array(LARGE) })
    await moveTo(s3, 2)
    expect(classOf(s3, Bucket, 'a')).toBe('GLACIER')
    await moveTo(s3, 3)
    expect(keysOf(s3, Bucket)).toEqual([])
  })
})

describe('uploads', () => {
  test('are given up after their days, which is told when they begin', async () => {
    const abort = { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 } }
    const { s3, Bucket } = start([{ ...abort, Filter: { Prefix: 'logs/' } }])
    const begun = s3.call('CreateMultipartUpload', { Bucket, Key: 'logs/a' })
    expect(begun).toMatchObject({
      AbortDate: new Date('2026-03-05T00:00:00Z'),
      AbortRuleId: 'rule 0',
    })
    s3.call('CreateMultipartUpload', { Bucket, Key: 'other' })
    await moveTo(s3, 3, 1)
    expect(s3.call('ListMultipartUploads', { Bucket }).Uploads).toHaveLength(2)
    await moveTo(s3, 3)
    expect(s3.call('ListMultipartUploads', { Bucket }).Uploads).toMatchObject([{ Key: 'other' }])
  })
})

test('a leap over many days does what each of them would have done', async () => {
  const s3 = startS3()
  const Bucket = versionedBucket(s3)
  putRules(s3, Bucket, [
    { Expiration: { Days: 10 }, NoncurrentVersionExpiration: { NoncurrentDays: 20 } },
  ])
  s3.call('PutObject', { Bucket, Key: 'a' })
  await moveTo(s3, 30)
  expect(s3.call('ListObjectVersions', { Bucket }).Versions).toHaveLength(1)
  await moveTo(s3, 31)
  expect(s3.call('ListObjectVersions', { Bucket })).not.toHaveProperty('Versions')
})

test('more rules on more objects than anybody would wait for are refused', async () => {
  const rules = Array.from({ length: 1_000 }, (_, index) => ({ Expiration: { Days: index + 1 } }))
  const { s3, Bucket, put } = start(rules)
  for (let index = 0; index < 2_001; index++) put(`logs/${index}`)
  await moveTo(s3, 1)
  expect(s3.failure('ListObjectsV2', { Bucket }).message).toContain('so many lifecycle rules')
})
