// Over 200 lines: one small scene for each state in which an object may be met.
import {
  HeadObjectCommand,
  PutBucketIntelligentTieringConfigurationCommand,
  PutBucketLifecycleConfigurationCommand,
  RestoreObjectCommand,
  type RestoreRequest,
  type StorageClass,
} from '@aws-sdk/client-s3'
import { candidate, type CheckContext, checksFor, expect } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { ensureRestored } = candidate(() => import('../ensure-restored.ts'))

const HOUR = 3_600_000
const DAY = 24 * HOUR

check('leaves alone what can be read', async (context) => {
  const { ensure, put } = await start(context)
  for (const name of ['STANDARD', 'STANDARD_IA', 'GLACIER_IR', 'INTELLIGENT_TIERING'] as const) {
    await put(name, name)
    expect(await ensure(name)).toBe('ready')
  }
  expect(context.aws.calls('RestoreObject')).toHaveLength(0)
})

check('asks for what is archived, once', async (context) => {
  const { ensure, put } = await start(context)
  for (const name of ['GLACIER', 'DEEP_ARCHIVE'] as const) {
    await put(name, name)
    expect(await ensure(name, { days: 4 })).toBe('requested')
    expect(await ensure(name, { days: 4 })).toBe('in-progress')
  }
  const expected = { Days: 4, GlacierJobParameters: { Tier: 'Bulk' } }
  expect(requests(context)).toEqual([expected, expected])
})

check('tells a copy that is there from one under way', async (context) => {
  const { ensure, put, restore } = await start(context)
  await put('Faust', 'GLACIER')
  await restore('Faust', { Days: 10, GlacierJobParameters: { Tier: 'Standard' } })
  await context.sleep(5 * HOUR - 1)
  expect(await ensure('Faust')).toBe('in-progress')
  await context.sleep(1)
  expect(await ensure('Faust')).toBe('ready')
  await context.sleep(7 * DAY)
  expect(await ensure('Faust', { days: 3 })).toBe('ready')
  expect(requests(context)).toEqual([])

  // A header tells no milliseconds.
  await context.sleep(1_000 - (context.now() % 1_000))
  const exact = new Date(context.now() + 3 * DAY).toUTCString()
  const untilThen = `ongoing-request="false", expiry-date="${exact}"`
  context.aws.faults.edit('HeadObject', (output) => ({ ...output, Restore: untilThen }))
  expect(await ensure('Faust', { days: 3 })).toBe('ready')
  expect(requests(context)).toEqual([])

  const past = new Date(context.now() - DAY).toUTCString()
  const stale = `ongoing-request="false", expiry-date="${past}"`
  context.aws.faults.edit('HeadObject', (output) => ({ ...output, Restore: stale }))
  await context.sleep(20 * DAY)
  expect(await ensure('Faust')).toBe('requested')
})

check('extends a copy that ends too soon', async (context) => {
  const { ensure, put, restore, expiry } = await start(context)
  await put('Faust', 'DEEP_ARCHIVE')
  await restore('Faust', { Days: 2, GlacierJobParameters: { Tier: 'Standard' } })
  await context.sleep(12 * HOUR)
  const before = await expiry('Faust')
  const wish = { days: 9, deadline: new Date(context.now() + HOUR) }
  expect(await ensure('Faust', wish)).toBe('ready')
  expect(requests(context)).toMatchObject([{ Days: 9 }])
  expect(Date.parse(await expiry('Faust')) - Date.parse(before)).toBeGreaterThan(6 * DAY)
})

check('takes a restore that somebody else began for progress', async (context) => {
  const { ensure, put, restore } = await start(context)
  await put('Faust', 'GLACIER')
  context.aws.faults.on('RestoreObject', { call: 1 }, async (_, proceed) => {
    await restore('Faust', { Days: 1, GlacierJobParameters: { Tier: 'Expedited' } })
    return proceed()
  })
  expect(await ensure('Faust')).toBe('in-progress')

  await put('Golem', 'GLACIER')
  const denied = { name: 'AccessDenied', status: 403 }
  context.aws.faults.fail('RestoreObject', denied)
  await expect(ensure('Golem')).rejects.toMatchObject({ name: 'AccessDenied' })
})

check('chooses the cheapest tier that meets the deadline', async (context) => {
  const { ensure, put } = await start(context)
  const chosen = async (storageClass: StorageClass, ms: number, tier?: 'Standard') => {
    const key = `${storageClass} in ${ms}`
    await put(key, storageClass)
    const deadline = new Date(context.now() + ms)
    await ensure(key, { deadline, ...(tier && { tier }) })
    return requests(context).at(-1)!.GlacierJobParameters?.Tier
  }
  expect(await chosen('GLACIER', 12 * HOUR)).toBe('Bulk')
  expect(await chosen('GLACIER', 12 * HOUR - 1)).toBe('Standard')
  expect(await chosen('GLACIER', 5 * HOUR - 1)).toBe('Expedited')
  expect(await chosen('GLACIER', 300_000)).toBe('Expedited')
  expect(await chosen('DEEP_ARCHIVE', 48 * HOUR)).toBe('Bulk')
  expect(await chosen('DEEP_ARCHIVE', 47 * HOUR)).toBe('Standard')
  expect(await chosen('GLACIER', 100 * HOUR, 'Standard')).toBe('Standard')
})

check('refuses what no tier can do, before it asks', async (context) => {
  const { ensure, put } = await start(context)
  await put('deep', 'DEEP_ARCHIVE')
  await put('flexible', 'GLACIER')
  const soon = (ms: number) => ({ deadline: new Date(context.now() + ms) })
  const refused = [
    ensure('deep', { tier: 'Expedited' as const }),
    ensure('deep', soon(12 * HOUR - 1)),
    ensure('flexible', soon(299_999)),
    ensure('flexible', soon(-HOUR)),
  ]
  for (const promise of refused) await expect(promise).rejects.toBeInstanceOf(RangeError)
  expect(requests(context)).toEqual([])
})

check('moves an object of Intelligent-Tiering without days', async (context) => {
  const { bucket, ensure, put } = await start(context)
  const Tierings = [
    { AccessTier: 'ARCHIVE_ACCESS' as const, Days: 90 },
    { AccessTier: 'DEEP_ARCHIVE_ACCESS' as const, Days: 180 },
  ]
  await context.aws.send(
    new PutBucketIntelligentTieringConfigurationCommand({
      Bucket: bucket.name,
      Id: 'archive',
      IntelligentTieringConfiguration: { Id: 'archive', Status: 'Enabled', Tierings },
    }),
  )
  await put('old', 'INTELLIGENT_TIERING')
  await context.sleep(100 * DAY)
  await put('recent', 'INTELLIGENT_TIERING')
  await context.sleep(100 * DAY)
  const deadline = new Date(context.now() + 12 * HOUR)
  expect(await ensure('old', { deadline })).toBe('requested')
  expect(await ensure('recent', { deadline })).toBe('requested')
  expect(await ensure('old')).toBe('in-progress')
  expect(requests(context)).toEqual([
    { GlacierJobParameters: { Tier: 'Standard' } },
    { GlacierJobParameters: { Tier: 'Bulk' } },
  ])
})

check('refuses an object that a rule deletes too soon', async (context) => {
  const { bucket, ensure, put } = await start(context)
  const rule = {
    ID: 'short films, at once',
    Status: 'Enabled' as const,
    Filter: { Prefix: 'short/' },
    Expiration: { Days: 10 },
  }
  await context.aws.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket: bucket.name,
      LifecycleConfiguration: { Rules: [rule] },
    }),
  )
  await put('short/Entr’acte', 'GLACIER')
  await expect(ensure('short/Entr’acte', { days: 12 })).rejects.toBeInstanceOf(RangeError)
  expect(requests(context)).toEqual([])
  expect(await ensure('short/Entr’acte', { days: 9 })).toBe('requested')

  await put('short/Vormittagsspuk', 'GLACIER')
  await context.sleep(1_000 - (context.now() % 1_000))
  const exact = new Date(context.now() + 9 * DAY).toUTCString()
  const Expiration = `expiry-date="${exact}", rule-id="short films, at once"`
  context.aws.faults.edit('HeadObject', (output) => ({ ...output, Expiration }))
  expect(await ensure('short/Vormittagsspuk', { days: 9 })).toBe('requested')
})

/** A bucket, and what a check does with it. */
async function start({ aws, now }: CheckContext) {
  const bucket = await aws.s3.bucket()
  const deps = { client: aws.s3.client, now }
  return {
    bucket,
    ensure: (key: string, wish: Partial<Parameters<typeof ensureRestored>[2]> = {}) =>
      ensureRestored(bucket.name, key, { days: 1, ...wish }, deps),
    /** Puts an object that is large enough for Intelligent-Tiering to move it. */
    put: (key: string, StorageClass: StorageClass) =>
      bucket.put(key, 'frame '.repeat(22_000), { StorageClass }),
    /** Restores on behalf of somebody else. */
    restore: (Key: string, restore: RestoreRequest) =>
      aws.send(new RestoreObjectCommand({ Bucket: bucket.name, Key, RestoreRequest: restore })),
    /** The date in the header, as S3 gives it. */
    expiry: async (Key: string) => {
      const { Restore } = await aws.send(new HeadObjectCommand({ Bucket: bucket.name, Key }))
      return /expiry-date="(.*)"/.exec(Restore!)![1]!
    },
  }
}

/** What the candidate asked for. */
function requests({ aws }: CheckContext): RestoreRequest[] {
  return aws.calls('RestoreObject').map(({ input }) => input['RestoreRequest'] as RestoreRequest)
}
