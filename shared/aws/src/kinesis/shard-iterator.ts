import type { GetShardIteratorInput, GetShardIteratorOutput } from '@aws-sdk/client-kinesis'
import { type Account, failure, findStream, refuseMembers, under } from './account.ts'
import * as constraints from './constraints.ts'
import { throttled } from './put-records.ts'
import { parseSequenceNumber } from './sequence-number.ts'
import { type Shard, startingSequence, type Stream } from './stream.ts'

/** A place in a shard: before the first record whose sequence number is at least `from`. */
export interface Position {
  streamId: number
  streamName: string
  shardId: string
  from: bigint
}

/** How long an iterator lives, in milliseconds (SDK text, GetShardIterator). */
const LIFETIME = 300_000

const TYPES = [
  'AFTER_SEQUENCE_NUMBER',
  'LATEST',
  'AT_TIMESTAMP',
  'AT_SEQUENCE_NUMBER',
  'TRIM_HORIZON',
] as const

/** GetShardIterator. */
export function shardIteratorOperations(account: Account) {
  return {
    /** GetShardIterator (SDK text), up to 5 times a second for each open shard. */
    GetShardIterator(input: GetShardIteratorInput): GetShardIteratorOutput {
      refuseMembers(account, input, ['DryRun'])
      const member: [string, string | undefined] = ['shardId', input.ShardId]
      const shardId = constraints.requireText(account, member, constraints.NAME)
      const stream = findStream(account, input)
      const shard = stream.shards.find(({ id }) => id === shardId)
      if (!shard) throw noSuchShard(account, stream.name, shardId)
      const from = startOf(account, { stream, shard, input })
      spendCall(account, stream, shard)
      const position = { streamId: stream.id, streamName: stream.name, shardId, from }
      return { ShardIterator: iteratorAt(account, position) }
    },
  }
}

/** Makes a shard iterator, an opaque text. */
export function iteratorAt({ world }: Account, position: Position): string {
  const { streamId, streamName, shardId, from } = position
  const parts = [VERSION, streamId, streamName, shardId, String(from), world.clock.now()]
  return Buffer.from(JSON.stringify(parts)).toString('base64')
}

/**
 * Reads a shard iterator.
 *
 * Throws InvalidArgumentException if it never was one, ExpiredIteratorException after 5 minutes.
 */
export function positionOf(account: Account, iterator: string): Position {
  const [version, streamId, streamName, shardId, from, madeAt] = decode(iterator)
  if (version !== VERSION || !/^\d+$/.test(String(from)) || typeof madeAt !== 'number') {
    throw failure(account, 'InvalidArgumentException', 'Invalid ShardIterator.')
  }
  const now = account.world.clock.now()
  if (now - madeAt > LIFETIME) {
    const message =
      `Iterator expired. The iterator was created at time ${timeText(madeAt)} while right now it ` +
      `is ${timeText(now)} which is further in the future than the tolerated delay of ` +
      `${LIFETIME} milliseconds.`
    throw failure(account, 'ExpiredIteratorException', message)
  }
  return {
    streamId: Number(streamId),
    streamName: String(streamName),
    shardId: String(shardId),
    from: BigInt(String(from)),
  }
}

/** Makes the ResourceNotFoundException of a shard that is asked for by an iterator. */
export function noSuchShard(account: Account, streamName: string, shardId: string): Error {
  const message = `Shard ${shardId} in stream ${streamName} ${under(account)} does not exist`
  return failure(account, 'ResourceNotFoundException', message)
}

const VERSION = 1

/** Where a request starts to read. */
export interface Start {
  stream: Stream
  shard: Shard
  input: Omit<GetShardIteratorInput, 'ShardId'>
}

/**
 * The first sequence number that a request asks for. Throws InvalidArgumentException for a number
 * of another shard, or one where none belongs.
 */
export function startOf(account: Account, { stream, shard, input }: Start): bigint {
  const member: [string, string | undefined] = ['shardIteratorType', input.ShardIteratorType]
  const type = constraints.requireOneOf(account, member, TYPES)
  const given = input.StartingSequenceNumber ?? undefined
  const takesNumber = type === 'AT_SEQUENCE_NUMBER' || type === 'AFTER_SEQUENCE_NUMBER'
  if (takesNumber !== (given !== undefined)) {
    const what = given === undefined ? 'no' : 'also a'
    const message =
      'Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and ' +
      'StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. ' +
      `Request specified ${type} and ${what} StartingSequenceNumber.`
    throw failure(account, 'InvalidArgumentException', message)
  }
  switch (type) {
    case 'AT_SEQUENCE_NUMBER':
      return givenSequence(account, { stream, shard, input })
    case 'AFTER_SEQUENCE_NUMBER':
      return givenSequence(account, { stream, shard, input }) + 1n
    case 'TRIM_HORIZON':
      return startingSequence(shard)
    case 'LATEST':
      return afterTip(shard)
    case 'AT_TIMESTAMP': {
      const time = checkTimestamp(account, input.Timestamp)
      return shard.records.find(({ arrivedAt }) => arrivedAt >= time)?.sequence ?? afterTip(shard)
    }
  }
}

/** The place after the last record, also after that record has expired. */
function afterTip(shard: Shard): bigint {
  return (shard.lastSequence ?? startingSequence(shard)) + 1n
}

function givenSequence(account: Account, { stream, shard, input }: Start): bigint {
  const given = input.StartingSequenceNumber ?? ''
  const parts = parseSequenceNumber(given)
  const used =
    `StartingSequenceNumber ${given} used in GetShardIterator on shard ${shard.id} ` +
    `in stream ${stream.name} ${under(account)} is invalid`
  if (!parts) throw failure(account, 'InvalidArgumentException', `${used}.`)
  if (parts.shardIndex !== shard.index) {
    const encoded = `shardId-${String(parts.shardIndex).padStart(12, '0')}`
    const message =
      `Invalid StartingSequenceNumber. It encodes ${encoded}, ` +
      `while it was used in a call to a shard with ${shard.id}`
    throw failure(account, 'InvalidArgumentException', message)
  }
  if (parts.shardCreated !== shard.sequenceEpoch) {
    const message = `${used} because it did not come from this stream.`
    throw failure(account, 'InvalidArgumentException', message)
  }
  return BigInt(given)
}

function checkTimestamp(account: Account, timestamp: Date | undefined): number {
  if (timestamp === undefined || timestamp === null) {
    const message =
      'Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. ' +
      'Current request has no timestamp parameter.'
    throw failure(account, 'InvalidArgumentException', message)
  }
  const time = timestamp.getTime()
  const now = account.world.clock.now()
  if (time <= now) return time
  const message =
    'The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. ' +
    `timestampInMillis: ${time}, currentTimestampInMillis: ${now}`
  throw failure(account, 'InvalidArgumentException', message)
}

function spendCall(account: Account, stream: Stream, shard: Shard) {
  if (!account.throttling || shard.closedAt !== undefined) return
  const now = account.world.clock.now()
  if (!shard.limits.iterators.has(1, now)) throw throttled(account, stream, shard)
  shard.limits.iterators.take(1, now)
}

function decode(iterator: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(iterator, 'base64').toString())
    return Array.isArray(parts) ? parts : []
  } catch {
    return []
  }
}

/** As AWS prints times in this error: "Thu Jan 22 01:22:02 UTC 2015". */
function timeText(ms: number): string {
  const [weekday, day, month, year, time] = new Date(ms).toUTCString().replace(',', '').split(' ')
  return `${weekday} ${month} ${day} ${time} UTC ${year}`
}
