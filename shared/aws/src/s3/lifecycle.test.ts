// Longer than most: what AWS refuses of a lifecycle configuration.
import { describe, expect, test } from 'vitest'
import { startS3 } from './fixture.ts'

/** A rule that is right, but for what a test puts in. */
function rule(part: object) {
  return {
    ID: 'archive',
    Status: 'Enabled',
    Filter: { Prefix: 'logs/' },
    Expiration: { Days: 365 },
    ...part,
  }
}

function failure(...Rules: object[]) {
  const s3 = startS3()
  const { name, message } = s3.failure('PutBucketLifecycleConfiguration', {
    Bucket: s3.bucket(),
    LifecycleConfiguration: { Rules },
  })
  return [name, message]
}

const malformed = ['MalformedXML', expect.stringContaining('not well-formed')]

describe('a lifecycle configuration', () => {
  test('is replaced as a whole, and deleted', () => {
    const s3 = startS3()
    const Bucket = s3.bucket()
    const put = (...Rules: object[]) =>
      s3.call('PutBucketLifecycleConfiguration', { Bucket, LifecycleConfiguration: { Rules } })
    expect(put(rule({ ID: 'first' }))).toEqual({
      TransitionDefaultMinimumObjectSize: 'all_storage_classes_128K',
    })
    put(rule({ ID: 'second' }))
    expect(s3.call('GetBucketLifecycleConfiguration', { Bucket })).toEqual({
      Rules: [rule({ ID: 'second' })],
      TransitionDefaultMinimumObjectSize: 'all_storage_classes_128K',
    })
    s3.call('DeleteBucketLifecycle', { Bucket })
    expect(s3.failure('GetBucketLifecycleConfiguration', { Bucket }).name).toBe(
      'NoSuchLifecycleConfiguration',
    )
  })

  test('gets IDs where it has none', () => {
    const s3 = startS3()
    const Bucket = s3.bucket()
    const { ID: _, ...unnamed } = rule({})
    const LifecycleConfiguration = { Rules: [unnamed] }
    s3.call('PutBucketLifecycleConfiguration', { Bucket, LifecycleConfiguration })
    const { Rules } = s3.call('GetBucketLifecycleConfiguration', { Bucket })
    expect(Rules[0].ID).toHaveLength(48)
  })

  test('takes up to 1,000 rules with IDs that differ', () => {
    const s3 = startS3()
    const Rules = Array.from({ length: 1000 }, (_, index) => rule({ ID: `${index}` }))
    const input = { Bucket: s3.bucket(), LifecycleConfiguration: { Rules } }
    expect(s3.call('PutBucketLifecycleConfiguration', input)).toBeDefined()
    expect(failure(...Rules, rule({}))[1]).toContain('allowed limit of 1000 rules')
    expect(failure(rule({}), rule({}))[1]).toContain('Rule ID must be unique')
    expect(failure(rule({ ID: 'x'.repeat(256) }))[1]).toContain('limit of 255')
    expect(failure()[1]).toBe('At least one lifecycle rule must be specified.')
  })

  test('needs a filter or a prefix, a status and an action in every rule', () => {
    expect(failure(rule({ Filter: undefined }))).toEqual(malformed)
    expect(failure(rule({ Status: 'enabled' }))).toEqual(malformed)
    expect(failure(rule({ Expiration: undefined }))[1]).toBe(
      'At least one action needs to be specified in a rule',
    )
  })

  test('refuses an unknown default minimum size', () => {
    const s3 = startS3()
    const input = {
      Bucket: s3.bucket(),
      LifecycleConfiguration: { Rules: [rule({})] },
      TransitionDefaultMinimumObjectSize: 'value',
    }
    expect(s3.failure('PutBucketLifecycleConfiguration', input).message).toBe(
      'Invalid TransitionDefaultMinimumObjectSize found: value',
    )
  })
})

describe('a filter', () => {
  const tag = { Key: 'class', Value: 'raw' }

  test('holds one condition, and And at least two', () => {
    expect(failure(rule({ Filter: { Prefix: '', ObjectSizeGreaterThan: 500 } }))).toEqual(malformed)
    expect(failure(rule({ Filter: { Prefix: 'a', Tag: tag } }))).toEqual(malformed)
    expect(failure(rule({ Filter: { And: { Prefix: 'a' } } }))).toEqual(malformed)
    const s3 = startS3()
    const Filters = [{}, { Prefix: '' }, { Tag: tag }, { And: { Prefix: 'a', Tags: [tag] } }]
    const Rules = Filters.map((Filter, index) => rule({ ID: `${index}`, Filter }))
    const input = { Bucket: s3.bucket(), LifecycleConfiguration: { Rules } }
    expect(s3.call('PutBucketLifecycleConfiguration', input)).toBeDefined()
  })

  test('names a tag key once, and a range of sizes from small to large', () => {
    const And = { Tags: [tag, { ...tag, Value: 'clean' }] }
    expect(failure(rule({ Filter: { And } }))).toEqual([
      'InvalidRequest',
      'Duplicate Tag Keys are not allowed.',
    ])
    const sizes = { ObjectSizeGreaterThan: 10, ObjectSizeLessThan: 10 }
    expect(failure(rule({ Filter: { And: sizes } }))[1]).toContain('has to be a value greater than')
  })
})

describe('an expiration', () => {
  test('has exactly one of days, date and delete marker', () => {
    const Date = new globalThis.Date('2027-01-01T00:00:00Z')
    expect(failure(rule({ Expiration: {} }))).toEqual(malformed)
    expect(failure(rule({ Expiration: { Days: 1, Date } }))).toEqual(malformed)
    expect(failure(rule({ Expiration: { Days: 1, ExpiredObjectDeleteMarker: true } }))).toEqual(
      malformed,
    )
  })

  test('counts whole days from 1, or is at a midnight', () => {
    expect(failure(rule({ Expiration: { Days: 0 } }))).toEqual([
      'InvalidArgument',
      "'Days' for Expiration action must be a positive integer",
    ])
    const Date = new globalThis.Date('2027-01-01T02:00:00Z')
    expect(failure(rule({ Expiration: { Date } }))).toEqual([
      'InvalidArgument',
      "'Date' must be at midnight GMT",
    ])
  })

  test('of delete markers looks at no tags and sizes', () => {
    const Expiration = { ExpiredObjectDeleteMarker: true }
    const Tag = { Key: 'class', Value: 'raw' }
    expect(failure(rule({ Expiration, Filter: { Tag } }))[1]).toBe(
      'ExpiredObjectDeleteMarker cannot be specified with Tags.',
    )
    expect(failure(rule({ Expiration, Filter: { ObjectSizeLessThan: 5 } }))[1]).toBe(
      'ExpiredObjectDeleteMarker cannot be specified with Object Size.',
    )
  })

  test('of noncurrent versions needs days, and keeps 1 to 100', () => {
    const expiration = (NoncurrentVersionExpiration: object) =>
      rule({ NoncurrentVersionExpiration })
    expect(failure(expiration({}))).toEqual(malformed)
    expect(failure(expiration({ NewerNoncurrentVersions: 1 }))).toEqual(malformed)
    expect(failure(expiration({ NoncurrentDays: 0 }))[1]).toContain('must be a positive integer')
    expect(failure(expiration({ NoncurrentDays: 1, NewerNoncurrentVersions: 101 }))[0]).toBe(
      'InvalidArgument',
    )
  })
})

describe('transitions', () => {
  const to = (StorageClass: string, Days: number) => ({ StorageClass, Days })
  const failing = (...Transitions: object[]) => failure(rule({ Transitions }))

  test('go to colder classes only', () => {
    expect(failing(to('STANDARD', 30))).toEqual(malformed)
    expect(failing(to('REDUCED_REDUNDANCY', 30))).toEqual(malformed)
    expect(failing(to('STANDARD_IA', 60), to('INTELLIGENT_TIERING', 30))[0]).toBe('InvalidArgument')
    expect(failing(to('DEEP_ARCHIVE', 30), to('GLACIER', 90))[0]).toBe('InvalidArgument')
  })

  test.each(['STANDARD_IA', 'ONEZONE_IA', 'GLACIER_IR'])('reach %s at once', (storageClass) => {
    const s3 = startS3()
    const Rules = [rule({ Transitions: [to(storageClass, 0)] })]
    const input = { Bucket: s3.bucket(), LifecycleConfiguration: { Rules } }
    expect(s3.call('PutBucketLifecycleConfiguration', input)).toBeDefined()
    expect(failing(to(storageClass, -1))[0]).toBe('InvalidArgument')
  })

  test('leave an infrequent-access class for an archive after 30 days more', () => {
    expect(failing(to('STANDARD_IA', 30), to('GLACIER', 59))[1]).toContain('30 days more')
    const s3 = startS3()
    const Rules = [rule({ Transitions: [to('STANDARD_IA', 30), to('GLACIER', 60)] })]
    const input = { Bucket: s3.bucket(), LifecycleConfiguration: { Rules } }
    expect(s3.call('PutBucketLifecycleConfiguration', input)).toBeDefined()
  })

  test('name a class once and come before the expiration', () => {
    expect(failing(to('GLACIER', 30), to('GLACIER', 60))[1]).toBe(
      "'StorageClass' must be different for 'Transition' actions in same 'Rule' with filter '(prefix=logs/)'",
    )
    expect(failing(to('GLACIER', 365))).toEqual([
      'InvalidArgument',
      "'Days' in the Expiration action for filter '(prefix=logs/)' must be greater than 'Days' in the Transition action",
    ])
  })

  test('do not mix days and dates', () => {
    const dated = { StorageClass: 'DEEP_ARCHIVE', Date: new Date('2027-01-01T00:00:00Z') }
    expect(failing(to('GLACIER', 30), dated)[1]).toContain(
      "Found mixed 'Date' and 'Days' based Transition",
    )
    expect(failing(dated)[1]).toContain(
      "Found mixed 'Date' and 'Days' based Expiration and Transition",
    )
    expect(failing({ StorageClass: 'GLACIER' })).toEqual(malformed)
  })

  test('of noncurrent versions follow the same rules', () => {
    const noncurrent = (StorageClass: string, NoncurrentDays: number) =>
      failure(rule({ NoncurrentVersionTransitions: [{ StorageClass, NoncurrentDays }] }))
    expect(noncurrent('STANDARD_IA', -1)[0]).toBe('InvalidArgument')
    expect(noncurrent('STANDARD', 30)).toEqual(malformed)
  })
})

test('the end of uploads counts days and looks at no tags', () => {
  const abort = (days: unknown, Filter: object = {}) =>
    failure(rule({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: days }, Filter }))
  expect(abort(undefined)).toEqual(malformed)
  expect(abort(0)[0]).toBe('InvalidArgument')
  expect(abort(1, { Tag: { Key: 'class', Value: 'raw' } })[1]).toBe(
    'AbortIncompleteMultipartUpload cannot be specified with Tags.',
  )
})
