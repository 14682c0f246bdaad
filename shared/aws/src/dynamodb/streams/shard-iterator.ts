import type {
  GetShardIteratorInput,
  GetShardIteratorOutput,
} from '@aws-sdk/client-dynamodb-streams'
import { Constraints } from '../constraints.ts'
import type { Database } from '../database.ts'
import { invalid, Refusal } from '../refusal.ts'
import type { ChangeStream, Shard } from './change-stream.ts'
import { findShard, findStream } from './find-stream.ts'

/** How long an iterator can be used, in milliseconds (SDK text: 15 minutes). */
export const ITERATOR_LIFETIME = 15 * 60 * 1000

/** A place in a shard: before the first record whose number is at least `from`. */
export interface Position {
  streamArn: string
  shardId: string
  from: bigint
}

const TYPES = ['TRIM_HORIZON', 'LATEST', 'AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER']

/** AWS: API page GetShardIterator, of DynamoDB Streams. */
export function getShardIterator(
  database: Database,
  input: GetShardIteratorInput,
): GetShardIteratorOutput {
  new Constraints()
    .required('streamArn', input.StreamArn)
    .length('streamArn', input.StreamArn, { min: 37, max: 1024 })
    .required('shardId', input.ShardId)
    .length('shardId', input.ShardId, { min: 28, max: 65 })
    .required('shardIteratorType', input.ShardIteratorType)
    .oneOf('shardIteratorType', input.ShardIteratorType, TYPES)
    .length('sequenceNumber', input.SequenceNumber, { min: 21, max: 40 })
    .enforce()
  const stream = findStream(database, input.StreamArn)
  const shard = findShard(stream, input.ShardId)
  const from = startOf(stream, shard, input)
  const position = { streamArn: stream.identity.arn, shardId: shard.id, from }
  return { ShardIterator: iteratorAt(position, database.now) }
}

/** Writes an iterator: the stream's ARN and an opaque text. */
export function iteratorAt({ streamArn, shardId, from }: Position, now: number): string {
  const text = JSON.stringify([shardId, String(from), now])
  return `${streamArn}|1|${Buffer.from(text).toString('base64')}`
}

/**
 * Reads an iterator. Throws `ValidationException` for what is none, and `ExpiredIteratorException`
 * after `ITERATOR_LIFETIME`.
 */
export function positionOf(iterator: string, now: number): Position {
  const [streamArn = '', , text = ''] = iterator.split('|')
  const [shardId, from, made] = decode(text)
  if (typeof shardId !== 'string' || typeof made !== 'number' || !/^\d+$/.test(String(from))) {
    throw invalid('Invalid ShardIterator')
  }
  if (now - made > ITERATOR_LIFETIME) {
    // The words of the SDK's text: what the service says is not documented.
    throw new Refusal(
      'ExpiredIteratorException',
      'The shard iterator has expired and can no longer be used to retrieve stream records.',
    )
  }
  return { streamArn, shardId, from: BigInt(String(from)) }
}

/** The error for records that are older than streams keep them (ironSource/node-dynamodb-stream#13). */
export function trimmedAccess(): Error {
  return new Refusal(
    'TrimmedDataAccessException',
    'The data you are trying to access has been trimmed',
  )
}

function startOf(stream: ChangeStream, shard: Shard, input: GetShardIteratorInput): bigint {
  const { ShardIteratorType: type, SequenceNumber: given } = input
  const needsNumber = type === 'AT_SEQUENCE_NUMBER' || type === 'AFTER_SEQUENCE_NUMBER'
  if (needsNumber !== (given !== undefined)) {
    // The rule is AWS's; its words for it are not documented.
    throw invalid(
      `SequenceNumber ${needsNumber ? 'is required' : 'must not be specified'} for ShardIteratorType ${type}`,
    )
  }
  if (type === 'TRIM_HORIZON') {
    const first = stream.records.find(({ sequence }) => sequence > shard.start)
    return first?.sequence ?? afterLast(stream, shard)
  }
  if (type === 'LATEST') return afterLast(stream, shard)
  if (!/^\d+$/.test(given ?? '')) throw invalid('Invalid SequenceNumber')
  const sequence = BigInt(given ?? 0)
  if (sequence < shard.start || sequence >= afterLast(stream, shard)) {
    throw invalid('Invalid SequenceNumber')
  }
  const from = type === 'AT_SEQUENCE_NUMBER' ? sequence : sequence + 1n
  if (isTrimmed(stream, shard, sequence)) throw trimmedAccess()
  return from
}

/** True if a record of the shard with this number or a later one has been removed for its age. */
export function isTrimmed(stream: ChangeStream, shard: Shard, from: bigint): boolean {
  const { trimmed } = stream
  return trimmed > shard.start && from > shard.start && from <= least(trimmed, shard.end)
}

function afterLast(stream: ChangeStream, { end }: Shard): bigint {
  return end === undefined ? stream.next : end + 1n
}

function least(first: bigint, second: bigint | undefined): bigint {
  return second !== undefined && second < first ? second : first
}

function decode(text: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64').toString())
    return Array.isArray(parts) ? parts : []
  } catch {
    return []
  }
}
