import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import { GraderError } from '../grader-error.ts'
import type { SubmissionReport, Tier } from '../result.ts'
import type { ExerciseProof } from '../verify/verify-exercise.ts'
import type { Worker, WorkerSettings } from './worker.ts'
import { WORKER_FLAGS } from './worker-flags.ts'
import type { Answer, Task } from './worker-messages.ts'

const PROGRAM = path.join(import.meta.dirname, 'worker-process.ts')

/** Said of a worker process that ended before its task was done. */
export class WorkerEnded extends Error {
  override name = 'WorkerEnded'
}

/** Real milliseconds without a sign of life after which a worker is stuck, however busy the machine. */
const SILENCE_MS = 120_000

/** How often somebody looks whether there was a sign, within those. */
const LOOKS = 10

/**
 * A worker in a trusted process of its own. What it is asked rejects with `WorkerEnded` when that
 * process ends, or gives no sign of life for `silenceMs`: then it is killed.
 *
 * @throws {GraderError} what `openLocalWorker` throws there.
 */
export async function openRemoteWorker(
  settings: WorkerSettings,
  onProblem: (error: Error) => void,
  silenceMs = SILENCE_MS,
): Promise<Worker> {
  const child = fork(PROGRAM, [], {
    execArgv: WORKER_FLAGS,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ask = asking(child, { onProblem, silenceMs })
  try {
    const tier = (await ask({ kind: 'open', settings })) as Tier
    return {
      tier,
      grade: async (source, part = {}) =>
        (await ask({ kind: 'grade', source, part })) as SubmissionReport,
      verify: async (id) => (await ask({ kind: 'verify', id })) as ExerciseProof,
      [Symbol.asyncDispose]: async () => {
        await ask({ kind: 'close' }).catch(() => {})
        child.kill('SIGKILL')
      },
    }
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
}

/** Sends a task and waits for its answer: one at a time. */
function asking(
  child: ChildProcess,
  { onProblem, silenceMs }: { onProblem: (error: Error) => void; silenceMs: number },
) {
  let open: PromiseWithResolvers<unknown> | undefined
  let ended: WorkerEnded | undefined
  let silent = 0
  child.on('message', (answer: Answer) => {
    silent = 0
    if (answer.kind === 'problem') onProblem(new Error(answer.message))
    else if (answer.kind === 'done') open?.resolve(answer.value)
    else if (answer.kind === 'failed') open?.reject(rebuilt(answer.error))
  })
  // Looks are counted and not time: while this process or the machine slept, nobody could speak.
  const watch = setInterval(() => {
    if (++silent <= LOOKS) return
    end(`it was stuck for ${silenceMs / 1_000} s`)
    child.kill('SIGKILL')
  }, silenceMs / LOOKS).unref()
  const end = (how: string) => {
    clearInterval(watch)
    ended ??= new WorkerEnded(`A process of the grader ended (${how})`)
    open?.reject(ended)
  }
  child.on('error', ({ message }) => end(message))
  child.on('exit', (code, signal) => end(signal ?? `exit code ${code}`))
  return (task: Task): Promise<unknown> => {
    if (ended) return Promise.reject(ended)
    open = Promise.withResolvers<unknown>()
    child.send(task, (error) => {
      if (error) end(error.message)
    })
    return open.promise
  }
}

function rebuilt({ message, stack, fix }: Extract<Answer, { kind: 'failed' }>['error']): Error {
  const error = fix === undefined ? new Error(message) : new GraderError(message, { fix })
  if (stack !== undefined) error.stack = stack
  return error
}
