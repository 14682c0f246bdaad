import {
  CreateStreamCommand,
  DeleteStreamCommand,
  KinesisClient,
  PutRecordCommand,
  RegisterStreamConsumerCommand,
  ResourceNotFoundException,
  SubscribeToShardCommand,
  type SubscribeToShardEventStream,
} from '@aws-sdk/client-kinesis'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { SmithyRpcV2CborProtocol } from '@smithy/core/cbor'
import { describe, expect, test } from 'vitest'
import { PATIENTLY, servedCloud } from './test-cloud.ts'

const StreamName = 'rides'
const ShardId = 'shardId-000000000000'

describe('SubscribeToShard over the wire', () => {
  test.each([
    ['HTTP/2', {}],
    ['HTTP/1.1', { requestHandler: new NodeHttpHandler() }],
    ['CBOR', { protocol: SmithyRpcV2CborProtocol }],
  ])('pushes records as they are put, in %s', async (_, config) => {
    await using cloud = await servedCloud()
    const kinesis = clientOf(cloud.url, config)
    const { events } = await subscribe(kinesis)
    await put(kinesis, 'one')
    expect(await textsOf(events)).toEqual(['one'])
    const waiting = textsOf(events)
    await put(kinesis, 'two')
    expect(await waiting).toEqual(['two'])
    kinesis.destroy()
    expect(cloud.mistakes).toEqual([])
  })

  test('ends 5 minutes after it began, by the clock of the cloud', async () => {
    await using cloud = await servedCloud()
    const { events } = await subscribe(cloud.kinesis)
    const waiting = events.next()
    await cloud.cloud.advance(300_000)
    expect(await waiting).toEqual({ done: true, value: undefined })
  })

  test('tells the exception that cuts it off', async () => {
    await using cloud = await servedCloud()
    const { events } = await subscribe(cloud.kinesis)
    const waiting = events.next()
    const failure = expect(waiting).rejects.toThrow(ResourceNotFoundException)
    await cloud.kinesis.send(new DeleteStreamCommand({ StreamName, EnforceConsumerDeletion: true }))
    await failure
    expect(cloud.mistakes).toEqual([])
  })

  test('is over when its reader hangs up, and when the cloud closes', async () => {
    await using cloud = await servedCloud()
    const client = clientOf(cloud.url, { requestHandler: new NodeHttpHandler() })
    const { events } = await subscribe(client)
    const waiting = events.next().catch(() => 'cut off')
    client.destroy()
    await waiting
    await expect.poll(() => cloud.accesses.at(-1)?.operation, PATIENTLY).toBe('SubscribeToShard')
    const other = clientOf(cloud.url)
    const { EventStream } = await other.send(
      new SubscribeToShardCommand({
        ConsumerARN: await register(other, 'audit'),
        ShardId,
        StartingPosition: { Type: 'LATEST' },
      }),
    )
    const ended = EventStream![Symbol.asyncIterator]().next()
    cloud.cloud.end()
    expect(await ended).toEqual({ done: true, value: undefined })
    other.destroy()
  })
})

function clientOf(endpoint: string, config: object = {}): KinesisClient {
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' }
  return new KinesisClient({
    endpoint,
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
    ...config,
  })
}

async function register(kinesis: KinesisClient, ConsumerName: string): Promise<string> {
  const StreamARN = `arn:aws:kinesis:us-east-1:123456789012:stream/${StreamName}`
  const registered = await kinesis.send(
    new RegisterStreamConsumerCommand({ StreamARN, ConsumerName }),
  )
  return registered.Consumer!.ConsumerARN!
}

async function subscribe(kinesis: KinesisClient) {
  await kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }))
  const { EventStream } = await kinesis.send(
    new SubscribeToShardCommand({
      ConsumerARN: await register(kinesis, 'dashboard'),
      ShardId,
      StartingPosition: { Type: 'LATEST' },
    }),
  )
  return { events: EventStream![Symbol.asyncIterator]() }
}

async function put(kinesis: KinesisClient, text: string): Promise<void> {
  const Data = Buffer.from(text)
  await kinesis.send(new PutRecordCommand({ StreamName, PartitionKey: 'taxi-7', Data }))
}

async function textsOf(events: AsyncIterator<SubscribeToShardEventStream>): Promise<string[]> {
  const { value } = (await events.next()) as { value: SubscribeToShardEventStream }
  return value.SubscribeToShardEvent!.Records!.map(({ Data }) => Buffer.from(Data!).toString())
}
