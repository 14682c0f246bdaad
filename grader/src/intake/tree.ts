/** A file that a submission lists; it has not been opened yet. */
export interface TreeFile {
  /** From the submission's root, parts joined by `/`, exactly as it is spelled there. */
  path: string
  /** As listed, in bytes: a claim until the file is read. */
  size: number
  /** Reads the file; throws a Refusal where it is not what was listed. */
  read: () => Promise<Uint8Array>
}

/** A file or folder that is not read; `reason` completes a sentence that begins with `path`. */
export interface TreeRefusal {
  path: string
  reason: string
}

/** What a submission holds, wherever it lies: a folder, an archive, a lone file. */
export interface Tree {
  files: TreeFile[]
  refusals: TreeRefusal[]
  /** The commit that the submission claims to be, 40 or 64 hexadecimal digits. */
  commit?: string
  /** Gives back what reading needs; no file can be read afterwards. */
  close: () => void
}

/** The commit in a text that consists of nothing else; undefined for any other text. */
export function commitIn(text: string): string | undefined {
  return /^\s*([0-9a-f]{40}|[0-9a-f]{64})\s*$/.exec(text)?.[1]
}

/** What is said of an archive inside a submission; it is never opened. */
export const ARCHIVE_INSIDE = 'is an archive inside the submission: hand in the files themselves'
