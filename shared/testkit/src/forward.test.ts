import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import {
  BatchGetCommand,
  BatchWriteCommand,
  DynamoDBDocument,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { Readable } from 'node:stream'
import { afterEach, describe, expect } from 'vitest'
import { candidate } from './candidate.ts'
import { test } from './declare.ts'

const s3Mock = mockClient(S3Client)
const plainMock = mockClient(DynamoDBClient)
const docMock = mockClient(DynamoDBDocumentClient)
afterEach(() => {
  for (const mock of [s3Mock, plainMock, docMock]) mock.reset()
})

const CONFIG = { region: 'us-east-1' }
const s3 = () => new S3Client(CONFIG)
const plain = () => new DynamoDBClient(CONFIG)
const doc = () => DynamoDBDocumentClient.from(plain())

// What a student would write, on the other side of the membrane.
const student = {
  upload: async (client: S3Client, Body: string) =>
    (await client.send(new PutObjectCommand({ Bucket: 'ledgers', Key: 'a', Body }))).ETag,
  download: async (client: S3Client) => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: 'ledgers', Key: 'a' }))
    return Body!.transformToString()
  },
  getItem: async (client: DynamoDBClient) => {
    const input = { TableName: 'documents', Key: { guid: { S: 'd-17' } } }
    return (await client.send(new GetItemCommand(input))).Item
  },
  get: async (client: DynamoDBDocumentClient, Key: Record<string, unknown>) =>
    (await client.send(new GetCommand({ TableName: 'documents', Key }))).Item,
  getShort: async (client: DynamoDBDocument) =>
    (await client.get({ TableName: 'documents', Key: { guid: 'd-17' } })).Item,
  query: async (client: DynamoDBDocumentClient, ExclusiveStartKey: Record<string, unknown>) => {
    const { Items, LastEvaluatedKey, Count } = await client.send(
      new QueryCommand({
        TableName: 'documents',
        KeyConditionExpression: 'guid = :guid',
        ExpressionAttributeValues: { ':guid': 'd-17' },
        ExclusiveStartKey,
      }),
    )
    return { Items, LastEvaluatedKey, Count }
  },
  batchGet: async (client: DynamoDBDocumentClient) => {
    const RequestItems = { documents: { Keys: [{ guid: 'd-17' }, { guid: 'd-18' }] } }
    const { Responses, UnprocessedKeys } = await client.send(new BatchGetCommand({ RequestItems }))
    return { Responses, UnprocessedKeys }
  },
  batchWrite: async (client: DynamoDBDocumentClient) => {
    const Item = { guid: 'd-17', rows: 3 }
    const requests = [{ PutRequest: { Item } }, { DeleteRequest: { Key: { guid: 'd-18' } } }]
    const command = new BatchWriteCommand({ RequestItems: { documents: requests } })
    return (await client.send(command)).UnprocessedItems
  },
  update: async (client: DynamoDBDocumentClient) =>
    (
      await client.send(
        new UpdateCommand({
          TableName: 'documents',
          Key: { guid: 'd-17' },
          UpdateExpression: 'ADD reads :one',
          ExpressionAttributeValues: { ':one': 1 },
          ReturnValues: 'ALL_NEW',
        }),
      )
    ).Attributes,
  transactWrite: async (client: DynamoDBDocumentClient) => {
    const Put = { TableName: 'documents', Item: { guid: 'd-17', rows: 3 } }
    const Delete = { TableName: 'drafts', Key: { guid: 'd-17' } }
    await client.send(new TransactWriteCommand({ TransactItems: [{ Put }, { Delete }] }))
  },
  transactGet: async (client: DynamoDBDocumentClient) => {
    const Get = { TableName: 'documents', Key: { guid: 'd-17' } }
    return (await client.send(new TransactGetCommand({ TransactItems: [{ Get }] }))).Responses
  },
}
const remote = candidate(async () => student)

describe('a mocked client of a service', () => {
  test('sees the command, with its body as bytes, and answers it', async () => {
    s3Mock.on(PutObjectCommand).resolves({ ETag: '"e-1"' })
    expect(await remote.upload(s3(), 'date,amount')).toBe('"e-1"')
    const [call] = s3Mock.commandCalls(PutObjectCommand)
    expect(call!.args[0].input).toMatchObject({ Bucket: 'ledgers', Key: 'a' })
    expect(Buffer.from(call!.args[0].input.Body as Uint8Array).toString()).toBe('date,amount')
  })

  test('answers with a stream', async () => {
    const Body = Readable.from([Buffer.from('date,'), Buffer.from('amount')])
    s3Mock.on(GetObjectCommand).resolves({ Body: Body as never })
    expect(await remote.download(s3())).toBe('date,amount')
  })

  test('rejects as the mock does', async () => {
    s3Mock.on(PutObjectCommand).rejects(Object.assign(new Error('No'), { name: 'AccessDenied' }))
    await expect(remote.upload(s3(), 'a')).rejects.toMatchObject({ name: 'AccessDenied' })
  })

  test('sees typed values where the client is a plain one of DynamoDB', async () => {
    const Item = { guid: { S: 'd-17' }, rows: { N: '3' } }
    plainMock.on(GetItemCommand, { Key: { guid: { S: 'd-17' } } }).resolves({ Item })
    expect(await remote.getItem(plain())).toEqual(Item)
  })
})

describe('a mocked document client', () => {
  const item = { guid: 'd-17', rows: 3, tags: new Set(['ada']), seal: new Uint8Array([1, 2]) }

  test('sees and gives plain values', async () => {
    docMock.on(GetCommand, { Key: { guid: 'd-17' } }).resolves({ Item: item })
    expect(await remote.get(doc(), { guid: 'd-17' })).toEqual(item)
    expect(await remote.get(doc(), { guid: 'none' })).toBeUndefined()
  })

  test('serves the short form of a document client too', async () => {
    docMock.on(GetCommand).resolves({ Item: item })
    expect(await remote.getShort(DynamoDBDocument.from(plain()))).toEqual(item)
  })

  test('pages a query', async () => {
    docMock
      .on(QueryCommand, { ExclusiveStartKey: { guid: 'd-16' } })
      .resolves({ Items: [item], LastEvaluatedKey: { guid: 'd-17' }, Count: 1 })
    const page = await remote.query(doc(), { guid: 'd-16' })
    expect(page).toEqual({ Items: [item], LastEvaluatedKey: { guid: 'd-17' }, Count: 1 })
    const [call] = docMock.commandCalls(QueryCommand)
    expect(call!.args[0].input.ExpressionAttributeValues).toEqual({ ':guid': 'd-17' })
  })

  test('gets and writes batches', async () => {
    const UnprocessedKeys = { documents: { Keys: [{ guid: 'd-18' }] } }
    docMock.on(BatchGetCommand).resolves({ Responses: { documents: [item] }, UnprocessedKeys })
    const left = { documents: [{ PutRequest: { Item: { guid: 'd-17', rows: 3 } } }] }
    docMock.on(BatchWriteCommand).resolves({ UnprocessedItems: left })
    expect(await remote.batchGet(doc())).toEqual({
      Responses: { documents: [item] },
      UnprocessedKeys,
    })
    expect(await remote.batchWrite(doc())).toEqual(left)
    expect(docMock.commandCalls(BatchGetCommand)[0]!.args[0].input.RequestItems).toEqual({
      documents: { Keys: [{ guid: 'd-17' }, { guid: 'd-18' }] },
    })
    expect(docMock.commandCalls(BatchWriteCommand)[0]!.args[0].input.RequestItems).toEqual({
      documents: [...left.documents, { DeleteRequest: { Key: { guid: 'd-18' } } }],
    })
  })

  test('updates, and runs transactions', async () => {
    docMock.on(UpdateCommand).resolves({ Attributes: { guid: 'd-17', reads: 1 } })
    docMock.on(TransactWriteCommand).resolves({})
    docMock.on(TransactGetCommand).resolves({ Responses: [{ Item: item }, {}] })
    expect(await remote.update(doc())).toEqual({ guid: 'd-17', reads: 1 })
    await remote.transactWrite(doc())
    expect(await remote.transactGet(doc())).toEqual([{ Item: item }, {}])
    expect(docMock.commandCalls(TransactWriteCommand)[0]!.args[0].input.TransactItems).toEqual([
      { Put: { TableName: 'documents', Item: { guid: 'd-17', rows: 3 } } },
      { Delete: { TableName: 'drafts', Key: { guid: 'd-17' } } },
    ])
  })
})
