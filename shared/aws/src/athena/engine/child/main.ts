import { deserialize } from 'node:v8'
import type { Answer, Job, Wanted } from '../job.ts'
import { MAX_ANSWER_BYTES } from '../job.ts'
import { openDatabase } from './database.ts'
import { failureText } from './duckdb-errors.ts'
import { QueryFailure } from './query-failure.ts'
import { loadTables, planQuery, runQuery } from './run-query.ts'

// One query in a process of its own: the job comes in, the files it wants are asked for, and the
// answer goes out. The SQL and the files are hostile; whoever started this ends it at its limits.

/** What this process tells, each with its length before it. */
export type Message = Wanted | Answer

const frames = framesOf(process.stdin)
const job = deserialize(await nextFrame()) as Job
await tell(await answer(job))
process.stdin.destroy()

async function answer(job: Job): Promise<Answer> {
  let bytesScanned = 0
  try {
    const connection = await openDatabase(job)
    const plan = await planQuery(connection, job)
    await tell({ status: 'wanted', files: plan.files })
    const contents = deserialize(await nextFrame()) as Uint8Array[]
    bytesScanned = await loadTables(connection, job, { plan, contents })
    const { columns, rows } = await runQuery(connection, plan)
    if (!job.write) return { status: 'done', columns, rows, bytesScanned }
    // Loaded when needed: every query starts a process.
    const { filesOf } = await import('./write-files.ts')
    const files = filesOf(columns, rows, job.write)
    return { status: 'done', columns, rows: [], bytesScanned, files }
  } catch (error) {
    const kind = error instanceof QueryFailure ? error.kind : 'query'
    return { status: 'failed', reason: failureText(error, job.sql), kind, bytesScanned }
  }
}

async function nextFrame(): Promise<Buffer> {
  const { value } = await frames.next()
  if (!value) process.exit(1)
  return value
}

/** Messages come with their length before them, in four bytes. */
async function* framesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let chunks: Buffer[] = []
  let size = 0
  let length: number | undefined
  for await (const chunk of stream) {
    chunks.push(chunk)
    size += chunk.length
    if (length === undefined && size >= 4) {
      // Once a message: joining at every chunk would take the square of its size.
      chunks = [Buffer.concat(chunks)]
      length = chunks[0]!.readUInt32BE(0)
    }
    if (length === undefined || size < 4 + length) continue
    const all = Buffer.concat(chunks)
    yield all.subarray(4, 4 + length)
    chunks = [all.subarray(4 + length)]
    size = all.length - 4 - length
    length = undefined
  }
}

async function tell(message: Message): Promise<void> {
  let text = Buffer.from(JSON.stringify(message))
  if (text.length > MAX_ANSWER_BYTES) {
    const reason = `NOT_SUPPORTED: The embedded AWS does not emulate results of more than ${MAX_ANSWER_BYTES} bytes`
    const bytesScanned = 'bytesScanned' in message ? message.bytesScanned : 0
    const failed: Answer = { status: 'failed', reason, kind: 'not-emulated', bytesScanned }
    text = Buffer.from(JSON.stringify(failed))
  }
  const head = Buffer.alloc(4)
  head.writeUInt32BE(text.length)
  const { promise, resolve } = Promise.withResolvers<void>()
  process.stdout.write(Buffer.concat([head, text]), () => resolve())
  await promise
}
