import type { GlueClient, JobRunState } from '@aws-sdk/client-glue'

export interface Deps {
  client: GlueClient
  sleep(ms: number): Promise<void>
  /** Milliseconds since 1970. */
  now(): number
}

export interface Options {
  signal?: AbortSignal
}

export interface RunResult {
  /** Whether the run succeeded. */
  ok: boolean
  runId: string
  /** The state in which the run ended. */
  state: JobRunState
  /** How often `StartJobRun` was sent. */
  attempts: number
}

/** Runs a Glue job once with these arguments; resolves to how the run ended. */
export async function runGlueJob(
  name: string,
  args: Record<string, string>,
  deps: Deps,
  options: Options = {},
): Promise<RunResult> {
  throw new Error('Not written yet')
}
