import type {
  GetWorkflowRunPropertiesRequest,
  GetWorkflowRunPropertiesResponse,
  GetWorkflowRunRequest,
  GetWorkflowRunResponse,
  GetWorkflowRunsRequest,
  GetWorkflowRunsResponse,
  PutWorkflowRunPropertiesRequest,
  StartWorkflowRunRequest,
  StartWorkflowRunResponse,
  StopWorkflowRunRequest,
  WorkflowRun as WorkflowRunDescription,
} from '@aws-sdk/client-glue'
import { stopRun } from '../jobs/job-runs.ts'
import { orderedPageOf } from '../page.ts'
import { required, requireName } from '../constraints.ts'
import { failure, invalidInput } from '../refusal.ts'
import { findWorkflow, type Triggers, type WorkflowRun } from './triggers-state.ts'
import { workflowGraph } from './workflow-graph.ts'
import {
  activeRuns,
  findWorkflowRun,
  settle,
  startWorkflowRun,
  statisticsOf,
} from './workflow-runs.ts'

/** Pages have up to 1,000 runs (API reference, GetWorkflowRuns). */
const PAGE = { max: 1000, otherwise: 1000 }

/** The runs of workflows. */
export function workflowRunOperations(triggers: Triggers) {
  return {
    /**
     * StartWorkflowRun (SDK text): fires the trigger that starts the workflow, whatever its type.
     * Throws ConcurrentRunsExceededException, EntityNotFoundException, and InvalidInputException if
     * the workflow has no such trigger (AWS's answer to that is not published).
     */
    StartWorkflowRun(input: StartWorkflowRunRequest): StartWorkflowRunResponse {
      const workflow = findWorkflow(triggers, requireName(triggers, ['name', input.Name]))
      const trigger = [...triggers.triggers.values()].find(
        ({ definition }) =>
          definition.WorkflowName === workflow.name && definition.Type !== 'CONDITIONAL',
      )
      if (!trigger)
        throw invalidInput(triggers, `Workflow ${workflow.name} has no starting trigger.`)
      const properties = { ...input.RunProperties }
      return { RunId: startWorkflowRun(triggers, workflow, { trigger, properties }).id }
    },

    /** GetWorkflowRun (SDK text). Throws EntityNotFoundException. */
    GetWorkflowRun(input: GetWorkflowRunRequest): GetWorkflowRunResponse {
      return { Run: describeWorkflowRun(triggers, named(triggers, input), input) }
    },

    /** GetWorkflowRuns (SDK text), the newest first. Throws EntityNotFoundException. */
    GetWorkflowRuns(input: GetWorkflowRunsRequest): GetWorkflowRunsResponse {
      const { runs } = findWorkflow(triggers, requireName(triggers, ['name', input.Name]))
      const { page, ...token } = orderedPageOf(triggers, runs, { ...input, ...PAGE })
      return { Runs: page.map((run) => describeWorkflowRun(triggers, run, input)), ...token }
    },

    /** GetWorkflowRunProperties (SDK text). Throws EntityNotFoundException. */
    GetWorkflowRunProperties(
      input: GetWorkflowRunPropertiesRequest,
    ): GetWorkflowRunPropertiesResponse {
      return { RunProperties: Object.fromEntries(named(triggers, input).properties) }
    },

    /** PutWorkflowRunProperties (SDK text): adds properties. Throws EntityNotFoundException. */
    PutWorkflowRunProperties(input: PutWorkflowRunPropertiesRequest): object {
      const { properties } = named(triggers, input)
      const added = required(triggers, ['runProperties', input.RunProperties])
      for (const [key, value] of Object.entries(added)) properties.set(key, value)
      return {}
    },

    /**
     * StopWorkflowRun (SDK text): stops its job runs and starts nothing more; crawls under way go on
     * to their end. Throws EntityNotFoundException, and IllegalWorkflowStateException unless it runs.
     */
    StopWorkflowRun(input: StopWorkflowRunRequest): object {
      const run = named(triggers, input)
      if (run.status !== 'RUNNING') {
        const message = `Workflow run ${run.id} is in state ${run.status} and cannot be stopped.`
        throw failure(triggers, 'IllegalWorkflowStateException', message)
      }
      run.status = 'STOPPING'
      for (const jobRun of activeRuns(run)) stopRun(triggers.jobs, jobRun)
      settle(triggers, run)
      return {}
    },
  }
}

/** Describes a workflow run as AWS does. */
export function describeWorkflowRun(
  triggers: Triggers,
  run: WorkflowRun,
  { IncludeGraph }: { IncludeGraph?: boolean | undefined },
): WorkflowRunDescription {
  const { previousRunId, completedAt, errorMessage, batch } = run
  return {
    Name: run.workflow.name,
    WorkflowRunId: run.id,
    ...(previousRunId === undefined ? {} : { PreviousRunId: previousRunId }),
    WorkflowRunProperties: Object.fromEntries(run.properties),
    StartedOn: new Date(run.startedAt),
    ...(completedAt === undefined ? {} : { CompletedOn: new Date(completedAt) }),
    Status: run.status,
    ...(errorMessage === undefined ? {} : { ErrorMessage: errorMessage }),
    Statistics: statisticsOf(run),
    ...(batch ? { StartingEventBatchCondition: { ...batch } } : {}),
    ...(IncludeGraph ? { Graph: workflowGraph(triggers, run.workflow, run) } : {}),
  }
}

function named(
  triggers: Triggers,
  { Name, RunId }: { Name: string | undefined; RunId: string | undefined },
): WorkflowRun {
  const workflow = findWorkflow(triggers, requireName(triggers, ['name', Name]))
  return findWorkflowRun(triggers, workflow, requireName(triggers, ['runId', RunId]))
}
