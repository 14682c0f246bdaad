export interface StreamRecord {
  shard: string
  sequenceNumber: string
  /** The event's own id. */
  id: string
  /** When it happened, in milliseconds since 1970. */
  at: number
  /** When the stream got it, in milliseconds since 1970; never earlier than the record before. */
  arrived: number
}

export interface Options {
  windowMs: number
  latenessMs: number
  idleMs: number
  shards: string[]
}

export type Result = { start: number; count: number } | { late: StreamRecord }

/** Counts events by the windows in which they happened. */
export async function* windowCounts(
  records: AsyncIterable<StreamRecord>,
  options: Options,
): AsyncGenerator<Result> {
  throw new Error('Not written yet')
}
