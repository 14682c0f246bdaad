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
  const shards = openShardsByRange(stream)
  let low = 0
  let high = shards.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (shards[middle]!.range.start <= hashKey) low = middle
    else high = middle - 1
  }
  const shard = shards[low]
  if (shard && contains(shard.range, hashKey)) return shard
  throw new RangeError(`No open shard has the hash key "${hashKey}"`)
}

/** The open shards in the order of their hash keys. */
export function openShardsByRange(stream: Stream): readonly Shard[] {
  const known = byRange.get(stream)
  if (known?.shardsMade === stream.shardsMade) return known.shards
  const shards = openShards(stream).toSorted((a, b) => (a.range.start < b.range.start ? -1 : 1))
  byRange.set(stream, { shardsMade: stream.shardsMade, shards })
  return shards
}

/** Kept until another shard is made: none is closed unless others take its place. */
const byRange = new WeakMap<Stream, { shardsMade: number; shards: Shard[] }>()

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
