import { execFile } from 'node:child_process'
import { accessSync, constants, existsSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** Where Linux keeps the libraries that node and DuckDB are linked with. */
const LIBRARIES = ['/lib', '/lib64', '/usr/lib', '/usr/lib64', '/etc/ld.so.cache']

/** What the engine imports, from this package. */
const PACKAGES = ['@duckdb/node-api', 'hyparquet', 'hyparquet-writer']

let found: Promise<string[]> | undefined

/**
 * What goes before a command of node's so that it sees no network, no other process, and of the
 * disk only node, the libraries of the system, the engine and the packages it imports, as nobody who
 * makes no further user namespaces, which reach much of the kernel.
 * That takes Linux with bubblewrap, in a place where it works; elsewhere nothing goes before, and
 * what is left is node's permission model and a clean environment.
 */
export function confinement(): Promise<string[]> {
  found ??= tried()
  return found
}

async function tried(): Promise<string[]> {
  const bwrap = process.platform === 'linux' ? programIn(process.env['PATH'] ?? '') : undefined
  if (bwrap === undefined) return []
  const after = [...mounts(), '--remount-ro', '/', '--chdir', '/', '--']
  // Bubblewrap has known the first since 0.8.
  for (const more of [['--disable-userns'], []]) {
    const prefix = [bwrap, ...SETTINGS, ...more, ...after]
    if (await works(prefix)) return prefix
  }
  return []
}

async function works(prefix: string[]): Promise<boolean> {
  const [file, ...rest] = [...prefix, process.execPath, '--version']
  return promisify(execFile)(file, rest, { env: {}, timeout: 10_000 }).then(
    () => true,
    () => false,
  )
}

const SETTINGS = [
  '--unshare-user',
  '--unshare-pid',
  '--unshare-net',
  '--unshare-ipc',
  '--unshare-uts',
  '--unshare-cgroup-try',
  '--uid',
  '65534',
  '--gid',
  '65534',
  '--cap-drop',
  'ALL',
  '--die-with-parent',
  '--new-session',
  '--clearenv',
]

function mounts(): string[] {
  const engine = fileURLToPath(new URL('..', import.meta.url))
  const root = path.resolve(engine, '../..')
  const own = [engine, path.join(root, 'package.json'), path.join(root, 'node_modules')]
  const all = [process.execPath, ...LIBRARIES, ...own, ...PACKAGES.map(storeOf)]
  const there = [...new Set(all)].filter((place) => existsSync(place))
  return there.flatMap((place) => ['--ro-bind', place, place])
}

/** Where the package manager keeps a package with those that it needs: all of them are public. */
function storeOf(name: string): string {
  const file = realpathSync(createRequire(import.meta.url).resolve(name))
  const [, store] =
    /^(.*?\/node_modules\/\.pnpm)\//.exec(file) ?? /^(.*\/node_modules)\//.exec(file) ?? []
  return store ?? path.dirname(file)
}

function programIn(variable: string): string | undefined {
  const folders = [...variable.split(path.delimiter).filter(Boolean), '/usr/bin', '/bin']
  return folders
    .map((folder) => path.join(folder, 'bwrap'))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK)
        return true
      } catch {
        return false
      }
    })
}
