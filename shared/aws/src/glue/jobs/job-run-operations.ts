import type {
  BatchStopJobRunError,
  BatchStopJobRunRequest,
  BatchStopJobRunResponse,
  BatchStopJobRunSuccessfulSubmission,
  GetJobRunRequest,
  GetJobRunResponse,
  GetJobRunsRequest,
  GetJobRunsResponse,
  JobRun,
  StartJobRunRequest,
  StartJobRunResponse,
} from '@aws-sdk/client-glue'
import { capacityOf } from './capacity.ts'
import { TIMEOUT } from './job-definition.ts'
import { executionSeconds, hasEnded, startRun, stopRun } from './job-runs.ts'
import { findJob, findRun, type Job, type Jobs, type Run, type RunSettings } from './jobs-state.ts'
import { orderedPageOf } from '../page.ts'
import { checkInteger, requireList, requireName } from '../constraints.ts'

/** Pages have up to 200 runs (API reference, GetJobRuns). */
const PAGE = { max: 200, otherwise: 200 }

/** StartJobRun, GetJobRun, GetJobRuns and BatchStopJobRun. */
export function jobRunOperations(jobs: Jobs) {
  return {
    /**
     * StartJobRun (SDK text). A run that retries another (`JobRunId`) gets its arguments, unless it
     * names its own. Throws ConcurrentRunsExceededException, EntityNotFoundException,
     * InvalidInputException.
     */
    StartJobRun(input: StartJobRunRequest): StartJobRunResponse {
      const job = findJob(jobs, requireName(jobs, ['jobName', input.JobName]))
      const previous = input.JobRunId ? findRun(jobs, job, input.JobRunId) : undefined
      const run = startRun(jobs, job, {
        arguments: { ...(input.Arguments ?? previous?.arguments) },
        settings: settingsIn(jobs, job, input),
        queuing: input.JobRunQueuingEnabled,
        ...(previous ? { previous } : {}),
      })
      return { JobRunId: run.id }
    },

    /** GetJobRun (SDK text). Throws EntityNotFoundException. */
    GetJobRun(input: GetJobRunRequest): GetJobRunResponse {
      const job = findJob(jobs, requireName(jobs, ['jobName', input.JobName]))
      const run = findRun(jobs, job, requireName(jobs, ['runId', input.RunId]))
      const { PredecessorRuns, ...description } = describeRun(jobs, run)
      const predecessors = input.PredecessorsIncluded ? { PredecessorRuns } : {}
      return { JobRun: { ...description, ...predecessors } }
    },

    /** GetJobRuns (SDK text): the newest first. Throws EntityNotFoundException. */
    GetJobRuns(input: GetJobRunsRequest): GetJobRunsResponse {
      const { runs } = findJob(jobs, requireName(jobs, ['jobName', input.JobName]))
      const { page, ...token } = orderedPageOf(jobs, runs, { ...input, ...PAGE })
      return { JobRuns: page.map((run) => describeRun(jobs, run)), ...token }
    },

    /**
     * BatchStopJobRun (SDK text): up to 25 runs. Those that it cannot stop are listed in `Errors`,
     * with names of the SDK's exceptions as codes; AWS does not publish which it uses.
     */
    BatchStopJobRun(input: BatchStopJobRunRequest): BatchStopJobRunResponse {
      const JobName = requireName(jobs, ['jobName', input.JobName])
      const ids = requireList(jobs, ['jobRunIds', input.JobRunIds], { min: 1, max: 25 })
      const SuccessfulSubmissions: BatchStopJobRunSuccessfulSubmission[] = []
      const Errors: BatchStopJobRunError[] = []
      for (const JobRunId of ids) {
        const ErrorDetail = stop(jobs, JobName, JobRunId)
        if (ErrorDetail) Errors.push({ JobName, JobRunId, ErrorDetail })
        else SuccessfulSubmissions.push({ JobName, JobRunId })
      }
      return { SuccessfulSubmissions, Errors }
    },
  }
}

/** Describes a run as AWS does. */
export function describeRun(jobs: Jobs, run: Run): JobRun {
  const { MaxCapacity } = run.settings
  const { definition } = run.job
  return defined({
    Id: run.id,
    Attempt: run.attempt,
    PreviousRunId: run.previousRunId,
    TriggerName: run.triggerName,
    JobName: run.job.name,
    JobMode: definition.JobMode,
    JobRunQueuingEnabled: run.queuing,
    StartedOn: new Date(run.startedAt),
    LastModifiedOn: new Date(run.modifiedAt),
    CompletedOn: run.completedAt === undefined ? undefined : new Date(run.completedAt),
    JobRunState: run.state,
    Arguments: { ...run.arguments },
    ErrorMessage: run.errorMessage,
    PredecessorRuns: structuredClone(run.predecessors),
    AllocatedCapacity: MaxCapacity === undefined ? undefined : Math.floor(MaxCapacity),
    ExecutionTime: executionSeconds(jobs, run),
    LogGroupName: '/aws-glue/jobs',
    GlueVersion: definition.GlueVersion,
    StateDetail: run.stateDetail,
    ...structuredClone(run.settings),
  })
}

function settingsIn(jobs: Jobs, { definition }: Job, input: StartJobRunRequest): RunSettings {
  checkInteger(jobs, ['timeout', input.Timeout], TIMEOUT)
  const given: RunSettings = {
    ExecutionClass: input.ExecutionClass,
    ExecutionRoleSessionPolicy: input.ExecutionRoleSessionPolicy,
    NotificationProperty: input.NotificationProperty,
    SecurityConfiguration: input.SecurityConfiguration,
    Timeout: input.Timeout,
    ...capacityIn(jobs, { definition }, input),
  }
  return defined(given)
}

function capacityIn(
  jobs: Jobs,
  { definition }: Pick<Job, 'definition'>,
  { AllocatedCapacity, ...input }: StartJobRunRequest,
) {
  const MaxCapacity = input.MaxCapacity ?? AllocatedCapacity
  const given = [MaxCapacity, input.WorkerType, input.NumberOfWorkers]
  if (given.every((value) => value === undefined)) return {}
  const environment = {
    command: definition.Command?.Name,
    version: definition.GlueVersion ?? '',
  }
  if (MaxCapacity !== undefined) return capacityOf(jobs, { ...input, MaxCapacity }, environment)
  const { WorkerType, NumberOfWorkers } = { ...definition, ...defined(input) }
  return capacityOf(jobs, { WorkerType, NumberOfWorkers }, environment)
}

function defined<Input extends object>(input: Input): Partial<Input> {
  const entries = Object.entries(input).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as Partial<Input>
}

function stop(jobs: Jobs, jobName: string, runId: string): BatchStopJobRunError['ErrorDetail'] {
  const run = jobs.jobs.get(jobName)?.runs.find(({ id }) => id === runId)
  if (!run) {
    const ErrorMessage = `JobRun with runId: ${runId} not found.`
    return { ErrorCode: 'EntityNotFoundException', ErrorMessage }
  }
  if (hasEnded(run)) {
    const ErrorMessage = `Job run ${runId} is already in state ${run.state}`
    return { ErrorCode: 'JobRunInTerminalStateException', ErrorMessage }
  }
  stopRun(jobs, run)
  return undefined
}
