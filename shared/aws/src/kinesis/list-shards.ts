import type { ListShardsInput, ListShardsOutput, ShardFilter } from '@aws-sdk/client-kinesis'
import { type Account, failure, findStream } from './account.ts'
import * as constraints from './constraints.ts'
import { describeShard } from './describe-stream.ts'
import { decodeToken, encodeToken } from './next-token.ts'
import { type Shard, type Stream, trimHorizon } from './stream.ts'

const FILTERS = [
  'AFTER_SHARD_ID',
  'AT_TRIM_HORIZON',
  'FROM_TRIM_HORIZON',
  'AT_LATEST',
  'AT_TIMESTAMP',
  'FROM_TIMESTAMP',
] as const

/** What a page token carries on from. */
interface Page {
  streamName: string
  after: string
  filter: { type: (typeof FILTERS)[number]; time: number } | undefined
}

/** ListShards. */
export function listShardsOperations(account: Account) {
  return {
    /** ListShards (SDK text): up to 1,000 shards a call, tokens live for 300 seconds. */
    ListShards(input: ListShardsInput): ListShardsOutput {
      const rule = { otherwise: 1000, min: 1, max: 10_000 }
      const limit = constraints.optionalInteger(account, ['maxResults', input.MaxResults], rule)
      const page = firstOrNextPage(account, input)
      const stream = findStream(account, { StreamName: page.streamName })
      const isListed = filterFor(stream, page.filter, account.world.clock.now())
      const shards = stream.shards.filter((shard) => shard.id > page.after && isListed(shard))
      const listed = shards.slice(0, Math.min(limit, 1000))
      const last = listed.at(-1)
      const Shards = listed.map(describeShard)
      if (!last || listed.length === shards.length) return { Shards }
      return { Shards, NextToken: encodeToken(account, { ...page, after: last.id }) }
    },
  }
}

function firstOrNextPage(account: Account, input: ListShardsInput): Page {
  const { NextToken, ShardFilter, ExclusiveStartShardId, StreamCreationTimestamp } = input
  const isNamed = Boolean(input.StreamName ?? input.StreamARN)
  if (NextToken) {
    if (!isNamed && !ExclusiveStartShardId && !StreamCreationTimestamp) {
      return decodeToken<Page>(account, NextToken)
    }
    const message = 'NextToken and StreamName cannot be provided together.'
    throw failure(account, 'InvalidArgumentException', message)
  }
  if (!isNamed) {
    const message = 'Either NextToken or StreamName should be provided.'
    throw failure(account, 'InvalidArgumentException', message)
  }
  const stream = findStream(account, input)
  if (StreamCreationTimestamp && StreamCreationTimestamp.getTime() !== stream.createdAt) {
    const message = `No stream ${stream.name} was created at that time.`
    throw failure(account, 'ResourceNotFoundException', message)
  }
  const after = ExclusiveStartShardId ?? ShardFilter?.ShardId ?? ''
  const filter = ShardFilter && checkFilter(account, ShardFilter)
  return { streamName: stream.name, after, filter }
}

function checkFilter(account: Account, filter: ShardFilter): NonNullable<Page['filter']> {
  const type = constraints.requireOneOf(account, ['shardFilter.type', filter.Type], FILTERS)
  const needsTime = type === 'AT_TIMESTAMP' || type === 'FROM_TIMESTAMP'
  const needsShard = type === 'AFTER_SHARD_ID'
  if (needsTime !== Boolean(filter.Timestamp) || needsShard !== Boolean(filter.ShardId)) {
    const message =
      `ShardFilter of type ${type} takes ${needsShard ? 'a' : 'no'} ShardId ` +
      `and ${needsTime ? 'a' : 'no'} Timestamp.`
    throw failure(account, 'InvalidArgumentException', message)
  }
  return { type, time: filter.Timestamp?.getTime() ?? 0 }
}

function filterFor(stream: Stream, filter: Page['filter'], now: number): (shard: Shard) => boolean {
  const horizon = trimHorizon(stream, now)
  const wasOpenAt = (time: number) => (shard: Shard) =>
    shard.openedAt <= Math.max(time, stream.createdAt) && (shard.closedAt ?? now) >= time
  switch (filter?.type) {
    case 'AT_LATEST':
      return ({ closedAt }) => closedAt === undefined
    case 'AT_TRIM_HORIZON':
      return wasOpenAt(horizon)
    case 'AT_TIMESTAMP':
      return wasOpenAt(filter.time)
    case 'FROM_TIMESTAMP':
      return ({ closedAt }) => (closedAt ?? now) >= Math.max(filter.time, horizon)
    case 'AFTER_SHARD_ID':
    case 'FROM_TRIM_HORIZON':
    case undefined:
      return () => true
  }
}
