import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { describe, expect, test, vi } from 'vitest'
import { servedCloud } from './test-cloud.ts'

vi.setConfig({ testTimeout: 60_000 })

describe('a presigned URL', () => {
  test('takes an object and gives it back without credentials', async () => {
    await using world = await servedCloud()
    await world.s3.send(new CreateBucketCommand({ Bucket: 'ledgers' }))
    const put = await getSignedUrl(
      world.s3,
      new PutObjectCommand({ ...LEDGER, ContentType: 'text/csv', Metadata: { owner: 'ada' } }),
    )
    const headers = { 'content-type': 'text/csv' }
    const written = await fetch(put, { method: 'PUT', body: 'date,amount\n', headers })
    expect(written.status).toBe(200)
    const read = await fetch(await getSignedUrl(world.s3, new GetObjectCommand(LEDGER)))
    expect(read.status).toBe(200)
    expect(read.headers.get('content-type')).toBe('text/csv')
    expect(read.headers.get('x-amz-meta-owner')).toBe('ada')
    expect(await read.text()).toBe('date,amount\n')
  })

  test("overrides the headers of an object's answer", async () => {
    await using world = await servedCloud()
    await world.s3.send(new CreateBucketCommand({ Bucket: 'ledgers' }))
    await world.s3.send(new PutObjectCommand({ ...LEDGER, Body: 'date' }))
    const ResponseContentType = 'text/plain'
    const get = new GetObjectCommand({ ...LEDGER, ResponseContentType })
    const read = await fetch(await getSignedUrl(world.s3, get))
    expect(read.headers.get('content-type')).toBe('text/plain')
  })

  test('expires by the clock of the cloud', async () => {
    await using world = await servedCloud()
    await world.s3.send(new CreateBucketCommand({ Bucket: 'ledgers' }))
    await world.s3.send(new PutObjectCommand({ ...LEDGER, Body: 'date' }))
    const url = await getSignedUrl(world.s3, new GetObjectCommand(LEDGER), { expiresIn: 600 })
    await world.cloud.advance(500_000)
    expect((await fetch(url)).status).toBe(200)
    await world.cloud.advance(110_000)
    const late = await fetch(url)
    expect(late.status).toBe(403)
    expect(await late.text()).toContain(
      '<Code>AccessDenied</Code><Message>Request has expired</Message>',
    )
  })

  test('expires in the older form, too', async () => {
    await using world = await servedCloud()
    const soon = Math.floor(Date.now() / 1000) + 60
    const url = `${world.url}/ledgers/a?AWSAccessKeyId=any&Signature=any&Expires=${soon}`
    expect((await fetch(url)).status).toBe(404)
    await world.cloud.advance(120_000)
    expect((await fetch(url)).status).toBe(403)
  })

  test.each(['', '&X-Amz-Expires=604801', '&X-Amz-Expires=-1', '&X-Amz-Expires=soon'])(
    'is refused with "%s" for its time',
    async (expires) => {
      await using world = await servedCloud()
      const url = `${world.url}/ledgers/a?X-Amz-Signature=any&X-Amz-Date=20260302T120000Z${expires}`
      const refused = await fetch(url)
      expect(refused.status).toBe(400)
      expect(await refused.text()).toContain('AuthorizationQueryParametersError')
    },
  )
})

const LEDGER = { Bucket: 'ledgers', Key: '2026/03 a+b.csv' }
