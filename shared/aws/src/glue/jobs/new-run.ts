import type { Predecessor } from '@aws-sdk/client-glue'
import type { Job, Jobs, Run, RunSettings } from './jobs-state.ts'

/** What a run is started with. */
export interface RunRequest {
  arguments?: Record<string, string>
  settings?: RunSettings
  queuing?: boolean | undefined
  /** A run to retry: the new one comes after it. */
  previous?: Run
  triggerName?: string
  predecessors?: Predecessor[]
  workflowRunId?: string | undefined
}

interface NewRun extends RunRequest {
  id: string
  rootId: string
  retry: number
}

/** A run as it begins, not yet among those of its job. */
export function newRun(jobs: Jobs, job: Job, request: NewRun): Run {
  const now = jobs.agenda.now()
  const { definition } = job
  return {
    id: request.id,
    job,
    attempt: request.previous ? request.previous.attempt + 1 : 0,
    rootId: request.rootId,
    retry: request.retry,
    previousRunId: request.previous?.id,
    triggerName: request.triggerName,
    predecessors: request.predecessors ?? [],
    workflowRunId: request.workflowRunId,
    queuing: request.queuing ?? false,
    arguments: request.arguments ?? {},
    effectiveArguments: {
      ...definition.DefaultArguments,
      ...request.arguments,
      ...definition.NonOverridableArguments,
    },
    settings: {
      ExecutionClass: definition.ExecutionClass,
      MaxCapacity: definition.MaxCapacity,
      NotificationProperty: definition.NotificationProperty,
      NumberOfWorkers: definition.NumberOfWorkers,
      SecurityConfiguration: definition.SecurityConfiguration,
      Timeout: definition.Timeout,
      WorkerType: definition.WorkerType,
      ...request.settings,
    },
    state: 'STARTING',
    stateDetail: undefined,
    errorMessage: undefined,
    startedAt: now,
    modifiedAt: now,
    runningSince: undefined,
    completedAt: undefined,
    next: undefined,
  }
}
