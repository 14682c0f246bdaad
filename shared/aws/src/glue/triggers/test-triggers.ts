import type { CreateTriggerRequest } from '@aws-sdk/client-glue'
import { caughtUp } from '../../plans.ts'
import type { CrawlOutcome } from '../crawlers/crawler.ts'
import { testJobs } from '../jobs/test-jobs.ts'
import { newTriggers } from './new-triggers.ts'
import { triggerOperations } from './triggers.ts'

import { workflowOperations } from './workflows.ts'

/** Jobs, triggers and workflows for one test, with crawlers that end when the test says so. */
export function testTriggers() {
  const { glue: jobOperations, ...parts } = testJobs()
  const listeners: ((name: string, state: CrawlOutcome) => void)[] = []
  const crawls: string[] = []
  const triggers = newTriggers(parts.jobs, {
    start: (name) => void crawls.push(name),
    onEnd: (listener) => void listeners.push(listener),
  })
  const glue = {
    ...jobOperations,
    ...caughtUp(parts.jobs.agenda, {
      ...triggerOperations(triggers),
      ...workflowOperations(triggers),
    }),
  }

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
