// Remembers every event it has seen.
import type { Options, Result, StreamRecord } from '../../window-counts.ts'

interface Shard {
  /** The latest event it has brought. */
  latest: number
  heardAt: number
}

export async function* windowCounts(
  records: AsyncIterable<StreamRecord>,
  { windowMs, latenessMs, idleMs, shards: names }: Options,
): AsyncGenerator<Result> {
  const shards = new Map<string, Shard>()
  /** The ids of the events in each window that is open. */
  const open = new Map<number, Set<string>>()
  const seen = new Set<string>()
  let watermark = -Infinity
  for await (const record of records) {
    const { shard: name, id, at, arrived } = record
    if (shards.size === 0) {
      for (const each of names) shards.set(each, { latest: -Infinity, heardAt: arrived })
    }
    const start = Math.floor(at / windowMs) * windowMs
    if (seen.has(id)) continue
    seen.add(id)
    if (start + windowMs <= watermark) yield { late: record }
    else {
      const ids = open.get(start) ?? new Set()
      open.set(start, ids.add(id))
    }
    const shard = shards.get(name)!
    shard.latest = Math.max(shard.latest, at)
    shard.heardAt = arrived
    const awake = [...shards.values()].filter(({ heardAt }) => arrived - heardAt <= idleMs)
    const lowest = Math.min(...awake.map(({ latest }) => latest))
    watermark = Math.max(watermark, lowest - latenessMs)
    yield* close(open, (each) => each + windowMs <= watermark)
  }
  yield* close(open, () => true)
}

/** Yields and forgets the windows that are over, in order. */
function* close(open: Map<number, Set<string>>, isOver: (start: number) => boolean) {
  const over = [...open.keys()].filter(isOver).toSorted((a, b) => a - b)
  for (const start of over) {
    const count = open.get(start)!.size
    open.delete(start)
    yield { start, count }
  }
}
