export interface StreamEvent {
  /** Milliseconds since 1970. */
  ts: number
  /** Partition key. */
  key: string
  /** Size of the data, without the key. */
  bytes: number
}

export interface ShardPlan {
  avgRps: number
  peakRps: number
  peakBps: number
  shards: number
  /** Keys that alone exceed a shard, sorted. */
  hotKeys: string[]
}

/** Sizes a Kinesis stream for a trace of events, which may come in any order. */
export function planShards(events: readonly StreamEvent[], o: { windowMs: number }): ShardPlan {
  throw new Error('Not written yet')
}
