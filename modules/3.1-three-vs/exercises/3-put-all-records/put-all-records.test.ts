import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis'
import { candidate, expect, test } from '@workshop/testkit'
import { mockClient } from 'aws-sdk-client-mock'

const { putAllRecords } = candidate(() => import('./put-all-records.ts'))

async function* strikes(count: number) {
  for (let n = 0; n < count; n++) yield { key: `strike-${n}`, data: Buffer.from(`gull ${n}`) }
}

test('sends more records than one request takes', async ({ aws, sleep, random }) => {
  const stream = await aws.kinesis.stream({ shards: 2 })
  const deps = { client: aws.kinesis.client, sleep, random }

  const result = await putAllRecords(stream.name, strikes(700), deps)

  expect(result).toEqual({ sent: 700, failed: [], requests: 2 })
  expect(await stream.records()).toHaveLength(700)
})

test('sends a throttled record once more', async ({ sleep, random }) => {
  const kinesis = mockClient(KinesisClient)
  const stored = { SequenceNumber: '1', ShardId: 'shardId-000000000000' }
  const throttled = { ErrorCode: 'ProvisionedThroughputExceededException' }
  kinesis
    .on(PutRecordsCommand)
    .resolvesOnce({ FailedRecordCount: 1, Records: [stored, throttled, stored] })
    .resolvesOnce({ FailedRecordCount: 0, Records: [stored] })
  const deps = { client: new KinesisClient({ region: 'us-east-1' }), sleep, random }

  const result = await putAllRecords('strikes', strikes(3), deps)

  expect(result).toEqual({ sent: 3, failed: [], requests: 2 })
  const [, again] = kinesis.commandCalls(PutRecordsCommand)
  expect(again?.args[0].input.Records).toEqual([
    { PartitionKey: 'strike-1', Data: new Uint8Array(Buffer.from('gull 1')) },
  ])
  kinesis.restore()
})
