import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  DynamoDBDocument,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
} from '@aws-sdk/lib-dynamodb'
import { describe, expect, test } from 'vitest'
import { type AwsCall, handleCallsOf } from './intercept.ts'

describe('DynamoDBDocumentClient', () => {
  const items = new Map<string, Record<string, unknown>>()
  const table = async ({ operation, input }: AwsCall): Promise<object> => {
    if (operation === 'PutItem') {
      const item = input['Item'] as Record<string, { S: string }>
      items.set(item['guid']!.S, item)
      return {}
    }
    return { Item: items.get((input['Key'] as Record<string, { S: string }>)['guid']!.S) }
  }

  test('hands typed values to AWS and plain ones to its caller, sets and bytes included', async () => {
    const base = new DynamoDBClient(CONFIG)
    const calls = record(base, table)
    const client = DynamoDBDocumentClient.from(base)
    const Item = { guid: 'd-17', tags: new Set(['ada', 'lin']), seal: new Uint8Array([1, 2]), n: 3 }
    await client.send(new PutCommand({ TableName: 'documents', Item }))
    expect(calls[0]).toMatchObject({
      clientName: expect.stringMatching(/^DynamoDB/),
      operation: 'PutItem',
      input: { Item: { guid: { S: 'd-17' }, tags: { SS: ['ada', 'lin'] }, n: { N: '3' } } },
    })
    const found = await client.send(
      new GetCommand({ TableName: 'documents', Key: { guid: 'd-17' } }),
    )
    expect(found.Item).toEqual(Item)
  })

  test('keeps its options and its short form', async () => {
    const base = new DynamoDBClient(CONFIG)
    const calls = record(base, table)
    const marshallOptions = { removeUndefinedValues: true }
    const client = DynamoDBDocument.from(base, { marshallOptions })
    await client.put({ TableName: 'documents', Item: { guid: 'd-18', note: undefined } })
    expect(calls[0]!.input['Item']).toEqual({ guid: { S: 'd-18' } })
  })
})

const CONFIG = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'not-a-secret' },
  maxAttempts: 1,
}

function record(client: { config: object }, answer: (call: AwsCall) => Promise<object>): AwsCall[] {
  const calls: AwsCall[] = []
  handleCallsOf(client, (call) => {
    calls.push(call)
    return answer(call)
  })
  return calls
}
