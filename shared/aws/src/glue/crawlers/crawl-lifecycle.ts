import type { StartCrawlerRequest, StopCrawlerRequest } from '@aws-sdk/client-glue'
import { type Account, failure } from '../account.ts'
import { crawl } from './crawl.ts'
import { type Crawl, type Crawler, findCrawler, noChanges } from './crawler.ts'

/** How long a crawl takes, in virtual milliseconds; AWS's depend on the data. */
export const CRAWL_MS = 60_000

/** For how long, at its end, a crawler is `STOPPING`. */
export const STOPPING_MS = 10_000

/** StartCrawler and StopCrawler. */
export function crawlLifecycleOperations(account: Account) {
  return {
    /**
     * StartCrawler (SDK text). The crawl takes a minute: 50 seconds `RUNNING`, 10 `STOPPING`. At
     * its end, it reads S3 and writes the catalog in one instant.
     */
    StartCrawler(input: StartCrawlerRequest): object {
      const crawler = findCrawler(account, input.Name)
      refuseRunning(account, crawler)
      startCrawl(account, crawler, account.world.clock.now())
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
      running.cancel()
      running.isStopped = true
      const end = () => endCrawl(account, crawler, { state: 'STOPPED', error: undefined })
      running.cancel = account.world.clock.setTimer(STOPPING_MS, end)
      return {}
    },
  }
}

/** Throws CrawlerRunningException unless the crawler is `READY`. */
export function refuseRunning(account: Account, { definition, running }: Crawler): void {
  if (!running) return
  const message = `Crawler with name ${definition.Name} has already started`
  throw failure(account, 'CrawlerRunningException', message)
}

/** What a crawler does right now. */
export function stateOf(
  { world }: Account,
  { running }: Crawler,
): 'READY' | 'RUNNING' | 'STOPPING' {
  if (!running) return 'READY'
  const isEnding = world.clock.now() - running.startedAt >= CRAWL_MS - STOPPING_MS
  return running.isStopped || isEnding ? 'STOPPING' : 'RUNNING'
}

/** Starts a crawl at a time that may have passed; the crawl may have ended since, too. */
export function startCrawl(account: Account, crawler: Crawler, startedAt: number): void {
  const { world } = account
  crawler.running = { id: idOf(world.randomHex(16)), startedAt, isStopped: false, cancel() {} }
  const left = startedAt + CRAWL_MS - world.clock.now()
  const finish = () => finishCrawl(account, crawler)
  if (left > 0) crawler.running.cancel = world.clock.setTimer(left, finish)
  else finish()
}

function finishCrawl(account: Account, crawler: Crawler): void {
  try {
    endCrawl(account, crawler, {
      state: 'COMPLETED',
      error: undefined,
      changes: crawl(account, crawler),
    })
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
  const { id, startedAt, isStopped } = crawler.running
  const endedAt = isStopped ? account.world.clock.now() : startedAt + CRAWL_MS
  crawler.crawls.push({ id, startedAt, endedAt, state, error, changes })
  crawler.running = undefined
}

/** In the shape of a UUID. */
function idOf(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
}
