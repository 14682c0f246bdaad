import type { Agenda } from './due.ts'
import type { Catalog } from './catalog/catalog.ts'
import type { StoredClassifier } from './crawlers/classifiers.ts'
import type { CrawlOutcome, Crawler } from './crawlers/crawler.ts'
import { Patience, READING } from './crawlers/patience.ts'
import type { Part } from './refusal.ts'

/** What the operations of the catalog and of crawlers share. */
export interface Account extends Part {
  agenda: Agenda
  catalog: Catalog
  /** By name. */
  crawlers: Map<string, Crawler>
  /** Called whenever a crawl ended, however it was started. */
  crawlListeners: ((crawlerName: string, outcome: CrawlOutcome) => void)[]
  /** By name, in the order of their creation. */
  classifiers: Map<string, StoredClassifier>
  /** What grok classifiers may still take. */
  patience: Patience
  /** How long its crawlers may read files. */
  readingPatience: Patience
  /** By ARN: the tags of databases and crawlers. */
  tags: Map<string, Map<string, string>>
}

/** An account with an empty catalog and no crawlers. */
export function emptyAccount({ world, sdk }: Part, agenda: Agenda): Account {
  return {
    world,
    sdk,
    agenda,
    catalog: { databases: new Map() },
    crawlers: new Map(),
    crawlListeners: [],
    classifiers: new Map(),
    patience: new Patience(),
    readingPatience: new Patience(READING),
    tags: new Map(),
  }
}

/** The members that have a value: an update leaves the others alone. */
export function present<Members extends object>(members: Members): Partial<Members> {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as Partial<Members>
}

/** The ARN of a resource of this account, as in `crawler/rides`. */
export function arnOf({ world }: Part, resource: string): string {
  return `arn:aws:glue:${world.region}:${world.accountId}:${resource}`
}
