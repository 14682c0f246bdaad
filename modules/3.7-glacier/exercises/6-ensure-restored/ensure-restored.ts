import type { S3Client } from '@aws-sdk/client-s3'

export type Tier = 'Bulk' | 'Standard' | 'Expedited'

export interface Wish {
  /** How long the copy is needed, from now, in days of 24 hours. */
  days: number
  tier?: Tier
  /** When it must be there; only looked at without a tier. */
  deadline?: Date
}

export interface Deps {
  client: S3Client
  /** Milliseconds since 1970. */
  now: () => number
}

export type State = 'ready' | 'requested' | 'in-progress'

/** Sees to it that an object can be read, now or when its restore is done. Throws `RangeError`. */
export async function ensureRestored(
  bucket: string,
  key: string,
  wish: Wish,
  deps: Deps,
): Promise<State> {
  throw new Error('Not written yet')
}
