import { enableCompileCache } from 'node:module'
import path from 'node:path'
import type { Worker } from './worker.ts'
import type { Answer, Task } from './worker-messages.ts'

// The program of a worker process: one task after the other, for as long as its parent lives.
enableCompileCache(path.resolve(import.meta.dirname, '../../../.cache/compile'))
const { GraderError } = await import('../grader-error.ts')
const { openLocalWorker } = await import('./local-worker.ts')

const ALIVE_MS = 500

let worker: Worker | undefined

// Whoever would have asked further, and told the reports, is gone.
process.on('disconnect', () => process.exit(1))
process.on('message', (task: Task) => {
  void carryOut(task).then(
    (value) => answer({ kind: 'done', value }),
    (error: unknown) => answer({ kind: 'failed', error: described(error) }),
  )
})

// A fake or a check that a submission keeps at work for ever leaves no turn for this.
setInterval(() => answer({ kind: 'alive' }), ALIVE_MS)

async function carryOut(task: Task): Promise<unknown> {
  switch (task.kind) {
    case 'open':
      worker = await openLocalWorker(task.settings, ({ message }) => {
        answer({ kind: 'problem', message })
      })
      return worker.tier
    case 'grade':
      return worker!.grade(task.source, task.part)
    case 'verify':
      return worker!.verify(task.id)
    case 'close':
      return worker?.[Symbol.asyncDispose]()
  }
}

function answer(message: Answer): void {
  // With a callback, a parent that was killed a moment ago is no crash.
  if (process.connected) process.send!(message, undefined, undefined, () => {})
}

function described(error: unknown): Extract<Answer, { kind: 'failed' }>['error'] {
  if (!(error instanceof Error)) return { message: String(error) }
  const { message, stack } = error
  return {
    message,
    ...(stack === undefined ? {} : { stack }),
    ...(error instanceof GraderError ? { fix: error.fix } : {}),
  }
}
