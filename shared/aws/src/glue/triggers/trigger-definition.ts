import type { Action, Condition, CreateTriggerRequest, TriggerUpdate } from '@aws-sdk/client-glue'
import { nextDue } from '../next-due.ts'
import { findJob } from '../jobs/jobs-state.ts'
import {
  checkInteger,
  optionalOneOf,
  required,
  requireList,
  requireName,
  requireOneOf,
} from '../constraints.ts'
import { invalidInput } from '../refusal.ts'
import type { Triggers } from './triggers-state.ts'

const TRIGGER_TYPES = ['SCHEDULED', 'CONDITIONAL', 'ON_DEMAND', 'EVENT'] as const

/** What a condition can wait for (SDK text, Condition). */
const JOB_STATES = ['SUCCEEDED', 'STOPPED', 'FAILED', 'TIMEOUT'] as const
const CRAWL_STATES = ['SUCCEEDED', 'FAILED', 'CANCELLED'] as const

/** How many crawlers a trigger can start (developer guide, "AWS Glue triggers"). */
const MAX_CRAWLERS = 2

type Definition = Pick<
  CreateTriggerRequest & TriggerUpdate,
  'Type' | 'Schedule' | 'Predicate' | 'Actions' | 'EventBatchingCondition'
>

/**
 * Refuses a trigger that AWS refuses (SDK text of CreateTriggerRequest, Predicate, Condition and
 * EventBatchingCondition). Throws InvalidInputException, and EntityNotFoundException for an action
 * whose job does not exist.
 */
export function checkTrigger(triggers: Triggers, definition: Definition): void {
  const { Schedule, EventBatchingCondition: batching } = definition
  const type = requireOneOf(triggers, ['type', definition.Type], TRIGGER_TYPES)
  if (type === 'SCHEDULED') {
    if (!Schedule) throw invalidInput(triggers, 'A SCHEDULED trigger must have a schedule.')
    nextDue(triggers.jobs, Schedule)
  }
  if (type === 'CONDITIONAL') checkPredicate(triggers, definition)
  if (batching) {
    const size = required(triggers, ['eventBatchingCondition.batchSize', batching.BatchSize])
    checkInteger(triggers, ['batchSize', size], { min: 1, max: 100 })
    checkInteger(triggers, ['batchWindow', batching.BatchWindow], { min: 1, max: 900 })
  }
  checkActions(triggers, definition.Actions)
}

function checkPredicate(triggers: Triggers, { Predicate }: Definition): void {
  const { Logical, Conditions = [] } = Predicate ?? {}
  const conditions = requireList(triggers, ['predicate.conditions', Conditions], { max: 500 })
  if (conditions.length === 0) {
    throw invalidInput(triggers, 'A CONDITIONAL trigger must have a predicate with conditions.')
  }
  if (conditions.length > 1 && !Logical) {
    throw invalidInput(triggers, 'A predicate with several conditions must join them by "Logical".')
  }
  optionalOneOf(triggers, ['predicate.logical', Logical], ['AND', 'ANY'])
  for (const condition of conditions) checkCondition(triggers, condition)
}

function checkCondition(triggers: Triggers, condition: Condition): void {
  const { JobName, State, CrawlerName, CrawlState } = condition
  requireOneOf(triggers, ['logicalOperator', condition.LogicalOperator ?? 'EQUALS'], ['EQUALS'])
  if ((JobName === undefined) === (CrawlerName === undefined)) {
    throw invalidInput(triggers, 'A condition must name either a job or a crawler.')
  }
  if (JobName !== undefined) requireOneOf(triggers, ['state', State], JOB_STATES)
  else requireOneOf(triggers, ['crawlState', CrawlState], CRAWL_STATES)
}

function checkActions(triggers: Triggers, list: Action[] | undefined): void {
  const actions = requireList(triggers, ['actions', list], { min: 1, max: 500 })
  for (const { JobName, CrawlerName, Timeout } of actions) {
    if ((JobName === undefined) === (CrawlerName === undefined)) {
      throw invalidInput(triggers, 'An action must name either a job or a crawler.')
    }
    checkInteger(triggers, ['timeout', Timeout], { min: 1, max: 10_080 })
    if (CrawlerName !== undefined) requireName(triggers, ['crawlerName', CrawlerName])
    else findJob(triggers.jobs, requireName(triggers, ['jobName', JobName]))
  }
  const crawlers = actions.filter(({ CrawlerName }) => CrawlerName !== undefined)
  if (crawlers.length <= MAX_CRAWLERS) return
  throw invalidInput(triggers, `A trigger can start ${MAX_CRAWLERS} crawlers at most.`)
}
