// Takes the order of the trace for the order of time.
import type { ShardPlan, StreamEvent } from '../../plan-shards.ts'

/** What one shard takes in a second (PutRecords, SDK text; AWS's megabyte is a mebibyte here). */
const SHARD_RECORDS = 1_000
const SHARD_BYTES = 1_048_576

interface Peak {
  rps: number
  bps: number
}

/** Sizes a Kinesis stream for a trace of events, which may come in any order. */
export function planShards(events: readonly StreamEvent[], o: { windowMs: number }): ShardPlan {
  const sorted = events
  const peak = peakOf(sorted, o.windowMs)
  return {
    avgRps: averageRate(sorted, o.windowMs),
    peakRps: peak.rps,
    peakBps: peak.bps,
    shards: Math.max(1, Math.ceil(peak.rps / SHARD_RECORDS), Math.ceil(peak.bps / SHARD_BYTES)),
    hotKeys: hotKeys(sorted, o.windowMs),
  }
}

function averageRate(sorted: readonly StreamEvent[], windowMs: number): number {
  if (sorted.length === 0) return 0
  const spanMs = Math.max(sorted.at(-1)!.ts - sorted[0]!.ts, windowMs)
  return (sorted.length * 1000) / spanMs
}

/** The fullest half-open span, as rates per second: its two ends walk over the events together. */
function peakOf(sorted: readonly StreamEvent[], windowMs: number): Peak {
  let records = 0
  let bytes = 0
  let oldest = 0
  let most = { records: 0, bytes: 0 }
  for (const event of sorted) {
    records++
    bytes += sizeOf(event)
    while (event.ts - sorted[oldest]!.ts >= windowMs) {
      records--
      bytes -= sizeOf(sorted[oldest++]!)
    }
    most = { records: Math.max(most.records, records), bytes: Math.max(most.bytes, bytes) }
  }
  return { rps: (most.records * 1000) / windowMs, bps: (most.bytes * 1000) / windowMs }
}

function hotKeys(sorted: readonly StreamEvent[], windowMs: number): string[] {
  const byKey = Map.groupBy(sorted, ({ key }) => key)
  const isHot = ({ rps, bps }: Peak) => rps > SHARD_RECORDS || bps > SHARD_BYTES
  return [...byKey.keys()].filter((key) => isHot(peakOf(byKey.get(key)!, windowMs))).toSorted()
}

function sizeOf({ key, bytes }: StreamEvent): number {
  return Buffer.byteLength(key) + bytes
}
