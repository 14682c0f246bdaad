import { describe, expect, test } from 'vitest'
import { startS3 } from './fixture.ts'

/** Puts, gets and deletes a configuration, and tells what `Get` answers before and after. */
function roundTrip(subject: string, member: string, value: unknown) {
  const s3 = startS3()
  const Bucket = s3.bucket()
  s3.call(`Put${subject}`, { Bucket, [member]: value })
  const kept = s3.call(`Get${subject}`, { Bucket })
  s3.call(`Delete${subject}`, { Bucket })
  const after = s3.failure(`Get${subject}`, { Bucket }).name
  return { kept, after }
}

test('a policy is kept word for word', () => {
  const Policy = '{"Version": "2012-10-17", "Statement": []}'
  const { kept, after } = roundTrip('BucketPolicy', 'Policy', Policy)
  expect([kept, after]).toEqual([{ Policy }, 'NoSuchBucketPolicy'])
})

test('a policy must be JSON with statements', () => {
  const s3 = startS3()
  const Bucket = s3.bucket()
  const message = (Policy: string) => s3.failure('PutBucketPolicy', { Bucket, Policy }).message
  expect(message('allow everything')).toBe(
    "Policies must be valid JSON and the first byte must be '{'",
  )
  expect(message('{}')).toBe('Missing required field Statement')
})

test('CORS rules are kept, and their methods checked', () => {
  const CORSRules = [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'] }]
  const { kept, after } = roundTrip('BucketCors', 'CORSConfiguration', { CORSRules })
  expect([kept, after]).toEqual([{ CORSRules }, 'NoSuchCORSConfiguration'])
  const s3 = startS3()
  const CORSConfiguration = { CORSRules: [{ AllowedMethods: ['PATCH'], AllowedOrigins: ['*'] }] }
  expect(s3.failure('PutBucketCors', { Bucket: s3.bucket(), CORSConfiguration }).message).toContain(
    'PATCH',
  )
})

test('a website is kept, and needs an index or a redirection', () => {
  const website = { IndexDocument: { Suffix: 'index.html' } }
  const { kept, after } = roundTrip('BucketWebsite', 'WebsiteConfiguration', website)
  expect([kept, after]).toEqual([website, 'NoSuchWebsiteConfiguration'])
  const s3 = startS3()
  const input = { Bucket: s3.bucket(), WebsiteConfiguration: {} }
  expect(s3.failure('PutBucketWebsite', input).name).toBe('InvalidArgument')
})

describe('new buckets', () => {
  test('block public access and have no ACLs', () => {
    const s3 = startS3()
    const Bucket = s3.bucket()
    expect(s3.call('GetPublicAccessBlock', { Bucket })).toEqual({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      },
    })
    expect(s3.call('GetBucketOwnershipControls', { Bucket }).OwnershipControls.Rules).toEqual([
      { ObjectOwnership: 'BucketOwnerEnforced' },
    ])
    expect(s3.failure('PutBucketAcl', { Bucket, ACL: 'public-read' }).name).toBe(
      'AccessControlListNotSupported',
    )
  })

  test('encrypt with SSE-S3 by default, also after the setting is deleted', () => {
    const s3 = startS3()
    const Bucket = s3.bucket()
    const byDefault = s3.call('GetBucketEncryption', { Bucket })
    expect(byDefault.ServerSideEncryptionConfiguration.Rules).toEqual([
      { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false },
    ])
    s3.call('DeleteBucketEncryption', { Bucket })
    expect(s3.call('GetBucketEncryption', { Bucket })).toEqual(byDefault)
  })
})

describe('access control lists', () => {
  test('are canned where the ownership allows them', () => {
    const s3 = startS3()
    const Bucket = 'weather-archive'
    s3.call('CreateBucket', { Bucket, ObjectOwnership: 'ObjectWriter' })
    s3.call('PutObject', { Bucket, Key: 'a', ACL: 'public-read' })
    const { Grants, Owner } = s3.call('GetObjectAcl', { Bucket, Key: 'a' })
    expect(Grants).toEqual([
      { Grantee: { Type: 'CanonicalUser', ID: Owner.ID }, Permission: 'FULL_CONTROL' },
      {
        Grantee: { Type: 'Group', URI: 'http://acs.amazonaws.com/groups/global/AllUsers' },
        Permission: 'READ',
      },
    ])
    s3.call('PutObjectAcl', { Bucket, Key: 'a', ACL: 'private' })
    expect(s3.call('GetObjectAcl', { Bucket, Key: 'a' }).Grants).toHaveLength(1)
  })

  test('refuse canned names that do not exist', () => {
    const s3 = startS3()
    const input = { Bucket: s3.bucket(), Key: 'a', ACL: 'secret' }
    expect(s3.failure('PutObject', input)).toMatchObject({
      name: 'InvalidArgument',
      ArgumentValue: 'secret',
    })
  })
})
