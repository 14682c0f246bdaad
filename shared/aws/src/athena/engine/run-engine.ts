import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { availableParallelism, loadavg } from 'node:os'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { serialize } from 'node:v8'
import { isAnswer, isWish } from './answer-shape.ts'
import { confinement } from './confinement.ts'
import {
  type Answer,
  type FailureKind,
  type FileChoice,
  type Job,
  MAX_ANSWER_BYTES,
} from './job.ts'
import { memoryOf } from './process-memory.ts'

/** How long the engine may work on one query, in real milliseconds on an idle machine. */
export const QUERY_MS = 15_000

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

/** Why a query was not run to its end. */
export class EngineRefusal extends Error {
  override name = 'EngineRefusal'
}

/**
 * Runs a query in a process of its own, confined as the machine allows, with a clean environment
 * and limits of time and memory: what reads hostile SQL and files is machine code, and its mistakes
 * must not be this process's. Never rejects; an end without an answer is a failure of the query.
 */
export async function runEngine(job: Job, options: EngineOptions): Promise<Answer> {
  const release = await takeTurn()
  try {
    if (options.signal?.aborted) return failed('Query cancelled', 'query')
    return await runProcess(job, options)
  } finally {
    release()
  }
}

async function runProcess(job: Job, options: EngineOptions): Promise<Answer> {
  const { contentsOf, signal, ms = QUERY_MS * busyness() } = options
  const child = spawnEngine(await confinement())
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

/** Gives the job and the files, and returns the answer; undefined if the process ends before. */
async function converse(
  child: Engine,
  job: Job,
  contentsOf: EngineOptions['contentsOf'],
): Promise<Answer | undefined> {
  send(child, job)
  for await (const message of messagesOf(child.stdout)) {
    if (isAnswer(message)) return message
    if (!isWish(message)) throw new EngineRefusal('The engine answered what nobody understands')
    send(child, contentsOf(message.files))
  }
  return undefined
}

function send(child: Engine, value: unknown): void {
  const content = serialize(value)
  const head = Buffer.alloc(4)
  head.writeUInt32BE(content.length)
  child.stdin.write(head)
  child.stdin.write(content)
}

/** What comes from the process is a claim of hostile code: it is bounded, and data only. */
async function* messagesOf(stream: Readable): AsyncGenerator<unknown> {
  let chunks: Buffer[] = []
  let size = 0
  let length: number | undefined
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.length
    if (length === undefined && size >= 4) {
      chunks = [Buffer.concat(chunks)]
      length = chunks[0]!.readUInt32BE(0)
      if (length > MAX_ANSWER_BYTES) throw new EngineRefusal('The engine answered too much')
    }
    if (length === undefined || size < 4 + length) continue
    const all = Buffer.concat(chunks)
    yield JSON.parse(all.toString('utf8', 4, 4 + length))
    chunks = [all.subarray(4 + length)]
    size = all.length - 4 - length
    length = undefined
  }
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
