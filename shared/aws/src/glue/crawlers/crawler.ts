import type { Crawler as CrawlerDescription, CrawlerHistoryState } from '@aws-sdk/client-glue'
import type { Planned } from '../../plans.ts'
import type { Account } from '../account.ts'
import type { Due } from '../due.ts'
import { notFound } from '../refusal.ts'
import * as constraints from '../constraints.ts'

/** A crawler. Times are in milliseconds since 1970. */
export interface Crawler {
  /** What GetCrawler tells, except for what crawls change. */
  definition: CrawlerDescription & { Name: string }
  /** The crawl under way. */
  running: RunningCrawl | undefined
  /** The crawls that ended, the latest last. */
  crawls: Crawl[]
  /** When the schedule is due next. */
  next: Planned<Due> | undefined
  /** The folders that the last crawl knew of, for CRAWL_NEW_FOLDERS_ONLY. */
  knownFolders: Set<string>
}

/** How a crawl ended, as LastCrawl and triggers have it. */
export type CrawlOutcome = 'SUCCEEDED' | 'FAILED' | 'CANCELLED'

/** A crawl that has not ended. */
export interface RunningCrawl {
  id: string
  startedAt: number
  /** StopCrawler was called. */
  isStopped: boolean
  /** What will end the crawl. */
  end: Planned<Due> | undefined
}

/** A crawl that ended. */
export interface Crawl {
  id: string
  state: Exclude<CrawlerHistoryState, 'RUNNING'>
  startedAt: number
  endedAt: number
  /** Why it failed. */
  error: string | undefined
  /** What it did to the catalog. */
  changes: CrawlChanges
}

/** How many tables and partitions a crawl created, updated and deleted (or deprecated). */
export interface CrawlChanges {
  tables: ChangeCount
  partitions: ChangeCount
}

/** How many were created, updated and deleted. */
export interface ChangeCount {
  created: number
  updated: number
  deleted: number
}

/** Counts for a crawl that has not changed anything yet. */
export function noChanges(): CrawlChanges {
  return {
    tables: { created: 0, updated: 0, deleted: 0 },
    partitions: { created: 0, updated: 0, deleted: 0 },
  }
}

/**
 * The name of the database that a crawler writes to: `default` if it names none (developer guide,
 * "How crawlers work").
 */
export function databaseOf({ definition }: Crawler): string {
  return definition.DatabaseName?.toLowerCase() ?? 'default'
}

/**
 * Returns the crawler of that name; throws EntityNotFoundException if there is none (AWS's text as
 * in hashicorp/terraform-provider-aws#5158).
 */
export function findCrawler(account: Account, name: string | undefined): Crawler {
  const wanted = constraints.requireText(account, ['name', name], { max: 255 })
  const crawler = account.crawlers.get(wanted)
  if (crawler) return crawler
  throw notFound(account, `Crawler entry with name ${wanted} does not exist`)
}
