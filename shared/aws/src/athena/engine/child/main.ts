import { deserialize } from 'node:v8'
import { frameOf, framesOf } from '../frames.ts'
import { type Answer, type Job, MAX_ANSWER_BYTES, type Wanted } from '../job.ts'
import { openDatabase } from './database.ts'
import { failureText } from './duckdb-errors.ts'
import { QueryFailure } from './query-failure.ts'
import { describeQuery, loadTables, planQuery, runQuery } from './run-query.ts'

// One query in a process of its own: the job comes in, the files it wants are asked for, and the
// answer goes out. The SQL and the files are hostile; whoever started this ends it at its limits.

const frames = framesOf(process.stdin)
let coming = frames.next()
const job = deserialize(await nextFrame()) as Job
await tell(await answer(job))
end()

async function answer(job: Job): Promise<Answer> {
  let bytesScanned = 0
  try {
    const connection = await openDatabase(job)
    const plan = await planQuery(connection, job)
    await tell({ status: 'wanted', files: plan.files })
    const contents = deserialize(await nextFrame()) as Uint8Array[]
    bytesScanned = await loadTables(connection, job, { plan, contents })
    if (job.describe) {
      const columns = await describeQuery(connection, plan)
      return { status: 'done', columns, rows: [], bytesScanned }
    }
    const { columns, rows } = await runQuery(connection, plan, job.write?.into)
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

/**
 * The next message. The one after it is waited for at once: without one whoever asked is gone, and
 * nobody else would end what this process still works on.
 */
async function nextFrame(): Promise<Buffer> {
  const { value } = await coming
  if (!value) return end()
  coming = frames.next()
  coming.then(({ done }) => done && end(), end)
  return value
}

/** Ends this process, by a signal: an orderly exit waits for DuckDB. */
function end(): never {
  process.kill(process.pid, 'SIGKILL')
  throw new Error('This process is over')
}

async function tell(message: Wanted | Answer): Promise<void> {
  let text = Buffer.from(JSON.stringify(message))
  if (text.length > MAX_ANSWER_BYTES) {
    const reason = `NOT_SUPPORTED: The embedded AWS does not emulate results of more than ${MAX_ANSWER_BYTES} bytes`
    const bytesScanned = 'bytesScanned' in message ? message.bytesScanned : 0
    const failed: Answer = { status: 'failed', reason, kind: 'not-emulated', bytesScanned }
    text = Buffer.from(JSON.stringify(failed))
  }
  const { promise, resolve } = Promise.withResolvers<void>()
  process.stdout.write(Buffer.concat(frameOf(text)), () => resolve())
  await promise
}
