import { describe, expect, test } from 'vitest'
import { type Access, accessLine } from './access-log.ts'

describe('accessLine', () => {
  test('tells what was asked and what became of it', () => {
    expect(accessLine(ACCESS, { isColourful: false })).toMatch(
      /^\d\d:\d\d:\d\d {2}404 {2}S3 GetObject {2}NoSuchKey {2}GET \/ledgers\/a {2}13 ms$/,
    )
  })

  test('is one line of plain text, whatever the client sends', () => {
    const url = '/ledgers/\u001b[31m\r\n12:00:00  200'
    expect(accessLine({ ...ACCESS, url }, { isColourful: false })).toContain(
      'GET /ledgers/?[31m??12:00:00  200  13 ms',
    )
    const long = accessLine({ ...ACCESS, url: `/${'a'.repeat(9_000)}` }, { isColourful: false })
    expect(long.length).toBeLessThan(300)
  })

  test('keeps what a presigned URL is signed with to itself', () => {
    const url = '/ledgers/a?X-Amz-Security-Token=secret&X-Amz-Signature=secret&x=1'
    expect(accessLine({ ...ACCESS, url }, { isColourful: false })).not.toContain('secret')
  })
})

const ACCESS: Access = {
  at: 0,
  ms: 12.6,
  status: 404,
  service: 'S3',
  operation: 'GetObject',
  error: 'NoSuchKey',
  method: 'GET',
  url: '/ledgers/a',
}
