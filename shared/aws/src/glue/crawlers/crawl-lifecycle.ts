import type { StartCrawlerRequest, StopCrawlerRequest } from '@aws-sdk/client-glue'
import { callOff } from '../../plans.ts'
import type { Account } from '../account.ts'
import type { Due } from '../due.ts'
import { failure } from '../refusal.ts'
import { crawl } from './crawl.ts'
import { type Crawl, type CrawlOutcome, type Crawler, findCrawler, noChanges } from './crawler.ts'

/** How long a crawl takes, in virtual milliseconds; AWS's depend on the data. */
export const CRAWL_MS = 60_000

/** For how long, at its end, a crawler is `STOPPING`. */
export const STOPPING_MS = 10_000

/** StartCrawler and StopCrawler. */
export function crawlLifecycleOperations(account: Account) {
  return {
    /**
     * StartCrawler (SDK text). The crawl takes a minute: 50 seconds `RUNNING`, 10 `STOPPING`. It
     * reads S3 and writes the catalog in one instant: when somebody calls Glue at its end or later.
     */
    StartCrawler(input: StartCrawlerRequest): object {
      startCrawlNow(account, input.Name)
      return {}
    },

    /** StopCrawler (SDK text): the crawler is `STOPPING` for 10 seconds, and changes nothing. */
    StopCrawler(input: StopCrawlerRequest): object {
      const crawler = findCrawler(account, input.Name)
      const { definition, running } = crawler
      // AWS's texts of these two are not published.
      if (!running) {
        const message = `Crawler with name ${definition.Name} is not running`
        throw failure(account, 'CrawlerNotRunningException', message)
      }
      if (stateOf(account, crawler) === 'STOPPING') {
        const message = `Crawler with name ${definition.Name} is stopping`
        throw failure(account, 'CrawlerStoppingException', message)
      }
      running.isStopped = true
      endLater(account, STOPPING_MS, { kind: 'crawl-stops', crawler })
      return {}
    },
  }
}

/** Has crawls end as time goes by. */
export function liveCrawls(account: Account): void {
  account.agenda.on('crawl-ends', ({ crawler }) => finishCrawl(account, crawler))
  account.agenda.on('crawl-stops', ({ crawler }) =>
    endCrawl(account, crawler, { state: 'STOPPED', error: undefined }),
  )
}

/** Starts a crawler by name; throws EntityNotFoundException, CrawlerRunningException. */
export function startCrawlNow(account: Account, name: string | undefined): void {
  const crawler = findCrawler(account, name)
  refuseRunning(account, crawler)
  startCrawl(account, crawler)
}

/** Throws CrawlerRunningException unless the crawler is `READY`. */
export function refuseRunning(account: Account, { definition, running }: Crawler): void {
  if (!running) return
  const message = `Crawler with name ${definition.Name} has already started`
  throw failure(account, 'CrawlerRunningException', message)
}

/** What a crawler does right now. */
export function stateOf(
  { agenda }: Account,
  { running }: Crawler,
): 'READY' | 'RUNNING' | 'STOPPING' {
  if (!running) return 'READY'
  const isEnding = agenda.now() - running.startedAt >= CRAWL_MS - STOPPING_MS
  return running.isStopped || isEnding ? 'STOPPING' : 'RUNNING'
}

/** Starts a crawl of a crawler that is `READY`. */
export function startCrawl(account: Account, crawler: Crawler): void {
  const id = idOf(account.world.randomHex(16))
  const startedAt = account.agenda.now()
  crawler.running = { id, startedAt, isStopped: false, end: undefined }
  endLater(account, CRAWL_MS, { kind: 'crawl-ends', crawler })
}

/** Tells how a crawl ended, in the words of LastCrawl and of triggers. */
export const OUTCOMES = {
  COMPLETED: 'SUCCEEDED',
  FAILED: 'FAILED',
  STOPPED: 'CANCELLED',
} as const satisfies Record<Crawl['state'], CrawlOutcome>

function endLater(
  { agenda }: Account,
  ms: number,
  due: Extract<Due, { kind: 'crawl-ends' | 'crawl-stops' }>,
): void {
  const { running } = due.crawler
  if (!running) return
  callOff(running.end)
  running.end = agenda.at(agenda.now() + ms, due)
}

function finishCrawl(account: Account, crawler: Crawler): void {
  // Another time, S3 may hold something else.
  account.world.leavesTrace?.()
  try {
    const changes = crawl(account, crawler)
    endCrawl(account, crawler, { state: 'COMPLETED', error: undefined, changes })
  } catch (error) {
    endCrawl(account, crawler, { state: 'FAILED', error: (error as Error).message })
  }
}

function endCrawl(
  account: Account,
  crawler: Crawler,
  { state, error, changes = noChanges() }: Pick<Crawl, 'state' | 'error'> & Partial<Crawl>,
): void {
  if (!crawler.running) return
  const { id, startedAt } = crawler.running
  const endedAt = account.agenda.now()
  crawler.crawls.push({ id, startedAt, endedAt, state, error, changes })
  crawler.running = undefined
  for (const listener of account.crawlListeners) listener(crawler.definition.Name, OUTCOMES[state])
}

/** In the shape of a UUID. */
function idOf(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
}
