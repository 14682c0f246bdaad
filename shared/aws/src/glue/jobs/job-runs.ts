import type { JobRunState } from '@aws-sdk/client-glue'
import { moveBookmark } from './bookmarks.ts'
import { callOff } from '../../plans.ts'
import type { Due } from '../due.ts'
import { checkVersion } from './glue-version.ts'
import type { Job, Jobs, Run } from './jobs-state.ts'
import { newRun, type RunRequest } from './new-run.ts'
import { failure } from '../refusal.ts'
import { FINAL_STATES, type FinalState, rehearse } from './rehearsal.ts'

/** How long a run is STARTING and STOPPING, in virtual milliseconds. AWS takes 10 s and up. */
const STARTING_MS = 10_000
const STOPPING_MS = 5000

/** Has runs go through their lives as time goes by. */
export function liveRuns(jobs: Jobs): void {
  jobs.agenda.on('run-begins', ({ run }) => go(jobs, run))
  jobs.agenda.on('run-ends', ({ run, state, errorMessage }) => end(jobs, run, state, errorMessage))
}

/**
 * Starts a run of a job: STARTING for 10 virtual seconds, RUNNING for as long as `rehearse` says or
 * its timeout allows, then its end. A run that FAILED is retried as often as the job's MaxRetries
 * say, each time as a run of its own whose id is the first one's with `_attempt_1`, `_attempt_2`…
 * (as AWS's run lists show them; no document says so).
 *
 * Throws ConcurrentRunsExceededException if MaxConcurrentRuns are under way, unless runs are
 * queued: then it is WAITING until there is room.
 */
export function startRun(jobs: Jobs, job: Job, request: RunRequest): Run {
  const { GlueVersion, JobRunQueuingEnabled = false } = job.definition
  if (GlueVersion) checkVersion(jobs, GlueVersion, jobs.agenda.now())
  const id = `jr_${jobs.world.randomHex(32)}`
  const queuing = request.queuing ?? JobRunQueuingEnabled
  const run = newRun(jobs, job, { ...request, id, rootId: id, retry: 0, queuing })
  const { outcome, seconds } = rehearse(jobs, run.effectiveArguments, 0)
  if (outcome === 'EXPIRED') {
    wait(run, 'The run waits for resources.')
    later(jobs, seconds * 1000, { kind: 'run-ends', run, state: 'EXPIRED' })
  } else if (hasRoom(job)) {
    begin(jobs, run)
  } else if (queuing) {
    wait(run, 'The job has reached its maximum number of concurrent runs.')
  } else {
    const text = `Concurrent runs exceeded for ${job.name}`
    throw failure(jobs, 'ConcurrentRunsExceededException', text)
  }
  job.runs.unshift(run)
  return run
}

/**
 * Records a run that ended before it began, as when a trigger starts a job that is at its limit of
 * concurrent runs (FAILED) or was deleted (ERROR): developer guide, "AWS Glue job run statuses".
 */
export function recordRefusedRun(
  jobs: Jobs,
  job: Job,
  { state, message, ...request }: RunRequest & { state: 'FAILED' | 'ERROR'; message: string },
): Run {
  const id = `jr_${jobs.world.randomHex(32)}`
  const run = newRun(jobs, job, { ...request, id, rootId: id, retry: 0, queuing: false })
  Object.assign(run, { state, errorMessage: message, completedAt: run.startedAt })
  job.runs.unshift(run)
  return run
}

/** Stops a run: it is STOPPING for 5 virtual seconds. Returns whether it had not ended before. */
export function stopRun(jobs: Jobs, run: Run): boolean {
  if (hasEnded(run)) return false
  if (run.state === 'STOPPING') return true
  move(jobs, run, 'STOPPING')
  later(jobs, STOPPING_MS, { kind: 'run-ends', run, state: 'STOPPED' })
  return true
}

/** Whether a run is in a state that it never leaves. */
export function hasEnded({ state }: Run): boolean {
  return FINAL_STATES.some((final) => final === state)
}

/** How long a run has been RUNNING, in whole seconds. */
export function executionSeconds(jobs: Jobs, run: Run): number {
  if (run.runningSince === undefined) return 0
  return Math.floor(((run.completedAt ?? jobs.agenda.now()) - run.runningSince) / 1000)
}

function hasRoom({ definition, runs }: Job): boolean {
  const active = runs.filter((run) => run.state !== 'WAITING' && !hasEnded(run))
  return active.length < (definition.ExecutionProperty?.MaxConcurrentRuns ?? 1)
}

function wait(run: Run, reason: string): void {
  run.state = 'WAITING'
  run.stateDetail = reason
}

function begin(jobs: Jobs, run: Run): void {
  move(jobs, run, 'STARTING')
  run.stateDetail = undefined
  later(jobs, STARTING_MS, { kind: 'run-begins', run })
}

function go(jobs: Jobs, run: Run): void {
  move(jobs, run, 'RUNNING')
  run.runningSince = jobs.agenda.now()
  const { seconds, outcome, errorMessage } = rehearse(jobs, run.effectiveArguments, run.retry)
  const limit = (run.settings.Timeout ?? Number.POSITIVE_INFINITY) * 60
  if (seconds < limit) {
    later(jobs, seconds * 1000, { kind: 'run-ends', run, state: outcome, errorMessage })
  } else {
    later(jobs, limit * 1000, { kind: 'run-ends', run, state: 'TIMEOUT' })
  }
}

function end(jobs: Jobs, run: Run, state: FinalState, errorMessage?: string): void {
  move(jobs, run, state)
  run.completedAt = jobs.agenda.now()
  run.errorMessage = errorMessage
  moveBookmark(run)
  if (shouldRetry(jobs, run)) retry(jobs, run)
  else jobs.ended(run)
  admitWaiting(jobs, run.job)
}

/**
 * AWS restarts a job "if it fails" (developer guide, "Adding jobs in AWS Glue"). We read: if a run
 * is FAILED, not if it timed out, was stopped, or met an error of Glue itself.
 */
function shouldRetry(jobs: Jobs, { job, state, retry }: Run): boolean {
  const isThere = jobs.jobs.get(job.name) === job
  return isThere && state === 'FAILED' && retry < (job.definition.MaxRetries ?? 0)
}

function retry(jobs: Jobs, failed: Run): void {
  const count = failed.retry + 1
  const run = newRun(jobs, failed.job, {
    id: `${failed.rootId}_attempt_${count}`,
    rootId: failed.rootId,
    retry: count,
    previous: failed,
    arguments: failed.arguments,
    settings: failed.settings,
    queuing: failed.queuing,
    predecessors: failed.predecessors,
    workflowRunId: failed.workflowRunId,
    ...(failed.triggerName === undefined ? {} : { triggerName: failed.triggerName }),
  })
  begin(jobs, run)
  failed.job.runs.unshift(run)
}

function admitWaiting(jobs: Jobs, job: Job): void {
  const waiting = job.runs.filter(({ state, queuing }) => state === 'WAITING' && queuing)
  for (const run of waiting.toReversed()) {
    const willExpire = rehearse(jobs, run.effectiveArguments, 0).outcome === 'EXPIRED'
    if (!willExpire && hasRoom(job)) begin(jobs, run)
  }
}

function move(jobs: Jobs, run: Run, state: JobRunState): void {
  run.state = state
  run.modifiedAt = jobs.agenda.now()
}

/** Sets the next step of a run's life; what was to be the next one is forgotten. */
function later({ agenda }: Jobs, ms: number, step: Extract<Due, { run: Run }>): void {
  callOff(step.run.next)
  step.run.next = agenda.at(agenda.now() + ms, step)
}
