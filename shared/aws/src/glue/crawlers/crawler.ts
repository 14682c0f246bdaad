import type { Crawler as CrawlerDescription, CrawlerHistoryState } from '@aws-sdk/client-glue'

/** A crawler. Times are in milliseconds since 1970. */
export interface Crawler {
  /** What GetCrawler tells, except for what a crawl changes. */
  definition: CrawlerDescription & { Name: string }
  /** The crawl under way. */
  running: Crawl | undefined
  /** The crawls that ended, the latest last. */
  crawls: Crawl[]
  /** Since when the schedule counts; later times of it are due. */
  scheduledSince: number
  /** The folders that the last successful crawl knew of, for CRAWL_NEW_FOLDERS_ONLY. */
  knownFolders: Set<string>
}

/** One crawl of a crawler. */
export interface Crawl {
  id: string
  state: CrawlerHistoryState
  startedAt: number
  endedAt: number | undefined
  error: string | undefined
  /** What the crawl did to the catalog. */
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
