import { createHash } from 'node:crypto'
import * as sdk from '@aws-sdk/client-s3'
import { expect, test } from 'vitest'
import { contract } from './contract.ts'

/** The least that a part may have, but for the last (S3 user guide, "multipart upload limits"). */
const FIVE_MIB = 5 * 2 ** 20

await contract('S3', ({ client, unique }) => {
  const s3 = client(sdk.S3Client)

  async function upload(settings: object = {}) {
    const object = { Bucket: unique('ledgers'), Key: 'big' }
    await s3.send(new sdk.CreateBucketCommand({ Bucket: object.Bucket }))
    const started = await s3.send(new sdk.CreateMultipartUploadCommand({ ...object, ...settings }))
    const at = { ...object, UploadId: started.UploadId! }
    return {
      object,
      at,
      part: (PartNumber: number, Body: Uint8Array) =>
        s3.send(new sdk.UploadPartCommand({ ...at, PartNumber, Body, ...settings })),
      complete: (Parts: sdk.CompletedPart[]) =>
        s3.send(new sdk.CompleteMultipartUploadCommand({ ...at, MultipartUpload: { Parts } })),
    }
  }

  test('joins parts, and tells their number in the ETag', async () => {
    const { object, part, complete } = await upload()
    const bodies = [new Uint8Array(FIVE_MIB).fill(1), new Uint8Array(7).fill(2)]
    const second = await part(2, bodies[1]!)
    const first = await part(1, bodies[0]!)
    const done = await complete([
      { PartNumber: 1, ETag: first.ETag },
      { PartNumber: 2, ETag: second.ETag },
    ])
    const digests = bodies.map((body) => createHash('md5').update(body).digest())
    const whole = createHash('md5').update(Buffer.concat(digests)).digest('hex')
    expect(done.ETag).toBe(`"${whole}-2"`)
    const tail = await s3.send(new sdk.GetObjectCommand({ ...object, Range: 'bytes=-8' }))
    expect(await tail.Body!.transformToByteArray()).toEqual(Uint8Array.of(1, 2, 2, 2, 2, 2, 2, 2))
    const onlySecond = await s3.send(new sdk.GetObjectCommand({ ...object, PartNumber: 2 }))
    expect(onlySecond).toMatchObject({ ContentLength: 7, PartsCount: 2 })
  })

  test('gives a checksum of checksums, which ends in the number of parts', async () => {
    const { object, part, complete } = await upload({ ChecksumAlgorithm: 'SHA256' })
    const { ETag, ChecksumSHA256 } = await part(1, Buffer.from('content'))
    const done = await complete([{ PartNumber: 1, ETag, ChecksumSHA256 }])
    const digest = createHash('sha256').update('content').digest()
    const composite = `${createHash('sha256').update(digest).digest('base64')}-1`
    expect(done.ChecksumSHA256).toBe(composite)
    const input = { ...object, ChecksumMode: 'ENABLED' } as const
    const head = await s3.send(new sdk.HeadObjectCommand(input))
    expect(head.ChecksumSHA256).toBe(composite)
  })

  test('refuses a small part before the last, a wrong ETag, and a wrong order', async () => {
    const { part, complete } = await upload()
    const first = await part(1, new Uint8Array(9))
    const second = await part(2, new Uint8Array(FIVE_MIB))
    const parts = [
      { PartNumber: 1, ETag: first.ETag },
      { PartNumber: 2, ETag: second.ETag },
    ]
    await expect(complete(parts)).rejects.toMatchObject({ name: 'EntityTooSmall' })
    const wrong = complete([{ PartNumber: 1, ETag: '"d41d8cd98f00b204e9800998ecf8427e"' }])
    await expect(wrong).rejects.toMatchObject({ name: 'InvalidPart' })
    await expect(complete(parts.toReversed())).rejects.toMatchObject({ name: 'InvalidPartOrder' })
  })

  test('lists uploads and parts, and forgets both with an abort', async () => {
    const { object, at, part } = await upload()
    await part(3, new Uint8Array(9))
    await part(1, new Uint8Array(5))
    const { Bucket } = object
    const uploads = await s3.send(new sdk.ListMultipartUploadsCommand({ Bucket }))
    expect(uploads.Uploads).toMatchObject([{ Key: 'big', UploadId: at.UploadId }])
    const listed = await s3.send(new sdk.ListPartsCommand(at))
    expect(listed.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      [1, 5],
      [3, 9],
    ])
    await s3.send(new sdk.AbortMultipartUploadCommand(at))
    await expect(part(2, new Uint8Array(9))).rejects.toMatchObject({ name: 'NoSuchUpload' })
    const left = await s3.send(new sdk.ListMultipartUploadsCommand({ Bucket }))
    expect(left.Uploads).toBeUndefined()
  })

  test('shows nothing of an upload before it is complete', async () => {
    const { object, part } = await upload()
    await part(1, new Uint8Array(9))
    const { Bucket } = object
    const listed = await s3.send(new sdk.ListObjectsV2Command({ Bucket }))
    expect(listed.KeyCount).toBe(0)
    const get = s3.send(new sdk.GetObjectCommand(object))
    await expect(get).rejects.toMatchObject({ name: 'NoSuchKey' })
  })
})
