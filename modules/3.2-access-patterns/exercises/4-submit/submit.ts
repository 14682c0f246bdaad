import type { BatchClient } from '@aws-sdk/client-batch'

export interface Deps {
  client: BatchClient
  sleep(ms: number): Promise<void>
}

export interface SubmitResult {
  /** Whether no item failed. */
  ok: boolean
  jobs: { jobId: string; items: number; succeeded: number; failed: number }[]
}

/** The command line makes no sense. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** Submits a command to AWS Batch and waits until it has run. */
export async function submit(argv: string[], deps: Deps): Promise<SubmitResult> {
  throw new Error('Not written yet')
}
