// Finds an old run after a timeout.
import {
  BatchStopJobRunCommand,
  ConcurrentRunsExceededException,
  GetJobRunCommand,
  type JobRun,
  type JobRunState,
  OperationTimeoutException,
  paginateGetJobRuns,
  StartJobRunCommand,
} from '@aws-sdk/client-glue'
import type { Deps, Options, RunResult } from '../../run-glue-job.ts'

const FIRST_PAUSE_MS = 10_000
const MAX_PAUSE_MS = 300_000
const ACTIVE: JobRunState[] = ['STARTING', 'RUNNING', 'WAITING']
const FINAL: JobRunState[] = ['SUCCEEDED', 'FAILED', 'STOPPED', 'TIMEOUT', 'ERROR', 'EXPIRED']

interface Begun {
  runId: string
  attempts: number
  isAdopted: boolean
}

type Pause = (ms: number) => Promise<void>

export async function runGlueJob(
  name: string,
  args: Record<string, string>,
  deps: Deps,
  { signal }: Options = {},
): Promise<RunResult> {
  signal?.throwIfAborted()
  const pause = pauseUntil(signal, deps.sleep)
  const { runId, attempts, isAdopted } = await begin(name, withDashes(args), { ...deps, pause })
  try {
    const state = await waitForEnd(name, runId, { ...deps, pause })
    return { ok: state === 'SUCCEEDED', runId, state, attempts }
  } catch (error) {
    if (signal?.aborted && !isAdopted) await stop(name, runId, deps)
    throw error
  }
}

/** Starts a run, or finds the one that does the same work. */
async function begin(
  JobName: string,
  Arguments: Record<string, string>,
  { client, pause }: Deps & { pause: Pause },
): Promise<Begun> {
  for (let attempts = 1, ms = FIRST_PAUSE_MS; ; attempts++, ms = longer(ms)) {
    try {
      const start = new StartJobRunCommand({ JobName, Arguments })
      const { JobRunId } = await client.send(start)
      return { runId: JobRunId!, attempts, isAdopted: false }
    } catch (error) {
      const isAdopted = error instanceof ConcurrentRunsExceededException
      if (!isAdopted && !(error instanceof OperationTimeoutException)) throw error
      const fits = isAdopted
        ? ({ JobRunState }: JobRun) => ACTIVE.includes(JobRunState!)
        : () => true
      const runId = await find(JobName, { client }, (run) => isSame(run, Arguments) && fits(run))
      if (runId) return { runId, attempts, isAdopted }
    }
    await pause(ms)
  }
}

async function waitForEnd(
  JobName: string,
  RunId: string,
  { client, pause }: Pick<Deps, 'client'> & { pause: Pause },
): Promise<JobRunState> {
  for (let ms = FIRST_PAUSE_MS; ; ms = longer(ms)) {
    await pause(ms)
    const { JobRun } = await client.send(new GetJobRunCommand({ JobName, RunId }))
    const state = JobRun!.JobRunState!
    if (FINAL.includes(state)) return state
  }
}

async function find(
  JobName: string,
  { client }: Pick<Deps, 'client'>,
  fits: (run: JobRun) => boolean,
): Promise<string | undefined> {
  for await (const { JobRuns } of paginateGetJobRuns({ client }, { JobName })) {
    const run = JobRuns?.find(fits)
    if (run) return run.Id
  }
  return undefined
}

async function stop(JobName: string, runId: string, { client }: Deps): Promise<void> {
  await client.send(new BatchStopJobRunCommand({ JobName, JobRunIds: [runId] }))
}

/** A sleep that rejects as soon as the signal aborts. */
function pauseUntil(signal: AbortSignal | undefined, sleep: Deps['sleep']): Pause {
  const aborted = new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
  // It may reject while nobody sleeps.
  aborted.catch(() => {})
  return async (ms) => {
    signal?.throwIfAborted()
    await Promise.race([sleep(ms), aborted])
  }
}

function longer(ms: number): number {
  return Math.min(ms * 2, MAX_PAUSE_MS)
}

function withDashes(args: Record<string, string>): Record<string, string> {
  const entries = Object.entries(args)
  return Object.fromEntries(
    entries.map(([name, value]) => [name.startsWith('--') ? name : `--${name}`, value]),
  )
}

function isSame({ Arguments = {} }: JobRun, wanted: Record<string, string>): boolean {
  const names = Object.keys(wanted)
  return (
    names.length === Object.keys(Arguments).length &&
    names.every((name) => Arguments[name] === wanted[name])
  )
}
