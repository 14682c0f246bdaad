import * as sdk from '@aws-sdk/client-s3'
import { describe, expect, test } from 'vitest'
import { bytes, startS3 } from './fixture.ts'

describe('CreateBucket', () => {
  test('answers with the location and makes an empty bucket', () => {
    const s3 = startS3()
    const output = s3.call('CreateBucket', { Bucket: 'weather-archive' })
    expect(output).toEqual({
      Location: '/weather-archive',
      BucketArn: 'arn:aws:s3:::weather-archive',
    })
    expect(s3.call('ListObjectsV2', { Bucket: 'weather-archive' }).KeyCount).toBe(0)
  })

  test('lets the owner create it again in us-east-1, keeping its objects', () => {
    const s3 = startS3()
    const Bucket = s3.bucket()
    s3.call('PutObject', { Bucket, Key: '1979.csv', Body: bytes('x') })
    s3.call('CreateBucket', { Bucket })
    expect(s3.call('ListObjectsV2', { Bucket }).KeyCount).toBe(1)
  })

  test('refuses to create it again elsewhere', () => {
    const s3 = startS3({ region: 'eu-west-1' })
    const input = {
      Bucket: 'weather-archive',
      CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
    }
    s3.call('CreateBucket', input)
    const error = s3.failure('CreateBucket', input)
    expect(error).toBeInstanceOf(sdk.BucketAlreadyOwnedByYou)
    expect(error.$metadata.httpStatusCode).toBe(409)
  })

  test('wants the location outside us-east-1 said', () => {
    const s3 = startS3({ region: 'eu-west-1' })
    expect(s3.failure('CreateBucket', { Bucket: 'weather-archive' })).toMatchObject({
      name: 'IllegalLocationConstraintException',
      message: expect.stringContaining('unspecified location constraint'),
    })
  })

  test('refuses us-east-1 as a constraint, which must stay unsaid there', () => {
    const input = {
      Bucket: 'weather-archive',
      CreateBucketConfiguration: { LocationConstraint: 'us-east-1' },
    }
    expect(startS3().failure('CreateBucket', input).name).toBe('InvalidLocationConstraint')
  })

  test('refuses names that break the naming rules', () => {
    const s3 = startS3()
    const names = ['ab', 'Weather', 'a..b', '10.0.0.1', '-weather', 'xn--weather', 'a-s3alias']
    const errors = names.map((Bucket) => s3.failure('CreateBucket', { Bucket }).name)
    expect(errors).toEqual(names.map(() => 'InvalidBucketName'))
  })
})

describe('HeadBucket', () => {
  test('tells the region of a bucket', () => {
    const s3 = startS3()
    expect(s3.call('HeadBucket', { Bucket: s3.bucket() }).BucketRegion).toBe('us-east-1')
  })

  test('has no error text for a missing bucket, since HEAD has no body', () => {
    const error = startS3().failure('HeadBucket', { Bucket: 'weather-archive' })
    expect(error).toBeInstanceOf(sdk.NotFound)
    expect(error).toMatchObject({ message: 'UnknownError', $metadata: { httpStatusCode: 404 } })
  })
})

test('every bucket operation names a bucket that does not exist', () => {
  const error = startS3().failure('ListObjectsV2', { Bucket: 'weather-archive' })
  expect(error).toBeInstanceOf(sdk.NoSuchBucket)
  expect(error).toMatchObject({
    message: 'The specified bucket does not exist',
    BucketName: 'weather-archive',
    Code: 'NoSuchBucket',
  })
})

test('refuses an expected owner who is not the owner', () => {
  const s3 = startS3()
  const Bucket = s3.bucket()
  const owned = { Bucket, ExpectedBucketOwner: '123456789012' }
  expect(s3.call('ListObjectsV2', owned).Name).toBe(Bucket)
  const strange = { Bucket, ExpectedBucketOwner: '210987654321' }
  expect(s3.failure('ListObjectsV2', strange)).toBeInstanceOf(sdk.AccessDenied)
})

describe('ListBuckets', () => {
  test('lists by name, page by page', () => {
    const s3 = startS3()
    for (const name of ['tides', 'rivers', 'rainfall', 'radar']) s3.bucket(name)
    const first = s3.call('ListBuckets', { MaxBuckets: 3 })
    const rest = s3.call('ListBuckets', { ContinuationToken: first.ContinuationToken })
    const names = [...first.Buckets, ...rest.Buckets].map(({ Name }) => Name)
    expect(names).toEqual(['radar', 'rainfall', 'rivers', 'tides'])
    expect(rest.ContinuationToken).toBeUndefined()
  })

  test('filters by prefix', () => {
    const s3 = startS3()
    for (const name of ['tides', 'rivers', 'rainfall']) s3.bucket(name)
    const { Buckets, Prefix } = s3.call('ListBuckets', { Prefix: 'r' })
    expect([Buckets.length, Prefix]).toEqual([2, 'r'])
  })
})

describe('DeleteBucket', () => {
  test('refuses a bucket with objects in it', () => {
    const s3 = startS3()
    const Bucket = s3.bucket()
    s3.call('PutObject', { Bucket, Key: '1979.csv' })
    const error = s3.failure('DeleteBucket', { Bucket })
    expect([error.name, error.$metadata.httpStatusCode]).toEqual(['BucketNotEmpty', 409])
    s3.call('DeleteObject', { Bucket, Key: '1979.csv' })
    s3.call('DeleteBucket', { Bucket })
    expect(s3.failure('HeadBucket', { Bucket }).name).toBe('NotFound')
  })

  test('counts old versions and delete markers as objects', () => {
    const s3 = startS3()
    const Bucket = s3.bucket()
    s3.call('PutBucketVersioning', { Bucket, VersioningConfiguration: { Status: 'Enabled' } })
    const marker = s3.call('DeleteObject', { Bucket, Key: '1979.csv' })
    expect(s3.failure('DeleteBucket', { Bucket }).message).toContain('delete all versions')
    s3.call('DeleteObject', { Bucket, Key: '1979.csv', VersionId: marker.VersionId })
    expect(s3.call('DeleteBucket', { Bucket })).toEqual({})
  })
})

test('GetBucketLocation says nothing for us-east-1 and names other regions', () => {
  const home = startS3()
  expect(home.call('GetBucketLocation', { Bucket: home.bucket() })).toEqual({})
  const away = startS3({ region: 'eu-west-1' })
  away.call('CreateBucket', {
    Bucket: 'tides',
    CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
  })
  expect(away.call('GetBucketLocation', { Bucket: 'tides' })).toEqual({
    LocationConstraint: 'eu-west-1',
  })
})
