import type { Condition, StartingEventBatchCondition } from '@aws-sdk/client-glue'
import { callOff } from '../../plans.ts'
import type { Jobs, Run } from '../jobs/jobs-state.ts'
import { nextDue } from '../next-due.ts'
import { invalidInput } from '../refusal.ts'
import { fire } from './fire-trigger.ts'
import {
  type Crawlers,
  findTrigger,
  type Outcome,
  type Trigger,
  type Triggers,
  type WorkflowRun,
} from './triggers-state.ts'
import { settle, tryWorkflowRun } from './workflow-runs.ts'

/** What an event trigger waits for at most, in seconds (developer guide, "Overview of workflows"). */
const DEFAULT_WINDOW = 900

/** An account without triggers and workflows, that listens to the ends of job runs and crawls. */
export function newTriggers(jobs: Jobs, crawlers: Crawlers): Triggers {
  const { world, sdk } = jobs
  const triggers: Triggers = {
    world,
    sdk,
    jobs,
    crawlers,
    triggers: new Map(),
    workflows: new Map(),
    activeCrawls: new Map(),
  }
  jobs.onEnd((run) => jobEnded(triggers, run))
  crawlers.onEnd((name, state) => {
    const active = triggers.activeCrawls.get(name)
    if (!active) return
    triggers.activeCrawls.delete(name)
    active.crawl.State = state
    active.crawl.CompletedOn = new Date(jobs.agenda.now())
    react(triggers, { kind: 'crawler', name, state }, active.workflowRun)
  })
  jobs.agenda.on('trigger-due', ({ trigger }) => {
    schedule(triggers, trigger)
    begin(triggers, trigger)
  })
  jobs.agenda.on('window-ends', ({ trigger, BatchWindow }) =>
    begin(triggers, trigger, { BatchWindow }),
  )
  return triggers
}

/** Sets when a scheduled trigger fires next, if it is activated. */
export function schedule(triggers: Triggers, trigger: Trigger): void {
  const { Type, Schedule } = trigger.definition
  if (Type !== 'SCHEDULED' || Schedule === undefined) return
  callOff(trigger.next)
  if (trigger.state !== 'ACTIVATED') return
  const due = { kind: 'trigger-due', trigger } as const
  trigger.next = triggers.jobs.agenda.at(nextDue(triggers.jobs, Schedule), due)
}

/**
 * Delivers an EventBridge event to an event trigger. Glue's API has no operation for it.
 *
 * The trigger fires when `BatchSize` events came (1 if it has no batching condition), or
 * `BatchWindow` seconds after the first of them (900 by default). A workflow run gets the ids in
 * its property `aws:eventIds`. Events for a trigger that is not activated are lost. Throws
 * EntityNotFoundException, and InvalidInputException for a trigger of another type.
 */
export function deliverEvent(triggers: Triggers, triggerName: string, eventId: string): void {
  const { agenda } = triggers.jobs
  agenda.catchUp()
  const trigger = findTrigger(triggers, triggerName)
  const { Type, EventBatchingCondition } = trigger.definition
  if (Type !== 'EVENT')
    throw invalidInput(triggers, `Trigger ${triggerName} does not wait for events.`)
  if (trigger.state !== 'ACTIVATED') return
  trigger.events.push(eventId)
  const { BatchSize = 1, BatchWindow = DEFAULT_WINDOW } = EventBatchingCondition ?? {}
  if (trigger.events.length >= BatchSize) {
    callOff(trigger.next)
    begin(triggers, trigger, { BatchSize })
  } else if (trigger.events.length === 1) {
    const due = { kind: 'window-ends', trigger, BatchWindow } as const
    trigger.next = agenda.at(agenda.now() + BatchWindow * 1000, due)
  }
}

/** Fires a trigger that waits for nothing else: it starts its workflow, or just its actions. */
function begin(triggers: Triggers, trigger: Trigger, batch?: StartingEventBatchCondition): void {
  const events = trigger.events.splice(0)
  const { WorkflowName } = trigger.definition
  if (WorkflowName === undefined) return fire(triggers, trigger)
  const workflow = triggers.workflows.get(WorkflowName)
  if (!workflow) return
  const properties = batch ? { 'aws:eventIds': JSON.stringify(events) } : {}
  tryWorkflowRun(triggers, workflow, { trigger, properties, batch })
}

function jobEnded(triggers: Triggers, run: Run): void {
  // Dependents run only if a trigger started what they wait for (developer guide, "AWS Glue
  // triggers").
  if (run.triggerName === undefined) return
  const { name } = run.job
  const outcome = { kind: 'job', name, state: run.state, runId: run.id } as const
  const { workflowRunId } = run
  if (workflowRunId === undefined) return react(triggers, outcome, undefined)
  const workflowRuns = [...triggers.workflows.values()].flatMap(({ runs }) => runs)
  const workflowRun = workflowRuns.find(({ id }) => id === workflowRunId)
  if (workflowRun) react(triggers, outcome, workflowRun)
}

/** Fires the conditional triggers that waited for this: those of the same workflow, or of none. */
function react(triggers: Triggers, outcome: Outcome, workflowRun: WorkflowRun | undefined): void {
  const isStopping = workflowRun !== undefined && workflowRun.status !== 'RUNNING'
  for (const trigger of isStopping ? [] : triggers.triggers.values()) {
    const { Type, WorkflowName } = trigger.definition
    if (Type !== 'CONDITIONAL' || trigger.state !== 'ACTIVATED') continue
    if (WorkflowName !== workflowRun?.workflow.name) continue
    const causes = causesOf(trigger, outcome, workflowRun?.id ?? '')
    if (!causes) continue
    const predecessors = causes
      .filter((cause) => cause.kind === 'job')
      .map(({ name, runId }) => ({ JobName: name, RunId: runId }))
    fire(triggers, trigger, { workflowRun, predecessors })
  }
  if (workflowRun) settle(triggers, workflowRun)
}

/**
 * Notes which conditions are met now; the latest end of a job or crawler counts. Returns what made
 * the trigger fire, if it does: then all its conditions are open again.
 */
function causesOf(trigger: Trigger, outcome: Outcome, scope: string): Outcome[] | undefined {
  const { Logical = 'AND', Conditions = [] } = trigger.definition.Predicate ?? {}
  const met = trigger.met.get(scope) ?? new Map<number, Outcome>()
  trigger.met.set(scope, met)
  let isMetNow = false
  for (const [index, condition] of Conditions.entries()) {
    if (!watches(condition, outcome)) continue
    const state = outcome.kind === 'job' ? condition.State : condition.CrawlState
    if (state === outcome.state) {
      met.set(index, outcome)
      isMetNow = true
    } else {
      met.delete(index)
    }
  }
  if (!isMetNow || (Logical === 'AND' && met.size < Conditions.length)) return undefined
  trigger.met.delete(scope)
  return Logical === 'AND' ? [...met.values()] : [outcome]
}

function watches({ JobName, CrawlerName }: Condition, { kind, name }: Outcome): boolean {
  return kind === 'job' ? JobName === name : CrawlerName === name
}
