import { describe, expect, test } from 'vitest'
import { startS3, versionedBucket } from './fixture.ts'

function start(input: object = {}) {
  const s3 = startS3()
  const at = { Bucket: s3.bucket(), Key: 'events/1979.csv' }
  s3.call('PutObject', { ...at, ...input })
  return { s3, at }
}

describe('object tags', () => {
  test('are replaced as a whole, and deleted', () => {
    const { s3, at } = start({ Tagging: 'year=1979&source=gdelt%20events' })
    expect(s3.call('GetObjectTagging', at).TagSet).toEqual([
      { Key: 'year', Value: '1979' },
      { Key: 'source', Value: 'gdelt events' },
    ])
    const TagSet = [{ Key: 'class', Value: '' }]
    s3.call('PutObjectTagging', { ...at, Tagging: { TagSet } })
    expect(s3.call('GetObjectTagging', at).TagSet).toEqual(TagSet)
    expect(s3.call('HeadObject', at).TagCount).toBe(1)
    s3.call('DeleteObjectTagging', at)
    expect(s3.call('GetObjectTagging', at)).toEqual({ TagSet: [] })
  })

  test('are refused where S3 refuses them', () => {
    const { s3, at } = start()
    const message = (TagSet: object[]) =>
      s3.failure('PutObjectTagging', { ...at, Tagging: { TagSet } }).message
    const tag = (Key: string, Value = '') => ({ Key, Value })
    expect(message([tag('a'), tag('a')])).toBe('Cannot provide multiple Tags with the same key')
    expect(message([tag('a,b')])).toBe('The TagKey you have provided is invalid')
    expect(message([tag('x'.repeat(129))])).toBe('The TagKey you have provided is invalid')
    expect(message([tag('a', 'x'.repeat(257))])).toBe('The TagValue you have provided is invalid')
    expect(message([tag('aws:a')])).toBe('Your TagKey cannot be prefixed with aws:')
    const eleven = Array.from({ length: 11 }, (_, index) => tag(`${index}`))
    expect(message(eleven)).toBe('Object tags cannot be greater than 10')
  })

  test('in a header must be URL query parameters without duplicates', () => {
    const { s3, at } = start()
    for (const Tagging of ['a=1&a=2', 'a=1,b=2']) {
      expect(s3.failure('PutObject', { ...at, Tagging })).toMatchObject({
        name: 'InvalidArgument',
        ArgumentValue: Tagging,
      })
    }
  })

  test('belong to a version, and never to a delete marker', () => {
    const s3 = startS3()
    const at = { Bucket: versionedBucket(s3), Key: 'state.json' }
    const { VersionId } = s3.call('PutObject', { ...at, Tagging: 'step=1' })
    s3.call('PutObject', at)
    expect(s3.call('GetObjectTagging', { ...at, VersionId })).toEqual({
      VersionId,
      TagSet: [{ Key: 'step', Value: '1' }],
    })
    s3.call('DeleteObject', at)
    expect(s3.failure('GetObjectTagging', at)).toMatchObject({
      name: 'MethodNotAllowed',
      ResourceType: 'DeleteMarker',
    })
  })
})

test('bucket tags are kept, and their absence is an error', () => {
  const s3 = startS3()
  const Bucket = s3.bucket()
  expect(s3.failure('GetBucketTagging', { Bucket }).name).toBe('NoSuchTagSet')
  const TagSet = [{ Key: 'team', Value: 'weather' }]
  s3.call('PutBucketTagging', { Bucket, Tagging: { TagSet } })
  expect(s3.call('GetBucketTagging', { Bucket })).toEqual({ TagSet })
  s3.call('DeleteBucketTagging', { Bucket })
  expect(s3.failure('GetBucketTagging', { Bucket }).message).toBe('The TagSet does not exist')
})
