// Longer than most: three functions, and the rules of a lifecycle as tables of cases.
import {
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  PutBucketLifecycleConfigurationCommand,
  type TransitionStorageClass,
} from '@aws-sdk/client-s3'
import { candidate, checksFor, expect } from '@workshop/testkit'
import type { Version } from '../lifecycle.ts'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { validateLifecycle, actionOn, putRule, InvalidRule } = candidate(
  () => import('../lifecycle.ts'),
)

const KiB = 1_024
const IS_LARGE = 300 * KiB

/** The waterfall of https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
const LEADS_TO: Record<string, string[]> = {
  STANDARD_IA: ['INTELLIGENT_TIERING', 'ONEZONE_IA', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'],
  INTELLIGENT_TIERING: ['ONEZONE_IA', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'],
  ONEZONE_IA: ['GLACIER', 'DEEP_ARCHIVE'],
  GLACIER_IR: ['GLACIER', 'DEEP_ARCHIVE'],
  GLACIER: ['DEEP_ARCHIVE'],
  DEEP_ARCHIVE: [],
}

check('finds nothing wrong with rules that are right', async () => {
  const rules = [
    rule({ ...days([45, 'STANDARD_IA'], [90, 'GLACIER_IR'], [365, 'DEEP_ARCHIVE']) }),
    rule({ ID: 'raw', Filter: { Prefix: 'raw/' }, ...days([0, 'INTELLIGENT_TIERING']) }),
    rule({
      ID: 'old',
      Filter: { And: { Tags: [{ Key: 'class', Value: 'raw' }], ObjectSizeLessThan: 4_096 } },
      ...noncurrentDays([7, 'GLACIER'], [97, 'DEEP_ARCHIVE']),
      NoncurrentVersionExpiration: { NoncurrentDays: 277, NewerNoncurrentVersions: 3 },
    }),
    rule({ ID: 'markers', Filter: {}, Expiration: { ExpiredObjectDeleteMarker: true } }),
    rule({ ID: '', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 } }),
  ]
  expect(await validateLifecycle(rules)).toEqual([])
  const forDirectory = [rule({ Filter: { Prefix: 'tmp/' }, Expiration: { Days: 1 } })]
  expect(await validateLifecycle(forDirectory, 'directory')).toEqual([])
})

check('finds filters that S3 refuses', async () => {
  const Tag = { Key: 'class', Value: 'raw' }
  for (const Filter of [
    { Prefix: 'raw/', Tag },
    { ObjectSizeGreaterThan: 10, ObjectSizeLessThan: 20 },
    { Prefix: '', And: { Prefix: 'raw/', ObjectSizeLessThan: 20 } },
    { And: { Prefix: 'raw/' } },
    { And: { Tags: [Tag] } },
    { And: {} },
  ]) {
    expect(await codesOf(rule({ Filter, Expiration: { Days: 9 } }))).toEqual(['filter'])
  }
  const { Filter: _, ...bare } = rule({ Expiration: { Days: 9 } })
  expect(await codesOf(bare)).toEqual(['filter'])
  const Tags = [Tag, { Key: 'year', Value: '2013' }]
  const twoTags = rule({ Filter: { And: { Tags } }, Expiration: { Days: 9 } })
  expect(await codesOf(twoTags)).toEqual([])
})

check('finds transitions that lead up', async () => {
  for (const schedule of [
    [
      [40, 'ONEZONE_IA'],
      [80, 'GLACIER_IR'],
    ],
    [
      [40, 'ONEZONE_IA'],
      [80, 'INTELLIGENT_TIERING'],
    ],
    [
      [10, 'INTELLIGENT_TIERING'],
      [80, 'STANDARD_IA'],
    ],
    [
      [10, 'GLACIER'],
      [400, 'GLACIER_IR'],
    ],
    [
      [400, 'GLACIER'],
      [200, 'DEEP_ARCHIVE'],
    ],
    [
      [100, 'GLACIER'],
      [100, 'DEEP_ARCHIVE'],
    ],
    [
      [100, 'GLACIER'],
      [300, 'GLACIER'],
    ],
    [[60, 'STANDARD' as TransitionStorageClass]],
  ] as [number, TransitionStorageClass][][]) {
    expect(await codesOf(rule(days(...schedule)))).toContain('order')
    expect(await codesOf(rule(noncurrentDays(...schedule)))).toContain('order')
  }
  for (const [from, leadsTo] of Object.entries(LEADS_TO)) {
    for (const to of [...Object.keys(LEADS_TO), 'STANDARD'] as TransitionStorageClass[]) {
      const codes = await codesOf(rule(days([30, from as TransitionStorageClass], [400, to])))
      expect(codes, `${from} to ${to}`).toEqual(leadsTo.includes(to) ? [] : ['order'])
    }
  }
  const listedBackwards = days([200, 'GLACIER'], [50, 'STANDARD_IA'])
  expect(await codesOf(rule(listedBackwards))).toEqual([])
})

check('finds stays that are too short and expirations that come first', async () => {
  const short = [
    days([40, 'STANDARD_IA'], [69, 'GLACIER']),
    days([10, 'GLACIER_IR'], [99, 'DEEP_ARCHIVE']),
    { ...days([10, 'DEEP_ARCHIVE']), Expiration: { Days: 189 } },
    noncurrentDays([40, 'ONEZONE_IA'], [50, 'GLACIER']),
    {
      ...noncurrentDays([5, 'GLACIER']),
      NoncurrentVersionExpiration: { NoncurrentDays: 94 },
    },
  ]
  for (const actions of short) expect(await codesOf(rule(actions))).toEqual(['short-stay'])
  const first = [
    { ...days([60, 'INTELLIGENT_TIERING']), Expiration: { Days: 60 } },
    { ...days([90, 'GLACIER']), Expiration: { Days: 30 } },
    {
      ...noncurrentDays([90, 'GLACIER']),
      NoncurrentVersionExpiration: { NoncurrentDays: 90 },
    },
  ]
  for (const actions of first) expect(await codesOf(rule(actions))).toEqual(['expires-first'])
  const fine = [
    days([40, 'STANDARD_IA'], [70, 'GLACIER']),
    { ...days([10, 'DEEP_ARCHIVE']), Expiration: { Days: 190 } },
    { ...days([10, 'INTELLIGENT_TIERING']), Expiration: { Days: 11 } },
    { ...noncurrentDays([90, 'GLACIER']), Expiration: { Days: 3 } },
  ]
  for (const actions of fine) expect(await codesOf(rule(actions))).toEqual([])
})

check('finds what directory buckets do not have', async () => {
  const Tag = { Key: 'class', Value: 'raw' }
  for (const actions of [
    days([10, 'INTELLIGENT_TIERING']),
    noncurrentDays([10, 'INTELLIGENT_TIERING']),
    { NoncurrentVersionExpiration: { NoncurrentDays: 3 } },
    { Expiration: { ExpiredObjectDeleteMarker: true } },
    { Expiration: { Date: new Date('2026-05-01T00:00:00Z') } },
    { Filter: { Tag }, Expiration: { Days: 3 } },
    { Filter: { And: { Prefix: 'raw/', Tags: [Tag] } }, Expiration: { Days: 3 } },
  ]) {
    const problems = await validateLifecycle([rule({ ID: 'zone', ...actions })], 'directory')
    expect(problems).toEqual([{ rule: 'zone', code: 'directory' }])
  }
  const small = { And: { Prefix: 'raw/', ObjectSizeLessThan: 4_096 } }
  for (const fine of [
    rule({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 } }),
    rule({ Filter: small, Expiration: { Days: 3 } }),
  ]) {
    expect(await validateLifecycle([fine], 'directory')).toEqual([])
  }
  const { Filter: _, ...bare } = rule({ Expiration: { Days: 9 } })
  const filter = { rule: 'tidy', code: 'filter' }
  expect(await validateLifecycle([bare], 'directory')).toEqual([filter])
})

check('finds too many rules, repeated IDs and rules without an action', async () => {
  const many = Array.from({ length: 1_001 }, (_, i) =>
    rule({ ID: `${i}`, Expiration: { Days: 1 } }),
  )
  expect(await validateLifecycle(many)).toEqual([{ rule: '', code: 'count' }])
  expect(await validateLifecycle(many.slice(1))).toEqual([])
  expect(await validateLifecycle([])).toEqual([{ rule: '', code: 'count' }])
  const twice = [rule({ Expiration: { Days: 1 } }), rule({ Expiration: { Days: 2 } })]
  expect(await validateLifecycle(twice)).toEqual([{ rule: 'tidy', code: 'id' }])
  expect(await codesOf(rule({}))).toEqual(['no-action'])
  expect(await codesOf(rule({ Transitions: [], NoncurrentVersionTransitions: [] }))).toEqual([
    'no-action',
  ])
})

check('acts from the midnight in UTC on', async () => {
  const rules = [rule({ Expiration: { Days: 3 } })]
  for (const { written, last, first } of [
    {
      written: '2026-01-15T10:30:00Z',
      last: '2026-01-18T23:59:59Z',
      first: '2026-01-19T00:00:00Z',
    },
    {
      written: '2026-02-26T23:30:00Z',
      last: '2026-03-01T23:59:59Z',
      first: '2026-03-02T00:00:00Z',
    },
    {
      written: '2026-02-26T19:00:00Z',
      last: '2026-03-01T20:00:00Z',
      first: '2026-03-02T00:00:01Z',
    },
    {
      written: '2026-03-27T00:30:00Z',
      last: '2026-03-30T23:59:59Z',
      first: '2026-03-31T00:00:00Z',
    },
  ]) {
    const object = version({ lastModified: new Date(written) })
    const configuration = { rules, versioned: false }
    expect(await actionOn(object, configuration, new Date(last))).toEqual({ kind: 'none' })
    expect(await actionOn(object, configuration, new Date(first))).toEqual({ kind: 'delete' })
  }
})

check('leaves small objects where they are, unless told otherwise', async () => {
  const small = version({ size: 128 * KiB - 1 })
  const toGlacier = rule(days([0, 'GLACIER']))
  const toWarm = rule(days([0, 'GLACIER_IR']))
  const varies = { minimumSize: 'varies_by_storage_class' as const }
  expect(await act(small, [toGlacier, toWarm])).toEqual({ kind: 'none' })
  expect(await act(version({ size: 128 * KiB }), [toWarm])).toEqual(moved('GLACIER_IR'))
  expect(await act(small, [toGlacier], varies)).toEqual(moved('GLACIER'))
  const toDeep = rule(days([0, 'DEEP_ARCHIVE']))
  expect(await act(small, [toDeep], varies)).toEqual(moved('DEEP_ARCHIVE'))
  expect(await act(small, [toWarm], varies)).toEqual({ kind: 'none' })
  for (const Filter of [
    { ObjectSizeGreaterThan: 0 },
    { And: { Prefix: 'state/', ObjectSizeLessThan: 200 * KiB } },
  ]) {
    expect(await act(small, [{ ...toWarm, Filter }])).toEqual(moved('GLACIER_IR'))
  }
  expect(await act(small, [rule({ Expiration: { Days: 1 } })])).toEqual({ kind: 'delete' })
})

check('deletes rather than moves, and moves rather than marks', async () => {
  const object = version({ size: IS_LARGE })
  const ends = rule({ ID: 'end', Expiration: { Days: 20 } })
  const toIa = rule({ ID: 'ia', ...days([30, 'STANDARD_IA']) })
  const toGlacier = rule({ ID: 'cold', ...days([10, 'GLACIER']) })
  const toTiers = rule({ ID: 'tiers', ...days([5, 'INTELLIGENT_TIERING'], [9, 'ONEZONE_IA']) })
  const later = rule({ ID: 'later', ...days([90, 'DEEP_ARCHIVE']) })
  expect(await act(object, [later])).toEqual({ kind: 'none' })
  expect(await act(object, [toIa, ends, toGlacier])).toEqual({ kind: 'delete' })
  const versioned = { versioned: true }
  expect(await act(object, [ends, toIa, toGlacier], versioned)).toEqual(moved('GLACIER'))
  expect(await act(object, [toIa, toGlacier])).toEqual(moved('GLACIER'))
  expect(await act(object, [toIa, toTiers])).toEqual(moved('INTELLIGENT_TIERING'))
  expect(await act(object, [ends], versioned)).toEqual({ kind: 'mark' })
  const cold = version({ size: IS_LARGE, storageClass: 'GLACIER' })
  expect(await act(cold, [toIa, toTiers, toGlacier])).toEqual({ kind: 'none' })
  expect(await act(cold, [toIa, ends], versioned)).toEqual({ kind: 'mark' })
})

check('goes by every condition of a filter, and by enabled rules', async () => {
  const tags = { class: 'raw', year: '2013' }
  const object = version({ key: 'state/TX.json', size: 500, tags })
  const Expiration = { Days: 1 }
  const tag = (Key: string, Value: string) => ({ Key, Value })
  const cases: [NonNullable<LifecycleRule['Filter']>, 'delete' | 'none'][] = [
    [{}, 'delete'],
    [{ Prefix: 'state' }, 'delete'],
    [{ Prefix: 'TX' }, 'none'],
    [{ Tag: tag('class', 'raw') }, 'delete'],
    [{ Tag: tag('class', '2013') }, 'none'],
    [{ And: { Tags: [tag('class', 'raw'), tag('year', '2013')] } }, 'delete'],
    [{ And: { Tags: [tag('class', 'raw'), tag('year', '2014')] } }, 'none'],
    [{ And: { Prefix: 'raw/', Tags: [tag('class', 'raw')] } }, 'none'],
    [{ ObjectSizeGreaterThan: 499 }, 'delete'],
    [{ ObjectSizeGreaterThan: 500 }, 'none'],
    [{ And: { ObjectSizeGreaterThan: 1, ObjectSizeLessThan: 501 } }, 'delete'],
    [{ And: { ObjectSizeGreaterThan: 1, ObjectSizeLessThan: 500 } }, 'none'],
  ]
  for (const [Filter, kind] of cases) {
    expect(await act(object, [rule({ Filter, Expiration })])).toEqual({ kind })
  }
  expect(await act(object, [rule({ Status: 'Disabled', Expiration })])).toEqual({ kind: 'none' })
})

check('counts noncurrent versions and their days', async () => {
  const old = { size: IS_LARGE, isAlone: false, lastModified: new Date('2025-01-01T08:00:00Z') }
  const noncurrent = (newer: number, since = '2026-02-20T08:00:00Z') =>
    version({ ...old, noncurrentSince: new Date(since), newerNoncurrentVersions: newer })
  const ends = rule({
    Expiration: { Days: 1 },
    NoncurrentVersionExpiration: { NoncurrentDays: 9, NewerNoncurrentVersions: 2 },
  })
  expect(await act(noncurrent(1), [ends])).toEqual({ kind: 'none' })
  expect(await act(noncurrent(2), [ends])).toEqual({ kind: 'delete' })
  expect(await act(noncurrent(2, '2026-02-21T08:00:00Z'), [ends])).toEqual({ kind: 'none' })
  const moves = rule({
    NoncurrentVersionTransitions: [
      { NoncurrentDays: 5, StorageClass: 'GLACIER', NewerNoncurrentVersions: 1 },
    ],
    Transitions: [{ Days: 0, StorageClass: 'DEEP_ARCHIVE' }],
  })
  expect(await act(noncurrent(0), [moves])).toEqual({ kind: 'none' })
  expect(await act(noncurrent(1), [moves])).toEqual(moved('GLACIER'))
})

check('removes a delete marker when it is alone', async () => {
  const marker = (isAlone: boolean) => version({ isDeleteMarker: true, size: 0, isAlone })
  const cleans = rule({ Expiration: { ExpiredObjectDeleteMarker: true } })
  const ends = rule({ Expiration: { Days: 20 } })
  const later = rule({ Expiration: { Days: 200 } })
  const versioned = { versioned: true }
  for (const rules of [[cleans], [ends]]) {
    expect(await act(marker(true), rules, versioned)).toEqual({ kind: 'delete' })
    expect(await act(marker(false), rules, versioned)).toEqual({ kind: 'none' })
  }
  expect(await act(marker(true), [later], versioned)).toEqual({ kind: 'none' })
  const uploads = rule({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 } })
  expect(await act(marker(true), [uploads], versioned)).toEqual({ kind: 'none' })
  expect(await act(version({}), [cleans], versioned)).toEqual({ kind: 'none' })
})

check('keeps what a bucket has when it puts a rule', async ({ aws }) => {
  const bucket = await aws.s3.bucket()
  const deps = { client: aws.s3.client }
  const logs = rule({ ID: 'logs', Filter: { Prefix: 'logs/' }, Expiration: { Days: 90 } })
  const uploads = rule({ ID: 'up', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 3 } })
  await aws.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket: bucket.name,
      LifecycleConfiguration: { Rules: [logs, uploads] },
      TransitionDefaultMinimumObjectSize: 'varies_by_storage_class',
    }),
  )
  const stored = async (Bucket = bucket.name) => {
    const command = new GetBucketLifecycleConfigurationCommand({ Bucket })
    const { Rules = [], TransitionDefaultMinimumObjectSize } = await aws.send(command)
    const ends = Rules.map(({ ID, Expiration }) => `${ID} ${Expiration?.Days}`)
    return { ends: ends.toSorted(), minimumSize: TransitionDefaultMinimumObjectSize }
  }
  const minimumSize = 'varies_by_storage_class'

  await putRule(bucket.name, rule({ ID: 'raw', Expiration: { Days: 7 } }), deps)
  expect(await stored()).toEqual({ ends: ['logs 90', 'raw 7', 'up undefined'], minimumSize })
  await putRule(bucket.name, { ...logs, Expiration: { Days: 30 } }, deps)
  expect(await stored()).toEqual({ ends: ['logs 30', 'raw 7', 'up undefined'], minimumSize })

  const bad = putRule(bucket.name, rule({ ID: 'bad' }), deps)
  await expect(bad).rejects.toBeInstanceOf(InvalidRule)
  expect(await stored()).toEqual({ ends: ['logs 30', 'raw 7', 'up undefined'], minimumSize })
  const empty = await aws.s3.bucket()
  await putRule(empty.name, logs, deps)
  expect((await stored(empty.name)).ends).toEqual(['logs 90'])
  aws.faults.fail('GetBucketLifecycleConfiguration', { name: 'AccessDenied', status: 403 })
  const denied = putRule(bucket.name, rule({ ID: 'raw', Expiration: { Days: 9 } }), deps)
  await expect(denied).rejects.toMatchObject({ name: 'AccessDenied' })
  expect(await stored()).toEqual({ ends: ['logs 30', 'raw 7', 'up undefined'], minimumSize })
  const nowhere = putRule(aws.uniqueName('nowhere'), logs, deps)
  await expect(nowhere).rejects.toMatchObject({ name: 'NoSuchBucket' })
})

function rule(members: Partial<LifecycleRule>): LifecycleRule {
  return { ID: 'tidy', Status: 'Enabled', Filter: { Prefix: '' }, ...members }
}

function days(...schedule: [number, TransitionStorageClass][]) {
  return { Transitions: schedule.map(([Days, StorageClass]) => ({ Days, StorageClass })) }
}

function noncurrentDays(...schedule: [number, TransitionStorageClass][]) {
  return {
    NoncurrentVersionTransitions: schedule.map(([NoncurrentDays, StorageClass]) => ({
      NoncurrentDays,
      StorageClass,
    })),
  }
}

function version(members: Partial<Version>): Version {
  return {
    key: 'state/CA.json',
    isDeleteMarker: false,
    size: 900,
    tags: {},
    storageClass: 'STANDARD',
    lastModified: new Date('2026-01-10T08:00:00Z'),
    newerNoncurrentVersions: 0,
    isAlone: true,
    ...members,
  }
}

function moved(storageClass: TransitionStorageClass) {
  return { kind: 'transition', storageClass }
}

async function codesOf(judged: LifecycleRule): Promise<string[]> {
  return (await validateLifecycle([judged])).map(({ code }) => code)
}

/** What happens on 2 March 2026. */
function act(
  subject: Version,
  rules: LifecycleRule[],
  more: { versioned?: boolean; minimumSize?: 'varies_by_storage_class' } = {},
) {
  const configuration = { rules, versioned: false, ...more }
  return actionOn(subject, configuration, new Date('2026-03-02T06:00:00Z'))
}
