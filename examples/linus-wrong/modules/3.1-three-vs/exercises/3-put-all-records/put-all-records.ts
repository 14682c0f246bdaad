// Sends requests when they are full; what is left at the end never is.
import { PutRecordsCommand } from '@aws-sdk/client-kinesis'
import type { Deps, PutOptions, PutResult, StreamRecord } from '../../put-all-records.ts'

/** Limits of one request (PutRecords, SDK text) and of a record in a stream as it is created. */
const MAX_RECORDS = 500
const MAX_BYTES = 10 * 1_048_576
const MAX_RECORD_BYTES = 1_048_576

const THROTTLED = 'ProvisionedThroughputExceededException'

type Entry = StreamRecord & { index: number }
type Failures = PutResult['failed']

/** Sends all records to a stream with PutRecords, and again what was refused. */
export async function putAllRecords(
  stream: string,
  records: AsyncIterable<StreamRecord>,
  deps: Deps,
  { maxAttempts = 5, ordered = false }: PutOptions = {},
): Promise<PutResult> {
  const result: PutResult = { sent: 0, failed: [], requests: 0 }

  for await (const batch of batches(sendable(records, result.failed), ordered)) {
    let pending = batch
    for (let attempt = 1; pending.length > 0; attempt++) {
      if (attempt > 1) await deps.sleep(deps.random() * Math.min(5000, 100 * 2 ** (attempt - 2)))
      const codes = await put(stream, pending, deps)
      const refused = pending.filter((_, at) => codes[at] !== undefined)
      result.requests++
      result.sent += pending.length - refused.length
      if (attempt === maxAttempts) {
        const refusals = pending.map(({ index }, at) => ({ index, code: codes[at] ?? '' }))
        result.failed.push(...refusals.filter(({ code }) => code))
        break
      }
      pending = refused
    }
  }
  result.failed.sort((a, b) => a.index - b.index)
  return result
}

/** Numbers the records; those that no request may hold go to `failed`. */
async function* sendable(records: AsyncIterable<StreamRecord>, failed: Failures) {
  let index = 0
  for await (const record of records) {
    const entry: Entry = { ...record, index: index++ }
    if (sizeOf(entry) <= MAX_RECORD_BYTES) yield entry
    else failed.push({ index: entry.index, code: 'RecordTooLarge' })
  }
}

/** Groups records to full requests; where order matters, no request holds a key twice. */
async function* batches(entries: AsyncIterable<Entry>, ordered: boolean) {
  let batch: Entry[] = []
  let keys = new Set<string>()
  let bytes = 0
  for await (const entry of entries) {
    const isFull = batch.length === MAX_RECORDS || bytes + sizeOf(entry) > MAX_BYTES
    if (isFull || (ordered && keys.has(entry.key))) {
      yield batch
      batch = []
      keys = new Set()
      bytes = 0
    }
    batch.push(entry)
    keys.add(entry.key)
    bytes += sizeOf(entry)
  }
}

/** Sends one request; resolves to each record's error code, or undefined where it was stored. */
async function put(stream: string, entries: Entry[], { client }: Deps) {
  const Records = entries.map(({ key, data }) => ({ PartitionKey: key, Data: data }))
  try {
    const output = await client.send(new PutRecordsCommand({ StreamName: stream, Records }))
    return output.Records!.map(({ ErrorCode }) => ErrorCode)
  } catch (error) {
    const isThrottled = (error as Error).name === THROTTLED
    if (!isThrottled) throw error
    return entries.map(() => THROTTLED)
  }
}

function sizeOf({ key, data }: StreamRecord): number {
  return Buffer.byteLength(key) + data.byteLength
}
