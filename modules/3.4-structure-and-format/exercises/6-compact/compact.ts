import type { S3Client } from '@aws-sdk/client-s3'

export interface StoredFile {
  key: string
  /** Bytes. */
  size: number
  /** Milliseconds since 1970. */
  lastModified: number
}

export interface PlanOptions {
  /** Bytes. */
  targetSize: number
  minAgeMs: number
  /** Milliseconds since 1970. */
  now: number
}

export interface Table {
  bucket: string
  /** Key of the manifest. */
  manifest: string
  /** How long readers may work with an old manifest. */
  graceMs: number
}

export interface Deps {
  client: S3Client
  /** A key that nobody else uses. */
  newKey(): Promise<string>
  sleep(ms: number): Promise<void>
}

/** Groups keys of small files that may become one. */
export function planCompaction(files: StoredFile[], options: PlanOptions): string[][] {
  throw new Error('Not written yet')
}

/** Merges up to 1,000 files and swaps them in the manifest. */
export async function commit(table: Table, keys: string[], deps: Deps): Promise<'done' | 'lost'> {
  throw new Error('Not written yet')
}
