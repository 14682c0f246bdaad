import {
  CreateTableCommand,
  DynamoDBClient,
  ExecuteStatementCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams'
import { expect, test, vi } from 'vitest'
import { servedCloud, temporaryFolder } from './test-cloud.ts'

vi.setConfig({ testTimeout: 60_000 })

const TableName = 'rides'

test('statements and the stream of what they change go over the wire, and outlive a restart', async () => {
  using temporary = temporaryFolder()
  const { folder } = temporary
  const before = await (async () => {
    await using world = await servedCloud({ folder })
    const { dynamodb } = world
    await dynamodb.send(
      new CreateTableCommand({
        TableName,
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
      }),
    )
    await waitUntilTableExists({ client: dynamodb, maxWaitTime: 20, minDelay: 1 }, { TableName })
    await run(dynamodb, "INSERT INTO rides VALUE {'id': 'r1', 'fare': 12}")
    await run(dynamodb, "UPDATE rides SET fare = fare + 1 WHERE id = 'r1'")
    await expect(run(dynamodb, 'SELEC * FROM rides')).rejects.toMatchObject({
      name: 'ValidationException',
      message: "Statement wasn't well formed, can't be processed: Expected data manipulation",
    })
    return await recordsOf(world.url)
  })()
  expect(before).toMatchObject([
    { eventName: 'INSERT', dynamodb: { NewImage: { id: { S: 'r1' }, fare: { N: '12' } } } },
    { eventName: 'MODIFY', dynamodb: { NewImage: { id: { S: 'r1' }, fare: { N: '13' } } } },
  ])
  await using world = await servedCloud({ folder })
  expect(await recordsOf(world.url)).toEqual(before)
})

function run(client: DynamoDBClient, Statement: string) {
  return client.send(new ExecuteStatementCommand({ Statement }))
}

async function recordsOf(endpoint: string) {
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' }
  const client = new DynamoDBStreamsClient({ endpoint, region: 'us-east-1', credentials })
  const { Streams = [] } = await client.send(new ListStreamsCommand({ TableName }))
  const { StreamArn } = Streams[0] ?? {}
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }))
  const { ShardId } = StreamDescription?.Shards?.[0] ?? {}
  const { ShardIterator } = await client.send(
    new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
  )
  const { Records } = await client.send(new GetRecordsCommand({ ShardIterator }))
  client.destroy()
  return Records
}
