import type {
  MergeShardsInput,
  SplitShardInput,
  UpdateShardCountInput,
  UpdateShardCountOutput,
} from '@aws-sdk/client-kinesis'
import { type Account, failure, findShard, findStream, under } from './account.ts'
import * as constraints from './constraints.ts'
import { provisionedShards, SHARD_LIMIT } from './describe-stream.ts'
import { evenRanges, type HashKeyRange } from './hash-key.ts'
import { addShard, openShards, openShardsByRange, type Shard, type Stream, wake } from './stream.ts'

/** SplitShard, MergeShards and UpdateShardCount. All take effect at once. */
export function reshardingOperations(account: Account) {
  const now = () => account.world.clock.now()

  function close(shard: Shard): void {
    shard.closedAt = now()
    wake(shard)
  }

  function split(stream: Stream, parent: Shard, at: bigint): [lower: Shard, upper: Shard] {
    close(parent)
    const { start, end } = parent.range
    const child = (range: HashKeyRange) =>
      addShard(stream, { range, parents: [parent], now: now() })
    return [child({ start, end: at - 1n }), child({ start: at, end })]
  }

  function merge(stream: Stream, [lower, upper]: [Shard, Shard]): Shard {
    close(lower)
    close(upper)
    const range = { start: lower.range.start, end: upper.range.end }
    return addShard(stream, { range, parents: [lower, upper], now: now() })
  }

  return {
    /** SplitShard (SDK text). */
    SplitShard(input: SplitShardInput): object {
      const rule = constraints.HASH_KEY
      const key: [string, string | undefined] = ['newStartingHashKey', input.NewStartingHashKey]
      const newStart = BigInt(constraints.requireText(account, key, rule))
      const stream = findProvisioned(account, input)
      const shard = findOpen(account, stream, ['shardToSplit', input.ShardToSplit])
      const { start, end } = shard.range
      if (newStart <= start + 1n || newStart >= end) {
        const message =
          `NewStartingHashKey ${newStart} used in SplitShard() on shard ${shard.id} in stream ` +
          `${stream.name} ${under(account)} is not both greater than one plus the shard's ` +
          `StartingHashKey ${start} and less than the shard's EndingHashKey ${end}.`
        throw failure(account, 'InvalidArgumentException', message)
      }
      spendShards(account, 1)
      split(stream, shard, newStart)
      return {}
    },

    /** MergeShards (SDK text). The adjacent shard is the one with the higher hash keys. */
    MergeShards(input: MergeShardsInput): object {
      const stream = findProvisioned(account, input)
      const lower = findOpen(account, stream, ['shardToMerge', input.ShardToMerge])
      const member: [string, string | undefined] = [
        'adjacentShardToMerge',
        input.AdjacentShardToMerge,
      ]
      const upper = findOpen(account, stream, member)
      if (lower.range.end + 1n !== upper.range.start) {
        const message =
          `Shards ${lower.id} and ${upper.id} in stream ${stream.name} ${under(account)} ` +
          'are not an adjacent pair of shards eligible for merging'
        throw failure(account, 'InvalidArgumentException', message)
      }
      merge(stream, [lower, upper])
      return {}
    },

    /**
     * UpdateShardCount (SDK text): splits shards where the new ranges begin, then merges what lies
     * within one new range. The shards in between stay listed as closed.
     */
    UpdateShardCount(input: UpdateShardCountInput): UpdateShardCountOutput {
      constraints.requireOneOf(account, ['scalingType', input.ScalingType], ['UNIFORM_SCALING'])
      const member: [string, number | undefined] = ['targetShardCount', input.TargetShardCount]
      const target = constraints.requireInteger(account, member, { min: 1, max: 10_000 })
      const stream = findProvisioned(account, input)
      const current = openShards(stream).length
      checkTarget(account, stream, { current, target })
      spendShards(account, target - current)
      stream.shardCountUpdates.push(now())

      const ranges = evenRanges(target)
      const parts: Shard[] = []
      let begun = 0
      for (let shard of openShardsByRange(stream)) {
        for (; begun < target && ranges[begun]!.start <= shard.range.end; begun++) {
          const { start } = ranges[begun]!
          if (start <= shard.range.start) continue
          const [lower, upper] = split(stream, shard, start)
          parts.push(lower)
          shard = upper
        }
        parts.push(shard)
      }
      let taken = 0
      for (const { end } of ranges) {
        let merged = parts[taken++]!
        while (merged.range.end < end) merged = merge(stream, [merged, parts[taken++]!])
      }
      return {
        StreamName: stream.name,
        StreamARN: stream.arn,
        CurrentShardCount: current,
        TargetShardCount: target,
      }
    },
  }
}

/** Throws LimitExceededException if the account cannot have `more` open shards. */
export function spendShards(account: Account, more: number): void {
  const current = provisionedShards(account)
  if (current + more <= SHARD_LIMIT) return
  const message =
    `This request would exceed the shard limit for the account ${account.world.accountId} in ` +
    `${account.world.region}. Current shard count for the account: ${current}. Limit: ` +
    `${SHARD_LIMIT}. Number of additional shards that would have resulted from this request: ` +
    `${more}. Refer to the AWS Service Limits page ` +
    '(http://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html) ' +
    'for current limits and how to request higher limits.'
  throw failure(account, 'LimitExceededException', message)
}

/** For on-demand streams the SDK names ValidationException; AWS's text is not published. */
function findProvisioned(account: Account, input: Parameters<typeof findStream>[1]): Stream {
  const stream = findStream(account, input)
  if (stream.mode === 'PROVISIONED') return stream
  const message = `Stream ${stream.name} ${under(account)} is in the on-demand capacity mode.`
  throw failure(account, 'ValidationException', message)
}

function findOpen(
  account: Account,
  stream: Stream,
  member: [name: string, value: string | undefined],
): Shard {
  const shardId = constraints.requireText(account, member, constraints.NAME)
  const shard = findShard(account, stream, shardId)
  if (shard.closedAt === undefined) return shard
  const message = `Shard ${shardId} in stream ${stream.name} ${under(account)} is closed.`
  throw failure(account, 'InvalidArgumentException', message)
}

function checkTarget(
  account: Account,
  stream: Stream,
  { current, target }: { current: number; target: number },
) {
  const dayAgo = account.world.clock.now() - 86_400_000
  stream.shardCountUpdates = stream.shardCountUpdates.filter((at) => at > dayAgo)
  const counts = `Current open shard count: ${current} Target shard count: ${target}`
  const problem =
    target > current * 2
      ? `scale up over double your current open shard count. ${counts}`
      : target < current / 2
        ? `scale down below half your current open shard count. ${counts}`
        : stream.shardCountUpdates.length >= 10
          ? 'be called more than 10 times in a rolling 24 hour period'
          : undefined
  if (!problem) return
  throw failure(account, 'LimitExceededException', `UpdateShardCount cannot ${problem}`)
}
