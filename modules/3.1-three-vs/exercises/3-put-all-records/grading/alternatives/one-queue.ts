import { PutRecordsCommand } from '@aws-sdk/client-kinesis'
import type { Deps, PutOptions, PutResult, StreamRecord } from '../../put-all-records.ts'

interface Waiting {
  index: number
  record: StreamRecord
  attempts: number
}

// One queue for old and new records: what failed goes out again together with what comes next.
export async function putAllRecords(
  stream: string,
  records: AsyncIterable<StreamRecord>,
  deps: Deps,
  o: PutOptions = {},
): Promise<PutResult> {
  const failed: PutResult['failed'] = []
  const source = records[Symbol.asyncIterator]()
  let queue: Waiting[] = []
  let read = 0
  let ended = false
  let sent = 0
  let requests = 0

  for (;;) {
    while (!ended && queue.length < 500) {
      const next = await source.next()
      ended = next.done === true
      if (next.done) break
      const waiting = { index: read++, record: next.value, attempts: 0 }
      if (weight(next.value) > 2 ** 20)
        failed.push({ index: waiting.index, code: 'RecordTooLarge' })
      else queue.push(waiting)
    }
    if (queue.length === 0) break

    const chosen = choose(queue, o.ordered === true)
    const retries = Math.max(...chosen.map(({ attempts }) => attempts))
    if (retries > 0) await deps.sleep(deps.random() * Math.min(5000, 100 * 2 ** (retries - 1)))
    const answers = await send(stream, chosen, deps)
    requests++

    const done = new Set<Waiting>()
    for (const [at, waiting] of chosen.entries()) {
      waiting.attempts++
      const code = answers[at]
      if (code && waiting.attempts < (o.maxAttempts ?? 5)) continue
      done.add(waiting)
      if (code) failed.push({ index: waiting.index, code })
      else sent++
    }
    queue = queue.filter((waiting) => !done.has(waiting))
  }
  return { sent, failed: failed.toSorted((a, b) => a.index - b.index), requests }
}

function choose(queue: Waiting[], ordered: boolean): Waiting[] {
  const chosen: Waiting[] = []
  const keys = new Set<string>()
  let bytes = 0
  for (const waiting of queue) {
    const { record } = waiting
    if (ordered && keys.has(record.key)) continue
    bytes += weight(record)
    if (chosen.length === 500 || bytes > 10 * 2 ** 20) break
    keys.add(record.key)
    chosen.push(waiting)
  }
  return chosen
}

async function send(stream: string, chosen: Waiting[], { client }: Deps) {
  const command = new PutRecordsCommand({
    StreamName: stream,
    Records: chosen.map(({ record }) => ({ PartitionKey: record.key, Data: record.data })),
  })
  try {
    const { Records = [] } = await client.send(command)
    return Records.map(({ ErrorCode }) => ErrorCode)
  } catch (error) {
    if ((error as Error).name !== 'ProvisionedThroughputExceededException') throw error
    return chosen.map(() => 'ProvisionedThroughputExceededException')
  }
}

function weight({ key, data }: StreamRecord): number {
  return new TextEncoder().encode(key).length + data.length
}
