import type { GlueClient } from '@aws-sdk/client-glue'

export interface CrawlerSpec {
  name: string
  role: string
  database: string
  /** As in `s3://lake/rides/`. */
  path: string
  /** As in `cron(0 2 * * ? *)`. */
  schedule?: string
  /** How long all of it may take (default 15 minutes). */
  timeoutMs?: number
}

export interface Deps {
  client: GlueClient
  sleep(ms: number): Promise<void>
  /** Milliseconds since 1970. */
  now(): number
}

export interface CrawlSummary {
  change: 'created' | 'updated' | 'none'
  tables: { created: number; updated: number; deleted: number }
}

/** The crawl ended, but not well. */
export class CrawlFailed extends Error {
  override name = 'CrawlFailed'
  /** As in `FAILED`. */
  readonly status: string

  constructor(message: string, status: string) {
    super(message)
    this.status = status
  }
}

/** It took too long. */
export class CrawlTimeout extends Error {
  override name = 'CrawlTimeout'
}

/** Has a crawler be as told, and crawl; resolves when its crawl has succeeded. */
export async function ensureCrawler(spec: CrawlerSpec, deps: Deps): Promise<CrawlSummary> {
  throw new Error('Not written yet')
}
