import type { S3Client } from '@aws-sdk/client-s3'

export interface Source {
  bucket: string
  prefix: string
  /** The key of the bookmark, in the same bucket. */
  bookmark: string
  /** How late an object can turn up, in milliseconds (default 15 minutes). */
  graceMs?: number
  /** Begins anew with what was modified after this. */
  since?: Date
}

export interface Processed {
  /** The number of the run; undefined if there was nothing to do. */
  run: number | undefined
  files: string[]
}

/** Somebody else runs at the same time. */
export class BookmarkConflict extends Error {
  override name = 'BookmarkConflict'
}

/** Processes what is new under a prefix, and remembers it. */
export async function runIncremental(
  source: Source,
  process: (keys: string[], run: number) => Promise<void>,
  deps: { client: S3Client },
): Promise<Processed> {
  throw new Error('Not written yet')
}
