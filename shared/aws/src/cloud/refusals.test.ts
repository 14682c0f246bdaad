import * as http from 'node:http'
import * as net from 'node:net'
import {
  CreateBucketCommand,
  GetBucketVersioningCommand,
  HeadObjectCommand,
} from '@aws-sdk/client-s3'
import { describe, expect, test, vi } from 'vitest'
import { PATIENTLY, servedCloud } from './test-cloud.ts'

vi.setConfig({ testTimeout: 60_000 })

const JSON_HEADERS = { 'content-type': 'application/x-amz-json-1.0' }

describe('a request to DynamoDB', () => {
  test.each([
    ['is cut short', '{"TableName": "rid'],
    ['is no JSON', 'TableName=rides'],
    ['is no structure', '["rides"]'],
    ['has a number for a string', '{"TableName": 5, "Key": {}}'],
    ['has a string for a structure', '{"TableName": "rides", "Key": "r-17"}'],
    ['has a structure for a list', '{"TableName": "rides", "Key": {}, "AttributesToGet": {}}'],
    ['has a string for a boolean', '{"TableName": "rides", "Key": {}, "ConsistentRead": "yes"}'],
    ['is nested without end', `{"TableName": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ])('is refused when its body %s', async (_, body) => {
    await using world = await servedCloud()
    const headers = { ...JSON_HEADERS, 'x-amz-target': 'DynamoDB_20120810.GetItem' }
    const refused = await fetch(world.url, { method: 'POST', headers, body })
    expect(refused.status).toBe(400)
    expect(await refused.json()).toMatchObject({
      __type: 'com.amazon.coral.service#SerializationException',
    })
    expect(world.mistakes).toEqual([])
  })

  test("says what is wrong in DynamoDB's words", async () => {
    await using world = await servedCloud()
    const headers = { ...JSON_HEADERS, 'x-amz-target': 'DynamoDB_20120810.GetItem' }
    const body = '{"TableName": "rides", "Key": {"id": {"S": 17}}}'
    const refused = await fetch(world.url, { method: 'POST', headers, body })
    expect(await refused.json()).toMatchObject({
      Message: 'NUMBER_VALUE cannot be converted to String',
    })
  })
})

describe('a request', () => {
  test.each([
    ['DynamoDB_20120810.ExportTableToPointInTime', 'ExportTableToPointInTime of DynamoDB'],
    ['DynamoDB_20120810.FlyToTheMoon', 'FlyToTheMoon of DynamoDB'],
    ['DynamoDB_20120810.constructor', 'constructor of DynamoDB'],
    ['Outposts_2026.ListOutposts', '"Outposts_2026.ListOutposts"'],
  ])('for %s is answered with 501 and its name', async (target, name) => {
    await using world = await servedCloud()
    const headers = { ...JSON_HEADERS, 'x-amz-target': target }
    const refused = await fetch(world.url, { method: 'POST', headers, body: '{}' })
    expect(refused.status).toBe(501)
    expect(await refused.json()).toMatchObject({
      __type: 'NotImplemented',
      message: `The embedded AWS does not emulate ${name}`,
    })
  })

  test('in the old query protocol is told so in that protocol', async () => {
    await using world = await servedCloud()
    const credential = 'Credential=any/20260302/us-east-1/sqs/aws4_request'
    const refused = await fetch(world.url, {
      method: 'POST',
      headers: {
        authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=any`,
      },
      body: new URLSearchParams({ Action: 'ListQueues' }),
    })
    expect(refused.status).toBe(501)
    expect(await refused.text()).toMatch(
      /<ErrorResponse><Error><Type>Receiver<\/Type><Code>NotImplemented<.*requests to SQS without/s,
    )
  })

  test.each([
    ['GET', '/ledgers?accelerate', 501, 'GetBucketAccelerateConfiguration of S3'],
    ['PATCH', '/ledgers/a', 501, 'PATCH /ledgers/a of S3'],
    // A sub-resource nobody knows there must not end as the deletion of the bucket.
    ['DELETE', '/ledgers?acl', 501, 'DELETE /ledgers of S3'],
    ['GET', '/ledgers/%E0%A4%A', 400, 'InvalidURI'],
    ['GET', '/%E0%A4%A', 400, 'InvalidURI'],
    ['PUT', '/ledgers?versioning', 400, 'MalformedXML'],
  ])('%s %s of S3 is refused', async (method, path, status, text) => {
    await using world = await servedCloud()
    await world.s3.send(new CreateBucketCommand({ Bucket: 'ledgers' }))
    const body = method === 'PUT' ? { body: '<Versioning' } : {}
    const refused = await fetch(world.url + path, { method, ...body })
    expect(refused.status).toBe(status)
    expect(await refused.text()).toContain(text)
    expect(await (await fetch(`${world.url}/ledgers`)).text()).toContain('<Name>ledgers</Name>')
    expect(world.mistakes).toEqual([])
  })

  test.each([
    ['x-amz-content-sha256', '0'.repeat(64), 'XAmzContentSHA256Mismatch'],
    ['x-amz-checksum-crc32', 'AAAAAA==', 'BadDigest'],
    ['content-md5', 'AAAAAAAAAAAAAAAAAAAAAA==', 'BadDigest'],
  ])('with a body that is not what its %s says is refused', async (header, digest, code) => {
    await using world = await servedCloud()
    await world.s3.send(new CreateBucketCommand({ Bucket: 'ledgers' }))
    const put = (path: string, body: string) =>
      fetch(world.url + path, { method: 'PUT', headers: { [header]: digest }, body })
    const versioning = '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>'
    for (const refused of [
      await put('/ledgers/a', 'x'),
      await put('/ledgers?versioning', versioning),
    ]) {
      expect(refused.status).toBe(400)
      expect(await refused.text()).toContain(`<Code>${code}</Code>`)
    }
    const head = world.s3.send(new HeadObjectCommand({ Bucket: 'ledgers', Key: 'a' }))
    await expect(head).rejects.toMatchObject({ name: 'NotFound' })
    const { Status } = await world.s3.send(new GetBucketVersioningCommand({ Bucket: 'ledgers' }))
    expect(Status).toBeUndefined()
  })

  test('in chunks whose trailer is not their checksum is refused', async () => {
    await using world = await servedCloud()
    await world.s3.send(new CreateBucketCommand({ Bucket: 'ledgers' }))
    const put = (trailer: string) =>
      fetch(`${world.url}/ledgers/a`, {
        method: 'PUT',
        headers: {
          'content-encoding': 'aws-chunked',
          'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
          'x-amz-decoded-content-length': '5',
          'x-amz-trailer': 'x-amz-checksum-crc32',
        },
        body: `5\r\nhello\r\n0\r\n${trailer}\r\n\r\n`,
      })
    expect(await (await put('x-amz-checksum-crc32:AAAAAA==')).text()).toContain('BadDigest')
    expect(await (await put('x-amz-checksum-sha1:AAAAAA==')).text()).toContain('MalformedTrailer')
    expect((await put('x-amz-checksum-crc32:NhCmhg==')).status).toBe(200)
  })

  test('that is larger than it may be is refused, and the next one is served', async () => {
    await using world = await servedCloud()
    const headers = { ...JSON_HEADERS, 'x-amz-target': 'DynamoDB_20120810.PutItem' }
    const body = Buffer.alloc(33 * 2 ** 20, ' ')
    const refused = await fetch(world.url, { method: 'POST', headers, body })
    expect(refused.status).toBe(400)
    expect(await refused.json()).toMatchObject({ __type: 'EntityTooLarge' })
    expect((await fetch(`${world.url}/_workshop/health`)).status).toBe(200)
  })

  test('that asks before it sends too much is refused at once', async () => {
    await using world = await servedCloud()
    const status = await new Promise((resolve, reject) => {
      const headers = { 'content-length': String(2 ** 31), expect: '100-continue' }
      const request = http.request(`${world.url}/ledgers/a`, { method: 'PUT', headers })
      request.on('continue', () => reject(new Error('It was told to go on')))
      request.on('response', ({ statusCode }) => resolve(statusCode)).on('error', reject)
      request.flushHeaders()
    })
    expect(status).toBe(400)
  })

  test.each([
    ['nonsense', 'NONSENSE\r\n\r\n'],
    ['a header without end', `GET / HTTP/1.1\r\nx: ${'a'.repeat(100_000)}\r\n\r\n`],
    ['a broken length', 'PUT /a/b HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n'],
    ['half a preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n'],
  ])('that is %s ends its connection and nothing else', async (_, bytes) => {
    await using world = await servedCloud()
    await new Promise<void>((resolve) => {
      const socket = net.connect(world.port, '127.0.0.1', () => socket.write(bytes))
      socket
        .on('close', () => resolve())
        .on('error', () => {})
        .resume()
      socket.on('end', () => socket.end())
    })
    expect((await fetch(`${world.url}/_workshop/health`)).status).toBe(200)
  })

  test('that is cut short does not leave half an object', async () => {
    await using world = await servedCloud()
    await world.s3.send(new CreateBucketCommand({ Bucket: 'ledgers' }))
    await new Promise<void>((resolve) => {
      const socket = net.connect(world.port, '127.0.0.1', () => {
        socket.write('PUT /ledgers/a HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\nhalf', () =>
          socket.destroy(),
        )
      })
      socket.on('close', () => resolve())
    })
    await expect.poll(() => world.accesses.length, PATIENTLY).toBe(2)
    const head = world.s3.send(new HeadObjectCommand({ Bucket: 'ledgers', Key: 'a' }))
    await expect(head).rejects.toMatchObject({ name: 'NotFound' })
    expect(world.mistakes).toEqual([])
  })
})
