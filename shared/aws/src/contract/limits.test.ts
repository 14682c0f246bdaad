// Longer than most: the limits of requests that AWS documents, for one service after the other.
import * as batchSdk from '@aws-sdk/client-batch'
import * as dynamodbSdk from '@aws-sdk/client-dynamodb'
import * as emrSdk from '@aws-sdk/client-emr'
import * as glueSdk from '@aws-sdk/client-glue'
import * as iotSdk from '@aws-sdk/client-iot-data-plane'
import * as kinesisSdk from '@aws-sdk/client-kinesis'
import * as s3Sdk from '@aws-sdk/client-s3'
import * as sqsSdk from '@aws-sdk/client-sqs'
import { expect, test } from 'vitest'
import { activeTable } from './active-table.ts'
import { contract, eventually } from './contract.ts'

const REFUSED = { $metadata: { httpStatusCode: 400 } }
const range = (count: number) => Array.from({ length: count }, (_, index) => index)

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html, object-keys.html, API pages
await contract('S3', ({ client, unique }) => {
  const s3 = client(s3Sdk.S3Client)

  async function bucket(): Promise<string> {
    const Bucket = unique('limits')
    await s3.send(new s3Sdk.CreateBucketCommand({ Bucket }))
    return Bucket
  }

  test('takes keys of up to 1,024 bytes in UTF-8', async () => {
    const Bucket = await bucket()
    const put = (Key: string) => s3.send(new s3Sdk.PutObjectCommand({ Bucket, Key, Body: 'x' }))
    await put('ü'.repeat(512))
    await expect(put(`${'ü'.repeat(512)}a`)).rejects.toMatchObject({ name: 'KeyTooLongError' })
  })

  test('deletes up to 1,000 keys at once', async () => {
    const Bucket = await bucket()
    const remove = (count: number) => {
      const Objects = range(count).map((n) => ({ Key: `k${n}` }))
      return s3.send(new s3Sdk.DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }))
    }
    await remove(1_000)
    await expect(remove(1_001)).rejects.toMatchObject({ name: 'MalformedXML' })
  })

  test('numbers parts from 1 to 10,000', async () => {
    const Bucket = await bucket()
    const object = { Bucket, Key: 'big' }
    const { UploadId } = await s3.send(new s3Sdk.CreateMultipartUploadCommand(object))
    const part = (PartNumber: number) =>
      s3.send(new s3Sdk.UploadPartCommand({ ...object, UploadId, PartNumber, Body: 'x' }))
    await part(10_000)
    await expect(part(10_001)).rejects.toMatchObject({ name: 'InvalidArgument' })
  })
})

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
await contract('DynamoDB', (target) => {
  const dynamodb = target.client(dynamodbSdk.DynamoDBClient)
  const refused = { name: 'ValidationException' }

  const table = () => activeTable(target, 'limits', { keys: { pk: 'S', sk: 'S' } })

  test('takes a partition key of 2,048 bytes and a sort key of 1,024', async () => {
    const TableName = await table()
    const put = (pk: number, sk: number) => {
      const Item = { pk: { S: 'x'.repeat(pk) }, sk: { S: 'x'.repeat(sk) } }
      return dynamodb.send(new dynamodbSdk.PutItemCommand({ TableName, Item }))
    }
    await put(2_048, 1_024)
    await expect(put(2_049, 1)).rejects.toMatchObject(refused)
    await expect(put(1, 1_025)).rejects.toMatchObject(refused)
  })

  test('changes up to 100 items in a transaction', async () => {
    const TableName = await table()
    const write = (count: number) => {
      const items = range(count).map((n) => ({ pk: { S: 'a' }, sk: { S: `${n}` } }))
      const TransactItems = items.map((Item) => ({ Put: { TableName, Item } }))
      return dynamodb.send(new dynamodbSdk.TransactWriteItemsCommand({ TransactItems }))
    }
    await write(100)
    await expect(write(101)).rejects.toMatchObject(refused)
  })

  test('nests documents up to 32 levels deep', async () => {
    const TableName = await table()
    const put = (levels: number) => {
      let nested: dynamodbSdk.AttributeValue = { S: 'core' }
      for (let level = 1; level < levels; level++) nested = { L: [nested] }
      const Item = { pk: { S: 'a' }, sk: { S: 'b' }, nested }
      return dynamodb.send(new dynamodbSdk.PutItemCommand({ TableName, Item }))
    }
    await put(32)
    await expect(put(40)).rejects.toMatchObject(refused)
  })
})

// https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html, API_GetRecords.html
await contract('Kinesis', (target) => {
  const kinesis = target.client(kinesisSdk.KinesisClient)

  async function stream(): Promise<string> {
    const StreamName = target.unique('limits')
    await kinesis.send(new kinesisSdk.CreateStreamCommand({ StreamName, ShardCount: 1 }))
    const look = () => kinesis.send(new kinesisSdk.DescribeStreamSummaryCommand({ StreamName }))
    await eventually(target, look, ({ StreamDescriptionSummary }) => {
      return StreamDescriptionSummary?.StreamStatus === 'ACTIVE'
    })
    return StreamName
  }

  test('takes partition keys of up to 256 characters', async () => {
    const StreamName = await stream()
    const put = (length: number) => {
      const input = { StreamName, PartitionKey: 'x'.repeat(length), Data: Buffer.from('x') }
      return kinesis.send(new kinesisSdk.PutRecordCommand(input))
    }
    await put(256)
    await expect(put(257)).rejects.toMatchObject(REFUSED)
  })

  test('takes a record of 1 MiB with its partition key, unless the stream allows more', async () => {
    const StreamName = await stream()
    const put = (bytes: number) => {
      const input = { StreamName, PartitionKey: 'k', Data: Buffer.alloc(bytes - 1) }
      return kinesis.send(new kinesisSdk.PutRecordCommand(input))
    }
    await put(2 ** 20)
    await target.pass(2_000)
    await expect(put(2 ** 20 + 1)).rejects.toMatchObject(REFUSED)
  })

  test('gives up to 10,000 records at once', async () => {
    const StreamName = await stream()
    const { Shards } = await kinesis.send(new kinesisSdk.ListShardsCommand({ StreamName }))
    const { ShardIterator } = await kinesis.send(
      new kinesisSdk.GetShardIteratorCommand({
        StreamName,
        ShardId: Shards![0]!.ShardId!,
        ShardIteratorType: 'TRIM_HORIZON',
      }),
    )
    const get = (Limit: number) =>
      kinesis.send(new kinesisSdk.GetRecordsCommand({ ShardIterator, Limit }))
    expect((await get(10_000)).Records).toEqual([])
    await expect(get(10_001)).rejects.toMatchObject(REFUSED)
  })
})

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
await contract('SQS', ({ client, unique }) => {
  const sqs = client(sqsSdk.SQSClient)

  async function queue(): Promise<string> {
    const made = await sqs.send(new sqsSdk.CreateQueueCommand({ QueueName: unique('limits') }))
    return made.QueueUrl!
  }

  test('takes messages of up to 1 MiB', async () => {
    const QueueUrl = await queue()
    const send = (bytes: number) =>
      sqs.send(new sqsSdk.SendMessageCommand({ QueueUrl, MessageBody: 'x'.repeat(bytes) }))
    await send(2 ** 20)
    await expect(send(2 ** 20 + 1)).rejects.toMatchObject(REFUSED)
  })

  test('delays a message by up to 15 minutes, and hides one for up to 12 hours', async () => {
    const QueueUrl = await queue()
    const send = (DelaySeconds: number) =>
      sqs.send(new sqsSdk.SendMessageCommand({ QueueUrl, MessageBody: 'x', DelaySeconds }))
    await send(900)
    await expect(send(901)).rejects.toMatchObject(REFUSED)
    const receive = (VisibilityTimeout: number) =>
      sqs.send(new sqsSdk.ReceiveMessageCommand({ QueueUrl, VisibilityTimeout }))
    await receive(43_200)
    await expect(receive(43_201)).rejects.toMatchObject(REFUSED)
  })

  test('gives up to ten messages at once', async () => {
    const QueueUrl = await queue()
    const receive = (MaxNumberOfMessages: number) =>
      sqs.send(new sqsSdk.ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages }))
    await receive(10)
    await expect(receive(11)).rejects.toMatchObject(REFUSED)
  })
})

// https://docs.aws.amazon.com/glue/latest/webapi/API_GetPartitions.html
await contract('Glue', ({ client, unique }) => {
  const glue = client(glueSdk.GlueClient)

  test('takes expressions of up to 2,048 characters, and pages of up to 1,000 partitions', async () => {
    const DatabaseName = unique('limits')
    await glue.send(new glueSdk.CreateDatabaseCommand({ DatabaseInput: { Name: DatabaseName } }))
    const TableInput = { Name: 'trips', PartitionKeys: [{ Name: 'city', Type: 'string' }] }
    await glue.send(new glueSdk.CreateTableCommand({ DatabaseName, TableInput }))
    const find = (more: object) => {
      const input = { DatabaseName, TableName: 'trips', ...more }
      return glue.send(new glueSdk.GetPartitionsCommand(input))
    }
    const expression = (length: number) => `city = '${'x'.repeat(length - "city = ''".length)}'`
    expect((await find({ Expression: expression(2_048), MaxResults: 1_000 })).Partitions).toEqual(
      [],
    )
    await expect(find({ Expression: expression(2_049) })).rejects.toMatchObject(REFUSED)
    await expect(find({ MaxResults: 1_001 })).rejects.toMatchObject(REFUSED)
  })
})

// https://docs.aws.amazon.com/batch/latest/APIReference/API_DescribeJobs.html
await contract('Batch', ({ client }) => {
  const batch = client(batchSdk.BatchClient)

  test('describes up to 100 jobs at once', async () => {
    const describe = (count: number) =>
      batch.send(new batchSdk.DescribeJobsCommand({ jobs: range(count).map((n) => `job-${n}`) }))
    expect((await describe(100)).jobs).toEqual([])
    await expect(describe(101)).rejects.toMatchObject({ name: 'ClientException' })
  })
})

// https://docs.aws.amazon.com/emr/latest/APIReference/API_AddJobFlowSteps.html
await contract('EMR', ({ client, unique }) => {
  const emr = client(emrSdk.EMRClient)

  test('has up to 256 steps that wait or run', async () => {
    const Instances = { MasterInstanceType: 'm5.xlarge', InstanceCount: 1 }
    const run = (count: number) => {
      const HadoopJarStep = { Jar: 'command-runner.jar' }
      const Steps = range(count).map((n) => ({ Name: `step ${n}`, HadoopJarStep }))
      return emr.send(new emrSdk.RunJobFlowCommand({ Name: unique('limits'), Instances, Steps }))
    }
    expect((await run(256)).JobFlowId).toBeDefined()
    await expect(run(257)).rejects.toMatchObject({ name: 'ValidationException' })
  })
})

// https://docs.aws.amazon.com/general/latest/gr/iot-core.html (message broker: publish payload size)
await contract('IoTDataPlane', ({ client }) => {
  const plane = client(iotSdk.IoTDataPlaneClient)

  test('takes messages of up to 128 KiB', async () => {
    const publish = (bytes: number) =>
      plane.send(new iotSdk.PublishCommand({ topic: 'limits', payload: Buffer.alloc(bytes) }))
    await publish(128 * 1_024)
    await expect(publish(128 * 1_024 + 1)).rejects.toMatchObject({
      name: 'RequestEntityTooLargeException',
      $metadata: { httpStatusCode: 413 },
    })
  })
})
