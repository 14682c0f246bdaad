import * as s3Sdk from '@aws-sdk/client-s3'
import * as iotSdk from '@aws-sdk/client-iot'
import * as dynamodbSdk from '@aws-sdk/client-dynamodb'
import * as streamsSdk from '@aws-sdk/client-dynamodb-streams'
import { describe, expect, test } from 'vitest'
import { findService, routeRequest } from './find-operation.ts'
import type { RequestHead } from './message.ts'
import { wireServiceOf } from './wire-service.ts'

const SERVICES = [
  wireServiceOf({ name: 'S3', client: 'S3Client' }, s3Sdk),
  wireServiceOf({ name: 'IoT', client: 'IoTClient' }, iotSdk),
  wireServiceOf({ name: 'DynamoDB', client: 'DynamoDBClient' }, dynamodbSdk),
  wireServiceOf({ name: 'DynamoDBStreams', client: 'DynamoDBStreamsClient' }, streamsSdk),
]

describe('a request without the hints of the SDK for JavaScript', () => {
  test.each([
    ['GET /', 'ListBuckets'],
    ['PUT /ledgers', 'CreateBucket'],
    ['HEAD /ledgers', 'HeadBucket'],
    ['GET /ledgers/', 'ListObjects'],
    ['GET /ledgers?list-type=2&prefix=a', 'ListObjectsV2'],
    ['GET /ledgers?versions', 'ListObjectVersions'],
    ['GET /ledgers?uploads', 'ListMultipartUploads'],
    ['GET /ledgers?location', 'GetBucketLocation'],
    ['POST /ledgers?delete', 'DeleteObjects'],
    ['DELETE /ledgers?lifecycle', 'DeleteBucketLifecycle'],
    ['GET /ledgers?analytics&id=x', 'GetBucketAnalyticsConfiguration'],
    ['GET /ledgers?analytics', 'ListBucketAnalyticsConfigurations'],
    ['GET /ledgers/a', 'GetObject'],
    ['GET /ledgers/a?versionId=v', 'GetObject'],
    ['GET /ledgers/a?tagging', 'GetObjectTagging'],
    ['GET /ledgers/a?uploadId=u', 'ListParts'],
    ['PUT /ledgers/a', 'PutObject'],
    ['PUT /ledgers/a?partNumber=1&uploadId=u', 'UploadPart'],
    ['POST /ledgers/a?uploads', 'CreateMultipartUpload'],
    ['POST /ledgers/a?uploadId=u', 'CompleteMultipartUpload'],
    ['DELETE /ledgers/a?uploadId=u', 'AbortMultipartUpload'],
    ['DELETE /ledgers/a', 'DeleteObject'],
    ['POST /ledgers/a?restore', 'RestoreObject'],
  ])('%s is %s', (line, operation) => {
    expect(routed(line).operation.name).toBe(operation)
  })

  test.each([
    ['PUT /ledgers/a', 'x-amz-copy-source', 'CopyObject'],
    ['PUT /ledgers/a?partNumber=1&uploadId=u', 'x-amz-copy-source', 'UploadPartCopy'],
    ['GET /ledgers/a?attributes', 'x-amz-object-attributes', 'GetObjectAttributes'],
  ])('%s with %s is %s', (line, header, operation) => {
    expect(routed(line, { [header]: 'b/k' }).operation.name).toBe(operation)
  })
})

describe('a request without a parameter that its operation needs', () => {
  test.each([
    ['GET /ledgers/a?attributes', 'GetObjectAttributes'],
    ['POST /ledgers/a?select&select-type=2', 'SelectObjectContent'],
    ['DELETE /ledgers?analytics', 'DeleteBucketAnalyticsConfiguration'],
  ])('%s is %s all the same, for the service to refuse', (line, operation) => {
    expect(routed(line).operation.name).toBe(operation)
  })
})

describe('a key', () => {
  test.each([
    ['/ledgers/a%20b/%C3%BC', 'a b/ü'],
    ['/ledgers/a//b/', 'a//b/'],
    ['/ledgers/../x', '../x'],
    ['/ledgers/a+b%2Fc', 'a+b/c'],
    ['/ledgers/%0A%25', '\n%'],
  ])('in %s is "%s"', (path, Key) => {
    expect(routed(`GET ${path}`).labels).toEqual({ Bucket: 'ledgers', Key })
  })
})

describe('a bucket', () => {
  test.each([
    ['ledgers.localhost:4566', '/a'],
    ['ledgers.s3.localhost:4566', '/a'],
    ['ledgers.s3.us-east-1.amazonaws.com', '/a'],
    ['ledgers.s3-us-west-2.amazonaws.com', '/a'],
    ['localhost:4566', '/ledgers/a'],
    ['127.0.0.1:4566', '/ledgers/a'],
    ['s3.localhost', '/ledgers/a'],
    ['s3.us-east-1.localhost', '/ledgers/a'],
    ['cloud', '/ledgers/a'],
  ])('is found with the host %s and the path %s', (host, path) => {
    expect(routed(`GET ${path}`, { host }).labels).toEqual({ Bucket: 'ledgers', Key: 'a' })
  })

  test('may have dots before the host', () => {
    const { labels } = routed('GET /a', { host: 'my.ledgers.s3.localhost' })
    expect(labels).toEqual({ Bucket: 'my.ledgers', Key: 'a' })
  })
})

describe('a service', () => {
  test.each([
    [{ 'x-amz-target': 'DynamoDB_20120810.GetItem' }, 'DynamoDB'],
    [{ 'x-amz-target': 'DynamoDBStreams_20120810.GetRecords' }, 'DynamoDBStreams'],
    [{ authorization: signed('iot') }, 'IoT'],
    [{ authorization: signed('s3') }, 'S3'],
    [{}, 'S3'],
    [{ authorization: signed('sts') }, undefined],
    [{ 'x-amz-target': 'AWSGlue.GetTables' }, undefined],
  ])('is found by %j', (headers, name) => {
    const found = findService(head('POST /', headers as Record<string, string>), SERVICES)
    expect(found?.service.name).toBe(name)
  })

  test('finds its own paths, the spelled-out before those with labels', () => {
    const authorization = signed('iot')
    const named = (line: string) => routed(line, { authorization }).operation.name
    expect(named('GET /things/t')).toBe('DescribeThing')
    expect(named('PUT /thing-groups/addThingToThingGroup')).toBe('AddThingToThingGroup')
    expect(named('GET /policies/p/version/1')).toBe('GetPolicyVersion')
  })
})

function signed(service: string): string {
  return `AWS4-HMAC-SHA256 Credential=any/20260302/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=any`
}

function head(line: string, headers: Record<string, string> = {}): RequestHead {
  const [method, url] = line.split(' ') as [string, string]
  const [path, query] = url.split('?') as [string, string?]
  return {
    method,
    path,
    query: new URLSearchParams(query),
    headers: { host: 'localhost', ...headers },
  }
}

function routed(line: string, headers: Record<string, string> = {}) {
  const request = head(line, headers)
  return routeRequest(request, { found: findService(request, SERVICES), now: 0 })
}
