import { PutRecordCommand } from '@aws-sdk/client-kinesis'
import { describe, expect, test } from 'vitest'
import type { CheckAws } from './check-aws.ts'
import { freshCheck } from './fresh-check.ts'

describe('createStream', () => {
  test('reads every record, shard by shard, in the order of each shard', async () => {
    const { aws } = freshCheck().context
    const stream = await aws.kinesis.stream({ shards: 3 })
    for (let ride = 0; ride < 12; ride++) await put(aws, stream.name, `driver ${ride % 4}`, ride)
    const records = await stream.records()
    expect(records).toHaveLength(12)
    expect(new Set(records.map(({ shard }) => shard)).size).toBeGreaterThan(1)
    for (const driver of ['driver 0', 'driver 1', 'driver 2', 'driver 3']) {
      const own = records.filter(({ key }) => key === driver)
      const rides = own.map(({ data }) => Number(Buffer.from(data).toString()))
      expect(rides).toEqual(rides.toSorted((a, b) => a - b))
      expect(new Set(own.map(({ shard }) => shard)).size).toBe(1)
    }
  })

  test('has one shard by default and is empty at first', async () => {
    const { aws } = freshCheck().context
    const stream = await aws.kinesis.stream()
    expect(await stream.records()).toEqual([])
    await put(aws, stream.name, 'ada', 1)
    await put(aws, stream.name, 'lin', 2)
    expect(new Set((await stream.records()).map(({ shard }) => shard)).size).toBe(1)
  })

  test('can be read as often as a check likes', async () => {
    const { aws } = freshCheck().context
    const stream = await aws.kinesis.stream()
    await put(aws, stream.name, 'ada', 1)
    for (let reading = 0; reading < 8; reading++) expect(await stream.records()).toHaveLength(1)
  })

  test('reads on after a page of 10 MB', async () => {
    const { aws } = freshCheck().context
    const stream = await aws.kinesis.stream()
    const Data = new Uint8Array(1_000_000)
    for (let record = 0; record < 24; record++) {
      const input = { StreamName: stream.name, PartitionKey: 'ada', Data }
      await aws.send(new PutRecordCommand(input))
      await aws.sleep(1_000)
    }
    expect(await stream.records()).toHaveLength(24)
  })
})

async function put(aws: CheckAws, StreamName: string, PartitionKey: string, ride: number) {
  const Data = Buffer.from(String(ride))
  await aws.send(new PutRecordCommand({ StreamName, PartitionKey, Data }))
}
