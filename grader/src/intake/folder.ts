import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  opendirSync,
  openSync,
} from 'node:fs'
import type { BigIntStats } from 'node:fs'
import { join } from 'node:path'

import { Refusal } from './refusal.ts'

// O_NONBLOCK: opening a FIFO must not wait for its writer. Windows knows none of these flags.
const guarded =
  constants.O_RDONLY |
  (constants.O_NOFOLLOW ?? 0) |
  (constants.O_NONBLOCK ?? 0) |
  (constants.O_NOCTTY ?? 0)

/** A folder of a submission, held so that no link below it is ever followed. */
export interface Folder {
  /** The names in it as bytes, in no order; reading stops after `limit + 1` of them. */
  names: (limit: number) => Buffer[]
  /** What a name stands for; a link is a link. */
  stat: (name: string) => BigIntStats
  /** Opens a folder inside; throws where it is a link or no folder. */
  enter: (name: string) => Folder
  /** Opens a file inside and returns its descriptor; throws where it is a link. */
  open: (name: string) => number
  close: () => void
}

/**
 * Opens a folder without following a link in the path's last part.
 *
 * Where `/proc` is there, names are resolved beneath an open descriptor (Node has no `openat`), so
 * a folder swapped for a link after it was looked at is not followed. Elsewhere the folders on the
 * way are looked at before and after.
 */
export function openFolder(path: string, procfs = existsSync('/proc/self/fd')): Folder {
  return procfs ? new HeldFolder(path) : new WatchedFolder(path)
}

/** Opens a file without following a link in the path's last part, and without ever waiting. */
export function openGuarded(path: string): number {
  return openSync(path, guarded)
}

class HeldFolder implements Folder {
  readonly #descriptor: number
  readonly #here: string

  constructor(path: string) {
    this.#descriptor = openSync(path, guarded | constants.O_DIRECTORY)
    this.#here = `/proc/self/fd/${this.#descriptor}`
  }

  names(limit: number): Buffer[] {
    return readNames(this.#here, limit)
  }

  stat(name: string): BigIntStats {
    return lstatSync(`${this.#here}/${name}`, { bigint: true })
  }

  enter(name: string): Folder {
    return new HeldFolder(`${this.#here}/${name}`)
  }

  open(name: string): number {
    return openGuarded(`${this.#here}/${name}`)
  }

  close(): void {
    closeSync(this.#descriptor)
  }
}

class WatchedFolder implements Folder {
  readonly #path: string
  readonly #parent: WatchedFolder | undefined
  readonly #first: BigIntStats

  constructor(path: string, parent?: WatchedFolder) {
    this.#path = path
    this.#parent = parent
    this.#first = lstatSync(path, { bigint: true })
    if (this.#first.isSymbolicLink()) throw new Refusal('is a symbolic link')
    if (!this.#first.isDirectory()) throw new Refusal('is no folder')
  }

  names(limit: number): Buffer[] {
    const names = readNames(this.#path, limit)
    this.#confirm()
    return names
  }

  stat(name: string): BigIntStats {
    const stat = lstatSync(join(this.#path, name), { bigint: true })
    this.#confirm()
    return stat
  }

  enter(name: string): Folder {
    const folder = new WatchedFolder(join(this.#path, name), this)
    this.#confirm()
    return folder
  }

  open(name: string): number {
    const path = join(this.#path, name)
    const descriptor = openGuarded(path)
    try {
      this.#confirm()
      const same = isSame(
        fstatSync(descriptor, { bigint: true }),
        lstatSync(path, { bigint: true }),
      )
      if (!same) throw new Refusal('is a symbolic link, or changed while it was being read')
      return descriptor
    } catch (error) {
      closeSync(descriptor)
      throw error
    }
  }

  close(): void {}

  #confirm(): void {
    if (!isSame(this.#first, lstatSync(this.#path, { bigint: true }))) {
      throw new Refusal('changed while it was being read')
    }
    if (this.#parent !== undefined) this.#parent.#confirm()
  }
}

function readNames(path: string, limit: number): Buffer[] {
  // latin1 keeps the bytes as they are, whether or not they are UTF-8.
  const folder = opendirSync(path, { encoding: 'latin1', bufferSize: 256 })
  const names: Buffer[] = []
  try {
    while (names.length <= limit) {
      const entry = folder.readSync()
      if (entry === null) break
      names.push(Buffer.from(entry.name, 'latin1'))
    }
  } finally {
    folder.closeSync()
  }
  return names
}

function isSame(one: BigIntStats, other: BigIntStats): boolean {
  return one.dev === other.dev && one.ino === other.ino && one.mode === other.mode
}
