import {
  DeleteBucketCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutObjectLegalHoldCommand,
} from '@aws-sdk/client-s3'
import { describe, expect, test } from 'vitest'
import { freshCheck } from './fresh-check.ts'

describe('createBucket', () => {
  test('gives every bucket a name of its own', async () => {
    const { aws } = freshCheck().context
    const [first, second] = [await aws.s3.bucket(), await aws.s3.bucket()]
    await first.put('a.csv', 'a')
    expect(first.name).not.toBe(second.name)
    expect(await second.keys()).toEqual([])
  })

  test('stores text and bytes with their settings, and reads them back', async () => {
    const { aws } = freshCheck().context
    const bucket = await aws.s3.bucket()
    const etag = await bucket.put('zürich.csv', 'Straße', { ContentType: 'text/csv' })
    await bucket.put('seal', new Uint8Array([0, 255]))
    expect(etag).toMatch(/^"[0-9a-f]{32}"$/)
    expect(await bucket.text('zürich.csv')).toBe('Straße')
    expect([...(await bucket.bytes('seal'))!]).toEqual([0, 255])
    const input = { Bucket: bucket.name, Key: 'zürich.csv' }
    expect(await aws.send(new GetObjectCommand(input))).toMatchObject({ ContentType: 'text/csv' })
  })

  test('tells an empty object from a missing one', async () => {
    const { aws } = freshCheck().context
    const bucket = await aws.s3.bucket()
    await bucket.put('empty', '')
    expect([await bucket.text('empty'), await bucket.text('missing')]).toEqual(['', undefined])
    expect(await bucket.bytes('missing')).toBeUndefined()
  })

  test("lists every key, page after page, in S3's order, under a prefix if asked", async () => {
    const { aws } = freshCheck().context
    const bucket = await aws.s3.bucket()
    const keys = Array.from({ length: 1_003 }, (_, i) => `trips/${String(i).padStart(4, '0')}`)
    await Promise.all(['zones', ...keys.toReversed()].map((key) => bucket.put(key, '')))
    expect(await bucket.keys()).toEqual([...keys, 'zones'])
    expect(await bucket.keys('trips/100')).toEqual(keys.slice(1_000))
  })

  test('keeps versions where asked', async () => {
    const { aws } = freshCheck().context
    const bucket = await aws.s3.bucket({ versioned: true })
    await bucket.put('a', 'first')
    await bucket.put('a', 'second')
    const list = new ListObjectVersionsCommand({ Bucket: bucket.name })
    expect((await aws.send(list)).Versions).toHaveLength(2)
    expect(await bucket.text('a')).toBe('second')
  })

  test('takes legal holds where asked', async () => {
    const { aws } = freshCheck().context
    const hold = async (objectLock: boolean) => {
      const bucket = await aws.s3.bucket({ objectLock })
      await bucket.put('a', 'kept')
      const LegalHold = { Status: 'ON' } as const
      const input = { Bucket: bucket.name, Key: 'a', LegalHold }
      return aws.send(new PutObjectLegalHoldCommand(input))
    }
    await expect(hold(true)).resolves.toBeDefined()
    await expect(hold(false)).rejects.toThrow()
  })

  test('does not take other failures for a missing object', async () => {
    const { aws } = freshCheck().context
    const bucket = await aws.s3.bucket()
    await aws.send(new DeleteBucketCommand({ Bucket: bucket.name }))
    await expect(bucket.text('a')).rejects.toMatchObject({ name: 'NoSuchBucket' })
  })
})
