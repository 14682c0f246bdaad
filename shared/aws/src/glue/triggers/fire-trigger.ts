import type { Action, Predecessor } from '@aws-sdk/client-glue'
import { recordRefusedRun, startRun } from '../jobs/job-runs.ts'
import { findJob } from '../jobs/jobs-state.ts'
import type { RunRequest } from '../jobs/new-run.ts'
import type { Trigger, Triggers, WorkflowRun } from './triggers-state.ts'

interface Firing {
  workflowRun?: WorkflowRun | undefined
  predecessors?: Predecessor[]
}

/**
 * Starts what a trigger starts. Nobody waits for the answer, so what cannot be started is noted
 * (developer guide, "AWS Glue job run statuses"): a run beyond the job's limit of concurrent runs
 * has FAILED, a deleted job counts as an error of the workflow run. No condition is met by these.
 */
export function fire(triggers: Triggers, trigger: Trigger, firing: Firing = {}): void {
  for (const action of trigger.definition.Actions ?? []) {
    if (action.CrawlerName) startCrawl(triggers, action.CrawlerName, firing)
    else startJob(triggers, trigger, { ...firing, action })
  }
}

/** Starts what an on-demand trigger starts; throws what starting a job or a crawler throws. */
export function fireOnDemand(triggers: Triggers, trigger: Trigger): void {
  for (const action of trigger.definition.Actions ?? []) {
    if (action.CrawlerName) {
      triggers.crawlers.start(action.CrawlerName)
      triggers.activeCrawls.set(action.CrawlerName, newCrawl(triggers))
    } else {
      const job = findJob(triggers.jobs, action.JobName ?? '')
      startRun(triggers.jobs, job, runRequest(trigger, { action }))
    }
  }
}

function startJob(triggers: Triggers, trigger: Trigger, firing: Firing & { action: Action }): void {
  const { jobs } = triggers
  const started = firing.workflowRun?.actions ?? []
  const job = jobs.jobs.get(firing.action.JobName ?? '')
  if (!job) return void started.push({ kind: 'deleted job' })
  const request = runRequest(trigger, firing)
  try {
    started.push({ kind: 'job', first: startRun(jobs, job, request) })
  } catch (error) {
    const message = (error as Error).message
    const first = recordRefusedRun(jobs, job, { ...request, state: 'FAILED', message })
    started.push({ kind: 'job', first })
  }
}

function startCrawl(triggers: Triggers, name: string, { workflowRun }: Firing): void {
  const active = { ...newCrawl(triggers), workflowRun }
  workflowRun?.actions.push({ kind: 'crawler', name, crawl: active.crawl })
  try {
    triggers.crawlers.start(name)
    triggers.activeCrawls.set(name, active)
  } catch (error) {
    const ErrorMessage = (error as Error).message
    Object.assign(active.crawl, {
      State: 'ERROR',
      CompletedOn: active.crawl.StartedOn,
      ErrorMessage,
    })
  }
}

function newCrawl({ jobs }: Triggers) {
  const StartedOn = new Date(jobs.agenda.now())
  return { crawl: { State: 'RUNNING' as const, StartedOn }, workflowRun: undefined }
}

function runRequest(trigger: Trigger, firing: Firing & { action: Action }): RunRequest {
  const { action, workflowRun, predecessors = [] } = firing
  const { Timeout, SecurityConfiguration, NotificationProperty } = action
  return {
    arguments: {
      ...action.Arguments,
      // Scripts learn of their workflow by these (developer guide, "Getting and setting workflow
      // run properties").
      ...(workflowRun && {
        '--WORKFLOW_NAME': workflowRun.workflow.name,
        '--WORKFLOW_RUN_ID': workflowRun.id,
      }),
    },
    settings: {
      ...(Timeout === undefined ? {} : { Timeout }),
      ...(SecurityConfiguration === undefined ? {} : { SecurityConfiguration }),
      ...(NotificationProperty === undefined ? {} : { NotificationProperty }),
    },
    triggerName: trigger.name,
    predecessors,
    workflowRunId: workflowRun?.id,
  }
}
