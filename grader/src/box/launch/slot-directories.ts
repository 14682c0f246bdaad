import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import { killProcess } from './kill.ts'
import { NOBODY } from './nobody.ts'
import { processesNaming } from './processes.ts'

const PREFIX = 'storage-workshop-boxes-'

/** The slots of one run: a directory each, in one directory that carries this process's id. */
export class SlotDirectories {
  readonly root: string
  #next = 1

  /** Makes the directory inside `parent`, and clears away what killed runs have left of theirs. */
  constructor(parent: string) {
    removeLeftovers(parent)
    this.root = mkdtempSync(join(parent, `${PREFIX}${process.pid}-`))
    // Submissions are nobody's business but the box's, which runs as nobody when the grader is root.
    if (process.getuid?.() === 0) {
      chownSync(this.root, 0, NOBODY)
      chmodSync(this.root, 0o750)
    }
  }

  /** A new, empty directory. */
  create(): string {
    const slot = join(this.root, String(this.#next++))
    mkdirSync(slot)
    // Whatever the umask is.
    chmodSync(slot, 0o755)
    return slot
  }

  /** Removes one slot, or the directory of all of them. */
  remove(directory = this.root): void {
    rmSync(directory, { recursive: true, force: true })
  }
}

function removeLeftovers(parent: string): void {
  for (const name of readdirSync(parent)) {
    const owner = name.startsWith(PREFIX) ? parseInt(name.slice(PREFIX.length), 10) : NaN
    const directory = join(parent, name)
    if (!Number.isNaN(owner) && isOurs(directory) && !isRunning(owner)) {
      // A bubblewrap whose grader was killed while it set itself up waits for it for ever.
      processesNaming(`${realpathSync(directory)}/`, process.platform).forEach(killProcess)
      rmSync(directory, { recursive: true, force: true })
    }
  }
}

/** Temporary directories are shared: others may have put a link or a directory under our prefix. */
function isOurs(directory: string): boolean {
  const stats = lstatSync(directory, { throwIfNoEntry: false })
  return stats?.isDirectory() === true && stats.uid === (process.getuid?.() ?? stats.uid)
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}
