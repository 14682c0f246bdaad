import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { IsolationTools } from './isolation.ts'

const PROGRAMS: Readonly<Record<keyof IsolationTools, { name: string; on: NodeJS.Platform }>> = {
  bwrap: { name: 'bwrap', on: 'linux' },
  unshare: { name: 'unshare', on: 'linux' },
  prlimit: { name: 'prlimit', on: 'linux' },
  setpriv: { name: 'setpriv', on: 'linux' },
  sandboxExec: { name: 'sandbox-exec', on: 'darwin' },
}

/** The isolating programs of this platform found on `path` (as in `PATH`) or where systems keep them. */
export function installedTools(platform: NodeJS.Platform, path: string): IsolationTools {
  const directories = [...path.split(delimiter).filter(Boolean), '/usr/bin', '/bin', '/usr/sbin']
  return Object.fromEntries(
    Object.entries(PROGRAMS)
      .filter(([, program]) => program.on === platform)
      .map(([tool, program]) => [tool, find(program.name, directories)])
      .filter(([, file]) => file !== undefined),
  )
}

function find(name: string, directories: string[]): string | undefined {
  return directories.map((directory) => join(directory, name)).find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
