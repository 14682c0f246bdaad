import { DeleteObjectCommand } from '@aws-sdk/client-s3'
import { candidate, type CheckContext, checksFor, expect } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { listKeys } = candidate(() => import('../list-keys.ts'))

check('lists every key, however many pages it takes', async ({ aws }) => {
  const bucket = await aws.s3.bucket()
  const keys = Array.from({ length: 23 }, (_, i) => `gkg/2015/${String(i).padStart(2, '0')}.csv`)
  for (const [i, key] of keys.entries()) await bucket.put(key, 'x'.repeat(i))
  limitPages(aws, 'ListObjectsV2', 5)

  const entries = await collect(listKeys(bucket.name, 'gkg/', { client: aws.s3.client }))

  expect(entries).toEqual(keys.map((key, i) => ({ kind: 'object', key, size: i })))
})

check('goes on after a page without entries', async ({ aws }) => {
  const bucket = await aws.s3.bucket()
  for (const key of ['a', 'b', 'c', 'd']) await bucket.put(key, '')
  const behindEmptyPage = 'behind-the-empty-page'
  let left: string | undefined
  let calls = 0
  aws.faults.on('ListObjectsV2', { call: 'all' }, async ({ input }, proceed) => {
    const token = input['ContinuationToken']
    if (++calls === 2) {
      left = token as string | undefined
      return { IsTruncated: true, NextContinuationToken: behindEmptyPage, KeyCount: 0 }
    }
    const { ContinuationToken: _, ...rest } = input
    const from = token === behindEmptyPage ? left : token
    return proceed({ ...rest, MaxKeys: 2, ...(from ? { ContinuationToken: from } : {}) })
  })

  const entries = await collect(listKeys(bucket.name, '', { client: aws.s3.client }))

  expect(keysOf(entries)).toEqual(['a', 'b', 'c', 'd'])
})

check('yields keys as they were stored', async ({ aws }) => {
  const bucket = await aws.s3.bucket()
  const keys = [
    'São Paulo/1+1=2.csv',
    'São Paulo/100%25.csv',
    'São Paulo/New York, NY.csv',
    'São Paulo/bell\u0007.csv',
    'São Paulo/地震 (2011)*.csv',
  ]
  for (const key of keys) await bucket.put(key, '1')
  await bucket.put('São Paulo/a + b/c.csv', '1')

  const entries = await collect(
    listKeys(bucket.name, 'São Paulo/', { client: aws.s3.client }, { delimiter: '/' }),
  )

  expect(keysOf(entries)).toEqual([...keys, 'São Paulo/a + b/'].toSorted())
  for (const { input } of aws.calls('ListObjectsV2')) expect(input['EncodingType']).toBe('url')
})

check('tells common prefixes from keys and takes a prefix as it is', async ({ aws }) => {
  const bucket = await aws.s3.bucket()
  const deps = { client: aws.s3.client }
  for (const key of ['mentions-2014.csv', 'mentions/1.csv', 'mentions/2.csv', 'mentors.csv']) {
    await bucket.put(key, '')
  }
  const rolled = await collect(listKeys(bucket.name, 'men', deps, { delimiter: '/' }))
  expect(sorted(rolled)).toEqual([
    { kind: 'object', key: 'mentions-2014.csv', size: 0 },
    { kind: 'prefix', key: 'mentions/' },
    { kind: 'object', key: 'mentors.csv', size: 0 },
  ])

  expect(keysOf(await collect(listKeys(bucket.name, 'mentions', deps)))).toEqual([
    'mentions-2014.csv',
    'mentions/1.csv',
    'mentions/2.csv',
  ])
  expect(keysOf(await collect(listKeys(bucket.name, 'mentions/', deps)))).toEqual([
    'mentions/1.csv',
    'mentions/2.csv',
  ])
  const options = { startAfter: 'mentions/1.csv' }
  expect(keysOf(await collect(listKeys(bucket.name, 'men', deps, options)))).toEqual([
    'mentions/2.csv',
    'mentors.csv',
  ])
})

check('asks for a page only when it is wanted', async ({ aws }) => {
  const bucket = await aws.s3.bucket()
  for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) await bucket.put(key, '')
  limitPages(aws, 'ListObjectsV2', 2)

  const seen: number[] = []
  for await (const _ of listKeys(bucket.name, '', { client: aws.s3.client })) {
    seen.push(aws.calls('ListObjectsV2').length)
    if (seen.length === 3) break
  }

  expect(seen).toEqual([1, 1, 2])
})

check('lists every version, also where a page ends between two of one key', async ({ aws }) => {
  const bucket = await aws.s3.bucket({ versioned: true })
  const deps = { client: aws.s3.client }
  for (const size of [1, 2, 3, 4, 5]) await bucket.put('state/a+b.json', 'x'.repeat(size))
  await bucket.put('state/d.json', 'x')
  await aws.send(new DeleteObjectCommand({ Bucket: bucket.name, Key: 'state/d.json' }))
  await bucket.put('state/old/e.json', 'x')
  await bucket.put('status.json', 'x')
  limitPages(aws, 'ListObjectVersions', 2)

  const entries = await collect(listKeys(bucket.name, 'state/', deps, { versions: true }))

  const [first, ...others] = entries.filter(({ key }) => key === 'state/a+b.json')
  expect(first).toMatchObject({ kind: 'version', isLatest: true, size: 5 })
  expect(others.map((entry) => 'size' in entry && entry.size)).toEqual([4, 3, 2, 1])
  expect(entries.filter(({ key }) => key === 'state/d.json')).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ kind: 'version', isLatest: false, size: 1 }),
      expect.objectContaining({ kind: 'delete-marker', isLatest: true }),
    ]),
  )
  const ids = entries.map((entry) => 'versionId' in entry && entry.versionId)
  expect(ids).not.toContain(undefined)
  expect(new Set(ids).size).toBe(8)
  expect(entries).toHaveLength(8)

  expect(await collect(listKeys(bucket.name, 'stale/', deps, { versions: true }))).toEqual([])

  const options = { versions: true, delimiter: '/' }
  const rolled = await collect(listKeys(bucket.name, 'state/', deps, options))
  expect(rolled).toHaveLength(8)
  expect(rolled).toContainEqual({ kind: 'prefix', key: 'state/old/' })
})

/** S3 may answer with fewer entries than asked for; here it always does. */
function limitPages(aws: CheckContext['aws'], operation: string, limit: number) {
  let pages = 0
  aws.faults.on(operation, { call: 'all' }, async ({ input }, proceed) => {
    if (++pages > 50) throw new RangeError('Many more pages were asked for than there are')
    const asked = typeof input['MaxKeys'] === 'number' ? input['MaxKeys'] : limit
    return proceed({ ...input, MaxKeys: Math.min(asked, limit) })
  })
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = []
  for await (const item of items) collected.push(item)
  return collected
}

function keysOf(entries: readonly { key: string }[]): string[] {
  return entries.map(({ key }) => key).toSorted()
}

function sorted<Item extends { key: string }>(entries: readonly Item[]): Item[] {
  return entries.toSorted((a, b) => (a.key < b.key ? -1 : 1))
}
