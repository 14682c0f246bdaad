import type { S3Client } from '@aws-sdk/client-s3'

export interface Deps {
  client: S3Client
  sleep(ms: number): Promise<void>
  /** A number from 0 up to, not including, 1. */
  random(): number
}

/** Others were faster, again and again. */
export class UpdateConflict extends Error {
  override name = 'UpdateConflict'
}

/** Changes a JSON object in S3 as if nobody else were there; resolves to what is stored then. */
export async function updateJson<T>(
  bucket: string,
  key: string,
  init: () => T,
  change: (value: T) => T,
  deps: Deps,
): Promise<T> {
  throw new Error('Not written yet')
}
