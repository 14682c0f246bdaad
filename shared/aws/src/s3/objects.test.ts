// Longer than most: put, get and head, with all that they refuse.
import * as sdk from '@aws-sdk/client-s3'
import { describe, expect, test } from 'vitest'
import { bytes, startS3, text } from './fixture.ts'

const MINUTE = 60 * 1000

function withObject(body = '0123456789', extra: object = {}) {
  const s3 = startS3()
  const at = { Bucket: s3.bucket(), Key: 'events/1979.csv' }
  const put = s3.call('PutObject', { ...at, Body: bytes(body), ...extra })
  return { s3, at, put }
}

describe('PutObject and GetObject', () => {
  test('give back the bytes, their MD5 as ETag and S3’s default headers', () => {
    const { s3, at, put } = withObject('test')
    const ETag = '"098f6bcd4621d373cade4e832627b4f6"'
    expect(put).toMatchObject({ ETag, ServerSideEncryption: 'AES256' })
    const got = s3.call('GetObject', at)
    expect(text(got.Body)).toBe('test')
    expect(got).toMatchObject({
      ETag,
      AcceptRanges: 'bytes',
      ContentLength: 4,
      ContentType: 'application/octet-stream',
      Metadata: {},
      LastModified: new Date(s3.clock.now()),
    })
  })

  test('keep headers and metadata, whose names HTTP makes lower-case', () => {
    const Expires = new Date('2027-01-01T00:00:00Z')
    const headers = { ContentType: 'text/csv', CacheControl: 'no-store', ContentEncoding: 'gzip' }
    const { s3, at } = withObject('x', { ...headers, Expires, Metadata: { Station: 'Seattle' } })
    expect(s3.call('GetObject', at)).toMatchObject({
      ...headers,
      Expires,
      ExpiresString: 'Fri, 01 Jan 2027 00:00:00 GMT',
      Metadata: { station: 'Seattle' },
    })
  })

  test('do not change with the caller’s buffer', () => {
    const s3 = startS3()
    const at = { Bucket: s3.bucket(), Key: 'events/1979.csv' }
    const Body = Buffer.from('first')
    s3.call('PutObject', { ...at, Body })
    Body.write('other')
    expect(text(s3.call('GetObject', at).Body)).toBe('first')
  })

  test('do not change with an output that the caller writes to', () => {
    const { s3, at } = withObject('x', { Metadata: { station: 'Seattle' } })
    const output = s3.call('GetObject', at)
    output.Metadata.station = 'New York'
    output.LastModified.setTime(0)
    expect(s3.call('HeadObject', at)).toMatchObject({
      Metadata: { station: 'Seattle' },
      LastModified: new Date(s3.clock.now()),
    })
  })

  test('take an absent body for an empty one', () => {
    const s3 = startS3()
    const at = { Bucket: s3.bucket(), Key: 'events/' }
    expect(s3.call('PutObject', at).ETag).toBe('"d41d8cd98f00b204e9800998ecf8427e"')
    expect(s3.call('GetObject', at)).toMatchObject({ ContentLength: 0, Body: new Uint8Array(0) })
  })

  test('tell times in whole seconds', async () => {
    const s3 = startS3()
    const at = { Bucket: s3.bucket(), Key: 'events/1979.csv' }
    await s3.clock.advance(1999)
    s3.call('PutObject', at)
    expect(s3.call('HeadObject', at).LastModified.getTime() % 1000).toBe(0)
  })

  test('keep every well-formed key apart, slashes and all', () => {
    const s3 = startS3()
    const Bucket = s3.bucket()
    const keys = ['a', 'a/', '/a', 'a//b', 'a b', 'a+b', 'a%20b', 'ä', '\u{1f4e6}', '.']
    for (const Key of keys) s3.call('PutObject', { Bucket, Key, Body: bytes(Key) })
    const bodies = keys.map((Key) => text(s3.call('GetObject', { Bucket, Key }).Body))
    expect(bodies).toEqual(keys)
  })

  test('refuse keys beyond 1,024 bytes and metadata beyond 2 KB', () => {
    const s3 = startS3()
    const Bucket = s3.bucket()
    s3.call('PutObject', { Bucket, Key: 'ä'.repeat(512) })
    expect(s3.failure('PutObject', { Bucket, Key: 'ä'.repeat(513) }).name).toBe('KeyTooLongError')
    const Metadata = { station: 'x'.repeat(2048 - 'station'.length) }
    s3.call('PutObject', { Bucket, Key: 'a', Metadata })
    const larger = { station: `${Metadata.station}x` }
    expect(s3.failure('PutObject', { Bucket, Key: 'a', Metadata: larger })).toMatchObject({
      name: 'MetadataTooLarge',
      MaxSizeAllowed: '2048',
    })
  })

  test('refuse storage classes that are not those of general purpose buckets', () => {
    const s3 = startS3()
    const input = { Bucket: s3.bucket(), Key: 'a', StorageClass: 'OUTPOSTS' }
    expect(s3.failure('PutObject', input)).toMatchObject({
      name: 'InvalidStorageClass',
      StorageClassRequested: 'OUTPOSTS',
    })
  })
})

describe('GetObject', () => {
  test('names the key that does not exist', () => {
    const s3 = startS3()
    const error = s3.failure('GetObject', { Bucket: s3.bucket(), Key: 'events/1980.csv' })
    expect(error).toBeInstanceOf(sdk.NoSuchKey)
    expect(error).toMatchObject({
      message: 'The specified key does not exist.',
      Key: 'events/1980.csv',
      $metadata: { httpStatusCode: 404 },
    })
  })

  test('takes headers from the request where it overrides them', () => {
    const { s3, at } = withObject()
    const overrides = { ResponseContentType: 'text/plain', ResponseCacheControl: 'no-cache' }
    expect(s3.call('GetObject', { ...at, ...overrides })).toMatchObject({
      ContentType: 'text/plain',
      CacheControl: 'no-cache',
    })
  })

  test('leaves STANDARD unsaid and tells other storage classes', () => {
    expect(withObject().s3.call('HeadObject', withObject().at)).not.toHaveProperty('StorageClass')
    const { s3, at } = withObject('x', { StorageClass: 'GLACIER_IR' })
    expect(s3.call('GetObject', at).StorageClass).toBe('GLACIER_IR')
  })
})

describe('Range', () => {
  test('selects bytes by first and last, open end and suffix', () => {
    const { s3, at } = withObject()
    const read = (Range: string) => {
      const { Body, ContentRange, ContentLength, $metadata } = s3.call('GetObject', {
        ...at,
        Range,
      })
      return [text(Body), ContentRange, ContentLength, $metadata.httpStatusCode]
    }
    expect(read('bytes=0-8')).toEqual(['012345678', 'bytes 0-8/10', 9, 206])
    expect(read('bytes=1-')).toEqual(['123456789', 'bytes 1-9/10', 9, 206])
    expect(read('bytes=-2')).toEqual(['89', 'bytes 8-9/10', 2, 206])
    expect(read('bytes=-15')).toEqual(['0123456789', 'bytes 0-9/10', 10, 206])
    expect(read('bytes=5-100')).toEqual(['56789', 'bytes 5-9/10', 5, 206])
  })

  test('is ignored where S3 cannot read it or it names several', () => {
    const { s3, at } = withObject()
    const ignored = ['bytes=1-0', 'bytes=-', 'bytes=-1-', 'bytes=0-1,3-4', '0-8', 'lines=0-1']
    const lengths = ignored.map((Range) => s3.call('GetObject', { ...at, Range }).ContentLength)
    expect(lengths).toEqual(ignored.map(() => 10))
  })

  test('beyond the end cannot be satisfied', () => {
    const { s3, at } = withObject()
    for (const Range of ['bytes=10-', 'bytes=100-200', 'bytes=-0']) {
      expect(s3.failure('GetObject', { ...at, Range })).toMatchObject({
        name: 'InvalidRange',
        ActualObjectSize: '10',
        RangeRequested: Range,
        $metadata: { httpStatusCode: 416 },
      })
    }
  })

  test('of an empty object cannot be satisfied either', () => {
    const { s3, at } = withObject('')
    const names = ['bytes=0-', 'bytes=-5'].map(
      (Range) => s3.failure('GetObject', { ...at, Range }).name,
    )
    expect(names).toEqual(['InvalidRange', 'InvalidRange'])
  })
})

describe('HeadObject', () => {
  test('tells what GetObject tells, without the body', () => {
    const { s3, at } = withObject('x', { Metadata: { station: 'Seattle' } })
    const { Body: _, ...headers } = s3.call('GetObject', at)
    expect(s3.call('HeadObject', at)).toEqual(headers)
  })

  test('surfaces errors as the SDK does without a body: by status alone', () => {
    const { s3, at } = withObject()
    expect(s3.failure('HeadObject', { ...at, Key: 'other' })).toBeInstanceOf(sdk.NotFound)
    expect(s3.failure('HeadObject', { ...at, IfMatch: '"other"' })).toMatchObject({
      name: 'Unknown',
      message: 'UnknownError',
      $metadata: { httpStatusCode: 412 },
    })
  })
})

describe('conditional reads', () => {
  test('by ETag answer 412 and 304, with or without quotes', () => {
    const { s3, at, put } = withObject()
    expect(s3.call('GetObject', { ...at, IfMatch: put.ETag }).ContentLength).toBe(10)
    expect(s3.call('GetObject', { ...at, IfNoneMatch: '"other"' }).ContentLength).toBe(10)
    expect(s3.failure('GetObject', { ...at, IfMatch: '"other"' })).toMatchObject({
      name: 'PreconditionFailed',
      Condition: 'If-Match',
      $metadata: { httpStatusCode: 412 },
    })
    for (const IfNoneMatch of [put.ETag, put.ETag.replaceAll('"', '')]) {
      const error = s3.failure('GetObject', { ...at, IfNoneMatch })
      expect([error.name, error.$metadata.httpStatusCode]).toEqual(['Unknown', 304])
    }
  })

  test('by date compare with LastModified, and ignore the future', async () => {
    const { s3, at } = withObject()
    const written = s3.clock.now()
    await s3.clock.advance(10 * MINUTE)
    const dated = (minutes: number) => new Date(written + minutes * MINUTE)
    const status = (input: object) =>
      s3.failure('GetObject', { ...at, ...input }).$metadata.httpStatusCode
    expect(status({ IfModifiedSince: dated(0) })).toBe(304)
    expect(status({ IfUnmodifiedSince: dated(-1) })).toBe(412)
    for (const input of [
      { IfModifiedSince: dated(-1) },
      { IfModifiedSince: dated(60) },
      { IfUnmodifiedSince: dated(0) },
    ]) {
      expect(s3.call('GetObject', { ...at, ...input }).ContentLength).toBe(10)
    }
  })

  test('let ETags decide where both are given', () => {
    const { s3, at, put } = withObject()
    const past = new Date(0)
    const input = { ...at, IfMatch: put.ETag, IfUnmodifiedSince: past }
    expect(s3.call('GetObject', input).ContentLength).toBe(10)
    const same = { ...at, IfNoneMatch: put.ETag, IfModifiedSince: past }
    expect(s3.failure('GetObject', same).$metadata.httpStatusCode).toBe(304)
  })
})

describe('conditional writes', () => {
  test('with IfNoneMatch create a key once', () => {
    const s3 = startS3()
    const at = { Bucket: s3.bucket(), Key: 'users/ada', IfNoneMatch: '*' }
    s3.call('PutObject', { ...at, Body: bytes('first') })
    expect(s3.failure('PutObject', { ...at, Body: bytes('second') })).toMatchObject({
      name: 'PreconditionFailed',
      message: 'At least one of the pre-conditions you specified did not hold',
      Condition: 'If-None-Match',
      $metadata: { httpStatusCode: 412 },
    })
    expect(text(s3.call('GetObject', { Bucket: at.Bucket, Key: at.Key }).Body)).toBe('first')
    s3.call('DeleteObject', { Bucket: at.Bucket, Key: at.Key })
    expect(s3.call('PutObject', at).ETag).toBeDefined()
  })

  test('with IfMatch replace exactly the content that was read', () => {
    const { s3, at, put } = withObject('1')
    const next = s3.call('PutObject', { ...at, Body: bytes('2'), IfMatch: put.ETag })
    expect(s3.failure('PutObject', { ...at, Body: bytes('3'), IfMatch: put.ETag })).toMatchObject({
      name: 'PreconditionFailed',
      Condition: 'If-Match',
    })
    expect(s3.call('HeadObject', at).ETag).toBe(next.ETag)
  })

  test('with IfMatch find no key that was deleted in between', () => {
    const { s3, at, put } = withObject('1')
    s3.call('DeleteObject', at)
    const error = s3.failure('PutObject', { ...at, IfMatch: put.ETag })
    expect([error.name, error.$metadata.httpStatusCode]).toEqual(['NoSuchKey', 404])
  })

  test('take neither other values nor both conditions', () => {
    const { s3, at, put } = withObject('1')
    const inputs = [
      { IfNoneMatch: put.ETag },
      { IfMatch: '*' },
      { IfMatch: put.ETag, IfNoneMatch: '*' },
    ]
    const errors = inputs.map((input) => s3.failure('PutObject', { ...at, ...input }))
    expect(errors.map(({ name, Header }) => [name, Header])).toEqual([
      ['NotImplemented', 'If-None-Match'],
      ['NotImplemented', 'If-Match'],
      ['NotImplemented', 'If-Match,If-None-Match'],
    ])
  })

  test('see no object where a delete marker is current', () => {
    const s3 = startS3()
    const at = { Bucket: s3.bucket(), Key: 'users/ada' }
    const versioning = { Status: 'Enabled' }
    s3.call('PutBucketVersioning', { Bucket: at.Bucket, VersioningConfiguration: versioning })
    const { ETag } = s3.call('PutObject', at)
    s3.call('DeleteObject', at)
    expect(s3.failure('PutObject', { ...at, IfMatch: ETag }).name).toBe('NoSuchKey')
    expect(s3.call('PutObject', { ...at, IfNoneMatch: '*' }).VersionId).toBeDefined()
  })
})

test('a body that no transport collected is a mistake of the transport', () => {
  const s3 = startS3()
  const input = { Bucket: s3.bucket(), Key: 'a', Body: { pipe: () => undefined } }
  expect(() => s3.call('PutObject', input)).toThrow(TypeError)
  s3.call('PutObject', { ...input, Body: 'text' })
  expect(text(s3.call('GetObject', { Bucket: input.Bucket, Key: 'a' }).Body)).toBe('text')
})
