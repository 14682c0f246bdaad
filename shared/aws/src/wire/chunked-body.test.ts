import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isChunked, unpackChunks } from './chunked-body.ts'

const TRAILER = { 'x-amz-trailer': 'x-amz-checksum-crc32' }

describe('unpackChunks', () => {
  test('gives back what was packed, however it was cut into chunks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { maxLength: 5 }),
        (chunks) => {
          const headers = {
            'content-encoding': 'gzip,aws-chunked',
            'x-amz-decoded-content-length': String(Buffer.concat(chunks).length),
            ...TRAILER,
          }
          const packed = pack(chunks, 'x-amz-checksum-crc32:NhCmhg==')
          const { body, headers: unpacked } = unpackChunks(packed, headers)
          expect(body).toEqual(Buffer.concat(chunks))
          expect(unpacked['x-amz-checksum-crc32']).toBe('NhCmhg==')
          expect(unpacked['content-encoding']).toBe('gzip')
        },
      ),
    )
  })

  test('takes signed chunks and a signed trailer', () => {
    const signature = `;chunk-signature=${'a'.repeat(64)}`
    const text =
      `5${signature}\r\nhello\r\n0${signature}\r\n` +
      'x-amz-checksum-crc32:NhCmhg==\r\nx-amz-trailer-signature:abc\r\n\r\n'
    const { body, headers } = unpackChunks(Buffer.from(text), TRAILER)
    expect(body.toString()).toBe('hello')
    expect(headers).not.toHaveProperty('x-amz-trailer-signature')
  })

  test('refuses a body that is cut short anywhere before its trailer', () => {
    const whole = pack([Buffer.from('hello'), Buffer.from('world')], '')
    const end = whole.indexOf('0\r\n\r\n') + 3
    for (let cut = 0; cut < end; cut++) {
      expect(() => unpackChunks(Buffer.from(whole.subarray(0, cut)), {}), `cut at ${cut}`).toThrow(
        expect.objectContaining({ name: 'IncompleteBody', status: 400 }),
      )
    }
  })

  test.each([
    ['5\r\nhelloXX0\r\n\r\n', {}, 'InvalidChunkSizeError'],
    ['five\r\nhello\r\n0\r\n\r\n', {}, 'InvalidChunkSizeError'],
    ['-5\r\nhello\r\n0\r\n\r\n', {}, 'InvalidChunkSizeError'],
    ['ffffffffffff\r\nhello\r\n0\r\n\r\n', {}, 'IncompleteBody'],
    ['5\r\nhello\r\n0\r\n\r\n', { 'x-amz-decoded-content-length': '6' }, 'IncompleteBody'],
    ['5\r\nhello\r\n0\r\n\r\n', TRAILER, 'MalformedTrailerError'],
    ['5\r\nhello\r\n0\r\nx-other:1\r\n\r\n', {}, 'MalformedTrailerError'],
    ['5\r\nhello\r\n0\r\nnonsense\r\n\r\n', TRAILER, 'MalformedTrailerError'],
  ])('refuses %j', (text, headers, name) => {
    expect(() => unpackChunks(Buffer.from(text), headers as Record<string, string>)).toThrow(
      expect.objectContaining({ name }),
    )
  })
})

describe('isChunked', () => {
  test.each([
    [{ 'content-encoding': 'aws-chunked' }, true],
    [{ 'content-encoding': 'gzip, aws-chunked' }, true],
    [{ 'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' }, true],
    [{ 'content-encoding': 'gzip' }, false],
    [{}, false],
  ])('tells %j', (headers, expected) => {
    expect(isChunked(headers as Record<string, string>)).toBe(expected)
  })
})

function pack(chunks: readonly Uint8Array[], trailer: string): Buffer {
  const parts = chunks.flatMap((chunk) => [
    Buffer.from(`${chunk.length.toString(16)}\r\n`),
    chunk,
    Buffer.from('\r\n'),
  ])
  return Buffer.concat([...parts, Buffer.from(`0\r\n${trailer && `${trailer}\r\n`}\r\n`)])
}
