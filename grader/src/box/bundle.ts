import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { glob, mkdir, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { GraderError } from '../grader-error.ts'
import { markUsed, removeUnused } from './unused-bundles.ts'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const PROGRAM = path.join(import.meta.dirname, 'write-bundle.ts')

/** What the bundle is made of: a change in any of it makes a new bundle. */
const SOURCES = [
  'grader/src/box/**/*.ts',
  'shared/{aws,testkit}/src/{*,membrane/*}.ts',
  'pnpm-lock.yaml',
]

/**
 * The directory that a box runs from: the harness, and each SDK package in a file that is loaded
 * when it is wanted, made once for each version of their sources. `warm` is called with a directory
 * that is not in use yet, to fill its compile cache; only the trusted side ever writes there. `cache`
 * holds the bundles of all versions that were used lately.
 *
 * @throws {GraderError} where the bundle cannot be written.
 */
export async function boxBundle(
  warm: (bundle: string) => Promise<void>,
  cache = path.join(ROOT, '.cache/box'),
): Promise<string> {
  const directory = path.join(cache, await hashOfSources())
  if (existsSync(path.join(directory, 'box.mjs'))) {
    await markUsed(directory, new Date())
    return directory
  }
  // Not by process id: containers that share a cache have the same ones.
  const draft = `${directory}.${randomUUID()}`
  try {
    await mkdir(path.join(draft, 'compile-cache'), { recursive: true })
    await bundle(draft)
    await warm(draft)
    await rename(draft, directory)
    await removeUnused(cache, new Date())
  } catch (error) {
    await rm(draft, { recursive: true, force: true }).catch(() => {})
    // Another grader was faster; its bundle is as good.
    if (!existsSync(path.join(directory, 'box.mjs'))) throw asGraderError(error, cache)
  }
  return directory
}

/** What the system says of a disk is for the operator to mend; anything else is a bug. */
function asGraderError(error: unknown, cache: string): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (!['EACCES', 'EDQUOT', 'ENOSPC', 'ENOTDIR', 'EROFS'].includes(code ?? '')) return error
  return new GraderError(`Cannot write the program of the box in "${cache}" (${code})`, {
    fix: 'Make room, and let the user who runs the grader write there',
    cause: error,
  })
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256').update(process.version)
  for (const pattern of SOURCES) {
    const files = await Array.fromAsync(glob(pattern, { cwd: ROOT }))
    for (const file of files.filter((name) => !name.endsWith('.test.ts')).toSorted()) {
      hash.update(file).update(await readFile(path.join(ROOT, file)))
    }
  }
  return hash.digest('hex').slice(0, 16)
}

async function bundle(directory: string): Promise<void> {
  try {
    await promisify(execFile)(process.execPath, ['--no-warnings', PROGRAM, directory])
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string }
    if (!stdout) throw error
    throw Object.assign(new Error(stderr), { code: stdout })
  }
}
