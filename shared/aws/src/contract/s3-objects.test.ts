// Longer than most: the contract of a service with many faces.
import { createHash } from 'node:crypto'
import * as sdk from '@aws-sdk/client-s3'
import { expect, test } from 'vitest'
import { contract } from './contract.ts'

await contract('S3', ({ client, unique }) => {
  const s3 = client(sdk.S3Client)

  async function bucket(): Promise<string> {
    const Bucket = unique('ledgers')
    await s3.send(new sdk.CreateBucketCommand({ Bucket }))
    return Bucket
  }

  async function put(Bucket: string, Key: string, Body = 'date,amount', more: object = {}) {
    return s3.send(new sdk.PutObjectCommand({ Bucket, Key, Body, ...more }))
  }

  async function text(Bucket: string, Key: string, more: object = {}): Promise<string> {
    const { Body } = await s3.send(new sdk.GetObjectCommand({ Bucket, Key, ...more }))
    return Body!.transformToString()
  }

  test('gives back what was put, with its ETag, length, type and metadata', async () => {
    const Bucket = await bucket()
    const Body = 'date,amount\n2026-03-02,7\n'
    const ETag = `"${createHash('md5').update(Body).digest('hex')}"`
    const settings = { ContentType: 'text/csv', Metadata: { source: 'till-7' } }
    expect(await put(Bucket, '2026/03.csv', Body, settings)).toMatchObject({ ETag })
    expect(await text(Bucket, '2026/03.csv')).toBe(Body)
    const head = await s3.send(new sdk.HeadObjectCommand({ Bucket, Key: '2026/03.csv' }))
    expect(head).toMatchObject({ ETag, ContentLength: Body.length, ...settings })
  })

  test('says what is missing: a bucket, a key', async () => {
    const Bucket = await bucket()
    const missing = { name: 'NoSuchKey', $metadata: { httpStatusCode: 404 } }
    await expect(text(Bucket, 'no')).rejects.toMatchObject(missing)
    const head = s3.send(new sdk.HeadObjectCommand({ Bucket, Key: 'no' }))
    await expect(head).rejects.toMatchObject({ name: 'NotFound' })
    const elsewhere = text(unique('never-made'), 'no')
    await expect(elsewhere).rejects.toMatchObject({ name: 'NoSuchBucket' })
  })

  test('gives ranges, and refuses one beyond the end', async () => {
    const Bucket = await bucket()
    await put(Bucket, 'letters', 'abcdefghij')
    const get = (Range: string) =>
      s3.send(new sdk.GetObjectCommand({ Bucket, Key: 'letters', Range }))
    const middle = await get('bytes=2-4')
    expect(middle).toMatchObject({ ContentRange: 'bytes 2-4/10', ContentLength: 3 })
    expect(await middle.Body!.transformToString()).toBe('cde')
    expect(await (await get('bytes=-2')).Body!.transformToString()).toBe('ij')
    expect(await (await get('bytes=8-99')).Body!.transformToString()).toBe('ij')
    await expect(get('bytes=10-')).rejects.toMatchObject({
      name: 'InvalidRange',
      $metadata: { httpStatusCode: 416 },
    })
  })

  test('writes on condition that nothing is there', async () => {
    const Bucket = await bucket()
    await put(Bucket, 'ada', 'first', { IfNoneMatch: '*' })
    await expect(put(Bucket, 'ada', 'second', { IfNoneMatch: '*' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
      $metadata: { httpStatusCode: 412 },
    })
    expect(await text(Bucket, 'ada')).toBe('first')
  })

  test('writes on condition that nothing has changed', async () => {
    const Bucket = await bucket()
    const { ETag } = await put(Bucket, 'ada', 'first')
    await put(Bucket, 'ada', 'second', { IfMatch: ETag })
    await expect(put(Bucket, 'ada', 'third', { IfMatch: ETag })).rejects.toMatchObject({
      name: 'PreconditionFailed',
    })
    expect(await text(Bucket, 'ada')).toBe('second')
    const missing = put(Bucket, 'no', 'third', { IfMatch: ETag })
    await expect(missing).rejects.toMatchObject({ name: 'NoSuchKey' })
  })

  test('reads on condition', async () => {
    const Bucket = await bucket()
    const { ETag } = await put(Bucket, 'ada')
    const unchanged = text(Bucket, 'ada', { IfNoneMatch: ETag })
    await expect(unchanged).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } })
    const other = text(Bucket, 'ada', { IfMatch: '"d41d8cd98f00b204e9800998ecf8427e"' })
    await expect(other).rejects.toMatchObject({ $metadata: { httpStatusCode: 412 } })
    expect(await text(Bucket, 'ada', { IfMatch: ETag })).toBe('date,amount')
  })

  test('copies objects with their metadata or with other metadata', async () => {
    const Bucket = await bucket()
    await put(Bucket, 'a b/ü', 'content', { Metadata: { source: 'till-7' } })
    const copy = (Key: string, more: object = {}) => {
      const CopySource = `${Bucket}/${encodeURIComponent('a b/ü')}`
      return s3.send(new sdk.CopyObjectCommand({ Bucket, Key, CopySource, ...more }))
    }
    await copy('kept')
    await copy('changed', { MetadataDirective: 'REPLACE', Metadata: { source: 'till-8' } })
    const metadata = async (Key: string) =>
      (await s3.send(new sdk.HeadObjectCommand({ Bucket, Key }))).Metadata
    expect(await metadata('kept')).toEqual({ source: 'till-7' })
    expect(await metadata('changed')).toEqual({ source: 'till-8' })
    expect(await text(Bucket, 'changed')).toBe('content')
    await expect(copy('a b/ü')).rejects.toMatchObject({ name: 'InvalidRequest' })
  })

  test('deletes what is there and what is not, many at once', async () => {
    const Bucket = await bucket()
    await put(Bucket, 'a')
    await put(Bucket, 'b')
    const Objects = [{ Key: 'a' }, { Key: 'never' }]
    const remove = (Quiet: boolean) =>
      s3.send(new sdk.DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet } }))
    const { Deleted, Errors } = await remove(false)
    expect(Deleted?.map(({ Key }) => Key).toSorted()).toEqual(['a', 'never'])
    expect(Errors).toBeUndefined()
    expect((await remove(true)).Deleted).toBeUndefined()
    await s3.send(new sdk.DeleteObjectCommand({ Bucket, Key: 'never' }))
    const { Contents } = await s3.send(new sdk.ListObjectsV2Command({ Bucket }))
    expect(Contents?.map(({ Key }) => Key)).toEqual(['b'])
  })

  test('lists keys in the order of their bytes, folders as prefixes', async () => {
    const Bucket = await bucket()
    for (const Key of ['b', 'a/2', 'a/1', 'B', 'ü', 'a.csv']) await put(Bucket, Key)
    const all = await s3.send(new sdk.ListObjectsV2Command({ Bucket }))
    expect(all.Contents?.map(({ Key }) => Key)).toEqual(['B', 'a.csv', 'a/1', 'a/2', 'b', 'ü'])
    const top = await s3.send(new sdk.ListObjectsV2Command({ Bucket, Delimiter: '/' }))
    expect(top.CommonPrefixes).toEqual([{ Prefix: 'a/' }])
    expect(top).toMatchObject({ KeyCount: 5, IsTruncated: false })
    const folder = await s3.send(new sdk.ListObjectsV2Command({ Bucket, Prefix: 'a/' }))
    expect(folder.Contents?.map(({ Key }) => Key)).toEqual(['a/1', 'a/2'])
  })

  test('lists page after page, and after a key', async () => {
    const Bucket = await bucket()
    const keys = Array.from({ length: 7 }, (_, index) => `day-${index}`)
    for (const Key of keys) await put(Bucket, Key)
    const seen: string[] = []
    let pages = 0
    for await (const page of sdk.paginateListObjectsV2({ client: s3, pageSize: 3 }, { Bucket })) {
      pages++
      seen.push(...(page.Contents ?? []).map(({ Key }) => Key!))
    }
    expect([pages, seen]).toEqual([3, keys])
    const rest = await s3.send(new sdk.ListObjectsV2Command({ Bucket, StartAfter: 'day-4' }))
    expect(rest.Contents?.map(({ Key }) => Key)).toEqual(['day-5', 'day-6'])
  })

  test('encodes keys where it is asked to', async () => {
    const Bucket = await bucket()
    const Key = 'a+b & c/ü\n'
    await put(Bucket, Key)
    const input = { Bucket, EncodingType: 'url' } as const
    const listed = await s3.send(new sdk.ListObjectsV2Command(input))
    const [found] = listed.Contents!
    expect(listed.EncodingType).toBe('url')
    expect(decodeURIComponent(found!.Key!.replaceAll('+', ' '))).toBe(Key)
  })

  test('checks a checksum, keeps it, and shows it to who asks', async () => {
    const Bucket = await bucket()
    const ChecksumSHA256 = createHash('sha256').update('right').digest('base64')
    await put(Bucket, 'sums', 'right', { ChecksumSHA256 })
    const input = { Bucket, Key: 'sums', ChecksumMode: 'ENABLED' } as const
    expect(await s3.send(new sdk.HeadObjectCommand(input))).toMatchObject({ ChecksumSHA256 })
    const wrong = put(Bucket, 'sums', 'wrong', { ChecksumSHA256 })
    await expect(wrong).rejects.toMatchObject({ name: 'BadDigest' })
    expect(await text(Bucket, 'sums')).toBe('right')
  })

  test('keeps up to ten tags of an object', async () => {
    const Bucket = await bucket()
    await put(Bucket, 'a', 'content', { Tagging: 'team=tills&year=2026' })
    const tags = async () =>
      (await s3.send(new sdk.GetObjectTaggingCommand({ Bucket, Key: 'a' }))).TagSet
    const keys = async () => (await tags())?.map(({ Key }) => Key).toSorted()
    expect(await keys()).toEqual(['team', 'year'])
    const set = (count: number) => {
      const TagSet = Array.from({ length: count }, (_, i) => ({ Key: `k${i}`, Value: 'v' }))
      return s3.send(new sdk.PutObjectTaggingCommand({ Bucket, Key: 'a', Tagging: { TagSet } }))
    }
    await set(10)
    await expect(set(11)).rejects.toMatchObject({ name: 'BadRequest' })
    expect(await tags()).toHaveLength(10)
    await s3.send(new sdk.DeleteObjectTaggingCommand({ Bucket, Key: 'a' }))
    expect(await tags()).toEqual([])
    expect(await text(Bucket, 'a')).toBe('content')
  })
})
