import { type FSWatcher, readdirSync, watch } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { GraderError } from '../grader-error.ts'

/** Real milliseconds without a change after which a save is complete: editors write in steps. */
const QUIET_MS = 30

/**
 * Yields whenever files below `folder` were saved: their paths from there, with `/` between the
 * parts. What is saved while nobody asks is yielded together, later. Ends when `signal` aborts.
 *
 * Folders are watched rather than files, because many editors save by putting a new file in the
 * old one's place.
 *
 * @throws {GraderError} where the system watches no more folders.
 */
export async function* savesBelow(
  folder: string,
  { signal }: { signal: AbortSignal },
): AsyncGenerator<ReadonlySet<string>, void> {
  const changes = new Changes()
  signal.addEventListener('abort', changes.wake)
  const watchers = new Map<string, FSWatcher>()
  const watchAll = () => {
    for (const name of foldersIn(folder)) {
      if (!watchers.has(name)) watchers.set(name, watchFolder(folder, { name, changes, watchers }))
    }
  }
  try {
    // Before anything is awaited, so that whoever reads the files afterwards misses no save.
    watchAll()
    while (!signal.aborted) {
      await changes.any()
      if (signal.aborted) return
      await untilQuiet(changes)
      watchAll()
      if (changes.failure) throw changes.failure
      yield changes.take()
    }
  } finally {
    for (const watcher of watchers.values()) watcher.close()
  }
}

/** What has changed since somebody looked. */
class Changes {
  count = 0
  failure: Error | undefined
  #names = new Set<string>()
  #next = Promise.withResolvers<void>()

  add(name: string) {
    this.#names.add(name)
    this.wake()
  }

  fail(error: Error) {
    this.failure = error
    this.wake()
  }

  wake = () => {
    this.count++
    this.#next.resolve()
  }

  /** Resolves when something has changed since the last `take`. */
  any(): Promise<void> {
    return this.#next.promise
  }

  take(): Set<string> {
    const names = this.#names
    this.#names = new Set()
    this.#next = Promise.withResolvers()
    return names
  }
}

async function untilQuiet(changes: Changes): Promise<void> {
  for (let seen = -1; seen !== changes.count;) {
    seen = changes.count
    await sleep(QUIET_MS)
  }
}

function watchFolder(
  folder: string,
  { name, changes, watchers }: { name: string; changes: Changes; watchers: Map<string, FSWatcher> },
): FSWatcher {
  try {
    const watcher = watch(path.join(folder, name), (_event, file) => {
      changes.add(path.posix.join(name, file ?? ''))
    })
    return watcher.on('error', (error: NodeJS.ErrnoException) => {
      // On Windows, a folder that is deleted ends its watcher with an error.
      watchers.delete(name)
      watcher.close()
      if (name === '') changes.fail(cannotWatch(folder, error))
    })
  } catch (error) {
    throw cannotWatch(path.join(folder, name), error as Error)
  }
}

function cannotWatch(folder: string, error: Error): GraderError {
  return new GraderError(`Cannot watch "${folder}": ${error.message.split(',')[0]}`, {
    fix: 'Close other programs that watch files, or run "grader grade" after each save',
    cause: error,
  })
}

/** The folder itself (as an empty name) and those below it, but for hidden ones. */
function foldersIn(folder: string): string[] {
  const entries = readdirOf(folder).filter((entry) => entry.isDirectory())
  const below = entries
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) => !/(^|\/)(\.|node_modules(\/|$))/.test(name))
  return ['', ...below]
}

function readdirOf(folder: string) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
  } catch (error) {
    throw cannotWatch(folder, error as Error)
  }
}
