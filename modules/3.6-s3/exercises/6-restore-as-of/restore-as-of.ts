import type { S3Client } from '@aws-sdk/client-s3'

/** What was done, or is to be done. */
export interface Plan {
  /** Keys that got an older version back. */
  copied: string[]
  /** Keys that got a delete marker. */
  deleted: string[]
  /** Keys that stay as they are, and the code of the error, as in `InvalidObjectState`. */
  failed: { key: string; code: string }[]
}

/** Gives every key under a prefix the content that it had at a time. */
export async function restoreAsOf(
  bucket: string,
  prefix: string,
  at: Date,
  deps: { client: S3Client },
  options: { dryRun?: boolean } = {},
): Promise<Plan> {
  throw new Error('Not written yet')
}
