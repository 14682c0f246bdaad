import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { PurgeQueueCommand } from '@aws-sdk/client-sqs'
import { DynamoDBDocument, DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'
import { describe, expect, test, vi } from 'vitest'
import type { AwsCall } from './intercept.ts'
import { makeClient } from './make-client.ts'
import { sdkClass } from './registry.ts'

describe('makeClient', () => {
  test('makes a real client whose calls go to the handler', async () => {
    const { handler, calls } = recorder()
    const client = makeClient('S3Client', handler, { sdkClass, config: {} })
    await client.send(new HeadObjectCommand({ Bucket: 'ledgers', Key: '2026/03.csv' }))
    expect(client).toBeInstanceOf(S3Client)
    expect(calls).toMatchObject([{ operation: 'HeadObject', input: { Bucket: 'ledgers' } }])
  })

  test("adds what is asked for to the client's own settings", async () => {
    const config = { maxAttempts: 7, region: 'eu-west-1' }
    const client = makeClient('DynamoDBClient', recorder().handler, { sdkClass, config })
    expect(client).toBeInstanceOf(DynamoDBClient)
    const settings = (client as unknown as DynamoDBClient).config
    expect([await settings.maxAttempts(), await settings.region()]).toEqual([7, 'eu-west-1'])
  })

  test('makes a client of SQS that is silent where a queue is at an endpoint', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const { handler, calls } = recorder()
    const client = makeClient('SQSClient', handler, { sdkClass, config: {} })
    const QueueUrl = 'http://127.0.0.1:5599/123456789012/emissions'
    await client.send(new PurgeQueueCommand({ QueueUrl }))
    expect(calls).toMatchObject([{ operation: 'PurgeQueue', input: { QueueUrl } }])
    expect(warn).not.toHaveBeenCalled()
    warn.mockRestore()
  })

  test('makes a document client with its translateConfig', async () => {
    const { handler, calls } = recorder()
    const config = { translateConfig: { marshallOptions: { removeUndefinedValues: true } } }
    const client = makeClient('DynamoDBDocumentClient', handler, { sdkClass, config })
    const Item = { guid: 'd-17', note: undefined }
    await client.send(new PutCommand({ TableName: 'documents', Item }))
    expect(client).toBeInstanceOf(DynamoDBDocumentClient)
    expect(calls).toMatchObject([{ operation: 'PutItem' }])
    expect(calls[0]!.input['Item']).toEqual({ guid: { S: 'd-17' } })
  })

  test('makes the short form of a document client', async () => {
    const { handler, calls } = recorder()
    const client = makeClient('DynamoDBDocument', handler, { sdkClass, config: {} })
    await (client as unknown as DynamoDBDocument).put({ TableName: 'd', Item: { guid: 'd-17' } })
    expect(client).toBeInstanceOf(DynamoDBDocument)
    expect(calls).toMatchObject([
      { operation: 'PutItem', input: { Item: { guid: { S: 'd-17' } } } },
    ])
  })

  test('refuses a class that the SDK does not have', () => {
    const options = { sdkClass: () => undefined, config: {} }
    expect(() => makeClient('OutpostsClient', recorder().handler, options)).toThrow(
      'The SDK has no client "OutpostsClient"',
    )
  })
})

function recorder() {
  const calls: AwsCall[] = []
  const handler = async (call: AwsCall) => {
    calls.push(call)
    return {}
  }
  return { handler, calls }
}
