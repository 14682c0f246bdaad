/** How much of a submission the grader is willing to look at. Sizes are bytes. */
export interface Limits {
  /** Of one file. */
  fileBytes: number
  /** Of all files read from one submission. */
  submissionBytes: number
  /** Files read from one submission. */
  files: number
  /** Folders inside folders. */
  depth: number
  /** Of one name, as UTF-8. */
  nameBytes: number
  /** Names in one folder. */
  folderEntries: number
  /** Names in a whole folder tree or archive. */
  entries: number
  /** Of an archive as handed in. */
  archiveBytes: number
  /** Of a .tar.gz once inflated. */
  inflatedBytes: number
  /** Inflated to deflated bytes, above which an archive is taken for a bomb. */
  ratio: number
}

/** Generous for hand-written exercises, and little enough that a cohort of bombs is no trouble. */
export const defaultLimits: Limits = {
  fileBytes: 512 * 1024,
  submissionBytes: 4 * 1024 * 1024,
  files: 300,
  depth: 12,
  nameBytes: 120,
  folderEntries: 2_000,
  entries: 20_000,
  archiveBytes: 32 * 1024 * 1024,
  inflatedBytes: 32 * 1024 * 1024,
  ratio: 100,
}

/** Writes a number of bytes the way a student reads it, as in `512 KiB`. */
export function inUnits(bytes: number): string {
  if (bytes >= 1024 * 1024) return `${Math.round((bytes / 1024 / 1024) * 10) / 10} MiB`
  if (bytes >= 1024) return `${Math.round((bytes / 1024) * 10) / 10} KiB`
  return `${bytes} bytes`
}
