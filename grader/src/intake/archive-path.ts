import { decodeName, isArchive, isIgnored, looksLikeCode, nameFault } from './entry-name.ts'
import type { Limits } from './limits.ts'
import { ARCHIVE_INSIDE } from './tree.ts'

/** What becomes of a name in an archive. */
export type ArchivePath =
  | { verdict: 'take'; path: string }
  | { verdict: 'skip' }
  | { verdict: 'refuse'; path: string; reason: string }

/**
 * Judges the name of an archive's entry. Nothing is ever unpacked to a disk; a name that would
 * leave the folder is refused all the same, since whoever unpacks it by hand should be warned.
 *
 * `special` says why the entry is neither file nor folder, where that is so.
 */
export function archivePath(bytes: Uint8Array, limits: Limits, special?: string): ArchivePath {
  const name = decodeName(bytes)
  if (name === undefined) {
    return refuse(Buffer.from(bytes).toString(), 'has a name that is not UTF-8')
  }
  if (name.startsWith('/')) return refuse(name, 'leaves the archive: its path is absolute')
  const parts = name.split('/').filter((part) => part !== '' && part !== '.')
  if (parts.includes('..')) return refuse(name, 'leaves the archive: its path goes up with ".."')
  if (parts.some(isIgnored)) return { verdict: 'skip' }
  if (special !== undefined) return refuse(parts.join('/'), special)

  const isFolder = name.endsWith('/')
  for (const [index, part] of parts.entries()) {
    const path = parts.slice(0, index + 1).join('/')
    const isLast = index === parts.length - 1 && !isFolder
    if (isLast && isArchive(part)) return refuse(path, ARCHIVE_INSIDE)
    if (isLast && !looksLikeCode(part)) return { verdict: 'skip' }
    const fault = nameFault(part, limits)
    if (fault !== undefined) return refuse(path, fault)
    if (!isLast && index >= limits.depth) {
      return refuse(path, `lies more than ${limits.depth} folders deep`)
    }
  }
  return isFolder ? { verdict: 'skip' } : { verdict: 'take', path: parts.join('/') }
}

function refuse(path: string, reason: string): ArchivePath {
  return { verdict: 'refuse', path, reason }
}
