import type { ChildShard, GetRecordsInput, GetRecordsOutput } from '@aws-sdk/client-kinesis'
import { type Account, failure, findStream, refuseMembers } from './account.ts'
import * as constraints from './constraints.ts'
import { describeRange } from './describe-stream.ts'
import { throttled } from './put-records.ts'
import { iteratorAt, noSuchShard, positionOf } from './shard-iterator.ts'
import { MIB, type Shard, type StoredRecord, type Stream } from './stream.ts'

/** The limits of one GetRecords call (SDK text). */
const MAX_RECORDS = 10_000
const MAX_BYTES = 10 * MIB
/** How long a shard rests after a call that returned as much as a call can. */
const REST_AFTER_FULL_CALL = 5000

/** GetRecords. */
export function getRecordsOperations(account: Account) {
  return {
    /**
     * GetRecords (SDK text). The page that ends a closed shard is empty, lists its child shards and
     * has no NextShardIterator. `MillisBehindLatest` is the age of the last record returned, and 0
     * once nothing newer is there.
     */
    GetRecords(input: GetRecordsInput): GetRecordsOutput {
      refuseMembers(account, input, ['DryRun'])
      const iterator = constraints.requireText(account, ['shardIterator', input.ShardIterator])
      const limit = checkLimit(account, input.Limit)
      const position = positionOf(account, iterator)
      const { stream, shard } = locate(account, position, input.StreamARN)
      spendCall(account, stream, shard)

      const start = firstAtOrAfter(shard.records, position.from)
      const page = pageFrom(shard, start, { limit })
      spendBytes(account, shard, page)

      const last = page.at(-1)
      if (!last && shard.closedAt !== undefined) {
        return { Records: [], MillisBehindLatest: 0, ChildShards: childrenOf(stream, shard) }
      }
      const from = last ? last.sequence + 1n : position.from
      const isCaughtUp = start + page.length === shard.records.length
      const age = last ? account.world.clock.now() - last.arrivedAt : 0
      return {
        Records: page.map((record) => describeRecord(stream, record)),
        NextShardIterator: iteratorAt(account, { ...position, from }),
        MillisBehindLatest: isCaughtUp ? 0 : age,
      }
    },
  }
}

/** Above 10,000 the SDK's text names InvalidArgumentException. */
function checkLimit(account: Account, limit: number | undefined): number {
  const member: [string, number | undefined] = ['limit', limit]
  const checked = constraints.optionalInteger(account, member, { otherwise: MAX_RECORDS, min: 1 })
  if (checked <= MAX_RECORDS) return checked
  const message = `Limit ${checked} is greater than the maximum of ${MAX_RECORDS}.`
  throw failure(account, 'InvalidArgumentException', message)
}

function locate(
  account: Account,
  { streamId, streamName, shardId }: ReturnType<typeof positionOf>,
  StreamARN: string | undefined,
) {
  if (!account.streams.has(streamName)) throw noSuchShard(account, streamName, shardId)
  const stream = findStream(account, { StreamName: streamName, StreamARN })
  const shard = stream.shards.find(({ id }) => id === shardId)
  if (stream.id === streamId && shard) return { stream, shard }
  throw noSuchShard(account, streamName, shardId)
}

/** The index of the first record with this sequence number, or a greater one. */
export function firstAtOrAfter(records: StoredRecord[], from: bigint): number {
  let low = 0
  let high = records.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const isBefore = (records[middle]?.sequence ?? from) < from
    if (isBefore) low = middle + 1
    else high = middle
  }
  return low
}

/** The records from `start` on that one call may return: at least one, if there is one. */
export function pageFrom(
  { records }: Shard,
  start: number,
  { limit, maxBytes = MAX_BYTES }: { limit: number; maxBytes?: number },
): StoredRecord[] {
  const end = Math.min(start + limit, records.length)
  let bytes = 0
  for (let index = start; index < end; index++) {
    bytes += sizeOf(records[index])
    if (bytes > maxBytes) return records.slice(start, Math.max(start + 1, index))
  }
  return records.slice(start, end)
}

function spendCall(account: Account, stream: Stream, shard: Shard) {
  if (!account.throttling) return
  const now = account.world.clock.now()
  const { reads, readBytes } = shard.limits
  const isAllowed = now >= shard.readsBlockedUntil && reads.has(1, now) && readBytes.has(1, now)
  if (!isAllowed) throw throttled(account, stream, shard)
  reads.take(1, now)
}

function spendBytes(account: Account, shard: Shard, page: StoredRecord[]) {
  const bytes = page.reduce((sum, record) => sum + sizeOf(record), 0)
  const now = account.world.clock.now()
  shard.limits.readBytes.take(bytes, now)
  const isFull = page.length > 0 && bytes + sizeOf(nextAfter(shard, page)) > MAX_BYTES
  if (isFull) shard.readsBlockedUntil = now + REST_AFTER_FULL_CALL
}

function nextAfter({ records }: Shard, page: StoredRecord[]): StoredRecord | undefined {
  const last = page.at(-1)
  return last && records[firstAtOrAfter(records, last.sequence) + 1]
}

/** What a record counts against limits, in bytes. */
export function sizeOf(record: StoredRecord | undefined): number {
  return record ? record.data.length + Buffer.byteLength(record.partitionKey) : 0
}

/** A record as it is handed out. */
export function describeRecord(stream: Stream, record: StoredRecord) {
  return {
    SequenceNumber: String(record.sequence),
    ApproximateArrivalTimestamp: new Date(record.arrivedAt),
    Data: Uint8Array.from(record.data),
    PartitionKey: record.partitionKey,
    ...(stream.kmsKeyId === undefined ? {} : { EncryptionType: 'KMS' as const }),
  }
}

/** The shards that go on from a closed one. */
export function childrenOf(stream: Stream, parent: Shard): ChildShard[] {
  return stream.shards
    .filter(({ parents }) => parents.includes(parent.id))
    .map((child) => ({
      ShardId: child.id,
      ParentShards: [...child.parents],
      HashKeyRange: describeRange(child),
    }))
}
