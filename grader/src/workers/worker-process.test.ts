import { spawn } from 'node:child_process'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'

const PROGRAM = path.resolve(import.meta.dirname, 'worker-process.ts')

test.skipIf(process.platform === 'win32')(
  'ends without a word where its parent was killed before it could answer',
  async () => {
    const parent = spawn(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        `import { fork, spawn } from 'node:child_process'
        const stdio = ['ignore', 'ignore', 'inherit', 'ipc']
        const worker = fork(process.argv[1], { execArgv: [], stdio })
        worker.send({ kind: 'close' })
        worker.once('message', () => {
          // It finds its task, and then that nobody waits for the answer.
          worker.kill('SIGSTOP')
          worker.send({ kind: 'close' })
          spawn('sh', ['-c', 'sleep 0.3; kill -CONT ' + worker.pid], { detached: true })
          process.kill(process.pid, 'SIGKILL')
        })`,
        PROGRAM,
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    )
    // The worker writes to the same pipe, which therefore ends when both have ended.
    expect(await text(parent.stderr)).toBe('')
    expect(parent.signalCode).toBe('SIGKILL')
  },
)
