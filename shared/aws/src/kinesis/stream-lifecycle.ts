import type {
  CreateStreamInput,
  DeleteStreamInput,
  ListStreamsInput,
  ListStreamsOutput,
} from '@aws-sdk/client-kinesis'
import { type Account, failure, findStream, refuseMembers, streamArn, under } from './account.ts'
import * as constraints from './constraints.ts'
import { ON_DEMAND_STREAM_LIMIT, onDemandStreams } from './describe-stream.ts'
import { spendShards } from './resharding.ts'
import { addFirstShards, type Stream, wake } from './stream.ts'
import { checkMaxRecordSize } from './stream-settings.ts'
import { addTags } from './tags.ts'

/** A new on-demand stream writes 4 MB a second (developer guide, "Quotas"): so many shards. */
const ON_DEMAND_SHARDS = 4

/** CreateStream, DeleteStream and ListStreams. */
export function lifecycleOperations(account: Account) {
  return {
    /**
     * CreateStream (SDK text). Without a mode, a stream that names no ShardCount is on-demand; with
     * the mode `ON_DEMAND`, ShardCount has no effect.
     */
    CreateStream(input: CreateStreamInput): object {
      refuseMembers(account, input, ['WarmThroughputMiBps', 'RecordDistributionStrategy'])
      const member: [string, string | undefined] = ['streamName', input.StreamName]
      const name = constraints.requireText(account, member, constraints.NAME)
      if (account.streams.has(name)) {
        const message = `Stream ${name} ${under(account)} already exists.`
        throw failure(account, 'ResourceInUseException', message)
      }
      const stream = newStream(account, name, input)
      const shards = shardCount(account, stream, input)
      addTags(account, stream.tags, input.Tags ?? {})
      addFirstShards(stream, shards, stream.createdAt)
      account.streams.set(name, stream)
      account.streamsMade++
      return {}
    },

    /** DeleteStream (SDK text). The stream is gone at once. */
    DeleteStream(input: DeleteStreamInput): object {
      const stream = findStream(account, input)
      if (stream.consumers.size > 0 && !input.EnforceConsumerDeletion) {
        const message = `Stream ${stream.name} ${under(account)} has registered consumers.`
        throw failure(account, 'ResourceInUseException', message)
      }
      account.streams.delete(stream.name)
      stream.shards.forEach(wake)
      return {}
    },

    /** ListStreams (SDK text), by name, up to 100 a call. */
    ListStreams(input: ListStreamsInput): ListStreamsOutput {
      const rule = { otherwise: 100, min: 1, max: 10_000 }
      const limit = constraints.optionalInteger(account, ['limit', input.Limit], rule)
      const after = input.NextToken ?? input.ExclusiveStartStreamName ?? ''
      const streams = [...account.streams.values()]
        .filter(({ name }) => name > after)
        .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      const page = streams.slice(0, Math.min(limit, 100))
      const last = page.length < streams.length ? page.at(-1) : undefined
      return {
        StreamNames: page.map(({ name }) => name),
        HasMoreStreams: last !== undefined,
        ...(last ? { NextToken: last.name } : {}),
        StreamSummaries: page.map((stream) => ({
          StreamName: stream.name,
          StreamARN: stream.arn,
          StreamStatus: 'ACTIVE',
          StreamModeDetails: { StreamMode: stream.mode },
          StreamCreationTimestamp: new Date(stream.createdAt),
        })),
      }
    },
  }
}

function newStream(account: Account, name: string, input: CreateStreamInput): Stream {
  const mode = input.StreamModeDetails?.StreamMode
  const modes = ['PROVISIONED', 'ON_DEMAND'] as const
  return {
    id: account.streamsMade + 1,
    name,
    arn: streamArn(account, name),
    createdAt: account.world.clock.now(),
    mode: input.StreamModeDetails
      ? constraints.requireOneOf(account, ['streamModeDetails.streamMode', mode], modes)
      : modes[input.ShardCount === undefined ? 1 : 0],
    shards: [],
    shardsMade: 0,
    recordsMade: 0n,
    retentionHours: 24,
    maxRecordKiB: checkMaxRecordSize(account, input.MaxRecordSizeInKiB ?? 1024),
    kmsKeyId: undefined,
    shardLevelMetrics: new Set(),
    tags: new Map(),
    consumers: new Map(),
    shardCountUpdates: [],
    modeUpdates: [],
  }
}

function shardCount(account: Account, { mode }: Stream, { ShardCount }: CreateStreamInput): number {
  if (mode === 'PROVISIONED') {
    const member: [string, number | undefined] = ['shardCount', ShardCount]
    const count = constraints.requireInteger(account, member, { min: 1, max: 100_000 })
    spendShards(account, count)
    return count
  }
  if (onDemandStreams(account) < ON_DEMAND_STREAM_LIMIT) return ON_DEMAND_SHARDS
  const message = `The account already has ${ON_DEMAND_STREAM_LIMIT} on-demand streams.`
  throw failure(account, 'LimitExceededException', message)
}
