import type { GlacierClient } from '@aws-sdk/client-glacier'

export type Tier = 'Expedited' | 'Standard' | 'Bulk'

export interface Options {
  tier: Tier
  /** Milliseconds between two looks at a job, at least. */
  pollMs: number
  /** The longest range to read at once, in bytes: 1 MiB or more. */
  chunk: number
}

export interface Deps {
  client: GlacierClient
  sleep: (ms: number) => Promise<void>
}

/** What came is not what Glacier's checksum says, again and again. */
export class ChecksumMismatch extends Error {
  override name = 'ChecksumMismatch'
}

/** The job ended without an output. */
export class RetrievalFailed extends Error {
  override name = 'RetrievalFailed'
}

/** Brings an archive out of its vault and yields its bytes, all of them verified. */
export async function* retrieve(
  vault: string,
  archiveId: string,
  options: Options,
  deps: Deps,
): AsyncGenerator<Uint8Array> {
  throw new Error('Not written yet')
}
