import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { createHash } from 'node:crypto'
import { PassThrough, Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { type AwsCall, handleCallsOf } from './intercept.ts'

const TEXT = 'trip,fare\n1,7.50\n'
const BYTES = new TextEncoder().encode(TEXT)

describe('a body on its way in', () => {
  test.each<[string, () => unknown]>([
    ['a string', () => TEXT],
    ['bytes', () => BYTES],
    ['a Buffer', () => Buffer.from(TEXT)],
    ['a Blob', () => new Blob([TEXT])],
    ['a readable stream', () => Readable.from([TEXT.slice(0, 5), TEXT.slice(5)])],
    ['a stream of bytes', () => new PassThrough().end(BYTES)],
    ['a web stream', () => new Blob([TEXT]).stream()],
  ])('arrives as bytes when it is %s', async (_, body) => {
    const { client, calls } = bucket()
    await client.send(put({ Body: body() as string, ContentLength: BYTES.length }))
    const arrived = calls[0]!.input['Body']
    expect(arrived).toBeInstanceOf(Uint8Array)
    expect(Buffer.from(arrived as Uint8Array).toString()).toBe(TEXT)
  })

  test('is sent again in full when a call is retried', async () => {
    const { client, calls } = bucket(async (_, attempt) => {
      if (attempt === 1) throw Object.assign(new Error('SlowDown'), { name: 'SlowDown' })
      return {}
    })
    await client.send(put({ Body: Readable.from([BYTES]), ContentLength: BYTES.length }))
    const texts = calls.map(({ input }) => Buffer.from(input['Body'] as Uint8Array).toString())
    expect(texts).toEqual([TEXT, TEXT])
  })

  test('carries the CRC32 that the SDK computes by default', async () => {
    const { client, calls } = bucket()
    await client.send(put({ Body: '123456789' }))
    // The check value of CRC-32/ISO-HDLC for "123456789" is cbf43926.
    const expected = Buffer.from('cbf43926', 'hex').toString('base64')
    expect(calls[0]!.input['ChecksumCRC32']).toBe(expected)
  })

  test('carries the SHA-256 that was asked for', async () => {
    const { client, calls } = bucket()
    await client.send(put({ Body: TEXT, ChecksumAlgorithm: 'SHA256' }))
    expect(calls[0]!.input).toMatchObject({
      ChecksumAlgorithm: 'SHA256',
      ChecksumSHA256: createHash('sha256').update(TEXT).digest('base64'),
    })
    expect(calls[0]!.input).not.toHaveProperty('ChecksumCRC32')
  })

  test.each(['ChecksumSHA512', 'ChecksumMD5', 'ChecksumXXHASH64', 'ContentMD5'])(
    "carries the caller's own %s as it was given",
    async (member) => {
      const { client, calls } = bucket()
      await client.send(put({ Body: TEXT, [member]: 'bm90IHRoZSBkaWdlc3Q=' }))
      expect(calls[0]!.input[member]).toBe('bm90IHRoZSBkaWdlc3Q=')
    },
  )

  test.each([
    ['x-amz-checksum-sha512', 'ChecksumSHA512'],
    ['x-amz-checksum-md5', 'ChecksumMD5'],
    ['x-amz-checksum-xxhash3', 'ChecksumXXHASH3'],
  ])('carries what a middleware puts into %s', async (header, member) => {
    const { client, calls } = bucket()
    client.middlewareStack.add(
      (next) => (args) => {
        const { headers } = args.request as { headers: Record<string, string> }
        headers[header] = 'b2YgdGhlIGJvZHk='
        return next(args)
      },
      { step: 'build' },
    )
    await client.send(put({ Body: TEXT }))
    expect(calls[0]!.input[member]).toBe('b2YgdGhlIGJvZHk=')
  })
})

describe('a body on its way out', () => {
  const answers: [string, () => unknown][] = [
    ['bytes', () => BYTES],
    ['a list of chunks', () => [BYTES.slice(0, 4), BYTES.slice(4)]],
    ['an async iterable', () => Readable.from([BYTES.slice(0, 4), BYTES.slice(4)])],
  ]

  test.each(answers)('is a stream with the mixins of the SDK, made of %s', async (_, body) => {
    const { client } = bucket(async () => ({ Body: body() }))
    const { Body } = await client.send(get())
    expect(Body).toBeInstanceOf(Readable)
    expect(await Body!.transformToString()).toBe(TEXT)
  })

  test.each(answers)('can be piped, made of %s', async (_, body) => {
    const { client } = bucket(async () => ({ Body: body() }))
    const { Body } = await client.send(get())
    const chunks = await (Body as Readable).pipe(new PassThrough()).toArray()
    expect(Buffer.concat(chunks as Buffer[]).toString()).toBe(TEXT)
  })

  test('is empty, not missing, where the object is empty', async () => {
    const { client } = bucket(async () => ({ Body: new Uint8Array() }))
    const { Body } = await client.send(get())
    expect(await Body!.transformToByteArray()).toHaveLength(0)
  })

  test('becomes a web stream on demand', async () => {
    const { client } = bucket(async () => ({ Body: BYTES }))
    const { Body } = await client.send(get())
    expect(await new Response(Body!.transformToWebStream()).text()).toBe(TEXT)
  })
})

function put(members: object) {
  return new PutObjectCommand({ Bucket: 'trips', Key: '2026/03.csv', ...members })
}

function get() {
  return new GetObjectCommand({ Bucket: 'trips', Key: '2026/03.csv' })
}

function bucket(answer: (call: AwsCall, attempt: number) => Promise<object> = async () => ({})) {
  const client = new S3Client({
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'not-a-secret' },
    maxAttempts: 2,
  })
  const calls: AwsCall[] = []
  handleCallsOf(client, (call) => {
    calls.push(call)
    return answer(call, calls.length)
  })
  return { client, calls }
}
