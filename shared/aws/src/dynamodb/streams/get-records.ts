import type { GetRecordsInput, GetRecordsOutput } from '@aws-sdk/client-dynamodb-streams'
import { Constraints } from '../constraints.ts'
import type { Database } from '../database.ts'
import { Refusal } from '../refusal.ts'
import type { ChangeStream, Shard, StoredRecord } from './change-stream.ts'
import { findShard, findStream } from './find-stream.ts'
import { recordOf } from './stream-record.ts'
import { isTrimmed, iteratorAt, positionOf, trimmedAccess } from './shard-iterator.ts'

/** What one answer holds at most (SDK text of GetRecords; API page: "up to 1 MB"). */
export const MAX_RECORDS = 1000
export const MAX_BYTES = 1024 * 1024

/** AWS: API page GetRecords, of DynamoDB Streams. */
export function getRecords(database: Database, input: GetRecordsInput): GetRecordsOutput {
  const { Limit = MAX_RECORDS } = input
  new Constraints()
    .required('shardIterator', input.ShardIterator)
    .length('shardIterator', input.ShardIterator, { min: 1, max: 2048 })
    .range('limit', input.Limit, { min: 1 })
    .enforce()
  if (Limit > MAX_RECORDS) {
    // SDK text of LimitExceededException; the service's words are not documented.
    throw new Refusal('LimitExceededException', `Limit must not be more than ${MAX_RECORDS}`)
  }
  const position = positionOf(input.ShardIterator ?? '', database.now)
  const stream = findStream(database, position.streamArn)
  const shard = findShard(stream, position.shardId)
  if (isTrimmed(stream, shard, position.from)) throw trimmedAccess()
  const page = pageOf(stream, shard, { from: position.from, limit: Limit })
  const last = page.at(-1)
  const from = last ? last.sequence + 1n : position.from
  const isRead = shard.end !== undefined && pageOf(stream, shard, { from, limit: 1 }).length === 0
  return {
    Records: page.map((record) =>
      recordOf(record, { ...record, ...stream.identity, sequence: String(record.sequence) }),
    ),
    ...(!isRead && { NextShardIterator: iteratorAt({ ...position, from }, database.now) }),
  }
}

/** Records of a shard from a number on: at least one, if there is one. */
function pageOf(
  { records }: ChangeStream,
  { end }: Shard,
  { from, limit }: { from: bigint; limit: number },
): StoredRecord[] {
  const page: StoredRecord[] = []
  let bytes = 0
  for (let index = firstFrom(records, from); index < records.length; index++) {
    const record = records[index] as StoredRecord
    bytes += record.bytes
    const isFull = page.length === limit || (page.length > 0 && bytes > MAX_BYTES)
    if (isFull || (end !== undefined && record.sequence > end)) break
    page.push(record)
  }
  return page
}

function firstFrom(records: readonly StoredRecord[], from: bigint): number {
  let [low, high] = [0, records.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((records[middle] as StoredRecord).sequence < from) low = middle + 1
    else high = middle
  }
  return low
}
