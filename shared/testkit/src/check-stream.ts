import {
  CreateStreamCommand,
  GetRecordsCommand,
  type GetRecordsCommandOutput,
  GetShardIteratorCommand,
  ListShardsCommand,
  ProvisionedThroughputExceededException,
} from '@aws-sdk/client-kinesis'
import type { CheckAws } from './check-aws.ts'

export interface StreamSettings {
  /** Open shards (default 1). */
  shards?: number
}

/** A record as it lies in a shard. */
export interface StoredRecord {
  shard: string
  sequenceNumber: string
  key: string
  data: Uint8Array
}

/** A stream to arrange before a candidate runs, and to read afterwards. */
export interface CheckStream {
  name: string
  /** Every record, shard by shard, in the order of each shard. */
  records(): Promise<StoredRecord[]>
}

/** Creates a stream through the target, as AWS would. */
export async function createStream(
  aws: CheckAws,
  { shards = 1 }: StreamSettings = {},
): Promise<CheckStream> {
  const name = aws.uniqueName('stream')
  await aws.send(new CreateStreamCommand({ StreamName: name, ShardCount: shards }))
  return {
    name,
    records: async () => {
      const { Shards = [] } = await aws.send(new ListShardsCommand({ StreamName: name }))
      const perShard = await Promise.all(
        Shards.map(({ ShardId }) => recordsOf(aws, name, ShardId!)),
      )
      return perShard.flat()
    },
  }
}

async function recordsOf(aws: CheckAws, stream: string, shard: string): Promise<StoredRecord[]> {
  const records: StoredRecord[] = []
  const start = await aws.send(
    new GetShardIteratorCommand({
      StreamName: stream,
      ShardId: shard,
      ShardIteratorType: 'TRIM_HORIZON',
    }),
  )
  let iterator = start.ShardIterator
  while (iterator) {
    const page = await readPage(aws, iterator)
    for (const { SequenceNumber, PartitionKey, Data } of page.Records ?? []) {
      records.push({ shard, sequenceNumber: SequenceNumber!, key: PartitionKey!, data: Data! })
    }
    const atTip = page.MillisBehindLatest === 0 && page.Records?.length === 0
    iterator = atTip ? undefined : page.NextShardIterator
  }
  return records
}

/**
 * A shard can be read five times and 2 MB a second (SDK text, GetRecords), by the check and the
 * candidate together; a check that comes too early waits.
 */
async function readPage(aws: CheckAws, ShardIterator: string): Promise<GetRecordsCommandOutput> {
  for (;;) {
    try {
      return await aws.send(new GetRecordsCommand({ ShardIterator }))
    } catch (error) {
      if (!(error instanceof ProvisionedThroughputExceededException)) throw error
      await aws.pause(1_000)
    }
  }
}
