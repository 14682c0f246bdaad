// Longer than most: the queries of rules, and every action they lead to.
import * as dynamodb from '@aws-sdk/client-dynamodb'
import * as control from '@aws-sdk/client-iot'
import * as data from '@aws-sdk/client-iot-data-plane'
import * as kinesis from '@aws-sdk/client-kinesis'
import * as s3 from '@aws-sdk/client-s3'
import * as sqs from '@aws-sdk/client-sqs'
import { describe, expect, test } from 'vitest'
import { freshWorld } from '../fresh-world.ts'

const roleArn = 'arn:aws:iam::123456789012:role/rules'

/** IoT, a bucket "readings" and a queue "errors", and the clients for them. */
async function testIot() {
  const { client, clock } = freshWorld()
  const iot = client<control.IoTClient>('IoTClient')
  const plane = client<data.IoTDataPlaneClient>('IoTDataPlaneClient')
  const storage = client<s3.S3Client>('S3Client')
  const queues = client<sqs.SQSClient>('SQSClient')
  await storage.send(new s3.CreateBucketCommand({ Bucket: 'readings' }))
  const { QueueUrl } = await queues.send(new sqs.CreateQueueCommand({ QueueName: 'errors' }))
  return {
    client,
    clock,
    iot,
    plane,
    QueueUrl: QueueUrl!,
    rule: (sql: string, actions: control.Action[], more: object = {}) =>
      iot.send(
        new control.CreateTopicRuleCommand({
          ruleName: 'rule',
          topicRulePayload: { sql, actions, ...more },
        }),
      ),
    publish: (topic: string, payload: unknown, more: object = {}) => {
      const bytes = payload instanceof Uint8Array ? payload : Buffer.from(JSON.stringify(payload))
      return plane.send(new data.PublishCommand({ topic, payload: bytes, ...more }))
    },
    object: async (Key: string) => {
      const { Body } = await storage.send(new s3.GetObjectCommand({ Bucket: 'readings', Key }))
      return Body!.transformToString()
    },
    messages: async () => {
      const input = { QueueUrl, MaxNumberOfMessages: 10 }
      const { Messages } = await queues.send(new sqs.ReceiveMessageCommand(input))
      return (Messages ?? []).map(({ Body }) => Body!)
    },
  }
}

const toS3: control.Action = {
  s3: { roleArn, bucketName: 'readings', key: '${topic(2)}/${timestamp()}.json' },
}

describe('Publish', () => {
  test('writes what a rule selects to S3, under the key that its template gives', async () => {
    const { clock, rule, publish, object } = await testIot()
    await rule("SELECT t AS celsius FROM 'sensor/+' WHERE t > 10", [toS3])
    await publish('sensor/7', { t: 21 })
    await publish('sensor/8', { t: 5 })
    expect(await object(`7/${clock.now()}.json`)).toBe('{"celsius":21}')
    await expect(object(`8/${clock.now()}.json`)).rejects.toThrow(s3.NoSuchKey)
  })

  test('writes to SQS, Kinesis, DynamoDB, and to another topic', async () => {
    const { client, clock, rule, publish, iot, messages, QueueUrl } = await testIot()
    const tables = client<dynamodb.DynamoDBClient>('DynamoDBClient')
    const streams = client<kinesis.KinesisClient>('KinesisClient')
    await streams.send(new kinesis.CreateStreamCommand({ StreamName: 'all', ShardCount: 1 }))
    for (const TableName of ['columns', 'texts']) {
      const table = {
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      } as const
      await tables.send(new dynamodb.CreateTableCommand(table as never))
    }
    await clock.advance(60_000)
    await rule("SELECT *, topic(2) AS id FROM 'sensor/#'", [
      { kinesis: { roleArn, streamName: 'all', partitionKey: '${topic(2)}' } },
      { dynamoDBv2: { roleArn, putItem: { tableName: 'columns' } } },
      {
        dynamoDB: {
          roleArn,
          tableName: 'texts',
          hashKeyField: 'id',
          hashKeyValue: '${topic(2)}',
        },
      },
      { republish: { roleArn, topic: 'copy/${topic(2)}' } },
    ])
    const topicRulePayload = {
      sql: "SELECT * FROM 'copy/+'",
      actions: [{ sqs: { roleArn, queueUrl: QueueUrl, useBase64: false } }],
    }
    await iot.send(new control.CreateTopicRuleCommand({ ruleName: 'copy', topicRulePayload }))
    await publish('sensor/7', { t: 1 })
    const key = (TableName: string) => ({ TableName, Key: { id: { S: '7' } } })
    const columns = await tables.send(new dynamodb.GetItemCommand(key('columns')))
    expect(columns.Item).toEqual({ id: { S: '7' }, t: { N: '1' } })
    const texts = await tables.send(new dynamodb.GetItemCommand(key('texts')))
    expect(texts.Item).toEqual({ id: { S: '7' }, payload: { S: '{"t":1,"id":"7"}' } })
    expect(await messages()).toEqual(['{"t":1,"id":"7"}'])
    const ShardIteratorType = 'TRIM_HORIZON'
    const shard = { StreamName: 'all', ShardId: 'shardId-000000000000', ShardIteratorType } as const
    const { ShardIterator } = await streams.send(new kinesis.GetShardIteratorCommand(shard))
    const { Records } = await streams.send(new kinesis.GetRecordsCommand({ ShardIterator }))
    expect(Records?.map(({ Data }) => Buffer.from(Data!).toString())).toEqual(['{"t":1,"id":"7"}'])
  })

  test('tells the error action once of all actions that failed, and does the others', async () => {
    const { clock, rule, publish, object, messages, QueueUrl } = await testIot()
    const lost = (bucketName: string) => ({ s3: { roleArn, bucketName, key: 'k' } })
    const errorAction = { sqs: { roleArn, queueUrl: QueueUrl, useBase64: false } }
    await rule("SELECT * FROM 'sensor/7'", [lost('none'), toS3, lost('nope')], { errorAction })
    await publish('sensor/7', { t: 1 })
    expect(await object(`7/${clock.now()}.json`)).toBe('{"t":1}')
    const reports = (await messages()).map((text) => JSON.parse(text))
    expect(reports).toMatchObject([
      {
        ruleName: 'rule',
        topic: 'sensor/7',
        base64OriginalPayload: Buffer.from('{"t":1}').toString('base64'),
        failures: [
          { failedAction: 'S3Action', failedResource: 'none' },
          { failedAction: 'S3Action', failedResource: 'nope' },
        ],
      },
    ])
    expect(reports[0].failures[0].errorMessage).toContain('bucket does not exist')
  })

  test('does nothing for a query that cannot read the payload, or a disabled rule', async () => {
    const { iot, rule, publish, messages, QueueUrl } = await testIot()
    const action = { sqs: { roleArn, queueUrl: QueueUrl, useBase64: true } }
    await rule("SELECT t FROM 'sensor/7'", [action], { errorAction: action })
    await publish('sensor/7', Uint8Array.of(1, 2))
    await iot.send(new control.DisableTopicRuleCommand({ ruleName: 'rule' }))
    await publish('sensor/7', { t: 1 })
    expect(await messages()).toEqual([])
    await iot.send(new control.EnableTopicRuleCommand({ ruleName: 'rule' }))
    await publish('sensor/7', { t: 2 })
    expect(await messages()).toEqual([Buffer.from('{"t":2}').toString('base64')])
  })

  test('ends when rules republish in a circle', async () => {
    const { rule, publish } = await testIot()
    await rule("SELECT * FROM 'a'", [{ republish: { roleArn, topic: 'a' } }])
    await expect(publish('a', {})).resolves.toBeDefined()
  })

  test.each(['', 'a/+', 'a/#', 'a/'.repeat(8), 'x'.repeat(257), '$aws/rules/rule/a'])(
    'refuses the topic "%s"',
    async (topic) => {
      const { publish } = await testIot()
      await expect(publish(topic, {})).rejects.toThrow(
        /InvalidRequestException|Invalid topic|label/,
      )
    },
  )

  test('refuses more than 128 KB', async () => {
    const { publish } = await testIot()
    await publish('a', new Uint8Array(128 * 1024))
    await expect(publish('a', new Uint8Array(128 * 1024 + 1))).rejects.toThrow(
      data.RequestEntityTooLargeException,
    )
  })
})

test('a retained message stays until an empty one takes its place', async () => {
  const { plane, publish } = await testIot()
  await publish('a/b', { t: 1 }, { retain: true, qos: 1 })
  const get = () => plane.send(new data.GetRetainedMessageCommand({ topic: 'a/b' }))
  const { payload, qos } = await get()
  expect([Buffer.from(payload!).toString(), qos]).toEqual(['{"t":1}', 1])
  const { retainedTopics } = await plane.send(new data.ListRetainedMessagesCommand({}))
  expect(retainedTopics).toMatchObject([{ topic: 'a/b', payloadSize: 7 }])
  await publish('a/b', new Uint8Array(0), { retain: true })
  await expect(get()).rejects.toThrow(data.ResourceNotFoundException)
})

describe('a thing shadow', () => {
  const thingName = 'lamp'
  const bytes = (document: object) => Buffer.from(JSON.stringify(document))

  test('merges updates and tells the delta', async () => {
    const { plane } = await testIot()
    const update = (state: object, version?: number) =>
      plane.send(
        new data.UpdateThingShadowCommand({ thingName, payload: bytes({ state, version }) }),
      )
    const get = async () => {
      const { payload } = await plane.send(new data.GetThingShadowCommand({ thingName }))
      return JSON.parse(Buffer.from(payload!).toString())
    }
    await update({ desired: { color: 'red', on: true }, reported: { color: 'blue', on: true } })
    expect(await get()).toMatchObject({ version: 1, state: { delta: { color: 'red' } } })
    await update({ reported: { color: 'red', on: null } }, 1)
    expect((await get()).state).toEqual({
      desired: { color: 'red', on: true },
      reported: { color: 'red' },
      delta: { on: true },
    })
    await expect(update({ desired: {} }, 1)).rejects.toThrow(data.ConflictException)
    await plane.send(new data.DeleteThingShadowCommand({ thingName }))
    await expect(get()).rejects.toThrow(data.ResourceNotFoundException)
    await update({ desired: { on: false } })
    expect((await get()).version).toBe(3)
  })

  test('is refused without a state', async () => {
    const { plane } = await testIot()
    const update = new data.UpdateThingShadowCommand({ thingName, payload: bytes({}) })
    await expect(plane.send(update)).rejects.toThrow(data.InvalidRequestException)
  })
})
