import type {
  DescribeLimitsOutput,
  DescribeStreamInput,
  DescribeStreamOutput,
  DescribeStreamSummaryInput,
  DescribeStreamSummaryOutput,
  MetricsName,
  Shard as ShardDescription,
} from '@aws-sdk/client-kinesis'
import { type Account, findStream } from './account.ts'
import * as constraints from './constraints.ts'
import { endingSequence, openShards, type Shard, startingSequence, type Stream } from './stream.ts'

/** How many open shards all provisioned streams may have in us-east-1 (developer guide, "Quotas"). */
export const SHARD_LIMIT = 20_000

/** How many on-demand streams there may be (developer guide, "Quotas"). */
export const ON_DEMAND_STREAM_LIMIT = 50

/** DescribeStream, DescribeStreamSummary and DescribeLimits. */
export function describeOperations(account: Account) {
  return {
    /** DescribeStream (SDK text): up to 100 shards a call. */
    DescribeStream(input: DescribeStreamInput): DescribeStreamOutput {
      const rule = { otherwise: 100, min: 1, max: 10_000 }
      const limit = constraints.optionalInteger(account, ['limit', input.Limit], rule)
      const stream = findStream(account, input)
      const after = input.ExclusiveStartShardId ?? ''
      const shards = stream.shards.filter(({ id }) => id > after)
      const page = shards.slice(0, Math.min(limit, 100))
      return {
        StreamDescription: {
          ...describeStream(stream),
          Shards: page.map(describeShard),
          HasMoreShards: page.length < shards.length,
        },
      }
    },

    /** DescribeStreamSummary (SDK text). */
    DescribeStreamSummary(input: DescribeStreamSummaryInput): DescribeStreamSummaryOutput {
      const stream = findStream(account, input)
      return {
        StreamDescriptionSummary: {
          ...describeStream(stream),
          OpenShardCount: openShards(stream).length,
          ConsumerCount: stream.consumers.size,
          MaxRecordSizeInKiB: stream.maxRecordKiB,
        },
      }
    },

    /** DescribeLimits (SDK text). Only shards of provisioned streams count. */
    DescribeLimits(): DescribeLimitsOutput {
      return {
        ShardLimit: SHARD_LIMIT,
        OpenShardCount: provisionedShards(account),
        OnDemandStreamCount: onDemandStreams(account),
        OnDemandStreamCountLimit: ON_DEMAND_STREAM_LIMIT,
      }
    },
  }
}

/** How many open shards the account's provisioned streams have. */
export function provisionedShards({ streams }: Account): number {
  const provisioned = [...streams.values()].filter(({ mode }) => mode === 'PROVISIONED')
  return provisioned.reduce((sum, stream) => sum + openShards(stream).length, 0)
}

/** How many on-demand streams the account has. */
export function onDemandStreams({ streams }: Account): number {
  return [...streams.values()].filter(({ mode }) => mode === 'ON_DEMAND').length
}

/** Describes a shard as AWS does. */
export function describeShard(shard: Shard): ShardDescription {
  const [parent, adjacentParent] = shard.parents
  const ending = endingSequence(shard)
  return {
    ShardId: shard.id,
    ...(parent === undefined ? {} : { ParentShardId: parent }),
    ...(adjacentParent === undefined ? {} : { AdjacentParentShardId: adjacentParent }),
    HashKeyRange: describeRange(shard),
    SequenceNumberRange: {
      StartingSequenceNumber: String(startingSequence(shard)),
      ...(ending === undefined ? {} : { EndingSequenceNumber: String(ending) }),
    },
  }
}

/** Describes a shard's part of the hash keys. */
export function describeRange({ range }: Shard) {
  return { StartingHashKey: String(range.start), EndingHashKey: String(range.end) }
}

function describeStream(stream: Stream) {
  return {
    StreamName: stream.name,
    StreamARN: stream.arn,
    StreamStatus: 'ACTIVE' as const,
    StreamModeDetails: { StreamMode: stream.mode },
    RetentionPeriodHours: stream.retentionHours,
    StreamCreationTimestamp: new Date(stream.createdAt),
    EnhancedMonitoring: [{ ShardLevelMetrics: [...stream.shardLevelMetrics] as MetricsName[] }],
    ...(stream.kmsKeyId === undefined
      ? { EncryptionType: 'NONE' as const }
      : { EncryptionType: 'KMS' as const, KeyId: stream.kmsKeyId }),
  }
}
