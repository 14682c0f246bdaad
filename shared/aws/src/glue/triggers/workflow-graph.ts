import { createHash } from 'node:crypto'
import type { Edge, Node, WorkflowGraph } from '@aws-sdk/client-glue'
import { describeRun } from '../jobs/job-run-operations.ts'
import { describeTrigger } from './triggers.ts'
import type { Trigger, Triggers, Workflow, WorkflowRun } from './triggers-state.ts'

/**
 * The graph of a workflow: its triggers, what they wait for and what they start. For a run, jobs
 * and crawlers carry what that run started of them (SDK text, WorkflowGraph).
 */
export function workflowGraph(
  triggers: Triggers,
  workflow: Workflow,
  run?: WorkflowRun,
): WorkflowGraph {
  const nodes = new Map<string, Node>()
  const Edges: Edge[] = []
  const add = (node: Node): string => {
    const UniqueId = idOf(node)
    nodes.set(UniqueId, { UniqueId, ...node })
    return UniqueId
  }
  for (const trigger of partsOf(triggers, workflow)) {
    const { Predicate, Actions = [] } = trigger.definition
    const Trigger = describeTrigger(trigger)
    const id = add({ Type: 'TRIGGER', Name: trigger.name, TriggerDetails: { Trigger } })
    for (const watched of Predicate?.Conditions ?? []) {
      Edges.push({ SourceId: add(componentNode(triggers, watched, run)), DestinationId: id })
    }
    for (const action of Actions) {
      Edges.push({ SourceId: id, DestinationId: add(componentNode(triggers, action, run)) })
    }
  }
  return { Nodes: [...nodes.values()], Edges }
}

function partsOf({ triggers }: Triggers, { name }: Workflow): Trigger[] {
  return [...triggers.values()].filter(({ definition }) => definition.WorkflowName === name)
}

interface Component {
  JobName?: string | undefined
  CrawlerName?: string | undefined
}

function componentNode({ jobs }: Triggers, component: Component, run?: WorkflowRun): Node {
  const { JobName, CrawlerName } = component
  if (JobName !== undefined) {
    const runs = run ? (jobs.jobs.get(JobName)?.runs ?? []) : []
    const own = runs.filter(({ workflowRunId }) => workflowRunId === run?.id)
    const JobRuns = own.map((each) => describeRun(jobs, each))
    return { Type: 'JOB', Name: JobName, JobDetails: { JobRuns } }
  }
  const crawls = (run?.actions ?? []).filter(
    (action) => action.kind === 'crawler' && action.name === CrawlerName,
  )
  const Crawls = crawls.flatMap((action) => (action.kind === 'crawler' ? [action.crawl] : []))
  return { Type: 'CRAWLER', Name: CrawlerName, CrawlerDetails: { Crawls: structuredClone(Crawls) } }
}

function idOf({ Type = 'TRIGGER', Name }: Node): string {
  const digest = createHash('sha256').update(`${Type}/${Name}`).digest('hex')
  return `${Type.charAt(0).toLowerCase()}node_${digest}`
}
