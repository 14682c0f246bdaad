import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { CloudError } from './cloud-error.ts'

/**
 * Takes a folder for this process alone, and makes it if need be. Returns what gives it back.
 * Throws `CloudError` for a folder that another process has, or that cannot be written.
 */
export async function lockFolder(folder: string): Promise<() => void> {
  const lock = path.join(folder, 'lock')
  const own = path.join(folder, `lock.${process.pid}`)
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(own, `${process.pid}\n`)
  } catch (error) {
    throw unusable(folder, error)
  }
  try {
    while (!tryLink(own, lock)) await removeStale({ folder, lock, own })
  } finally {
    rmSync(own, { force: true })
  }
  return () => rmSync(lock, { force: true })
}

/** How long the end of a process may take that was just killed, in milliseconds. */
const DYING_MS = 1_000

/** Removes the lock of a process that is gone. Throws for one that is not. */
async function removeStale({
  folder,
  lock,
  own,
}: {
  folder: string
  lock: string
  own: string
}): Promise<void> {
  const owner = ownerOf(lock)
  for (let waited = 0; owner !== undefined && isAlive(owner); waited += 50) {
    if (waited >= DYING_MS) throw inUse(folder, lock, owner)
    await wait(50)
  }
  const old = `${own}.old`
  try {
    renameSync(lock, old)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw unusable(folder, error)
  }
  const removed = ownerOf(old)
  // Another process was quicker, and it was its lock that was moved away.
  if (removed !== owner) tryLink(old, lock)
  rmSync(old, { force: true })
}

/** A link is made whole or not at all, and only where there is none. */
function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw unusable(path.dirname(to), error)
  }
}

function ownerOf(lock: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(lock, 'utf8'), 10) || undefined
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function inUse(folder: string, lock: string, owner: number): CloudError {
  return new CloudError(
    `The folder "${folder}" is in use by the process ${owner}; end it, or ` +
      `name another folder with "--data" (if that process is no cloud, delete "${lock}")`,
  )
}

function unusable(folder: string, error: unknown): CloudError {
  const { code, message } = error as NodeJS.ErrnoException
  return new CloudError(
    `Cannot use the folder "${folder}": ${code ?? message}; name one that can be written`,
  )
}
