// Longer than most: an upload in parts has many rules, each with a test.
import * as sdk from '@aws-sdk/client-s3'
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { bytes, startS3, text, type TestS3 } from './fixture.ts'

const MINIMUM = 5 * 2 ** 20

interface At {
  Bucket: string
  Key: string
  UploadId: string
}

function start(input: object = {}): { s3: TestS3; at: At } {
  const s3 = startS3()
  const at = { Bucket: s3.bucket(), Key: 'events/1979.csv' }
  const { UploadId } = s3.call('CreateMultipartUpload', { ...at, ...input })
  return { s3, at: { ...at, UploadId } }
}

function upload(s3: TestS3, at: At, bodies: Record<number, Uint8Array>) {
  return Object.entries(bodies).map(([number, Body]) => {
    const PartNumber = Number(number)
    return { PartNumber, ETag: s3.call('UploadPart', { ...at, PartNumber, Body }).ETag }
  })
}

function complete(s3: TestS3, at: At, Parts: object[], input: object = {}) {
  return s3.call('CompleteMultipartUpload', { ...at, MultipartUpload: { Parts }, ...input })
}

function failure(s3: TestS3, at: At, Parts: object[], input: object = {}) {
  return s3.failure('CompleteMultipartUpload', { ...at, MultipartUpload: { Parts }, ...input })
}

const letters = (letter: string, size = MINIMUM) => new Uint8Array(size).fill(letter.charCodeAt(0))

describe('a multipart upload', () => {
  test('makes one object of its parts, in the order of their numbers', () => {
    const { s3, at } = start({ ContentType: 'text/csv', Metadata: { source: 'gdelt' } })
    const parts = upload(s3, at, { 7: bytes('end'), 2: letters('a') })
    const output = complete(s3, at, parts)
    expect(output).toMatchObject({ Bucket: at.Bucket, Key: at.Key, ChecksumType: 'FULL_OBJECT' })
    const got = s3.call('GetObject', { Bucket: at.Bucket, Key: at.Key })
    expect(text(got.Body)).toBe(`${'a'.repeat(MINIMUM)}end`)
    expect(got).toMatchObject({
      ContentLength: MINIMUM + 3,
      ContentType: 'text/csv',
      Metadata: { source: 'gdelt' },
      ETag: output.ETag,
    })
  })

  test('has the MD5 of its parts’ MD5s and their number as ETag', () => {
    const { s3, at } = start()
    const bodies = { 1: letters('a'), 2: bytes('end') }
    const { ETag } = complete(s3, at, upload(s3, at, bodies))
    const md5 = (data: Uint8Array) => createHash('md5').update(data).digest()
    const digest = md5(Buffer.concat(Object.values(bodies).map(md5)))
    expect(ETag).toBe(`"${digest.toString('hex')}-2"`)
  })

  test('is read as its parts, which are never joined', () => {
    const { s3, at } = start()
    complete(s3, at, upload(s3, at, { 1: letters('a'), 2: bytes('end') }))
    const object = { Bucket: at.Bucket, Key: at.Key }
    const { Body } = s3.call('GetObject', object)
    expect(Body.map((chunk: Uint8Array) => chunk.length)).toEqual([MINIMUM, 3])
    const Range = `bytes=${MINIMUM - 1}-${MINIMUM}`
    expect(text(s3.call('GetObject', { ...object, Range }).Body)).toBe('ae')
  })

  test('does not exist as an object before it is complete', () => {
    const { s3, at } = start()
    upload(s3, at, { 1: bytes('x') })
    expect(s3.failure('HeadObject', { Bucket: at.Bucket, Key: at.Key }).name).toBe('NotFound')
    expect(s3.call('ListObjectsV2', { Bucket: at.Bucket }).KeyCount).toBe(0)
  })

  test('takes the last body uploaded under a part number', () => {
    const { s3, at } = start()
    upload(s3, at, { 1: bytes('first') })
    complete(s3, at, upload(s3, at, { 1: bytes('second') }))
    expect(text(s3.call('GetObject', { Bucket: at.Bucket, Key: at.Key }).Body)).toBe('second')
  })

  test('may leave uploaded parts out', () => {
    const { s3, at } = start()
    const [, second] = upload(s3, at, { 1: bytes('no'), 2: bytes('yes') })
    complete(s3, at, [second!])
    expect(text(s3.call('GetObject', { Bucket: at.Bucket, Key: at.Key }).Body)).toBe('yes')
  })

  test('is as old as its initiation', async () => {
    const { s3, at } = start()
    const initiated = s3.clock.now()
    await s3.clock.advance(60_000)
    complete(s3, at, upload(s3, at, { 1: bytes('x') }))
    const { LastModified } = s3.call('HeadObject', { Bucket: at.Bucket, Key: at.Key })
    expect(LastModified.getTime()).toBe(initiated)
  })

  test('is gone once complete or aborted', () => {
    const { s3, at } = start()
    s3.call('AbortMultipartUpload', at)
    for (const operation of ['AbortMultipartUpload', 'ListParts', 'UploadPart']) {
      const error = s3.failure(operation, { ...at, PartNumber: 1 })
      expect(error).toBeInstanceOf(sdk.NoSuchUpload)
      expect(error).toMatchObject({ UploadId: at.UploadId, $metadata: { httpStatusCode: 404 } })
    }
    const next = start()
    const parts = upload(next.s3, next.at, { 1: bytes('x') })
    complete(next.s3, next.at, parts)
    expect(failure(next.s3, next.at, parts).name).toBe('NoSuchUpload')
  })

  test('belongs to its key', () => {
    const { s3, at } = start()
    expect(s3.failure('UploadPart', { ...at, Key: 'other', PartNumber: 1 }).name).toBe(
      'NoSuchUpload',
    )
  })

  test('does not change with the caller’s buffer', () => {
    const { s3, at } = start()
    const Body = Buffer.from('first')
    const { ETag } = s3.call('UploadPart', { ...at, PartNumber: 1, Body })
    Body.write('other')
    complete(s3, at, [{ PartNumber: 1, ETag }])
    expect(text(s3.call('GetObject', { Bucket: at.Bucket, Key: at.Key }).Body)).toBe('first')
  })
})

describe('UploadPart', () => {
  test('takes part numbers from 1 to 10,000', () => {
    const { s3, at } = start()
    upload(s3, at, { 1: bytes('x'), 10_000: bytes('x') })
    for (const PartNumber of [0, -1, 10_001, 1.5]) {
      expect(s3.failure('UploadPart', { ...at, PartNumber })).toMatchObject({
        name: 'InvalidArgument',
        message: 'Part number must be an integer between 1 and 10000, inclusive',
        ArgumentValue: String(PartNumber),
      })
    }
  })

  test('checks bodies like PutObject', () => {
    const { s3, at } = start()
    const input = { ...at, PartNumber: 1, Body: bytes('x'), ChecksumCRC32: 'AAAAAA==' }
    expect(s3.failure('UploadPart', input).name).toBe('BadDigest')
  })
})

describe('CompleteMultipartUpload', () => {
  test('refuses parts below 5 MiB, but for the last', () => {
    const { s3, at } = start()
    const small = letters('a', MINIMUM - 1)
    const parts = upload(s3, at, { 1: letters('a'), 2: small, 3: bytes('end') })
    expect(failure(s3, at, parts)).toMatchObject({
      name: 'EntityTooSmall',
      message: 'Your proposed upload is smaller than the minimum allowed size',
      PartNumber: '2',
      ProposedSize: String(MINIMUM - 1),
      MinSizeAllowed: String(MINIMUM),
      $metadata: { httpStatusCode: 400 },
    })
    expect(complete(s3, at, parts.slice(0, 2)).ETag).toMatch(/-2"$/)
  })

  test('refuses parts that are not in ascending order', () => {
    const { s3, at } = start()
    const parts = upload(s3, at, { 1: letters('a'), 2: bytes('end') })
    expect(failure(s3, at, parts.toReversed()).name).toBe('InvalidPartOrder')
    expect(failure(s3, at, [parts[0]!, parts[0]!]).name).toBe('InvalidPartOrder')
  })

  test('refuses parts that were not uploaded, or not so', () => {
    const { s3, at } = start()
    const [part] = upload(s3, at, { 1: bytes('x') })
    const expected = {
      name: 'InvalidPart',
      UploadId: at.UploadId,
      $metadata: { httpStatusCode: 400 },
    }
    expect(failure(s3, at, [{ ...part, PartNumber: 2 }])).toMatchObject({
      ...expected,
      PartNumber: '2',
    })
    const other = '"d41d8cd98f00b204e9800998ecf8427e"'
    expect(failure(s3, at, [{ PartNumber: 1, ETag: other }])).toMatchObject(expected)
    expect(complete(s3, at, [{ PartNumber: 1, ETag: part!.ETag.replaceAll('"', '') }]).Key).toBe(
      at.Key,
    )
  })

  test('refuses an empty list of parts', () => {
    const { s3, at } = start()
    expect(failure(s3, at, []).message).toBe('You must specify at least one part')
  })

  test('refuses a size that is not the object’s', () => {
    const { s3, at } = start()
    const parts = upload(s3, at, { 1: bytes('test') })
    expect(failure(s3, at, parts, { MpuObjectSize: 5 }).message).toBe(
      "The provided 'x-amz-mp-object-size' header value 5 does not match what was computed: 4",
    )
  })

  test('keeps the upload after a failure, so it can be tried again', () => {
    const { s3, at } = start()
    const parts = upload(s3, at, { 1: bytes('x') })
    failure(s3, at, [])
    expect(complete(s3, at, parts).Key).toBe(at.Key)
  })
})

describe('a conditional completion', () => {
  const put = (s3: TestS3, { Bucket, Key }: At, body = 'x') =>
    s3.call('PutObject', { Bucket, Key, Body: bytes(body) })
  const remove = (s3: TestS3, { Bucket, Key }: At) => s3.call('DeleteObject', { Bucket, Key })

  test('creates a key that is not there', () => {
    const { s3, at } = start()
    expect(complete(s3, at, upload(s3, at, { 1: bytes('x') }), { IfNoneMatch: '*' }).Key).toBe(
      at.Key,
    )
  })

  test('fails with 412 where the key was written meanwhile', () => {
    const { s3, at } = start()
    const parts = upload(s3, at, { 1: bytes('x') })
    put(s3, at)
    expect(failure(s3, at, parts, { IfNoneMatch: '*' }).name).toBe('PreconditionFailed')
  })

  test('fails with 409 where the key was deleted meanwhile, until a new upload begins', () => {
    const { s3, at } = start()
    put(s3, at)
    const next = { ...at, UploadId: s3.call('CreateMultipartUpload', at).UploadId }
    const parts = upload(s3, next, { 1: bytes('x') })
    remove(s3, at)
    expect(failure(s3, next, parts, { IfNoneMatch: '*' })).toMatchObject({
      name: 'ConditionalRequestConflict',
      Condition: 'If-None-Match',
      $metadata: { httpStatusCode: 409 },
    })
    const third = { ...at, UploadId: s3.call('CreateMultipartUpload', at).UploadId }
    expect(
      complete(s3, third, upload(s3, third, { 1: bytes('x') }), { IfNoneMatch: '*' }).Key,
    ).toBe(at.Key)
  })

  test('replaces the object that IfMatch names', () => {
    const { s3, at } = start()
    const { ETag } = put(s3, at)
    const next = { ...at, UploadId: s3.call('CreateMultipartUpload', at).UploadId }
    const parts = upload(s3, next, { 1: bytes('y') })
    expect(failure(s3, next, parts, { IfMatch: '"other"' }).name).toBe('PreconditionFailed')
    expect(complete(s3, next, parts, { IfMatch: ETag }).Key).toBe(at.Key)
  })

  test('conflicts with a write in between, even of the same content', () => {
    const { s3, at } = start()
    const { ETag } = put(s3, at)
    const parts = upload(s3, at, { 1: bytes('y') })
    expect(failure(s3, at, parts, { IfMatch: ETag }).name).toBe('ConditionalRequestConflict')
    remove(s3, at)
    expect(failure(s3, at, parts, { IfMatch: ETag }).name).toBe('NoSuchKey')
    expect(complete(s3, at, parts).Key).toBe(at.Key)
  })
})

describe('checksums of a multipart upload', () => {
  const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest()

  test('are composite where SHA256 is asked: of the parts’ checksums, with their number', () => {
    const { s3, at } = start({ ChecksumAlgorithm: 'SHA256' })
    const bodies = [letters('a'), bytes('end')]
    const parts = bodies.map((Body, index) => {
      const PartNumber = index + 1
      const { ETag, ChecksumSHA256 } = s3.call('UploadPart', { ...at, PartNumber, Body })
      expect(ChecksumSHA256).toBe(sha256(Body).toString('base64'))
      return { PartNumber, ETag, ChecksumSHA256 }
    })
    const output = complete(s3, at, parts)
    const digest = sha256(Buffer.concat(bodies.map(sha256))).toString('base64')
    expect(output).toMatchObject({ ChecksumSHA256: `${digest}-2`, ChecksumType: 'COMPOSITE' })
    const object = { Bucket: at.Bucket, Key: at.Key }
    expect(s3.call('HeadObject', { ...object, ChecksumMode: 'ENABLED' }).ChecksumSHA256).toBe(
      `${digest}-2`,
    )
    const part = { ...object, PartNumber: 2, ChecksumMode: 'ENABLED' }
    expect(s3.call('GetObject', part)).toMatchObject({
      ChecksumSHA256: parts[1]!.ChecksumSHA256,
      PartsCount: 2,
      ContentRange: `bytes ${MINIMUM}-${MINIMUM + 2}/${MINIMUM + 3}`,
    })
  })

  test('that are composite must come with every part again', () => {
    const { s3, at } = start({ ChecksumAlgorithm: 'CRC32' })
    const parts = upload(s3, at, { 1: bytes('x') })
    expect(failure(s3, at, parts).message).toContain('It was missing for part 1 in the request.')
    expect(failure(s3, at, [{ ...parts[0], ChecksumCRC32: 'AAAAAA==' }]).name).toBe('InvalidPart')
  })

  test('of the whole object equal those of one PutObject', () => {
    for (const algorithm of ['CRC32', 'CRC32C', 'CRC64NVME']) {
      const { s3, at } = start({ ChecksumAlgorithm: algorithm, ChecksumType: 'FULL_OBJECT' })
      const output = complete(s3, at, upload(s3, at, { 1: letters('a'), 2: bytes('end') }))
      const Body = Buffer.concat([letters('a'), bytes('end')])
      const put = s3.call('PutObject', { ...at, Body, ChecksumAlgorithm: algorithm })
      expect(output[`Checksum${algorithm}`]).toBe(put[`Checksum${algorithm}`])
    }
  })

  test('fail the completion where they do not match', () => {
    const { s3, at } = start({ ChecksumAlgorithm: 'CRC32C', ChecksumType: 'FULL_OBJECT' })
    const parts = upload(s3, at, { 1: bytes('x') })
    expect(failure(s3, at, parts, { ChecksumCRC32C: 'AAAAAA==' })).toMatchObject({
      name: 'BadDigest',
      message: 'The crc32c you specified did not match the calculated checksum.',
    })
    expect(failure(s3, at, parts, { ChecksumType: 'COMPOSITE' }).message).toContain('FULL_OBJECT')
  })

  test('cannot be composite with CRC64NVME, nor of the whole object with SHA', () => {
    const s3 = startS3()
    const at = { Bucket: s3.bucket(), Key: 'a' }
    const message = (input: object) =>
      s3.failure('CreateMultipartUpload', { ...at, ...input }).message
    expect(message({ ChecksumAlgorithm: 'CRC64NVME', ChecksumType: 'COMPOSITE' })).toBe(
      'The COMPOSITE checksum type cannot be used with the crc64nvme checksum algorithm.',
    )
    expect(message({ ChecksumAlgorithm: 'SHA256', ChecksumType: 'FULL_OBJECT' })).toBe(
      'The FULL_OBJECT checksum type cannot be used with the sha256 checksum algorithm.',
    )
    expect(message({ ChecksumType: 'FULL_OBJECT' })).toContain('x-amz-checksum-algorithm')
  })

  test('of a part must use the upload’s algorithm', () => {
    const { s3, at } = start({ ChecksumAlgorithm: 'SHA256' })
    const input = { ...at, PartNumber: 1, ChecksumCRC32: 'AAAAAA==' }
    expect(s3.failure('UploadPart', input).message).toBe(
      'Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: crc32',
    )
  })
})

describe('UploadPartCopy', () => {
  function withSource(body = '0123456789') {
    const { s3, at } = start()
    s3.call('PutObject', { Bucket: at.Bucket, Key: 'source', Body: bytes(body) })
    return { s3, at: { ...at, PartNumber: 1, CopySource: `${at.Bucket}/source` } }
  }

  test('copies a range, or all of its source', () => {
    const { s3, at } = withSource()
    const { ETag } = s3.call('UploadPartCopy', {
      ...at,
      CopySourceRange: 'bytes=0-0',
    }).CopyPartResult
    expect(ETag).toBe('"cfcd208495d565ef66e7dff9f98764da"')
    const whole = s3.call('UploadPartCopy', at).CopyPartResult
    complete(s3, at, [{ PartNumber: 1, ETag: whole.ETag }])
    expect(text(s3.call('GetObject', { Bucket: at.Bucket, Key: at.Key }).Body)).toBe('0123456789')
  })

  test('refuses ranges that are open or beyond the source', () => {
    const { s3, at } = withSource()
    const name = (CopySourceRange: string) =>
      s3.failure('UploadPartCopy', { ...at, CopySourceRange }).name
    for (const range of ['0-8', 'bytes=1-0', 'bytes=1-', 'bytes=-2', 'bytes=0-100']) {
      expect(name(range)).toBe('InvalidArgument')
    }
    expect(name('bytes=100-200')).toBe('InvalidRequest')
  })

  test('checks conditions on its source', () => {
    const { s3, at } = withSource()
    const input = { ...at, CopySourceIfMatch: '"other"' }
    expect(s3.failure('UploadPartCopy', input).Condition).toBe('x-amz-copy-source-If-Match')
  })
})
