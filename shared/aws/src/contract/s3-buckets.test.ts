// Longer than most: what a bucket can be told, and how each is refused.
import * as sdk from '@aws-sdk/client-s3'
import { expect, test } from 'vitest'
import { contract } from './contract.ts'

const DAY = 86_400_000

await contract('S3', (target) => {
  const s3 = target.client(sdk.S3Client)

  async function bucket(settings: object = {}): Promise<string> {
    const Bucket = target.unique('ledgers')
    await s3.send(new sdk.CreateBucketCommand({ Bucket, ...settings }))
    return Bucket
  }

  async function versionedBucket(): Promise<string> {
    const Bucket = await bucket()
    const VersioningConfiguration = { Status: 'Enabled' } as const
    await s3.send(new sdk.PutBucketVersioningCommand({ Bucket, VersioningConfiguration }))
    return Bucket
  }

  async function text(input: sdk.GetObjectCommandInput): Promise<string> {
    return (await s3.send(new sdk.GetObjectCommand(input))).Body!.transformToString()
  }

  test('lists its buckets, and deletes only an empty one', async () => {
    const Bucket = await bucket()
    const { Buckets } = await s3.send(new sdk.ListBucketsCommand({}))
    expect(Buckets?.map(({ Name }) => Name)).toContain(Bucket)
    await s3.send(new sdk.PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }))
    const remove = () => s3.send(new sdk.DeleteBucketCommand({ Bucket }))
    await expect(remove()).rejects.toMatchObject({
      name: 'BucketNotEmpty',
      $metadata: { httpStatusCode: 409 },
    })
    await s3.send(new sdk.DeleteObjectCommand({ Bucket, Key: 'a' }))
    await remove()
    const head = s3.send(new sdk.HeadBucketCommand({ Bucket }))
    await expect(head).rejects.toMatchObject({ name: 'NotFound' })
  })

  test('refuses names that DNS could not carry', async () => {
    const make = s3.send(new sdk.CreateBucketCommand({ Bucket: 'Ledgers_Of_2026' }))
    await expect(make).rejects.toMatchObject({ name: 'InvalidBucketName' })
  })

  test('keeps versions, and hides an object behind a delete marker', async () => {
    const Bucket = await versionedBucket()
    const put = (Body: string) => s3.send(new sdk.PutObjectCommand({ Bucket, Key: 'a', Body }))
    const { VersionId: first } = await put('first')
    const { VersionId: second } = await put('second')
    expect(await text({ Bucket, Key: 'a' })).toBe('second')
    expect(await text({ Bucket, Key: 'a', VersionId: first })).toBe('first')
    const gone = await s3.send(new sdk.DeleteObjectCommand({ Bucket, Key: 'a' }))
    expect(gone).toMatchObject({ DeleteMarker: true })
    await expect(text({ Bucket, Key: 'a' })).rejects.toMatchObject({ name: 'NoSuchKey' })
    const listed = await s3.send(new sdk.ListObjectVersionsCommand({ Bucket }))
    expect(listed.Versions?.map(({ VersionId }) => VersionId)).toEqual([second, first])
    expect(listed.DeleteMarkers).toMatchObject([{ VersionId: gone.VersionId, IsLatest: true }])
    const marker = { Bucket, Key: 'a', VersionId: gone.VersionId }
    await s3.send(new sdk.DeleteObjectCommand(marker))
    expect(await text({ Bucket, Key: 'a' })).toBe('second')
  })

  test('refuses to read a delete marker', async () => {
    const Bucket = await versionedBucket()
    const { VersionId } = await s3.send(new sdk.DeleteObjectCommand({ Bucket, Key: 'a' }))
    const read = text({ Bucket, Key: 'a', VersionId })
    await expect(read).rejects.toMatchObject({ $metadata: { httpStatusCode: 405 } })
  })

  test('lists versions page after page', async () => {
    const Bucket = await versionedBucket()
    for (const Key of ['a', 'b', 'a', 'a', 'b']) {
      await s3.send(new sdk.PutObjectCommand({ Bucket, Key, Body: 'x' }))
    }
    const seen: (string | undefined)[] = []
    let marker: { KeyMarker?: string; VersionIdMarker?: string } = {}
    let pages = 0
    do {
      const input = { Bucket, MaxKeys: 2, ...marker }
      const page = await s3.send(new sdk.ListObjectVersionsCommand(input))
      seen.push(...(page.Versions ?? []).map(({ Key }) => Key))
      marker = page.IsTruncated
        ? { KeyMarker: page.NextKeyMarker!, VersionIdMarker: page.NextVersionIdMarker! }
        : {}
      pages++
    } while (marker.KeyMarker !== undefined && pages < 9)
    expect([pages, seen]).toEqual([3, ['a', 'a', 'a', 'b', 'b']])
  })

  test('keeps lifecycle rules, and refuses those that cannot be', async () => {
    const Bucket = await bucket()
    const put = (rule: Partial<sdk.LifecycleRule>) => {
      const Rules = [{ ID: 'r', Status: 'Enabled' as const, Filter: { Prefix: 'logs/' }, ...rule }]
      const LifecycleConfiguration = { Rules }
      const input = { Bucket, LifecycleConfiguration }
      return s3.send(new sdk.PutBucketLifecycleConfigurationCommand(input))
    }
    const get = () => s3.send(new sdk.GetBucketLifecycleConfigurationCommand({ Bucket }))
    await expect(get()).rejects.toMatchObject({ name: 'NoSuchLifecycleConfiguration' })
    const Transitions = [{ Days: 30, StorageClass: 'STANDARD_IA' as const }]
    await put({ Transitions, Expiration: { Days: 365 } })
    expect((await get()).Rules).toMatchObject([{ ID: 'r', Transitions, Expiration: { Days: 365 } }])
    const backwards = put({ Transitions, Expiration: { Days: 30 } })
    await expect(backwards).rejects.toMatchObject({ name: 'InvalidArgument' })
    await expect(put({})).rejects.toMatchObject({ name: 'InvalidRequest' })
    expect((await get()).Rules).toHaveLength(1)
    await s3.send(new sdk.DeleteBucketLifecycleCommand({ Bucket }))
    await expect(get()).rejects.toMatchObject({ name: 'NoSuchLifecycleConfiguration' })
  })

  test('gives an archived object only after it was restored', async () => {
    const Bucket = await bucket()
    const object = { Bucket, Key: 'old' }
    const StorageClass = 'GLACIER' as const
    await s3.send(new sdk.PutObjectCommand({ ...object, Body: 'cold', StorageClass }))
    await expect(text(object)).rejects.toMatchObject({
      name: 'InvalidObjectState',
      $metadata: { httpStatusCode: 403 },
    })
    const RestoreRequest = { Days: 2, GlacierJobParameters: { Tier: 'Expedited' as const } }
    const restore = () => s3.send(new sdk.RestoreObjectCommand({ ...object, RestoreRequest }))
    expect((await restore()).$metadata.httpStatusCode).toBe(202)
    const head = () => s3.send(new sdk.HeadObjectCommand(object))
    expect(await head()).toMatchObject({ StorageClass, Restore: 'ongoing-request="true"' })
    await expect(restore()).rejects.toMatchObject({
      name: 'RestoreAlreadyInProgress',
      $metadata: { httpStatusCode: 409 },
    })
    if (!target.canSkipHours) return
    await target.pass(DAY / 24)
    expect((await head()).Restore).toMatch(/^ongoing-request="false", expiry-date=".* GMT"$/)
    expect(await text(object)).toBe('cold')
    await target.pass(4 * DAY)
    await expect(text(object)).rejects.toMatchObject({ name: 'InvalidObjectState' })
  })

  test('restores nothing that is not archived', async () => {
    const Bucket = await bucket()
    await s3.send(new sdk.PutObjectCommand({ Bucket, Key: 'warm', Body: 'x' }))
    const input = { Bucket, Key: 'warm', RestoreRequest: { Days: 1 } }
    const restore = s3.send(new sdk.RestoreObjectCommand(input))
    await expect(restore).rejects.toMatchObject({ name: 'InvalidObjectState' })
  })

  test('keeps a locked version from being deleted', async () => {
    const Bucket = await bucket({ ObjectLockEnabledForBucket: true })
    const ObjectLockRetainUntilDate = new Date(Date.UTC(2099, 0, 1))
    const lock = { ObjectLockMode: 'COMPLIANCE' as const, ObjectLockRetainUntilDate }
    const input = { Bucket, Key: 'a', Body: 'x', ...lock }
    const { VersionId } = await s3.send(new sdk.PutObjectCommand(input))
    const remove = s3.send(new sdk.DeleteObjectCommand({ Bucket, Key: 'a', VersionId }))
    await expect(remove).rejects.toMatchObject({
      name: 'AccessDenied',
      $metadata: { httpStatusCode: 403 },
    })
    expect(await text({ Bucket, Key: 'a' })).toBe('x')
  })

  test('says by name which setting a bucket does not have', async () => {
    const Bucket = await bucket()
    const settings: [() => Promise<object>, string][] = [
      [() => s3.send(new sdk.GetBucketPolicyCommand({ Bucket })), 'NoSuchBucketPolicy'],
      [() => s3.send(new sdk.GetBucketCorsCommand({ Bucket })), 'NoSuchCORSConfiguration'],
      [() => s3.send(new sdk.GetBucketTaggingCommand({ Bucket })), 'NoSuchTagSet'],
      [() => s3.send(new sdk.GetBucketWebsiteCommand({ Bucket })), 'NoSuchWebsiteConfiguration'],
    ]
    for (const [ask, name] of settings) await expect(ask()).rejects.toMatchObject({ name })
  })

  test('shows every write and delete to whoever lists next', async () => {
    const Bucket = await bucket()
    const keys = async () => {
      const { Contents = [] } = await s3.send(new sdk.ListObjectsV2Command({ Bucket }))
      return Contents.map(({ Key }) => Key)
    }
    await s3.send(new sdk.PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }))
    expect(await keys()).toEqual(['a'])
    await s3.send(new sdk.DeleteObjectCommand({ Bucket, Key: 'a' }))
    expect(await keys()).toEqual([])
  })
})
