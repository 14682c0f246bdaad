import type { Crawler as CrawlerDescription, LastCrawlInfo } from '@aws-sdk/client-glue'
import type { Account } from '../account.ts'
import { OUTCOMES, stateOf } from './crawl-lifecycle.ts'
import type { Crawl, Crawler } from './crawler.ts'

/** What GetCrawler tells of a crawler. `CrawlElapsedTime` is in milliseconds. */
export function describeCrawler(account: Account, crawler: Crawler): CrawlerDescription {
  const { definition, running, crawls } = crawler
  const last = crawls.at(-1)
  return {
    Classifiers: [],
    ...structuredClone(definition),
    State: stateOf(account, crawler),
    CrawlElapsedTime: running ? account.agenda.now() - running.startedAt : 0,
    ...(last ? { LastCrawl: describeLast(crawler, last) } : {}),
  }
}

/** Where a crawl would have written its log. */
export function logOf({ definition }: Crawler, { id }: Pick<Crawl, 'id'>) {
  return { LogGroup: '/aws-glue/crawlers', LogStream: definition.Name, MessagePrefix: id }
}

function describeLast(crawler: Crawler, crawl: Crawl): LastCrawlInfo {
  return {
    Status: OUTCOMES[crawl.state],
    ...(crawl.error === undefined ? {} : { ErrorMessage: crawl.error }),
    ...logOf(crawler, crawl),
    StartTime: new Date(crawl.startedAt),
  }
}
