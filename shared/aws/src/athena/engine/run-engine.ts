import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { availableParallelism, loadavg } from 'node:os'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { confinement } from './confinement.ts'
import { converse, EngineRefusal } from './converse.ts'
import type { Answer, FailureKind, FileChoice, Job } from './job.ts'
import { memoryOf } from './process-memory.ts'

/** How long the engine may work on one query, in real milliseconds on an idle machine. */
const QUERY_MS = 15_000

/** A busy machine gives so many times more, at most. */
const MOST_BUSY = 4

/** How much memory its process may have, in bytes: 2 GiB. */
const MAX_MEMORY = 2 * 2 ** 30

/** How often its memory is looked at, in real milliseconds. */
const LOOK_MS = 100

/** How many processes work at once; further queries wait for one to end. */
const MAX_PROCESSES = 2

export interface EngineOptions {
  /** The contents of the files that a query wants. Throws `EngineRefusal` if they are too many. */
  contentsOf(files: FileChoice[]): Uint8Array[]
  /** Ends the process at once. */
  signal?: AbortSignal
  /** Real milliseconds (default 15,000 on an idle machine). */
  ms?: number
}

/**
 * Runs a query in a process of its own, confined as the machine allows, with a clean environment
 * and limits of time and memory: what reads hostile SQL and files is machine code, and its mistakes
 * must not be this process's. Never rejects; an end without an answer is a failure of the query.
 */
export async function runEngine(job: Job, options: EngineOptions): Promise<Answer> {
  const release = await takeTurn()
  try {
    const before = await confinement()
    if (options.signal?.aborted) return failed('Query cancelled', 'query')
    return await runProcess(spawnEngine(before), job, options)
  } catch (error) {
    return failed(`The engine does not start (${(error as Error).message})`, 'not-emulated')
  } finally {
    release()
  }
}

async function runProcess(child: Engine, job: Job, options: EngineOptions): Promise<Answer> {
  const { contentsOf, signal, ms = QUERY_MS * busyness() } = options
  let why: string | undefined
  const end = (reason: string) => {
    why ??= reason
    child.kill('SIGKILL')
  }
  const timer = setTimeout(
    () => end(`The engine has ${Math.round(ms / 100) / 10} s for a query`),
    ms,
  )
  const watch = setInterval(() => {
    if (memoryOf(child.pid) > MAX_MEMORY) end('The engine has 2 GiB of memory for a query')
  }, LOOK_MS)
  const onAbort = () => end('Query cancelled')
  signal?.addEventListener('abort', onAbort, { once: true })
  try {
    const answer = await converse(child, job, contentsOf)
    return answer ?? failed(why ?? 'The engine ended without an answer', 'not-emulated')
  } catch (error) {
    const refusal = error instanceof EngineRefusal ? error.message : undefined
    return failed(
      why ?? refusal ?? `The engine failed (${(error as Error).message})`,
      'not-emulated',
    )
  } finally {
    clearTimeout(timer)
    clearInterval(watch)
    signal?.removeEventListener('abort', onAbort)
    child.kill('SIGKILL')
  }
}

type Engine = ChildProcessByStdio<Writable, Readable, null>

function spawnEngine(before: string[]): Engine {
  const main = fileURLToPath(new URL('child/main.ts', import.meta.url))
  const rights = ['--permission', '--allow-addons', '--allow-fs-read=*']
  const limits = ['--max-old-space-size=1024', '--disable-warning=ExperimentalWarning']
  const [file, ...rest] = [...before, process.execPath, ...rights, ...limits, main]
  const child = spawn(file, rest, {
    env: {},
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
  })
  // Whoever reads its output learns of its end.
  child.on('error', () => child.stdout.destroy())
  child.stdin.on('error', () => {})
  return child
}

/** How many times longer work takes now than on an idle machine. */
function busyness(): number {
  return Math.min(MOST_BUSY, Math.max(1, (loadavg()[0] ?? 0) / availableParallelism()))
}

function failed(reason: string, kind: FailureKind): Answer {
  const text =
    kind === 'query' ? reason : `NOT_SUPPORTED: ${reason}: the embedded AWS is a small one`
  return { status: 'failed', reason: text, kind, bytesScanned: 0 }
}

let atWork = 0
const waiting: (() => void)[] = []

async function takeTurn(): Promise<() => void> {
  if (atWork >= MAX_PROCESSES) await new Promise<void>((resolve) => waiting.push(resolve))
  else atWork++
  return () => {
    const next = waiting.shift()
    if (next) next()
    else atWork--
  }
}
