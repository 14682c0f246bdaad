import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb'
import { PutRecordsCommand } from '@aws-sdk/client-kinesis'
import { Gateway } from '@workshop/aws/gateway'
import type { Target } from '@workshop/aws/target'
import { describe, expect, test } from 'vitest'
import { CheckFaults } from './check-faults.ts'
import { freshCheck } from './fresh-check.ts'

describe('failRecords', () => {
  test('refuses records by position, stores the others, and answers in their order', async () => {
    const { aws } = freshCheck().context
    const stream = await aws.kinesis.stream()
    aws.faults.failRecords([0, 2, 99])
    const output = await aws.kinesis.client.send(
      putRecords(stream.name, ['ada', 'lin', 'sol', 'kim']),
    )
    expect(output.FailedRecordCount).toBe(2)
    expect(output.Records!.map(({ ErrorCode }) => ErrorCode)).toEqual([
      'ProvisionedThroughputExceededException',
      undefined,
      'ProvisionedThroughputExceededException',
      undefined,
    ])
    const stored = await stream.records()
    expect(stored.map(({ key }) => key)).toEqual(['lin', 'kim'])
    expect(output.Records![1]!.SequenceNumber).toBe(stored[0]!.sequenceNumber)
  })

  test('can refuse all, with another code, on a later call', async () => {
    const { aws } = freshCheck().context
    const stream = await aws.kinesis.stream()
    aws.faults.failRecords([0, 1], 'InternalFailure', { call: 2 })
    const send = () => aws.kinesis.client.send(putRecords(stream.name, ['ada', 'lin']))
    expect((await send()).FailedRecordCount).toBe(0)
    expect(await send()).toMatchObject({
      FailedRecordCount: 2,
      Records: [{ ErrorCode: 'InternalFailure' }, { ErrorCode: 'InternalFailure' }],
    })
    expect(await stream.records()).toHaveLength(2)
  })
})

describe('leaveUnprocessed', () => {
  test('writes the others and returns what it left, table by table', async () => {
    const { aws } = freshCheck().context
    const [rides, taxis] = [
      await aws.dynamodb.table({ key: { guid: 'S' } }),
      await aws.dynamodb.table({ key: { guid: 'S' } }),
    ]
    aws.faults.leaveUnprocessed([1])
    const output = await aws.dynamodb.client.send(
      new BatchWriteItemCommand({
        RequestItems: { [rides.name]: [write('r-1'), write('r-2')], [taxis.name]: [write('t-1')] },
      }),
    )
    expect(output.UnprocessedItems).toEqual({ [rides.name]: [write('r-2')] })
    expect(await rides.items()).toEqual([{ guid: 'r-1' }])
    expect(await taxis.items()).toEqual([{ guid: 't-1' }])
  })

  test('can leave everything', async () => {
    const { aws } = freshCheck().context
    const rides = await aws.dynamodb.table({ key: { guid: 'S' } })
    aws.faults.leaveUnprocessed('all')
    const RequestItems = { [rides.name]: [write('r-1'), write('r-2')] }
    const send = () => aws.dynamodb.client.send(new BatchWriteItemCommand({ RequestItems }))
    expect((await send()).UnprocessedItems).toEqual(RequestItems)
    expect(await rides.items()).toEqual([])
    await send()
    expect(await rides.items()).toHaveLength(2)
  })

  test('also returns what the target itself left', async () => {
    const RequestItems = { rides: [write('r-1'), write('r-2')] }
    const gateway = new Gateway({ target: forgetfulTarget, now: () => 0 })
    new CheckFaults(gateway, async () => {}).leaveUnprocessed([1])
    const call = { clientName: 'DynamoDBClient', operation: 'BatchWriteItem' }
    const output = await gateway.fromCandidate({ ...call, input: { RequestItems } })
    expect(output).toEqual({ UnprocessedItems: RequestItems })
  })
})

/** A target that processes nothing, as an overloaded DynamoDB does. */
const forgetfulTarget: Target = {
  name: 'mock',
  isShared: false,
  supports: async () => ({ ok: true }),
  handle: async ({ input }) => ({ UnprocessedItems: input['RequestItems'] }),
}

function putRecords(StreamName: string, drivers: string[]) {
  const Records = drivers.map((driver) => ({
    PartitionKey: driver,
    Data: new TextEncoder().encode(`${driver} drove`),
  }))
  return new PutRecordsCommand({ StreamName, Records })
}

function write(guid: string) {
  return { PutRequest: { Item: { guid: { S: guid } } } }
}
