import type { Job as JobDescription, JobRun, JobRunState, Predecessor } from '@aws-sdk/client-glue'
import { arnOf } from '../account.ts'
import type { Planned } from '../../plans.ts'
import type { Agenda, Due } from '../due.ts'
import type { Bookmarks } from './bookmarks.ts'
import { notFound, type Part } from '../refusal.ts'

/** What a run is given by its job, unless StartJobRun or a trigger says otherwise. */
export type RunSettings = Pick<
  JobRun,
  | 'ExecutionClass'
  | 'ExecutionRoleSessionPolicy'
  | 'MaxCapacity'
  | 'NotificationProperty'
  | 'NumberOfWorkers'
  | 'SecurityConfiguration'
  | 'Timeout'
  | 'WorkerType'
>

/** One attempt to run a job. Times are virtual milliseconds since 1970. */
export interface Run {
  id: string
  job: Job
  /** As AWS counts: 0 for the first. */
  attempt: number
  /** The first run of a chain of automatic retries, and how many came after it. */
  rootId: string
  retry: number
  previousRunId: string | undefined
  triggerName: string | undefined
  predecessors: Predecessor[]
  workflowRunId: string | undefined
  queuing: boolean
  arguments: Record<string, string>
  /** Those of the job when the run was made, overridden by its own. */
  effectiveArguments: Record<string, string>
  settings: RunSettings
  state: JobRunState
  stateDetail: string | undefined
  errorMessage: string | undefined
  startedAt: number
  modifiedAt: number
  runningSince: number | undefined
  completedAt: number | undefined
  /** The next step of its life. */
  next: Planned<Due> | undefined
}

/** A job, its runs (newest first) and its bookmark. */
export interface Job {
  name: string
  /** What CreateJob was told, to know it again. */
  created: string
  definition: JobDescription
  tags: Map<string, string>
  runs: Run[]
  bookmarks: Bookmarks
}

/** All jobs of an account. */
export interface Jobs extends Part {
  agenda: Agenda
  jobs: Map<string, Job>
  /** Called when a run ended and is not retried. */
  onEnd(listener: (run: Run) => void): void
  ended(run: Run): void
}

/** An account without jobs. Give it the agenda that all parts of Glue share. */
export function newJobs({ world, sdk }: Part, agenda: Agenda): Jobs {
  const listeners: ((run: Run) => void)[] = []
  return {
    world,
    sdk,
    agenda,
    jobs: new Map(),
    onEnd: (listener) => void listeners.push(listener),
    ended: (run) => listeners.forEach((listener) => listener(run)),
  }
}

/** Returns a job by its name; throws EntityNotFoundException. */
export function findJob(jobs: Jobs, name: string): Job {
  const job = jobs.jobs.get(name)
  if (!job) throw notFound(jobs, `Job with name: ${name} not found.`)
  return job
}

/** Returns a run of a job; throws EntityNotFoundException. */
export function findRun(jobs: Jobs, job: Job, runId: string): Run {
  const run = job.runs.find(({ id }) => id === runId)
  if (!run) throw notFound(jobs, `JobRun with runId: ${runId} not found.`)
  return run
}

/** The tags behind a job's ARN, for TagResource and its like; undefined if there is no such job. */
export function jobTags(jobs: Jobs, arn: string): Map<string, string> | undefined {
  const prefix = arnOf(jobs, 'job/')
  return arn.startsWith(prefix) ? jobs.jobs.get(arn.slice(prefix.length))?.tags : undefined
}
