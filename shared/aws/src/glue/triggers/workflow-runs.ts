import type { StartingEventBatchCondition, WorkflowRunStatistics } from '@aws-sdk/client-glue'
import { hasEnded } from '../jobs/job-runs.ts'
import type { Run } from '../jobs/jobs-state.ts'
import { failure, notFound } from '../refusal.ts'
import { fire } from './fire-trigger.ts'
import type { StartedAction, Trigger, Triggers, Workflow, WorkflowRun } from './triggers-state.ts'

interface Start {
  trigger: Trigger
  properties: Record<string, string>
  batch?: StartingEventBatchCondition | undefined
}

/** Starts a workflow run; throws ConcurrentRunsExceededException if there are too many. */
export function startWorkflowRun(triggers: Triggers, workflow: Workflow, start: Start) {
  if (isFull(workflow))
    throw failure(triggers, 'ConcurrentRunsExceededException', tooMany(workflow))
  return begin(triggers, workflow, start)
}

/**
 * Starts a workflow run that nobody waits for. If there are too many it ends at once, in the state
 * ERROR and with AWS's ErrorMessage (SDK text, WorkflowRun).
 */
export function tryWorkflowRun(triggers: Triggers, workflow: Workflow, start: Start): void {
  if (!isFull(workflow)) return void begin(triggers, workflow, start)
  const run = newWorkflowRun(triggers, workflow, start)
  Object.assign(run, {
    status: 'ERROR',
    errorMessage: tooMany(workflow),
    completedAt: run.startedAt,
  })
  workflow.runs.unshift(run)
}

/** Ends a workflow run if nothing of it is under way any more. */
export function settle(triggers: Triggers, run: WorkflowRun): void {
  const isUnderWay = run.status === 'RUNNING' || run.status === 'STOPPING'
  const { RunningActions, WaitingActions } = statisticsOf(run)
  if (!isUnderWay || RunningActions + WaitingActions > 0) return
  run.status = run.status === 'STOPPING' ? 'STOPPED' : 'COMPLETED'
  run.completedAt = triggers.jobs.agenda.now()
}

/** Returns a run of a workflow; throws EntityNotFoundException. */
export function findWorkflowRun(triggers: Triggers, workflow: Workflow, runId: string) {
  const run = workflow.runs.find(({ id }) => id === runId)
  if (!run) throw notFound(triggers, `Workflow run with runId: ${runId} not found.`)
  return run
}

/** The run of a job that an action came to: the last of its retries. */
export function lastRun({ first }: { first: Run }): Run {
  return first.job.runs.find(({ rootId }) => rootId === first.id) ?? first
}

/** Counts the actions of a run by their states (SDK text, WorkflowRunStatistics). */
export function statisticsOf({ actions }: WorkflowRun) {
  const states = actions.map(stateOf)
  const count = (...names: string[]) => states.filter((state) => names.includes(state)).length
  return {
    TotalActions: actions.length,
    TimeoutActions: count('TIMEOUT'),
    FailedActions: count('FAILED', 'EXPIRED'),
    StoppedActions: count('STOPPED', 'CANCELLED'),
    SucceededActions: count('SUCCEEDED'),
    RunningActions: count('STARTING', 'RUNNING', 'STOPPING', 'CANCELLING'),
    ErroredActions: count('ERROR'),
    WaitingActions: count('WAITING'),
  } satisfies WorkflowRunStatistics
}

/** The job runs of a workflow run that have not ended. */
export function activeRuns({ actions }: WorkflowRun): Run[] {
  const started = actions.filter((action) => action.kind === 'job')
  return started.map(lastRun).filter((run) => !hasEnded(run))
}

function begin(triggers: Triggers, workflow: Workflow, start: Start): WorkflowRun {
  const run = newWorkflowRun(triggers, workflow, start)
  workflow.runs.unshift(run)
  fire(triggers, start.trigger, { workflowRun: run })
  settle(triggers, run)
  return run
}

function newWorkflowRun(triggers: Triggers, workflow: Workflow, start: Start): WorkflowRun {
  return {
    id: `wr_${triggers.world.randomHex(32)}`,
    workflow,
    previousRunId: workflow.runs[0]?.id,
    properties: new Map(Object.entries({ ...workflow.defaultProperties, ...start.properties })),
    status: 'RUNNING',
    errorMessage: undefined,
    startedAt: triggers.jobs.agenda.now(),
    completedAt: undefined,
    batch: start.batch,
    actions: [],
  }
}

function isFull({ runs, maxConcurrentRuns = Number.POSITIVE_INFINITY }: Workflow): boolean {
  const active = runs.filter(({ status }) => status === 'RUNNING' || status === 'STOPPING')
  return active.length >= maxConcurrentRuns
}

function tooMany({ name }: Workflow): string {
  return `Concurrent runs exceeded for workflow: ${name}.`
}

function stateOf(action: StartedAction): string {
  if (action.kind === 'deleted job') return 'ERROR'
  return action.kind === 'job' ? lastRun(action).state : (action.crawl.State ?? 'RUNNING')
}
