// Longer than most: each scene needs a bucket with a past.
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  type StorageClass,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3'
import { candidate, type CheckContext, checksFor, expect } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { restoreAsOf } = candidate(() => import('../restore-as-of.ts'))

const HOUR = 60 * 60 * 1_000
const MiB = 2 ** 20

check('brings back what was there', async (context) => {
  const { bucket, deps, remove, later } = await start(context)
  await bucket.put('tables/flights.json', 'v1')
  await bucket.put('tables/airports.json', 'v1')
  await later()
  await bucket.put('tables/flights.json', 'v2')
  const at = await later()
  await bucket.put('tables/flights.json', 'v3')
  await later()
  await bucket.put('tables/flights.json', 'v4')
  await remove('tables/airports.json')
  await bucket.put('tables-old/flights.json', 'untouched')

  const plan = await restoreAsOf(bucket.name, 'tables/', at, deps)

  const copied = ['tables/airports.json', 'tables/flights.json']
  expect(plan).toEqual({ copied, deleted: [], failed: [] })
  expect(await bucket.text('tables/flights.json')).toBe('v2')
  expect(await bucket.text('tables/airports.json')).toBe('v1')
  expect(await bucket.text('tables-old/flights.json')).toBe('untouched')

  await bucket.put('edge/a.json', 'v1')
  const command = new HeadObjectCommand({ Bucket: bucket.name, Key: 'edge/a.json' })
  const { LastModified } = await context.aws.send(command)
  await later()
  await bucket.put('edge/a.json', 'v2')
  const { copied: atOnce } = await restoreAsOf(bucket.name, 'edge/', LastModified!, deps)
  expect(atOnce).toEqual(['edge/a.json'])
  expect(await bucket.text('edge/a.json')).toBe('v1')
})

check('deletes again what was deleted then', async (context) => {
  const { bucket, deps, remove, later } = await start(context)
  await bucket.put('tables/a.json', 'v1')
  await bucket.put('tables/b.json', 'v1')
  await later()
  await remove('tables/a.json')
  await remove('tables/b.json')
  const at = await later()
  await bucket.put('tables/a.json', 'v2')

  const plan = await restoreAsOf(bucket.name, 'tables/', at, deps)

  expect(plan).toEqual({ copied: [], deleted: ['tables/a.json'], failed: [] })
  expect(await bucket.keys()).toEqual([])
})

check('marks what came later as deleted, and deletes no version', async (context) => {
  const { bucket, deps, later, versionIds } = await start(context)
  await bucket.put('tables/old.json', 'v1')
  const at = await later()
  await bucket.put('tables/old.json', 'v2')
  await bucket.put('tables/new.json', 'v1')
  await bucket.put('tables/new.json', 'v2')
  const before = await versionIds()

  const plan = await restoreAsOf(bucket.name, 'tables/', at, deps)

  expect(plan.deleted).toEqual(['tables/new.json'])
  expect(await bucket.keys()).toEqual(['tables/old.json'])
  expect(await versionIds()).toEqual(expect.arrayContaining(before))
  expect(await bucket.text('tables/old.json')).toBe('v1')

  const wild = listWildKeys(context, 1_200)
  const { deleted, failed } = await restoreAsOf(bucket.name, 'tables/', at, deps)
  expect({ deleted, failed }).toEqual({ deleted: wild, failed: [] })
})

check('leaves alone what is right, also in a second run', async (context) => {
  const { bucket, deps, later, versionIds } = await start(context)
  await bucket.put('tables/same.json', 'v1')
  await bucket.put('tables/changed.json', 'v1')
  const at = await later()
  await bucket.put('tables/changed.json', 'v2')
  await bucket.put('tables/new.json', 'v1')
  await later()

  const plan = await restoreAsOf(bucket.name, 'tables/', at, deps)
  const after = await versionIds()
  await later()
  const again = await restoreAsOf(bucket.name, 'tables/', at, deps)

  const deleted = ['tables/new.json']
  expect(plan).toEqual({ copied: ['tables/changed.json'], deleted, failed: [] })
  expect(again).toEqual({ copied: [], deleted: [], failed: [] })
  expect(await versionIds()).toEqual(after)
})

check('reads every page of versions', async (context) => {
  const { bucket, deps, later } = await start(context)
  for (const version of ['v1', 'v2']) {
    for (const key of ['a', 'b', 'c']) await bucket.put(`tables/${key}.json`, version)
    await later()
  }
  const at = await later()
  for (const version of ['v3', 'v4', 'v5']) {
    for (const key of ['a', 'b', 'c']) await bucket.put(`tables/${key}.json`, version)
    await later()
  }
  let pages = 0
  context.aws.faults.on('ListObjectVersions', { call: 'all' }, async ({ input }, proceed) => {
    if (++pages > 100) throw new RangeError('Many more pages were asked for than there are')
    return proceed({ ...input, MaxKeys: 2 })
  })

  await restoreAsOf(bucket.name, 'tables/', at, deps)

  for (const key of ['a', 'b', 'c']) expect(await bucket.text(`tables/${key}.json`)).toBe('v2')
})

check('copies keys with any characters and versions from before versioning', async (context) => {
  const { aws } = context
  const bucket = await aws.s3.bucket()
  const keys = ['1+1=2.csv', '100%25.csv', 'Zürich (ZRH).csv', 'a b/c?versionId=d.csv', '地震.csv']
  for (const key of keys) await bucket.put(`raw/${key}`, `before ${key}`)
  const VersioningConfiguration = { Status: 'Enabled' } as const
  await aws.send(new PutBucketVersioningCommand({ Bucket: bucket.name, VersioningConfiguration }))
  await context.clock.advance(HOUR)
  const at = new Date(context.now())
  await context.clock.advance(HOUR)
  for (const key of keys) await bucket.put(`raw/${key}`, 'after')

  const plan = await restoreAsOf(bucket.name, 'raw/', at, { client: aws.s3.client })

  expect(plan.failed).toEqual([])
  expect(plan.copied).toHaveLength(keys.length)
  for (const key of keys) expect(await bucket.text(`raw/${key}`)).toBe(`before ${key}`)
})

check('copies more than 5 GiB, with what belongs to it', async (context) => {
  const { aws } = context
  const { bucket, deps, later } = await start(context)
  const Metadata = { sensor: 'oli-2' }
  const small = { ContentType: 'text/csv', Metadata }
  const size = await putLarge(aws, bucket, { key: 'tables/scene.tif', rows: 11 })
  // Of this one, most parts that one may choose are equal.
  const evenSize = await putLarge(aws, bucket, { key: 'tables/even.tif', rows: 12 })
  await putLarge(aws, bucket, { key: 'tables/cold.tif', rows: 11, StorageClass: 'GLACIER' })
  await bucket.put('tables/small.csv', 'v1', small)
  const at = await later()
  const keys = ['tables/even.tif', 'tables/scene.tif', 'tables/small.csv']
  for (const key of ['tables/cold.tif', ...keys]) await bucket.put(key, 'nonsense')

  const plan = await restoreAsOf(bucket.name, 'tables/', at, deps)

  const failed = [{ key: 'tables/cold.tif', code: 'InvalidObjectState' }]
  expect(plan).toEqual({ copied: keys, deleted: [], failed })
  const head = (Key: string) => aws.send(new HeadObjectCommand({ Bucket: bucket.name, Key }))
  expect(await head('tables/scene.tif')).toMatchObject({
    ContentLength: size,
    ContentType: 'image/tiff',
    Metadata,
  })
  expect(await head('tables/even.tif')).toMatchObject({ ContentLength: evenSize })
  expect(await head('tables/small.csv')).toMatchObject({ ContentLength: 2, ...small })
  const unfinished = await aws.send(new ListMultipartUploadsCommand({ Bucket: bucket.name }))
  expect(unfinished.Uploads ?? []).toEqual([])
})

check('reports what it cannot restore, and goes on', async (context) => {
  const { bucket, deps, later } = await start(context)
  for (const key of ['d', 'e']) {
    await bucket.put(`tables/${key}.json`, 'v1', { StorageClass: 'GLACIER' })
  }
  await bucket.put('tables/b.json', 'v1')
  const at = await later()
  for (const key of ['a', 'b', 'c', 'd', 'e']) await bucket.put(`tables/${key}.json`, 'v2')
  context.aws.faults.on('DeleteObjects', { call: 'all' }, async ({ input }, proceed) => {
    const { Objects, ...rest } = input['Delete'] as { Objects: { Key: string }[] }
    const locked = Objects.filter(({ Key }) => Key === 'tables/a.json')
    const others = Objects.filter(({ Key }) => Key !== 'tables/a.json')
    const output =
      others.length === 0 ? {} : await proceed({ ...input, Delete: { ...rest, Objects: others } })
    const Message = 'Access Denied'
    return { ...output, Errors: locked.map(({ Key }) => ({ Key, Code: 'AccessDenied', Message })) }
  })
  context.aws.faults.fail(
    'DeleteObject',
    { name: 'AccessDenied', status: 403 },
    { call: 'all', when: ({ Key }) => Key === 'tables/a.json' },
  )

  const plan = await restoreAsOf(bucket.name, 'tables/', at, deps)

  expect(plan).toEqual({
    copied: ['tables/b.json'],
    deleted: ['tables/c.json'],
    failed: [
      { key: 'tables/a.json', code: 'AccessDenied' },
      { key: 'tables/d.json', code: 'InvalidObjectState' },
      { key: 'tables/e.json', code: 'InvalidObjectState' },
    ],
  })
  const left = ['a', 'b', 'd', 'e'].map((key) => `tables/${key}.json`)
  expect(await bucket.keys()).toEqual(left)
  expect(await bucket.text('tables/b.json')).toBe('v1')
})

check('changes nothing in a dry run', async (context) => {
  const { bucket, deps, later, versionIds } = await start(context)
  await bucket.put('tables/a.json', 'v1')
  const at = await later()
  await bucket.put('tables/a.json', 'v2')
  await bucket.put('tables/b.json', 'v1')
  const before = await versionIds()

  const plan = await restoreAsOf(bucket.name, 'tables/', at, deps, { dryRun: true })

  expect(plan).toEqual({ copied: ['tables/a.json'], deleted: ['tables/b.json'], failed: [] })
  expect(await versionIds()).toEqual(before)
})

async function start({ aws, clock, now }: CheckContext) {
  const bucket = await aws.s3.bucket({ versioned: true })
  return {
    bucket,
    deps: { client: aws.s3.client },
    remove: (Key: string) => aws.send(new DeleteObjectCommand({ Bucket: bucket.name, Key })),
    /** Lets two hours pass and returns the time between them. */
    later: async () => {
      await clock.advance(HOUR)
      const at = new Date(now())
      await clock.advance(HOUR)
      return at
    },
    versionIds: async () => {
      const page = await aws.send(new ListObjectVersionsCommand({ Bucket: bucket.name }))
      const { Versions = [], DeleteMarkers = [] } = page
      return [...Versions, ...DeleteMarkers].map(({ VersionId }) => VersionId)
    },
  }
}

/** Has S3 list so many keys that a script made just now, on two pages. Returns them. */
function listWildKeys({ aws, now }: CheckContext, count: number): string[] {
  const keys = Array.from({ length: count }, (_, i) => `tables/${1_000_000 + i}.json`)
  const entry = { VersionId: 'wild', IsLatest: true, ETag: '"wild"', Size: 9 }
  const Versions = keys.map((Key) => ({ ...entry, Key, LastModified: new Date(now()) }))
  const half = count / 2
  const more = { NextKeyMarker: keys[half - 1], NextVersionIdMarker: entry.VersionId }
  aws.faults.on('ListObjectVersions', { call: 'all' }, async ({ input }) =>
    !input['KeyMarker']
      ? { IsTruncated: true, ...more, Versions: Versions.slice(0, half) }
      : { IsTruncated: false, Versions: Versions.slice(half) },
  )
  return keys
}

/** Makes an object of rows of 512 MiB by copying 8 MiB, which costs no memory. Resolves to its size. */
async function putLarge(
  aws: CheckContext['aws'],
  bucket: { name: string; put(key: string, body: Uint8Array): Promise<string> },
  { key, rows, StorageClass }: { key: string; rows: number; StorageClass?: StorageClass },
): Promise<number> {
  await bucket.put('seed', new Uint8Array(8 * MiB))
  await joinCopies(aws, { Bucket: bucket.name, Key: 'row' }, { from: 'seed', times: 64 })
  const object = {
    Bucket: bucket.name,
    Key: key,
    StorageClass,
    ContentType: 'image/tiff',
    Metadata: { sensor: 'oli-2' },
  }
  await joinCopies(aws, object, { from: 'row', times: rows })
  return rows * 64 * 8 * MiB
}

async function joinCopies(
  aws: CheckContext['aws'],
  object: { Bucket: string; Key: string; StorageClass?: StorageClass | undefined },
  { from, times }: { from: string; times: number },
) {
  const { UploadId } = await aws.send(new CreateMultipartUploadCommand(object))
  const { Bucket, Key } = object
  const Parts: { PartNumber: number; ETag: string | undefined }[] = []
  for (let PartNumber = 1; PartNumber <= times; PartNumber++) {
    const CopySource = `${Bucket}/${from}`
    const input = { Bucket, Key, UploadId, PartNumber, CopySource }
    const { CopyPartResult } = await aws.send(new UploadPartCopyCommand(input))
    Parts.push({ PartNumber, ETag: CopyPartResult?.ETag })
  }
  const input = { Bucket, Key, UploadId, MultipartUpload: { Parts } }
  await aws.send(new CompleteMultipartUploadCommand(input))
}
