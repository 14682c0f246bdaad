import type { Memory, Service } from '../service.ts'
import { emptyAccount } from './account.ts'
import { caughtUp, Plans } from '../plans.ts'
import { catalogOperations } from './catalog/catalog-operations.ts'
import { liveCrawls, startCrawlNow } from './crawlers/crawl-lifecycle.ts'
import { liveSchedules } from './crawlers/schedules.ts'
import { restoredPlans, shareMemory } from './held.ts'
import { liveRuns } from './jobs/job-runs.ts'
import { allCrawlerOperations } from './crawlers/all-crawler-operations.ts'
import { jobOperations } from './jobs/jobs.ts'
import { jobTags, newJobs } from './jobs/jobs-state.ts'
import type { Part } from './refusal.ts'
import { schemaOperations } from './schemas/schemas.ts'
import { newSchemas, schemaTags } from './schemas/schemas-state.ts'
import { tagOperations } from './tags.ts'
import { newTriggers } from './triggers/new-triggers.ts'
import { triggerOperations } from './triggers/triggers.ts'
import { triggerTags } from './triggers/triggers-state.ts'
import { workflowOperations } from './triggers/workflows.ts'

/**
 * AWS Glue: the Data Catalog, crawlers that read the embedded S3, jobs whose runs are rehearsed,
 * triggers, workflows, and the schema registry. What is due happens when somebody looks, at the
 * time it was due: see `Plans`.
 *
 * Not emulated in the catalog: other accounts' catalogs, resource links, federation, views, table
 * formats, transactions, tasks that compute column statistics, and user-defined functions. Not
 * emulated in crawlers: targets other than S3 and the catalog, crawls by events, connections, Lake
 * Formation; files other than Parquet, JSON and CSV, plain or gzipped, make tables only where a
 * custom classifier knows them. No script of a job is executed.
 */
export const glue: Service = {
  name: 'Glue',
  client: 'GlueClient',
  sdk: () => import('@aws-sdk/client-glue'),
  reads: ['S3'],
  create: (world, sdk, memory) => newGlue({ world, sdk }, memory).operations,
}

/**
 * One Glue, with what its memory restores or nothing in it: all its operations, with their types,
 * and what they work on.
 */
export function newGlue(part: Part, memory?: Memory) {
  const agenda = new Plans(part.world.clock, restoredPlans(memory))
  const account = emptyAccount(part, agenda)
  const jobs = newJobs(part, agenda)
  const triggers = newTriggers(jobs, {
    start: (name) => startCrawlNow(account, name),
    onEnd: (listener) => void account.crawlListeners.push(listener),
  })
  const schemas = newSchemas(part)
  liveCrawls(account)
  liveSchedules(account)
  liveRuns(jobs)
  if (memory) shareMemory(memory, { account, jobs, triggers, schemas })
  const operations = caughtUp(agenda, {
    ...catalogOperations(account),
    ...allCrawlerOperations(account),
    ...jobOperations(jobs),
    ...triggerOperations(triggers),
    ...workflowOperations(triggers),
    ...schemaOperations(schemas),
    ...tagOperations(
      part,
      (arn) =>
        account.tags.get(arn) ??
        jobTags(jobs, arn) ??
        triggerTags(triggers, arn) ??
        schemaTags(schemas, arn),
    ),
  })
  return { account, jobs, triggers, operations }
}
