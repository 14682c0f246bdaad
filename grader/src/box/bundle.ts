import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { glob, mkdir, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const ENTRY = path.join(import.meta.dirname, 'child/child.ts')

/** What the bundle is made of: a change in any of it makes a new bundle. */
const SOURCES = [
  'grader/src/box/**/*.ts',
  'shared/{aws,testkit}/src/{*,membrane/*}.ts',
  'pnpm-lock.yaml',
]

/**
 * The directory that a box runs from: harness and SDK in one file, made once for each version of
 * their sources. `warm` is called with a directory that is not in use yet, to fill its compile
 * cache; only the trusted side ever writes there.
 */
export async function boxBundle(warm: (bundle: string) => Promise<void>): Promise<string> {
  const directory = path.join(ROOT, '.cache/box', await hashOfSources())
  if (existsSync(path.join(directory, 'box.mjs'))) return directory
  const draft = `${directory}.${process.pid}`
  await mkdir(path.join(draft, 'compile-cache'), { recursive: true })
  try {
    await bundle(draft)
    await warm(draft)
    await rename(draft, directory)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    // Another grader was faster; its bundle is as good.
    if (!existsSync(path.join(directory, 'box.mjs'))) throw error
  }
  return directory
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256').update(process.version)
  for (const pattern of SOURCES) {
    const files = await Array.fromAsync(glob(pattern, { cwd: ROOT }))
    for (const file of files.toSorted())
      hash.update(file).update(await readFile(path.join(ROOT, file)))
  }
  return hash.digest('hex').slice(0, 16)
}

async function bundle(directory: string): Promise<void> {
  const { rolldown } = await import('rolldown')
  const build = await rolldown({
    input: ENTRY,
    platform: 'node',
    resolve: { mainFields: ['module', 'main'] },
    logLevel: 'silent',
  })
  await build.write({
    file: path.join(directory, 'box.mjs'),
    format: 'esm',
    codeSplitting: false,
    minify: false,
  })
  await build.close()
}
