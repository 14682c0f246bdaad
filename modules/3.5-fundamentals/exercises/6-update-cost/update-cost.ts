export type Kind = 'block' | 'file' | 'object'

/** In bytes. */
export interface Edit {
  offset: number
  length: number
}

export interface Options {
  /** Whether S3 may copy parts that stay the same. */
  copyParts?: boolean
}

export interface Cost {
  readBytes: number
  writtenBytes: number
  /** Whether readers, and a crash, see all of the change or nothing. */
  atomic: boolean
}

export interface RenameCost {
  /** Bytes that the storage copies. */
  copiedBytes: number
  requests: number
  atomic: boolean
}

/** What it costs to change some bytes of `size`. */
export function updateCost(kind: Kind, size: number, edits: Edit[], options: Options = {}): Cost {
  throw new Error('Not written yet')
}

/** What it costs to give `size` bytes another name. */
export function renameCost(kind: Kind, size: number): RenameCost {
  throw new Error('Not written yet')
}
