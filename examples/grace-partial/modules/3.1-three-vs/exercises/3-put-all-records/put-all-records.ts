import type { KinesisClient } from '@aws-sdk/client-kinesis'

export interface StreamRecord {
  /** Partition key. */
  key: string
  data: Uint8Array
}

export interface Deps {
  client: KinesisClient
  sleep(ms: number): Promise<void>
  /** A number from 0 up to, not including, 1. */
  random(): number
}

export interface PutOptions {
  /** How often a record is sent at most (default 5). */
  maxAttempts?: number
  /** Keeps the order of the records of each key. */
  ordered?: boolean
}

export interface PutResult {
  sent: number
  /** Records that were not stored, by their index in the source. */
  failed: { index: number; code: string }[]
  /** PutRecords commands sent. */
  requests: number
}

/** Sends all records to a stream with PutRecords, and again what was refused. */
export async function putAllRecords(
  stream: string,
  records: AsyncIterable<StreamRecord>,
  deps: Deps,
  o: PutOptions = {},
): Promise<PutResult> {
  throw new Error('Not written yet')
}
