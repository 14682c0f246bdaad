import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { bytes, startS3, text } from './fixture.ts'

const MD5 = '"098f6bcd4621d373cade4e832627b4f6"'

function start() {
  const s3 = startS3()
  return { s3, at: { Bucket: s3.bucket(), Key: 'a', Body: bytes('test') } }
}

test('an object is encrypted as asked, and its ETag is then no MD5', () => {
  const { s3, at } = start()
  const kms = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'key-1', BucketKeyEnabled: true }
  const put = s3.call('PutObject', { ...at, ...kms })
  expect(put).toMatchObject(kms)
  expect(put.ETag).not.toBe(MD5)
  expect(s3.call('HeadObject', at)).toMatchObject({ ...kms, ETag: put.ETag })
  expect(s3.call('PutObject', at)).toMatchObject({ ServerSideEncryption: 'AES256', ETag: MD5 })
})

test('an object is encrypted as its bucket says', () => {
  const { s3, at } = start()
  const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'key-1' }
  const ServerSideEncryptionConfiguration = {
    Rules: [{ ApplyServerSideEncryptionByDefault, BucketKeyEnabled: true }],
  }
  s3.call('PutBucketEncryption', { Bucket: at.Bucket, ServerSideEncryptionConfiguration })
  expect(s3.call('PutObject', at)).toMatchObject({
    ServerSideEncryption: 'aws:kms',
    SSEKMSKeyId: 'key-1',
    BucketKeyEnabled: true,
  })
})

test('unknown algorithms are refused', () => {
  const { s3, at } = start()
  expect(s3.failure('PutObject', { ...at, ServerSideEncryption: 'ROT13' }).name).toBe(
    'InvalidEncryptionAlgorithmError',
  )
})

describe('keys of customers', () => {
  const key = () => ({
    SSECustomerAlgorithm: 'AES256',
    SSECustomerKey: randomBytes(32).toString('base64'),
  })

  test('are blocked unless the bucket unblocks them', () => {
    const { s3, at } = start()
    expect(s3.failure('PutObject', { ...at, ...key() }).name).toBe('AccessDenied')
  })

  test('are needed again to read', () => {
    const { s3, at } = start()
    const BlockedEncryptionTypes = { EncryptionType: ['NONE'] }
    const ServerSideEncryptionConfiguration = { Rules: [{ BlockedEncryptionTypes }] }
    s3.call('PutBucketEncryption', { Bucket: at.Bucket, ServerSideEncryptionConfiguration })
    const mine = key()
    s3.call('PutObject', { ...at, ...mine })
    expect(text(s3.call('GetObject', { ...at, ...mine }).Body)).toBe('test')
    expect(s3.failure('GetObject', at).name).toBe('InvalidRequest')
    expect(s3.failure('GetObject', { ...at, ...key() }).name).toBe('AccessDenied')
  })
})
