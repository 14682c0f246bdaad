import type { CreateTriggerRequest } from '@aws-sdk/client-glue'
import { testJobs } from '../jobs/test-jobs.ts'
import { newTriggers } from './new-triggers.ts'
import { triggerOperations } from './triggers.ts'
import type { CrawlOutcome } from './triggers-state.ts'
import { workflowOperations } from './workflows.ts'

/** Jobs, triggers and workflows for one test, with crawlers that end when the test says so. */
export function testTriggers() {
  const { glue: jobOperations, ...parts } = testJobs()
  const listeners: ((name: string, state: CrawlOutcome) => void)[] = []
  const crawls: string[] = []
  const triggers = newTriggers(parts.jobs, {
    crawlers: {
      start: (name) => void crawls.push(name),
      onEnd: (listener) => void listeners.push(listener),
    },
    nextCronTime: everyMinutes,
  })
  const glue = { ...jobOperations, ...triggerOperations(triggers), ...workflowOperations(triggers) }

  return {
    ...parts,
    glue,
    triggers,
    /** The crawlers that were started, in order. */
    crawls,
    endCrawl: (name: string, state: CrawlOutcome) => {
      for (const listener of listeners) listener(name, state)
    },
    /** Creates a trigger that starts the jobs of these names. */
    trigger: (
      Name: string,
      Type: CreateTriggerRequest['Type'],
      { starts, ...more }: { starts: string[] } & Partial<CreateTriggerRequest>,
    ) => {
      const Actions = starts.map((JobName) => ({ JobName }))
      const StartOnCreation = Type !== 'ON_DEMAND'
      glue.CreateTrigger({ Name, Type, Actions, StartOnCreation, ...more })
    },
  }
}

/** A stand-in for cron: `every(5)` is every five minutes, reckoned from 1970. */
function everyMinutes(expression: string, after: number): number {
  const minutes = /^every\((\d+)\)$/.exec(expression)?.[1]
  if (minutes === undefined) throw new RangeError(`Cannot read the schedule "${expression}"`)
  const period = Number(minutes) * 60_000
  return (Math.floor(after / period) + 1) * period
}
