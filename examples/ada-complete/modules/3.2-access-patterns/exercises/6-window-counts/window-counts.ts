import type { Options, Result, StreamRecord } from '../../window-counts.ts'

/** Keeps the events that are not final in one list by time, and cuts windows off its front. */
export async function* windowCounts(
  records: AsyncIterable<StreamRecord>,
  options: Options,
): AsyncGenerator<Result> {
  const { windowMs, latenessMs, idleMs } = options
  const endOf = ({ at }: { at: number }) => (Math.floor(at / windowMs) + 1) * windowMs
  const latest: Record<string, number> = {}
  const heard: Record<string, number> = {}
  const waiting: StreamRecord[] = []
  let mark = Number.NEGATIVE_INFINITY

  function* cut(until: number): Generator<Result> {
    for (;;) {
      const [first] = waiting
      if (!first || endOf(first) > until) return
      const index = waiting.findIndex((each) => endOf(each) > endOf(first))
      const window = waiting.splice(0, index < 0 ? waiting.length : index)
      yield { start: endOf(first) - windowMs, count: window.length }
    }
  }

  for await (const record of records) {
    for (const shard of options.shards) heard[shard] ??= record.arrived
    heard[record.shard] = record.arrived
    if (endOf(record) <= mark) yield { late: record }
    else if (!waiting.some(({ id, at }) => id === record.id && endOf({ at }) === endOf(record))) {
      const place = waiting.findLastIndex(({ at }) => at <= record.at)
      waiting.splice(place + 1, 0, record)
    }
    latest[record.shard] = Math.max(latest[record.shard] ?? record.at, record.at)
    let lowest = Infinity
    for (const shard of options.shards) {
      const isIdle = heard[shard]! + idleMs < record.arrived
      if (!isIdle) lowest = Math.min(lowest, latest[shard] ?? -Infinity)
    }
    if (lowest - latenessMs > mark) mark = lowest - latenessMs
    yield* cut(mark)
  }
  yield* cut(Infinity)
}
