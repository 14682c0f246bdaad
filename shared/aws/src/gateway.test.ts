import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { describe, expect, test, vi } from 'vitest'
import { START_OF_TIME } from './clock.ts'
import { giveAway } from './content.ts'
import { freshWorld } from './fresh-world.ts'

describe('Gateway', () => {
  test('records what was asked and when, with its answer or its error', async () => {
    const { gateway, client, clock } = await withBucket()
    const s3 = client<S3Client>('S3Client')
    await s3.send(new PutObjectCommand({ ...LEDGER, Body: 'a' }))
    await clock.advance(1_000)
    await s3.send(new GetObjectCommand({ ...LEDGER, Key: 'none' })).catch(() => {})
    expect(gateway.calls).toMatchObject([
      { clientName: 'S3Client', operation: 'PutObject', at: START_OF_TIME, input: LEDGER },
      { operation: 'GetObject', at: START_OF_TIME + 1_000, error: { name: 'NoSuchKey' } },
    ])
    expect(gateway.calls[0]!.output).toHaveProperty('ETag')
    expect(gateway.calls[0]).not.toHaveProperty('error')
    expect(gateway.calls[1]).not.toHaveProperty('output')
  })

  test('records a call before it is answered', async () => {
    const { gateway, client } = await withBucket()
    const asked = client<S3Client>('S3Client').send(new HeadObjectCommand(LEDGER))
    asked.catch(() => {})
    await vi.waitUntil(() => gateway.calls.length === 1)
    await expect(asked).rejects.toMatchObject({ name: 'NotFound' })
  })

  test('keeps a copy of a body, unless its owner gave it away', async () => {
    const { gateway } = await withBucket()
    const own = new Uint8Array([1, 2])
    giveAway(own)
    for (const Body of [new Uint8Array([1, 2]), own]) {
      const input = { ...LEDGER, Body }
      await gateway.fromCandidate({ clientName: 'S3Client', operation: 'PutObject', input })
      const kept = gateway.calls.at(-1)!.input['Body']
      expect(kept).toEqual(Body)
      expect(kept === Body).toBe(Body === own)
    }
  })

  test('does not have a check read more than fits into memory', async () => {
    const { gateway } = await withBucket()
    const ask = (operation: string, input: object) =>
      gateway.fromCheck({ clientName: 'S3Client', operation, input: { ...LEDGER, ...input } })
    await ask('PutObject', { Key: 'piece', Body: new Uint8Array(16 << 20) })
    const { UploadId } = (await ask('CreateMultipartUpload', {})) as { UploadId: string }
    const Parts = []
    for (let PartNumber = 1; PartNumber <= 17; PartNumber++) {
      const CopySource = `${LEDGER.Bucket}/piece`
      const copied = await ask('UploadPartCopy', { UploadId, PartNumber, CopySource })
      const { CopyPartResult } = copied as { CopyPartResult: { ETag: string } }
      Parts.push({ PartNumber, ETag: CopyPartResult.ETag })
    }
    await ask('CompleteMultipartUpload', { UploadId, MultipartUpload: { Parts } })
    await expect(ask('GetObject', {})).rejects.toThrow('too large for a check to look at')
    expect(await ask('GetObject', { Range: 'bytes=0-9' })).toHaveProperty('ContentLength', 10)
  })

  test("neither records a check's own calls nor lets a fault strike them", async () => {
    const { gateway } = await withBucket()
    gateway.faults.add({ operation: 'PutObject', call: 'all' }, async () => ({ ETag: 'struck' }))
    const call = {
      clientName: 'S3Client',
      operation: 'PutObject',
      input: { ...LEDGER, Body: bytes },
    }
    expect(await gateway.fromCheck(call)).not.toMatchObject({ ETag: 'struck' })
    expect(await gateway.fromCandidate(call)).toEqual({ ETag: 'struck' })
    expect(gateway.calls).toHaveLength(1)
  })

  test('lets a fault change the input, and the target sees the change', async () => {
    const { gateway } = await withBucket()
    gateway.faults.add({ operation: 'PutObject' }, async ({ input }, proceed) =>
      proceed({ ...input, Key: 'elsewhere' }),
    )
    const call = {
      clientName: 'S3Client',
      operation: 'PutObject',
      input: { ...LEDGER, Body: bytes },
    }
    await gateway.fromCandidate(call)
    const elsewhere = { ...LEDGER, Key: 'elsewhere' }
    const head = { clientName: 'S3Client', operation: 'HeadObject', input: elsewhere }
    await expect(gateway.fromCheck(head)).resolves.toMatchObject({ ContentLength: bytes.length })
    expect(gateway.calls[0]!.input).toMatchObject(LEDGER)
  })

  test('refuses more calls than a check allows', async () => {
    const { gateway, client } = await withBucket({ maxCalls: 2 })
    const s3 = client<S3Client>('S3Client')
    await s3.send(new PutObjectCommand({ ...LEDGER, Body: 'a' }))
    await s3.send(new PutObjectCommand({ ...LEDGER, Body: 'a' }))
    await expect(s3.send(new PutObjectCommand({ ...LEDGER, Body: 'a' }))).rejects.toMatchObject({
      name: 'TooManyCalls',
      message: 'More than 2 AWS calls in one check',
    })
    expect(gateway.calls).toHaveLength(2)
  })

  test('makes whoever checks and then acts lose the race, every time', async () => {
    for (let round = 0; round < 5; round++) {
      const { client } = await withBucket()
      const s3 = client<S3Client>('S3Client')
      const claimed = await Promise.all(['ada', 'lin'].map((owner) => checkThenClaim(s3, owner)))
      expect(claimed).toEqual([true, true])
    }
  })

  test('lets exactly one of two conditional writes win', async () => {
    const { client } = await withBucket()
    const s3 = client<S3Client>('S3Client')
    const results = await Promise.allSettled(
      ['ada', 'lin'].map((Body) =>
        s3.send(new PutObjectCommand({ ...LEDGER, Body, IfNoneMatch: '*' })),
      ),
    )
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(results[1]).toMatchObject({ reason: { name: 'PreconditionFailed' } })
  })
})

const LEDGER = { Bucket: 'ledgers', Key: '2026/03.csv' }
const bytes = new TextEncoder().encode('date,amount\n')

async function withBucket(options: { maxCalls?: number } = {}) {
  const world = freshWorld(options)
  const input = { Bucket: 'ledgers' }
  await world.gateway.fromCheck({ clientName: 'S3Client', operation: 'CreateBucket', input })
  return world
}

async function checkThenClaim(s3: S3Client, owner: string): Promise<boolean> {
  try {
    await s3.send(new HeadObjectCommand(LEDGER))
    return false
  } catch {
    await s3.send(new PutObjectCommand({ ...LEDGER, Body: owner }))
    return true
  }
}
