import {
  type GlueClient,
  type JobRun,
  paginateGetJobRuns,
  type JobRunState,
} from '@aws-sdk/client-glue'
import { BatchStopJobRunCommand, GetJobRunCommand, StartJobRunCommand } from '@aws-sdk/client-glue'
import type { Deps, Options, RunResult } from '../../run-glue-job.ts'

/** What is to be done next: the run is looked for, waited for, or over. */
type Step =
  | { kind: 'start' }
  | { kind: 'poll'; runId: string; isMine: boolean }
  | { kind: 'end'; runId: string; state: JobRunState }

/**
 * A small state machine. It knows its own run by the ids it saw before the first start, not by the
 * clock, and by a text of all arguments.
 */
export async function runGlueJob(
  JobName: string,
  args: Record<string, string>,
  { client, sleep }: Deps,
  { signal }: Options = {},
): Promise<RunResult> {
  if (signal?.aborted) throw signal.reason
  const Arguments: Record<string, string> = {}
  for (const name in args) Arguments[name.replace(/^(?!--)/, '--')] = args[name]!
  const text = textOf(Arguments)
  const sameWork = async () =>
    (await listRuns(client, JobName)).filter((run) => textOf(run.Arguments) === text)

  const earlier = new Set((await sameWork()).map(({ Id }) => Id))
  let attempts = 0
  const start = async (): Promise<Step> => {
    attempts++
    try {
      const { JobRunId } = await client.send(new StartJobRunCommand({ JobName, Arguments }))
      return { kind: 'poll', runId: JobRunId!, isMine: true }
    } catch (error) {
      const { name } = error as Error
      const runs = await sameWork()
      const found =
        name === 'OperationTimeoutException'
          ? runs.find(({ Id }) => !earlier.has(Id))
          : name === 'ConcurrentRunsExceededException'
            ? runs.find(({ JobRunState }) => /^(STARTING|RUNNING|WAITING)$/.test(JobRunState!))
            : undefined
      if (found) return { kind: 'poll', runId: found.Id!, isMine: name.startsWith('Operation') }
      if (/^(OperationTimeout|ConcurrentRunsExceeded)Exception$/.test(name))
        return { kind: 'start' }
      throw error
    }
  }
  const poll = async (step: Step & { kind: 'poll' }): Promise<Step> => {
    const { runId } = step
    const { JobRun } = await client.send(new GetJobRunCommand({ JobName, RunId: runId }))
    const state = JobRun!.JobRunState!
    return /^(STARTING|RUNNING|WAITING|STOPPING)$/.test(state)
      ? step
      : { kind: 'end', runId, state }
  }

  let step = await start()
  for (let seconds = 10; step.kind !== 'end'; seconds = Math.min(300, seconds * 2)) {
    await wakeable(sleep(seconds * 1000), signal)
    if (signal?.aborted) {
      if (step.kind === 'poll' && step.isMine) {
        await client.send(new BatchStopJobRunCommand({ JobName, JobRunIds: [step.runId] }))
      }
      throw signal.reason
    }
    const before: Step['kind'] = step.kind
    step = step.kind === 'start' ? await start() : await poll(step)
    if (before === 'start' && step.kind === 'poll') seconds = 5
  }
  return { ok: step.state === 'SUCCEEDED', runId: step.runId, state: step.state, attempts }
}

async function listRuns(client: GlueClient, JobName: string): Promise<JobRun[]> {
  const runs: JobRun[] = []
  for await (const page of paginateGetJobRuns({ client }, { JobName })) {
    runs.push(...(page.JobRuns ?? []))
  }
  return runs
}

/** Waits for a sleep, or for the signal, whichever comes first. */
async function wakeable(sleep: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return sleep
  const { promise, resolve } = Promise.withResolvers<void>()
  if (signal.aborted) resolve()
  signal.addEventListener('abort', () => resolve())
  await Promise.race([sleep, promise])
}

function textOf(args: Record<string, string> | undefined): string {
  return JSON.stringify(Object.entries(args ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
