import type { Service } from '../service.ts'
import type { Account } from './account.ts'
import { consumerOperations } from './consumers.ts'
import { describeOperations } from './describe-stream.ts'
import { getRecordsOperations } from './get-records.ts'
import { listShardsOperations } from './list-shards.ts'
import { putOperations } from './put-records.ts'
import { reshardingOperations } from './resharding.ts'
import { shardIteratorOperations } from './shard-iterator.ts'
import { lifecycleOperations } from './stream-lifecycle.ts'
import { settingsOperations } from './stream-settings.ts'
import { subscribeOperations } from './subscribe-to-shard.ts'
import { tagOperations } from './tags.ts'

/**
 * Kinesis Data Streams, with the rate limits of its shards in force.
 *
 * A stream is `ACTIVE` as soon as it is created or changed, and gone as soon as it is deleted, so
 * that waiters and polling loops end at the first look. Not emulated: channels, warm throughput,
 * record distribution strategies, resource policies and dry runs.
 */
export const kinesis: Service = kinesisService({ throttling: true })

/**
 * Makes a Kinesis with or without `throttling`, the limits per second of each shard: 1,000 records
 * and 1 MiB written, 5 GetRecords calls, 2 MiB read, 5 GetShardIterator calls. They run on the
 * world's clock, where requests take no time, so a burst always arrives in one instant.
 */
export function kinesisService({ throttling }: { throttling: boolean }): Service {
  return {
    name: 'Kinesis',
    client: 'KinesisClient',
    sdk: () => import('@aws-sdk/client-kinesis'),
    create(world, sdk, memory) {
      const empty = { streams: new Map(), streamsMade: 0 }
      const account: Account = { world, sdk, throttling, ...empty, ...memory?.restored }
      memory?.keep(() => ({ streams: account.streams, streamsMade: account.streamsMade }))
      return kinesisOperations(account)
    },
  }
}

/** All operations of one Kinesis, with their types. */
export function kinesisOperations(account: Account) {
  return {
    ...lifecycleOperations(account),
    ...describeOperations(account),
    ...listShardsOperations(account),
    ...putOperations(account),
    ...shardIteratorOperations(account),
    ...getRecordsOperations(account),
    ...reshardingOperations(account),
    ...settingsOperations(account),
    ...tagOperations(account),
    ...consumerOperations(account),
    ...subscribeOperations(account),
  }
}
