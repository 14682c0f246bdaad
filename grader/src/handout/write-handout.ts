import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { GraderError } from '../grader-error.ts'
import type { Files } from './course-files.ts'

/**
 * Throws a `GraderError` unless `directory` is free: not there, or an empty folder.
 */
export async function assertFree(directory: string): Promise<void> {
  const entries = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw new GraderError(`"${directory}" cannot be the handout's folder: ${reasonOf(error)}`, {
      fix: 'Name a folder that does not exist yet',
      cause: error,
    })
  })
  if (entries.length === 0) return
  throw new GraderError(`"${directory}" is not empty, and nothing is overwritten`, {
    fix: 'Name a folder that does not exist yet',
  })
}

/**
 * Writes files into a free folder, all of them or none: they are gathered beside it, and it
 * appears when they are complete.
 *
 * @throws {GraderError} where the folder is not free or cannot be written.
 */
export async function writeHandout(directory: string, files: Files): Promise<void> {
  await assertFree(directory)
  const draft = path.join(
    path.dirname(directory),
    `.${path.basename(directory)}-${randomUUID().slice(0, 8)}`,
  )
  try {
    await mkdir(draft, { recursive: true })
    for (const [file, content] of files) {
      const place = path.join(draft, file)
      await mkdir(path.dirname(place), { recursive: true })
      await writeFile(place, content, { flag: 'wx' })
    }
    // Not every system renames over a folder, even an empty one; a full one stays as it is.
    await rmdir(directory).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
    await rename(draft, directory)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    const reason = reasonOf(error as NodeJS.ErrnoException)
    throw new GraderError(`Cannot write the handout "${directory}": ${reason}`, {
      fix: 'Make room, or name a folder that can be written; nothing was left behind',
      cause: error,
    })
  }
}

function reasonOf(error: NodeJS.ErrnoException): string {
  return error.message.split(',')[0]!
}
