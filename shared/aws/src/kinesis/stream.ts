import { contains, evenRanges, type HashKeyRange } from './hash-key.ts'
import { Tank } from './rate-limit.ts'
import { LAST_COUNTER, sequenceNumber } from './sequence-number.ts'

/** A mebibyte, the unit of Kinesis's limits. */
export const MIB = 1024 * 1024

/** A data stream. Times are in milliseconds since 1970. */
export interface Stream {
  /** Distinguishes streams that had the same name one after the other. */
  id: number
  name: string
  arn: string
  createdAt: number
  mode: 'PROVISIONED' | 'ON_DEMAND'
  /** All shards that have not expired, in the order of their ids. */
  shards: Shard[]
  /** How many shards there ever were: the index of the next one. */
  shardsMade: number
  /** How many records there ever were. */
  recordsMade: bigint
  retentionHours: number
  maxRecordKiB: number
  kmsKeyId: string | undefined
  shardLevelMetrics: Set<string>
  tags: Map<string, string>
  consumers: Map<string, StreamConsumer>
  /** When the shard count and the mode were changed, for the limits per 24 hours. */
  shardCountUpdates: number[]
  modeUpdates: number[]
}

/** A shard, open or closed. */
export interface Shard {
  id: string
  index: number
  range: HashKeyRange
  parents: string[]
  /** The seconds that lead its sequence numbers. */
  sequenceEpoch: number
  openedAt: number
  closedAt: number | undefined
  /** In the order of their sequence numbers. */
  records: StoredRecord[]
  /** The latest record's, kept when the record has expired. */
  lastSequence: bigint | undefined
  /** What the shard can still take or give, by kind of limit. */
  limits: Record<'writtenRecords' | 'writtenBytes' | 'reads' | 'readBytes' | 'iterators', Tank>
  /** GetRecords is refused until then. */
  readsBlockedUntil: number
  /** Wakes subscriptions that wait for something to happen here. */
  watchers: Set<() => void>
}

/** A record as it is kept. */
export interface StoredRecord {
  sequence: bigint
  arrivedAt: number
  partitionKey: string
  data: Uint8Array
}

/** An enhanced fan-out consumer. */
export interface StreamConsumer {
  name: string
  arn: string
  createdAt: number
  tags: Map<string, string>
  /** Its latest subscription to each shard. */
  subscriptions: Map<string, { since: number }>
}

/** Gives `stream` its first shards. */
export function addFirstShards(stream: Stream, count: number, now: number): void {
  for (const range of evenRanges(count)) addShard(stream, { range, parents: [], now })
}

/** Adds an open shard. */
export function addShard(
  stream: Stream,
  { range, parents, now }: { range: HashKeyRange; parents: Shard[]; now: number },
): Shard {
  const index = stream.shardsMade++
  const shard: Shard = {
    id: `shardId-${String(index).padStart(12, '0')}`,
    index,
    range,
    parents: parents.map(({ id }) => id),
    sequenceEpoch: Math.max(seconds(now), ...parents.map((parent) => parent.sequenceEpoch + 1)),
    openedAt: now,
    closedAt: undefined,
    records: [],
    lastSequence: undefined,
    limits: {
      writtenRecords: new Tank(1000, now),
      writtenBytes: new Tank(MIB, now),
      reads: new Tank(5, now),
      readBytes: new Tank(2 * MIB, now),
      iterators: new Tank(5, now),
    },
    readsBlockedUntil: 0,
    watchers: new Set(),
  }
  stream.shards.push(shard)
  return shard
}

/** The shards that take records. */
export function openShards(stream: Stream): Shard[] {
  return stream.shards.filter(({ closedAt }) => closedAt === undefined)
}

/** The open shard that has the hash key: open shards always cover all of them. */
export function shardFor(stream: Stream, hashKey: bigint): Shard {
  const shard = openShards(stream).find(({ range }) => contains(range, hashKey))
  if (!shard) throw new RangeError(`No open shard has the hash key "${hashKey}"`)
  return shard
}

/** The sequence number before all records of the shard. */
export function startingSequence(shard: Shard): bigint {
  return sequenceNumber({ ...marker(shard), counter: 0n, arrived: shard.sequenceEpoch })
}

/** The sequence number after all records of a closed shard. */
export function endingSequence(shard: Shard): bigint | undefined {
  if (shard.closedAt === undefined) return undefined
  const arrived = seconds(shard.closedAt)
  return sequenceNumber({ ...marker(shard), counter: LAST_COUNTER, arrived })
}

/** Adds a record at the tip of the shard, and returns its sequence number. */
export function appendRecord(
  stream: Stream,
  shard: Shard,
  { partitionKey, data, now }: { partitionKey: string; data: Uint8Array; now: number },
): bigint {
  const counter = ++stream.recordsMade
  const sequence = sequenceNumber({ ...marker(shard), counter, arrived: seconds(now) })
  shard.lastSequence = sequence
  shard.records.push({ sequence, arrivedAt: now, partitionKey, data: Uint8Array.from(data) })
  wake(shard)
  return sequence
}

/** Tells subscriptions to look again: there are records, or the shard was closed, or they are over. */
export function wake({ watchers }: Shard): void {
  for (const watcher of watchers) watcher()
}

/** Forgets the records, and then the closed shards, that are older than the retention period. */
export function trim(stream: Stream, now: number): void {
  const horizon = trimHorizon(stream, now)
  for (const shard of stream.shards) {
    const kept = shard.records.findIndex(({ arrivedAt }) => arrivedAt >= horizon)
    shard.records.splice(0, kept < 0 ? shard.records.length : kept)
  }
  stream.shards = stream.shards.filter(({ closedAt }) => (closedAt ?? now) >= horizon)
}

/** The time before which records have expired. */
export function trimHorizon(stream: Stream, now: number): number {
  return now - stream.retentionHours * 3_600_000
}

function marker({ index, sequenceEpoch }: Shard) {
  return { shardIndex: index, shardCreated: sequenceEpoch }
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000)
}
