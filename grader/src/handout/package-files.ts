import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { GraderError } from '../grader-error.ts'
import type { Files } from './course-files.ts'
import { keysBelow, reduceLockFile } from './lock-file.ts'

interface Manifest {
  name: string
  private: true
  license?: string
  type?: string
  exports?: unknown
  scripts?: Record<string, string>
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  devEngines?: unknown
}

/** The fields of a package that a student's machine needs: its scripts are not among them. */
const PACKAGE_FIELDS = ['name', 'private', 'type', 'exports', 'dependencies', 'devDependencies']

/** What the handout's root needs to run visible tests. */
const ROOT_TOOLS = ['@types/node', 'node', 'vite', 'vitest']

const SCRIPTS = {
  test: 'node scripts/run.mjs test',
  watch: 'node scripts/run.mjs watch',
  demo: 'node scripts/run.mjs demo',
  hint: 'node scripts/hint.mjs',
}

/**
 * The files that make a handout a pnpm workspace of its own: manifests of `folders` and of the
 * root, workspace file and lock file, reduced to what is needed.
 *
 * @throws {GraderError} where the workshop's own files do not agree.
 */
export async function packageFiles(root: string, folders: readonly string[]): Promise<Files> {
  const manifests = new Map([['.', rootManifest(await manifestIn(root, '.'))]])
  for (const folder of folders) {
    const fields = Object.entries(await manifestIn(root, folder))
    const kept = fields.filter(([name]) => PACKAGE_FIELDS.includes(name))
    manifests.set(folder, Object.fromEntries(kept) as unknown as Manifest)
  }
  const importers = new Map(
    [...manifests].map(([folder, manifest]) => [folder, dependencyNames(manifest)]),
  )
  const lock = lockFile(await readFile(path.join(root, 'pnpm-lock.yaml'), 'utf8'), importers)
  const workspace = await readFile(path.join(root, 'pnpm-workspace.yaml'), 'utf8')
  return new Map([
    ...[...manifests].map(([folder, manifest]) => file(`${folder}/package.json`, manifest)),
    ['pnpm-lock.yaml', lock],
    ['pnpm-workspace.yaml', reduceWorkspaceFile(workspace, importers, lock)],
  ])
}

function rootManifest({ devEngines, devDependencies = {} }: Manifest): Manifest {
  return {
    name: 'storage-workshop-handout',
    private: true,
    type: 'module',
    scripts: SCRIPTS,
    devDependencies: Object.fromEntries(ROOT_TOOLS.map((name) => [name, devDependencies[name]!])),
    devEngines,
  }
}

async function manifestIn(root: string, folder: string): Promise<Manifest> {
  try {
    return JSON.parse(await readFile(path.join(root, folder, 'package.json'), 'utf8')) as Manifest
  } catch (error) {
    throw new GraderError(`Cannot read "${folder}/package.json"`, {
      fix: 'Write the file: every section is a package',
      cause: error,
    })
  }
}

function dependencyNames({ dependencies, devDependencies }: Manifest): string[] {
  return [...Object.keys(dependencies ?? {}), ...Object.keys(devDependencies ?? {})]
}

function lockFile(text: string, importers: ReadonlyMap<string, readonly string[]>): string {
  try {
    return reduceLockFile(text, importers)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new GraderError(error.message, {
      fix: 'Run "pnpm install", so that the lock file follows the package.json files',
      cause: error,
    })
  }
}

/** Keeps every setting; of folders, permissions to build, and versions, those that are needed. */
function reduceWorkspaceFile(
  text: string,
  importers: ReadonlyMap<string, readonly string[]>,
  lock: string,
): string {
  const names = new Set([...importers.values()].flat())
  const locked = keysBelow(lock, 'packages').map((key) => key.replace(/(?<=.)@.*$/, ''))
  const folders = new Set([...importers.keys()].map((folder) => folder.split('/')[0]))
  let section: string | undefined
  const kept = text.split('\n').filter((line) => {
    section = /^(\w+):/.exec(line)?.[1] ?? section
    const item = /^ +(?:- )?'?([^':]+)'?(?::|$)/.exec(line)?.[1]
    if (item === undefined) return true
    if (section === 'packages') return folders.has(item.split('/')[0])
    if (section === 'catalog') return names.has(item)
    return section !== 'allowBuilds' || locked.includes(item)
  })
  return kept.join('\n')
}

function file(name: string, content: object): [string, string] {
  return [path.posix.normalize(name), `${JSON.stringify(content, undefined, 2)}\n`]
}
