import { closeSync } from 'node:fs'
import type { BigIntStats } from 'node:fs'

import { decodeName, isArchive, isIgnored, looksLikeCode, nameFault } from './entry-name.ts'
import { openFolder } from './folder.ts'
import type { Folder } from './folder.ts'
import { gitCommit } from './git-commit.ts'
import type { Limits } from './limits.ts'
import { asRefusal, Refusal } from './refusal.ts'
import { kindFault, readRegularFile } from './regular-file.ts'
import { ARCHIVE_INSIDE } from './tree.ts'
import type { Tree, TreeFile, TreeRefusal } from './tree.ts'

/**
 * Lists the code in a folder and in the folders below it, following no link.
 *
 * `procfs` is told only by tests: see `openFolder`.
 *
 * @throws {Refusal} where the folder as a whole cannot be listed.
 */
export function folderTree(path: string, limits: Limits, procfs?: boolean): Tree {
  const root = openFolder(path, procfs)
  try {
    const walk = new Walk(root, limits)
    walk.folder(root, [])
    if (walk.seen > limits.entries) {
      throw new Refusal(`holds more than ${limits.entries} files and folders`)
    }
    const commit = gitCommit((parts) => walk.read(parts))
    return {
      files: walk.files,
      refusals: walk.refusals,
      ...(commit === undefined ? {} : { commit }),
      close: () => root.close(),
    }
  } catch (error) {
    root.close()
    throw error
  }
}

/** Synchronous throughout: the less time between looking and reading, the less can change. */
class Walk {
  readonly files: TreeFile[] = []
  readonly refusals: TreeRefusal[] = []
  seen = 0
  readonly #root: Folder
  readonly #limits: Limits

  constructor(root: Folder, limits: Limits) {
    this.#root = root
    this.#limits = limits
  }

  folder(folder: Folder, parts: readonly string[]): void {
    const names = folder.names(this.#limits.folderEntries)
    this.seen += names.length
    if (names.length > this.#limits.folderEntries) {
      throw new Refusal(`holds more than ${this.#limits.folderEntries} files and folders`)
    }
    for (const bytes of names.sort((one, other) => one.compare(other))) {
      if (this.seen > this.#limits.entries) return
      const name = decodeName(bytes)
      const path = [...parts, name ?? bytes.toString()]
      try {
        if (name === undefined) throw new Refusal('has a name that is not UTF-8')
        if (!isIgnored(name)) this.#entry(folder, path, name)
      } catch (error) {
        this.refusals.push({ path: path.join('/'), reason: asRefusal(error).message })
      }
    }
  }

  read(parts: readonly string[], listed?: BigIntStats): Buffer {
    const entered: Folder[] = []
    let folder = this.#root
    try {
      for (const name of parts.slice(0, -1)) {
        folder = folder.enter(name)
        entered.push(folder)
      }
      const descriptor = folder.open(parts.at(-1)!)
      try {
        const options = listed === undefined ? {} : { listed }
        return readRegularFile(descriptor, this.#limits.fileBytes, options)
      } finally {
        closeSync(descriptor)
      }
    } finally {
      for (const one of entered) one.close()
    }
  }

  #entry(folder: Folder, path: readonly string[], name: string): void {
    const stat = folder.stat(name)
    if (stat.isDirectory()) return this.#enter(folder, path, name)

    const fault = kindFault(stat)
    if (fault !== undefined && (looksLikeCode(name) || !stat.isFile())) throw new Refusal(fault)
    if (isArchive(name)) throw new Refusal(ARCHIVE_INSIDE)
    if (!looksLikeCode(name)) return
    const unfit = nameFault(name, this.#limits)
    if (unfit !== undefined) throw new Refusal(unfit)
    this.files.push({
      path: path.join('/'),
      size: Number(stat.size),
      read: async () => this.read(path, stat),
    })
  }

  #enter(folder: Folder, path: readonly string[], name: string): void {
    const unfit = nameFault(name, this.#limits)
    if (unfit !== undefined) throw new Refusal(unfit)
    if (path.length > this.#limits.depth) {
      throw new Refusal(`lies more than ${this.#limits.depth} folders deep`)
    }
    const inner = folder.enter(name)
    try {
      this.folder(inner, path)
    } finally {
      inner.close()
    }
  }
}
