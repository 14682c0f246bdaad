import * as sdk from '@aws-sdk/client-kinesis'
import { VirtualClock } from '../clock.ts'
import type { World } from '../service.ts'
import { kinesisOperations } from './service.ts'

/** A fresh Kinesis for one test, and the clock it lives by. */
export function testKinesis({ throttling = true } = {}) {
  const clock = new VirtualClock()
  const world: World = {
    clock,
    region: 'us-east-1',
    accountId: '123456789012',
    randomHex: (bytes) => '0'.repeat(bytes * 2),
    service: () => ({}),
  }
  const account = { world, sdk, throttling, streams: new Map(), streamsMade: 0 }
  const kinesis = kinesisOperations(account)

  return {
    clock,
    kinesis,
    /** Creates a provisioned stream. */
    create: (StreamName: string, ShardCount = 1) => {
      kinesis.CreateStream({ StreamName, ShardCount })
    },
    /** Reads all that is in a shard, page after page, waiting long enough not to be throttled. */
    readShard: async (StreamName: string, ShardId: string): Promise<string[]> => {
      const start = { StreamName, ShardId, ShardIteratorType: 'TRIM_HORIZON' as const }
      let next = kinesis.GetShardIterator(start).ShardIterator
      const texts: string[] = []
      while (next) {
        const page = kinesis.GetRecords({ ShardIterator: next })
        texts.push(...page.Records!.map(({ Data }) => Buffer.from(Data!).toString()))
        const isAtTip = page.Records!.length === 0 && page.MillisBehindLatest === 0
        next = isAtTip ? undefined : page.NextShardIterator
        await clock.advance(5000)
      }
      return texts
    },
  }
}

const StreamName = 'rides'
const ShardId = 'shardId-000000000000'

/** A fresh Kinesis with the stream "rides", and what a test does with its only shard. */
export function testShard() {
  const parts = testKinesis()
  const { kinesis, create } = parts
  create(StreamName)
  return {
    ...parts,
    put: (text: string) =>
      kinesis.PutRecord({ StreamName, PartitionKey: 'taxi-7', Data: bytes(text) }).SequenceNumber!,
    iterator: (ShardIteratorType: 'LATEST' | 'TRIM_HORIZON' = 'TRIM_HORIZON') =>
      kinesis.GetShardIterator({ StreamName, ShardId, ShardIteratorType }).ShardIterator!,
    read: (ShardIterator: string | undefined) => {
      const { Records } = kinesis.GetRecords({ ShardIterator })
      return Records!.map(({ Data }) => Buffer.from(Data!).toString())
    },
  }
}

/** The bytes of a text. */
export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
