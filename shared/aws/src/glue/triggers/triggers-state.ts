import type {
  Crawl,
  CreateTriggerRequest,
  JobRunState,
  StartingEventBatchCondition,
  TriggerState,
  WorkflowRunStatus,
} from '@aws-sdk/client-glue'
import type { Planned } from '../../plans.ts'
import { arnOf } from '../account.ts'
import type { CrawlOutcome } from '../crawlers/crawler.ts'
import type { Due } from '../due.ts'
import type { Jobs, Run } from '../jobs/jobs-state.ts'
import { notFound, type Part } from '../refusal.ts'

/** What triggers need of crawlers. */
export interface Crawlers {
  /** Starts a crawler; throws if it is not there or already running. */
  start(name: string): void
  /** Calls the listener whenever a crawl ended, however it was started. */
  onEnd(listener: (name: string, state: CrawlOutcome) => void): void
}

/** The end of a job run or of a crawl that a trigger had started. */
export type Outcome =
  | { kind: 'job'; name: string; state: JobRunState; runId: string }
  | { kind: 'crawler'; name: string; state: CrawlOutcome }

export interface Trigger {
  name: string
  /** What CreateTrigger was told, to know it again. */
  created: string
  definition: Omit<CreateTriggerRequest, 'StartOnCreation' | 'Tags'>
  state: TriggerState
  tags: Map<string, string>
  /** The next firing of a schedule, or the end of a window. */
  next: Planned<Due> | undefined
  /** Events received since the last firing. */
  events: string[]
  /** The conditions met since the last firing, by the workflow run (or '') and their index. */
  met: Map<string, Map<number, Outcome>>
}

/** What a trigger started in a workflow run; a deleted job has no run. */
export type StartedAction =
  | { kind: 'job'; first: Run }
  | { kind: 'crawler'; name: string; crawl: Crawl }
  | { kind: 'deleted job' }

export interface WorkflowRun {
  id: string
  workflow: Workflow
  previousRunId: string | undefined
  properties: Map<string, string>
  status: WorkflowRunStatus
  errorMessage: string | undefined
  startedAt: number
  completedAt: number | undefined
  batch: StartingEventBatchCondition | undefined
  actions: StartedAction[]
}

export interface Workflow {
  name: string
  description: string | undefined
  defaultProperties: Record<string, string>
  maxConcurrentRuns: number | undefined
  createdAt: number
  modifiedAt: number
  tags: Map<string, string>
  /** The newest first. */
  runs: WorkflowRun[]
}

/** A crawl under way that a trigger started, and the workflow run it belongs to. */
interface ActiveCrawl {
  crawl: Crawl
  workflowRun: WorkflowRun | undefined
}

/** All triggers and workflows of an account. */
export interface Triggers extends Part {
  jobs: Jobs
  crawlers: Crawlers
  triggers: Map<string, Trigger>
  workflows: Map<string, Workflow>
  activeCrawls: Map<string, ActiveCrawl>
}

/** Returns a trigger by its name; throws EntityNotFoundException. */
export function findTrigger(triggers: Triggers, name: string): Trigger {
  const trigger = triggers.triggers.get(name)
  if (!trigger) throw notFound(triggers, `Trigger with name: ${name} not found.`)
  return trigger
}

/** Returns a workflow by its name; throws EntityNotFoundException. */
export function findWorkflow(triggers: Triggers, name: string): Workflow {
  const workflow = triggers.workflows.get(name)
  if (!workflow) throw notFound(triggers, `Workflow with name: ${name} not found.`)
  return workflow
}

/** The tags behind the ARN of a trigger or workflow, for TagResource and its like. */
export function triggerTags(all: Triggers, arn: string): Map<string, string> | undefined {
  const { triggers, workflows } = all
  const prefix = arnOf(all, '')
  if (!arn.startsWith(prefix)) return undefined
  const [kind, name = ''] = arn.slice(prefix.length).split(/\/(.*)/s)
  if (kind === 'trigger') return triggers.get(name)?.tags
  return kind === 'workflow' ? workflows.get(name)?.tags : undefined
}
