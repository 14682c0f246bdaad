import type { SubscribeToShardInput, SubscribeToShardOutput } from '@aws-sdk/client-kinesis'
import { type Account, failure, findShard, findStream, refuseMembers } from './account.ts'
import * as constraints from './constraints.ts'
import { findConsumer } from './consumers.ts'
import { startOf } from './shard-iterator.ts'
import { ShardSubscription } from './shard-subscription.ts'
import { wake } from './stream.ts'

/** How soon after a call another one for the same shard is refused, in milliseconds (SDK text). */
const HELD_MS = 5_000

/** SubscribeToShard. */
export function subscribeOperations(account: Account) {
  return {
    /**
     * SubscribeToShard (SDK text). Events are made when they are asked for: a reader that pauses
     * gets larger ones. AWS also sends events without records from time to time; this sends none.
     */
    SubscribeToShard(input: SubscribeToShardInput): SubscribeToShardOutput {
      refuseMembers(account, input, ['DryRun', 'StreamId'])
      constraints.requireText(account, ['consumerARN', input.ConsumerARN])
      const member: [string, string | undefined] = ['shardId', input.ShardId]
      const shardId = constraints.requireText(account, member, constraints.NAME)
      const consumer = findConsumer(account, { ConsumerARN: input.ConsumerARN })
      const stream = findStream(account, { StreamARN: consumer.arn.split('/consumer/')[0] })
      const shard = findShard(account, stream, shardId)
      const { Type, SequenceNumber, Timestamp } = input.StartingPosition ?? {}
      const from = startOf(account, {
        stream,
        shard,
        input: { ShardIteratorType: Type, StartingSequenceNumber: SequenceNumber, Timestamp },
      })

      const since = account.world.clock.now()
      const before = consumer.subscriptions.get(shardId)
      if (before && since - before.since < HELD_MS) {
        const who = `${account.world.accountId}:${stream.name}:${shardId}:${consumer.name}`
        const message = `Another active subscription exists for this consumer: ${who}`
        throw failure(account, 'ResourceInUseException', message)
      }
      const subscription = new ShardSubscription(account, { stream, shard, consumer, from, since })
      consumer.subscriptions.set(shardId, subscription)
      wake(shard)
      return { EventStream: subscription }
    },
  }
}
