import {
  InvalidParameterValueException,
  MissingParameterValueException,
  ResourceNotFoundException,
} from '@aws-sdk/client-glacier'
import { describe, expect, test } from 'vitest'
import { archiveOf, testGlacier, testUpload, treeHash, vaultName } from './test-glacier.ts'
import { MIB } from './tree-hash.ts'
import { DAY, HOUR } from './vault.ts'

describe('InitiateMultipartUpload', () => {
  test.each(['1048576', '2097152', '4294967296'])('takes parts of %s bytes', (partSize) => {
    const { glacier } = testGlacier()
    expect(() => glacier.InitiateMultipartUpload({ vaultName, partSize })).not.toThrow()
  })

  test.each(['0', '524288', '3145728', '1000000', '8589934592', 'x'])(
    'refuses parts of %s bytes',
    (partSize) => {
      const { glacier } = testGlacier()
      expect(() => glacier.InitiateMultipartUpload({ vaultName, partSize })).toThrow(
        `Invalid part size: ${partSize}. Part size must not be null, must be a power of two and be between 1048576 and 4294967296 bytes.`,
      )
    },
  )
})

describe('a multipart upload', () => {
  test('becomes an archive, whatever the order of its parts', async () => {
    const { glacier, uploadPart, complete, initiate, clock } = testUpload()
    const whole = archiveOf(2.5 * MIB)
    uploadPart(2 * MIB, whole.subarray(2 * MIB))
    uploadPart(0, whole.subarray(0, MIB))
    uploadPart(MIB, whole.subarray(MIB, 2 * MIB))
    const { archiveId, checksum } = complete(whole)
    expect(checksum).toBe(treeHash(whole))
    const jobId = initiate({ Type: 'archive-retrieval', ArchiveId: archiveId })
    await clock.advance(5 * HOUR)
    const output = glacier.GetJobOutput({ vaultName, jobId })
    expect(treeHash(...[output.body].flat())).toBe(checksum)
    expect(output.archiveDescription).toBe('Ledgers of 2025')
  })

  test('takes a part again in place of the one that begins where it does', () => {
    const { uploadPart, complete } = testUpload()
    uploadPart(0, archiveOf(10))
    uploadPart(0, archiveOf(7))
    expect(() => complete(archiveOf(10))).toThrow(InvalidParameterValueException)
    expect(() => complete(archiveOf(7))).not.toThrow()
  })

  test('takes a short part in the middle, and then cannot be completed', () => {
    const { uploadPart, complete } = testUpload()
    const whole = archiveOf(2 * MIB)
    uploadPart(0, whole.subarray(0, MIB - 1))
    uploadPart(MIB, whole.subarray(MIB))
    expect(() => complete(whole)).toThrow(InvalidParameterValueException)
  })

  test('cannot be completed while bytes are missing, or without parts', () => {
    const { uploadPart, complete } = testUpload()
    const whole = archiveOf(2 * MIB)
    expect(() => complete(new Uint8Array())).toThrow(InvalidParameterValueException)
    uploadPart(MIB, whole.subarray(MIB))
    expect(() => complete(whole)).toThrow(InvalidParameterValueException)
    uploadPart(0, whole.subarray(0, MIB))
    expect(() => complete(whole)).not.toThrow()
  })

  test('is completed with its size and its tree hash only', () => {
    const { glacier, uploadId, uploadPart, complete } = testUpload()
    const whole = archiveOf(MIB + 1)
    uploadPart(0, whole.subarray(0, MIB))
    uploadPart(MIB, whole.subarray(MIB))
    const wrong = treeHash(archiveOf(MIB))
    expect(() => complete(whole, { checksum: wrong })).toThrow('Checksum mismatch')
    expect(() => complete(whole, { size: MIB })).toThrow(InvalidParameterValueException)
    expect(() => glacier.CompleteMultipartUpload({ vaultName, uploadId })).toThrow(
      MissingParameterValueException,
    )
    expect(() => complete(whole)).not.toThrow()
  })

  test('is completed once, however often it is asked for within an hour', async () => {
    const { glacier, clock, uploadId, uploadPart, complete } = testUpload()
    const whole = archiveOf(3)
    uploadPart(0, whole)
    const { archiveId } = complete(whole)
    expect(complete(whole).archiveId).toBe(archiveId)
    expect(glacier.ListMultipartUploads({ vaultName }).UploadsList).toEqual([])
    const gone = `The upload ID was not found: ${uploadId}`
    expect(() => glacier.ListParts({ vaultName, uploadId })).toThrow(gone)
    expect(() => glacier.AbortMultipartUpload({ vaultName, uploadId })).toThrow(gone)
    await clock.advance(HOUR)
    expect(() => complete(whole)).toThrow(ResourceNotFoundException)
  })

  test('is gone when it was aborted, which may be said twice', () => {
    const { glacier, uploadId, uploadPart } = testUpload()
    expect(glacier.AbortMultipartUpload({ vaultName, uploadId })).toEqual({})
    expect(glacier.AbortMultipartUpload({ vaultName, uploadId })).toEqual({})
    expect(() => uploadPart(0, archiveOf(1))).toThrow(ResourceNotFoundException)
  })

  test('is gone after a day without a new part', async () => {
    const { clock, uploadPart } = testUpload()
    await clock.advance(DAY - 1)
    uploadPart(0, archiveOf(1))
    await clock.advance(DAY - 1)
    uploadPart(0, archiveOf(2))
    await clock.advance(DAY)
    expect(() => uploadPart(0, archiveOf(3))).toThrow(ResourceNotFoundException)
  })
})

describe('UploadMultipartPart', () => {
  test.each([
    ['0-9/*', 'Invalid Content-Range: 0-9/*'],
    ['bytes=0-9/*', 'Invalid Content-Range: bytes=0-9/*'],
    ['bytes 9-0/*', 'Invalid Content-Range: bytes 9-0/*'],
    ['bytes 0-10/*', 'Content-Range: bytes 0-10/* is incompatible with Content-Length: 10'],
    ['bytes 1-10/*', 'Content-Range: bytes 1-10/* is incompatible with part size: 1048576'],
    [
      `bytes ${10_000 * MIB}-${10_000 * MIB + 9}/*`,
      'This is part number 10001 for the current multipart upload. It exceeds the limit of 10000 parts.',
    ],
  ])('refuses ten bytes as %s', (range, message) => {
    const { glacier, uploadId } = testUpload()
    const body = archiveOf(10)
    const part = { vaultName, uploadId, range, body, checksum: treeHash(body) }
    expect(() => glacier.UploadMultipartPart(part)).toThrow(message)
  })

  test('refuses a part that is larger than the others', () => {
    expect(() => testUpload().uploadPart(0, archiveOf(MIB + 1))).toThrow('incompatible')
  })

  test('compares the tree hash and returns it', () => {
    const { glacier, uploadId } = testUpload()
    const body = archiveOf(10)
    const part = { vaultName, uploadId, range: 'bytes 0-9/*', body }
    const checksum = treeHash(body)
    expect(glacier.UploadMultipartPart({ ...part, checksum })).toEqual({ checksum })
    expect(() => glacier.UploadMultipartPart({ ...part, checksum: 'f00d' })).toThrow('mismatch')
  })
})
