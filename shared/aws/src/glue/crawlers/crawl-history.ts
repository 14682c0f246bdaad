import type {
  CrawlerHistory,
  CrawlerMetrics,
  CrawlsFilter,
  FilterOperator,
  GetCrawlerMetricsRequest,
  GetCrawlerMetricsResponse,
  ListCrawlsRequest,
  ListCrawlsResponse,
} from '@aws-sdk/client-glue'
import type { Account } from '../account.ts'
import { invalidInput } from '../refusal.ts'
import * as constraints from '../constraints.ts'
import { pageOf } from '../page.ts'
import { CRAWL_MS } from './crawl-lifecycle.ts'
import { logOf } from './crawler-description.ts'
import { type ChangeCount, type Crawl, type Crawler, findCrawler } from './crawler.ts'

/** ListCrawls and GetCrawlerMetrics. */
export function crawlHistoryOperations(account: Account) {
  return {
    /** ListCrawls (SDK text), the latest first, up to 100 a call, 20 if nothing is said. */
    ListCrawls(input: ListCrawlsRequest): ListCrawlsResponse {
      const crawler = findCrawler(account, input.CrawlerName)
      const rule = { otherwise: 20, min: 1, max: 100 }
      const limit = constraints.optionalInteger(account, ['maxResults', input.MaxResults], rule)
      const tests = (input.Filters ?? []).map((filter) => filterTest(account, filter))
      const all = historyOf(crawler).filter((crawl) => tests.every((test) => test(crawl)))
      const keyOf = ({ StartTime }: CrawlerHistory) =>
        String(Number.MAX_SAFE_INTEGER - Number(StartTime)).padStart(16, '0')
      const { entries, token } = pageOf(account, all, { ...input, limit, keyOf })
      return { Crawls: entries, ...token }
    },

    /** GetCrawlerMetrics (SDK text), by name. Counts are of the last crawl. */
    GetCrawlerMetrics(input: GetCrawlerMetricsRequest): GetCrawlerMetricsResponse {
      const rule = { otherwise: 100, min: 1, max: 1000 }
      const limit = constraints.optionalInteger(account, ['maxResults', input.MaxResults], rule)
      const names = input.CrawlerNameList ?? [...account.crawlers.keys()]
      const all = names.map((name) => metricsOf(account, findCrawler(account, name)))
      const keyOf = ({ CrawlerName = '' }: CrawlerMetrics) => CrawlerName
      const { entries, token } = pageOf(account, all, { ...input, limit, keyOf })
      return { CrawlerMetricsList: entries, ...token }
    },
  }
}

function historyOf(crawler: Crawler): CrawlerHistory[] {
  const { running, crawls } = crawler
  const ended = crawls.map((crawl) => ({
    CrawlId: crawl.id,
    State: crawl.state,
    StartTime: new Date(crawl.startedAt),
    EndTime: new Date(crawl.endedAt),
    Summary: summaryOf(crawl),
    ...(crawl.error === undefined ? {} : { ErrorMessage: crawl.error }),
    ...logOf(crawler, crawl),
    DPUHour: 0,
  }))
  if (!running) return ended
  const StartTime = new Date(running.startedAt)
  return [
    ...ended,
    { CrawlId: running.id, State: 'RUNNING', StartTime, ...logOf(crawler, running), DPUHour: 0 },
  ]
}

/** A JSON text, as the SDK has it: "changes made by a crawl". Its shape is not published. */
function summaryOf({ changes }: Crawl): string {
  return JSON.stringify({
    TABLE: described(changes.tables),
    PARTITION: described(changes.partitions),
  })
}

function described({ created, updated, deleted }: ChangeCount) {
  return { ADD: created, UPDATE: updated, DELETE: deleted }
}

function metricsOf(account: Account, { definition, running, crawls }: Crawler): CrawlerMetrics {
  const last = crawls.at(-1)
  const seconds = crawls.map(({ startedAt, endedAt }) => (endedAt - startedAt) / 1000)
  const sorted = seconds.toSorted((a, b) => a - b)
  const left = running ? running.startedAt + CRAWL_MS - account.agenda.now() : 0
  return {
    CrawlerName: definition.Name,
    TimeLeftSeconds: left / 1000,
    StillEstimating: false,
    LastRuntimeSeconds: seconds.at(-1) ?? 0,
    MedianRuntimeSeconds: sorted[Math.floor(sorted.length / 2)] ?? 0,
    TablesCreated: last?.changes.tables.created ?? 0,
    TablesUpdated: last?.changes.tables.updated ?? 0,
    TablesDeleted: last?.changes.tables.deleted ?? 0,
  }
}

const COMPARE: Record<FilterOperator, (a: number | string, b: number | string) => boolean> = {
  EQ: (a, b) => a === b,
  NE: (a, b) => a !== b,
  GT: (a, b) => a > b,
  GE: (a, b) => a >= b,
  LT: (a, b) => a < b,
  LE: (a, b) => a <= b,
}

/** Times in filters are in milliseconds since 1970 (SDK text, CrawlsFilter). */
function filterTest(
  account: Account,
  { FieldName, FilterOperator = 'EQ', FieldValue = '' }: CrawlsFilter,
): (crawl: CrawlerHistory) => boolean {
  const compare = COMPARE[FilterOperator]
  switch (FieldName) {
    case 'CRAWL_ID':
      return ({ CrawlId = '' }) => compare(CrawlId, FieldValue)
    case 'STATE':
      return ({ State = '' }) => compare(State, FieldValue)
    case 'START_TIME':
      return ({ StartTime }) => compare(Number(StartTime), Number(FieldValue))
    case 'END_TIME':
      return ({ EndTime }) => EndTime !== undefined && compare(Number(EndTime), Number(FieldValue))
    case 'DPU_HOUR':
      return ({ DPUHour = 0 }) => compare(DPUHour, Number(FieldValue))
    default:
      throw invalidInput(account, `There is no field "${FieldName}" to filter by`)
  }
}
