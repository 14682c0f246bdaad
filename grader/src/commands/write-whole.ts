import { randomUUID } from 'node:crypto'
import {
  closeSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'

/**
 * Writes a file so that it is there whole, or as it was before: a full disk leaves nothing behind.
 * What is no ordinary file, such as a pipe, is written to. Throws the system's error.
 */
export function writeWhole(file: string, text: string): void {
  const place = placeOf(file)
  if (place.isSpecial) return writeFileSync(place.path, text)
  const draft = draftOf(place.path)
  try {
    writeFileSync(draft, text, {
      flag: 'wx',
      ...(place.mode === undefined ? {} : { mode: place.mode }),
    })
    renameSync(draft, place.path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
}

/** Throws the system's error if `writeWhole` could not write there; changes nothing. */
export function tryToWrite(file: string): void {
  const place = placeOf(file)
  if (place.isSpecial) return closeSync(openSync(place.path, 'r+'))
  const draft = draftOf(place.path)
  closeSync(openSync(draft, 'wx'))
  rmSync(draft)
}

/** Where a path leads, through links, and what is there. */
function placeOf(file: string): { path: string; isSpecial: boolean; mode?: number } {
  const stats = statSync(file, { throwIfNoEntry: false })
  if (!stats) return { path: file, isSpecial: false }
  const real = realpathSync(file)
  return { path: real, isSpecial: !stats.isFile(), mode: stats.mode & 0o777 }
}

/** In the same folder, because only there a rename is one step. */
function draftOf(file: string): string {
  return path.join(path.dirname(file), `.${path.basename(file)}.${randomUUID().slice(0, 8)}`)
}
