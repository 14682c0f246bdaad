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

/**
 * A worker in a trusted process of its own. What it is asked rejects with `WorkerEnded` when that
 * process ends.
 *
 * @throws {GraderError} what `openLocalWorker` throws there.
 */
export async function openRemoteWorker(
  settings: WorkerSettings,
  onProblem: (error: Error) => void,
): Promise<Worker> {
  const child = fork(PROGRAM, [], {
    execArgv: WORKER_FLAGS,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ask = asking(child, onProblem)
  try {
    const tier = (await ask({ kind: 'open', settings })) as Tier
    return {
      tier,
      grade: async (source, failure) => {
        const task = {
          kind: 'grade',
          source,
          ...(failure === undefined ? {} : { failure }),
        } as const
        return (await ask(task)) as SubmissionReport
      },
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
function asking(child: ChildProcess, onProblem: (error: Error) => void) {
  let open: PromiseWithResolvers<unknown> | undefined
  let ended: WorkerEnded | undefined
  child.on('message', (answer: Answer) => {
    if (answer.kind === 'problem') onProblem(new Error(answer.message))
    else if (answer.kind === 'done') open?.resolve(answer.value)
    else open?.reject(rebuilt(answer.error))
  })
  const end = (how: string) => {
    ended = new WorkerEnded(`A process of the grader ended (${how})`)
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
