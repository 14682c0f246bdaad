import type { ShardPlan, StreamEvent } from '../../plan-shards.ts'

// Prefix sums, and a binary search for the end of the span that begins at each event.
export function planShards(events: readonly StreamEvent[], o: { windowMs: number }): ShardPlan {
  if (events.length === 0) return { avgRps: 0, peakRps: 0, peakBps: 0, shards: 1, hotKeys: [] }
  const seconds = o.windowMs / 1000
  const times = events.map(({ ts }) => ts)
  const first = times.reduce((a, b) => Math.min(a, b))
  const last = times.reduce((a, b) => Math.max(a, b))
  const [records, bytes] = fullest(events, o.windowMs)
  const needed = (r: number, b: number) => Math.max(r / seconds / 1000, b / seconds / 2 ** 20)

  const keys = new Map<string, StreamEvent[]>()
  for (const event of events) keys.set(event.key, [...(keys.get(event.key) ?? []), event])
  const hot: string[] = []
  for (const [key, own] of keys) if (needed(...fullest(own, o.windowMs)) > 1) hot.push(key)

  return {
    avgRps: events.length / (Math.max(last - first, o.windowMs) / 1000),
    peakRps: records / seconds,
    peakBps: bytes / seconds,
    shards: Math.max(1, Math.ceil(needed(records, bytes))),
    hotKeys: hot.sort(),
  }
}

function fullest(
  events: readonly StreamEvent[],
  windowMs: number,
): [records: number, bytes: number] {
  const sorted = [...events].sort((a, b) => a.ts - b.ts)
  const sums = [0]
  for (const { key, bytes } of sorted) {
    sums.push(sums.at(-1)! + bytes + new TextEncoder().encode(key).length)
  }
  let most: [number, number] = [0, 0]
  for (const [start, { ts }] of sorted.entries()) {
    let low = start
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (sorted[middle]!.ts < ts + windowMs) low = middle + 1
      else high = middle
    }
    most = [Math.max(most[0], low - start), Math.max(most[1], sums[low]! - sums[start]!)]
  }
  return most
}
