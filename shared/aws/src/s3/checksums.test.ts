import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { bytes, startS3 } from './fixture.ts'

const sha256 = (content: string) => createHash('sha256').update(content).digest('base64')
const md5 = (content: string) => createHash('md5').update(content).digest('base64')

function start() {
  const s3 = startS3()
  return { s3, at: { Bucket: s3.bucket(), Key: '1979.csv', Body: bytes('test-checksum') } }
}

test('S3 computes CRC64NVME where no checksum is sent', () => {
  const { s3, at } = start()
  const { ChecksumCRC64NVME, ChecksumType } = s3.call('PutObject', at)
  expect([ChecksumCRC64NVME.length, ChecksumType]).toEqual([12, 'FULL_OBJECT'])
})

test('a checksum that matches is stored and told on request', () => {
  const { s3, at } = start()
  const ChecksumSHA256 = sha256('test-checksum')
  const told = { ChecksumSHA256, ChecksumType: 'FULL_OBJECT' }
  expect(s3.call('PutObject', { ...at, ChecksumSHA256 })).toMatchObject(told)
  expect(s3.call('HeadObject', { ...at, ChecksumMode: 'ENABLED' })).toMatchObject(told)
  expect(s3.call('HeadObject', at)).not.toHaveProperty('ChecksumSHA256')
})

test('checksums of every algorithm are those that real S3 gave', () => {
  const { s3, at } = start()
  const put = (ChecksumAlgorithm: string) => s3.call('PutObject', { ...at, ChecksumAlgorithm })
  expect(put('CRC32').ChecksumCRC32).toBe('lVk/nw==')
  expect(put('CRC32C').ChecksumCRC32C).toBe('Fz3epA==')
  expect(put('SHA1').ChecksumSHA1).toBe('jbXkHAsXUrubtL3dqDQ4w+7WXc0=')
  expect(put('SHA256').ChecksumSHA256).toBe('1YQo81vx2VFUl0q5ccWISq8AkSBQQ0WO80S82TmfdIQ=')
})

describe('a checksum that does not match', () => {
  test('fails the upload and stores nothing', () => {
    const { s3, at } = start()
    expect(s3.failure('PutObject', { ...at, ChecksumSHA256: sha256('other') })).toMatchObject({
      name: 'BadDigest',
      message: 'The SHA256 you specified did not match the calculated checksum.',
      $metadata: { httpStatusCode: 400 },
    })
    expect(s3.failure('HeadObject', at).name).toBe('NotFound')
  })

  test('fails it for Content-MD5, too', () => {
    const { s3, at } = start()
    s3.call('PutObject', { ...at, ContentMD5: md5('test-checksum') })
    expect(s3.failure('PutObject', { ...at, ContentMD5: md5('other') }).name).toBe('BadDigest')
    expect(s3.failure('PutObject', { ...at, ContentMD5: '!' }).name).toBe('InvalidDigest')
  })
})

test('refuses malformed, several and unknown checksums', () => {
  const { s3, at } = start()
  const messages = [
    { ChecksumCRC32: 'lVk' },
    { ChecksumCRC32: 'lVk/nw==', ChecksumSHA256: sha256('test-checksum') },
    { ChecksumAlgorithm: 'CRC16' },
  ].map((input) => s3.failure('PutObject', { ...at, ...input }).message)
  expect(messages).toEqual([
    'Value for x-amz-checksum-crc32 header is invalid.',
    'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    expect.stringContaining('Checksum algorithm provided is unsupported'),
  ])
})

test('refuses by name the checksums that are not emulated', () => {
  const { s3, at } = start()
  expect(s3.failure('PutObject', { ...at, ChecksumXXHASH3: 'x' })).toMatchObject({
    name: 'NotImplemented',
    message: 'The XXHASH3 checksum is not emulated',
  })
})

test('tells the checksum with a range only where the range is all of the object', () => {
  const { s3, at } = start()
  s3.call('PutObject', { ...at, ChecksumAlgorithm: 'CRC32' })
  const read = (Range: string) => s3.call('GetObject', { ...at, Range, ChecksumMode: 'ENABLED' })
  expect(read('bytes=0-3').ChecksumCRC32).toBeUndefined()
  expect(read('bytes=0-99').ChecksumCRC32).toBe('lVk/nw==')
})

test('refuses a body that is not as long as said', () => {
  const { s3, at } = start()
  expect(s3.failure('PutObject', { ...at, ContentLength: 5 }).name).toBe('IncompleteBody')
})
