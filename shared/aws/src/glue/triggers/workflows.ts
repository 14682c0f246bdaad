import type {
  BatchGetWorkflowsRequest,
  BatchGetWorkflowsResponse,
  CreateWorkflowRequest,
  CreateWorkflowResponse,
  DeleteWorkflowRequest,
  DeleteWorkflowResponse,
  GetWorkflowRequest,
  GetWorkflowResponse,
  ListWorkflowsRequest,
  ListWorkflowsResponse,
  UpdateWorkflowRequest,
  UpdateWorkflowResponse,
  Workflow as WorkflowDescription,
} from '@aws-sdk/client-glue'
import { orderedPageOf } from '../page.ts'
import { checkInteger, requireList, requireName } from '../constraints.ts'
import { failure } from '../refusal.ts'
import { findWorkflow, type Triggers, type Workflow } from './triggers-state.ts'
import { workflowGraph } from './workflow-graph.ts'
import { describeWorkflowRun, workflowRunOperations } from './workflow-run-operations.ts'

/** Pages and batches have up to 25 workflows (API reference, ListWorkflows, BatchGetWorkflows). */
const MAX_WORKFLOWS = 25

/** Workflows and their runs. Not emulated: ResumeWorkflowRun, blueprints. */
export function workflowOperations(triggers: Triggers) {
  return {
    ...definitionOperations(triggers),
    ...workflowRunOperations(triggers),
  }
}

function definitionOperations(triggers: Triggers) {
  return {
    /** CreateWorkflow (SDK text). Throws AlreadyExistsException, InvalidInputException. */
    CreateWorkflow(input: CreateWorkflowRequest): CreateWorkflowResponse {
      const name = requireName(triggers, ['name', input.Name])
      const limits = { min: 1, max: Number.MAX_SAFE_INTEGER }
      checkInteger(triggers, ['maxConcurrentRuns', input.MaxConcurrentRuns], limits)
      if (triggers.workflows.has(name)) {
        const message = `Workflow with name: ${name} already exists.`
        throw failure(triggers, 'AlreadyExistsException', message)
      }
      const now = triggers.jobs.agenda.now()
      triggers.workflows.set(name, {
        name,
        description: input.Description,
        defaultProperties: { ...input.DefaultRunProperties },
        maxConcurrentRuns: input.MaxConcurrentRuns,
        createdAt: now,
        modifiedAt: now,
        tags: new Map(Object.entries(input.Tags ?? {})),
        runs: [],
      })
      return { Name: name }
    },

    /** GetWorkflow (SDK text). Throws EntityNotFoundException. */
    GetWorkflow(input: GetWorkflowRequest): GetWorkflowResponse {
      const workflow = findWorkflow(triggers, requireName(triggers, ['name', input.Name]))
      return { Workflow: describeWorkflow(triggers, workflow, input) }
    },

    /** BatchGetWorkflows (SDK text): up to 25. */
    BatchGetWorkflows(input: BatchGetWorkflowsRequest): BatchGetWorkflowsResponse {
      const names = requireList(triggers, ['names', input.Names], { min: 1, max: MAX_WORKFLOWS })
      const found = names.map((name) => triggers.workflows.get(name))
      const there = found.filter((workflow) => workflow !== undefined)
      const Workflows = there.map((workflow) => describeWorkflow(triggers, workflow, input))
      const MissingWorkflows = names.filter((name) => !triggers.workflows.has(name))
      return { Workflows, MissingWorkflows }
    },

    /** ListWorkflows (SDK text), by name. */
    ListWorkflows(input: ListWorkflowsRequest): ListWorkflowsResponse {
      const names = [...triggers.workflows.keys()].toSorted()
      const options = { ...input, max: MAX_WORKFLOWS, otherwise: MAX_WORKFLOWS }
      const { page, ...token } = orderedPageOf(triggers, names, options)
      return { Workflows: page, ...token }
    },

    /** UpdateWorkflow: changes what it names (SDK text). Throws EntityNotFoundException. */
    UpdateWorkflow(input: UpdateWorkflowRequest): UpdateWorkflowResponse {
      const workflow = findWorkflow(triggers, requireName(triggers, ['name', input.Name]))
      const limits = { min: 1, max: Number.MAX_SAFE_INTEGER }
      checkInteger(triggers, ['maxConcurrentRuns', input.MaxConcurrentRuns], limits)
      workflow.description = input.Description ?? workflow.description
      workflow.defaultProperties = { ...(input.DefaultRunProperties ?? workflow.defaultProperties) }
      workflow.maxConcurrentRuns = input.MaxConcurrentRuns ?? workflow.maxConcurrentRuns
      workflow.modifiedAt = triggers.jobs.agenda.now()
      return { Name: workflow.name }
    },

    /** DeleteWorkflow (SDK text). Its triggers stay, and start nothing any more. */
    DeleteWorkflow(input: DeleteWorkflowRequest): DeleteWorkflowResponse {
      const Name = requireName(triggers, ['name', input.Name])
      triggers.workflows.delete(Name)
      return { Name }
    },
  }
}

function describeWorkflow(
  triggers: Triggers,
  workflow: Workflow,
  { IncludeGraph }: { IncludeGraph?: boolean | undefined },
): WorkflowDescription {
  const { description, maxConcurrentRuns, runs } = workflow
  const [lastRun] = runs
  return {
    Name: workflow.name,
    ...(description === undefined ? {} : { Description: description }),
    DefaultRunProperties: { ...workflow.defaultProperties },
    CreatedOn: new Date(workflow.createdAt),
    LastModifiedOn: new Date(workflow.modifiedAt),
    ...(maxConcurrentRuns === undefined ? {} : { MaxConcurrentRuns: maxConcurrentRuns }),
    ...(lastRun ? { LastRun: describeWorkflowRun(triggers, lastRun, {}) } : {}),
    ...(IncludeGraph ? { Graph: workflowGraph(triggers, workflow) } : {}),
  }
}
