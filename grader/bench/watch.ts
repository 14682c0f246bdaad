import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { LoadedExercise } from '../src/course.ts'
import { median } from './measure.ts'

const SAVES = 5

/** Real milliseconds between a verdict and the next save, in which a box is started ahead. */
const PAUSE_MS = 1_000

/** Who watches a file: its command, and what it says when it waits for the next save. */
interface Watcher {
  args: readonly string[]
  file: string
  waits: RegExp
}

/**
 * Milliseconds from a saved file to its verdict on the terminal, of `grader watch` and of
 * `vitest watch`: the wait for file events is part of both.
 */
export async function savesInWatch(
  exercise: LoadedExercise,
  { node, cli, vitest, cwd }: { node: string; cli: string; vitest: string; cwd: string },
): Promise<{ ours: number; theirs: number }> {
  const solution = path.join(exercise.folder, 'grading/solution.ts')
  const text = readFileSync(solution, 'utf8')
  const measure = (watcher: Watcher) => saves(watcher, { node, cwd, text })
  return {
    ours: await measure({
      args: [cli, 'watch', exercise.id],
      file: path.join(exercise.folder, exercise.file),
      waits: /Waiting for the next save/,
    }),
    theirs: await measure({
      args: [vitest, 'watch', `${exercise.dir}/grading/checks.test.ts`],
      file: solution,
      waits: /Waiting for file changes/,
    }),
  }
}

async function saves(
  { args, file, waits }: Watcher,
  { node, cwd, text }: { node: string; cwd: string; text: string },
): Promise<number> {
  const before = readFileSync(file, 'utf8')
  const child = spawn(node, args, { cwd, stdio: ['pipe', 'pipe', 'pipe'] })
  let done = Promise.withResolvers<void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      if (waits.test(chunk.toString())) done.resolve()
    })
  }
  child.on('exit', (code) => done.reject(new Error(`${args.join(' ')} ended with ${code}`)))
  const times: number[] = []
  try {
    await done.promise
    for (let save = 0; save <= SAVES; save++) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
      done = Promise.withResolvers<void>()
      const started = performance.now()
      writeFileSync(file, `${text}\n// save ${save}\n`)
      await done.promise
      times.push(performance.now() - started)
    }
  } finally {
    writeFileSync(file, before)
    done.promise.catch(() => {})
    child.kill('SIGKILL')
  }
  return median(times.slice(1))
}
