import { type ChildProcess, spawn } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** The exercises that the grader's own tests use. */
export const FIXTURE_COURSE = path.join(import.meta.dirname, 'course')

const GRADER = path.resolve(import.meta.dirname, '..')

/** How a run of the grader ended. */
export interface GraderEnd {
  code: number | null
  stdout: string
  stderr: string
}

/** A course in a directory of its own, with a cache of its own; `using` removes it. */
export class TemporaryCourse implements Disposable {
  readonly root: string

  /** Starts as a copy of `from`, or empty; `files` are written by their path from the root. */
  constructor({ from, files = {} }: { from?: string; files?: Record<string, string> } = {}) {
    this.root = realpathSync(mkdtempSync(path.join(tmpdir(), 'storage-workshop-course-')))
    if (from) cpSync(from, this.root, { recursive: true })
    symlinkSync(path.join(GRADER, 'node_modules'), this.at('node_modules'))
    for (const [file, text] of Object.entries(files)) this.write(file, text)
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true })
  }

  /** The path of something in the course. */
  at(file: string): string {
    return path.join(this.root, file)
  }

  write(file: string, text: string): void {
    mkdirSync(path.dirname(this.at(file)), { recursive: true })
    writeFileSync(this.at(file), text)
  }

  /** Starts the command line on this course, in its root. */
  start(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
    const cli = path.join(GRADER, 'test/cli-on-course.ts')
    const { PATH = '', HOME = '' } = process.env
    return spawn(process.execPath, [cli, this.root, ...args], {
      cwd: this.root,
      env: { PATH, HOME, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  }

  /** Runs the command line on this course to its end. */
  run(args: readonly string[], env?: Record<string, string>): Promise<GraderEnd> {
    return endOf(this.start(args, env))
  }
}

/** Waits for a process with piped output. */
export async function endOf(child: ChildProcess): Promise<GraderEnd> {
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => (output[name] += text))
  }
  const { promise, resolve, reject } = Promise.withResolvers<number | null>()
  child.on('error', reject)
  child.on('close', resolve)
  return { code: await promise, ...output }
}
