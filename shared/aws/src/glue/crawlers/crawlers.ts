import type {
  BatchGetCrawlersRequest,
  BatchGetCrawlersResponse,
  CreateCrawlerRequest,
  DeleteCrawlerRequest,
  GetCrawlerRequest,
  GetCrawlerResponse,
  GetCrawlersRequest,
  GetCrawlersResponse,
  ListCrawlersRequest,
  ListCrawlersResponse,
  UpdateCrawlerRequest,
} from '@aws-sdk/client-glue'
import { callOff } from '../../plans.ts'
import { type Account, arnOf, present } from '../account.ts'
import { failure } from '../refusal.ts'
import * as constraints from '../constraints.ts'
import { nextDue } from '../next-due.ts'
import { pageOf } from '../page.ts'
import { setTags } from '../tags.ts'
import { refuseRunning } from './crawl-lifecycle.ts'
import { type Crawler, findCrawler } from './crawler.ts'
import { describeCrawler } from './crawler-description.ts'
import { checkCrawlerInput, schemaChangePolicy } from './crawler-input.ts'
import { setSchedule } from './schedules.ts'

/** The operations on crawlers. */
export function crawlerOperations(account: Account) {
  return {
    /** CreateCrawler (SDK text). Buckets of its targets must be there; its database need not. */
    CreateCrawler(input: CreateCrawlerRequest): object {
      const { Tags, Schedule, ...rest } = structuredClone(input)
      const Name = constraints.requireText(account, ['name', input.Name], { max: 255 })
      constraints.requireText(account, ['role', input.Role])
      if (!input.Targets) throw constraints.mustNotBeNull(account, 'targets')
      checkCrawlerInput(account, input)
      if (Schedule) nextDue(account, Schedule)
      if (account.crawlers.has(Name)) {
        // AWS's text is not published.
        throw failure(account, 'AlreadyExistsException', `Crawler ${Name} already exists`)
      }
      setTags(account, arnOf(account, `crawler/${Name}`), Tags)
      const now = account.agenda.now()
      const crawler: Crawler = {
        definition: { ...rest, Name, ...defaults(rest), CreationTime: new Date(now), Version: 1 },
        running: undefined,
        crawls: [],
        next: undefined,
        knownFolders: new Set(),
      }
      crawler.definition.LastUpdated = new Date(now)
      setSchedule(account, crawler, Schedule)
      account.crawlers.set(Name, crawler)
      return {}
    },

    /** GetCrawler (SDK text). */
    GetCrawler(input: GetCrawlerRequest): GetCrawlerResponse {
      return { Crawler: describeCrawler(account, findCrawler(account, input.Name)) }
    },

    /** GetCrawlers (SDK text), by name, up to 1,000 a call. */
    GetCrawlers(input: GetCrawlersRequest): GetCrawlersResponse {
      const { entries, token } = page(account, [...account.crawlers.values()], input)
      return { Crawlers: entries.map((crawler) => describeCrawler(account, crawler)), ...token }
    },

    /** BatchGetCrawlers (SDK text), up to 100. */
    BatchGetCrawlers(input: BatchGetCrawlersRequest): BatchGetCrawlersResponse {
      const member: [string, string[] | undefined] = ['crawlerNames', input.CrawlerNames]
      const names = constraints.requireList(account, member, { max: 100 })
      const found = names.flatMap((name) => account.crawlers.get(name) ?? [])
      return {
        Crawlers: found.map((crawler) => describeCrawler(account, crawler)),
        CrawlersNotFound: names.filter((name) => !account.crawlers.has(name)),
      }
    },

    /** ListCrawlers (SDK text): the names, of those with certain tags if need be. */
    ListCrawlers(input: ListCrawlersRequest): ListCrawlersResponse {
      const wanted = Object.entries(input.Tags ?? {})
      const tagged = [...account.crawlers.values()].filter(({ definition }) => {
        const tags = account.tags.get(arnOf(account, `crawler/${definition.Name}`))
        return wanted.every(([key, value]) => tags?.get(key) === value)
      })
      const { entries, token } = page(account, tagged, input)
      return { CrawlerNames: entries.map(({ definition }) => definition.Name), ...token }
    },

    /** UpdateCrawler (SDK text): changes the members that are there. Not while it is running. */
    UpdateCrawler(input: UpdateCrawlerRequest): object {
      const crawler = findCrawler(account, input.Name)
      refuseRunning(account, crawler)
      const { Schedule, ...rest } = present(structuredClone(input))
      const { definition } = crawler
      const next = { ...definition, ...rest, Name: definition.Name }
      checkCrawlerInput(account, next)
      if (Schedule) nextDue(account, Schedule)
      crawler.definition = {
        ...next,
        ...defaults(next),
        Version: (definition.Version ?? 0) + 1,
        LastUpdated: new Date(account.agenda.now()),
      }
      if (Schedule !== undefined) setSchedule(account, crawler, Schedule)
      return {}
    },

    /** DeleteCrawler (SDK text). Not while it is running; its tables stay. */
    DeleteCrawler(input: DeleteCrawlerRequest): object {
      const crawler = findCrawler(account, input.Name)
      refuseRunning(account, crawler)
      callOff(crawler.next)
      account.crawlers.delete(crawler.definition.Name)
      account.tags.delete(arnOf(account, `crawler/${crawler.definition.Name}`))
      return {}
    },
  }
}

function defaults({
  RecrawlPolicy,
  SchemaChangePolicy,
}: Pick<UpdateCrawlerRequest, 'RecrawlPolicy' | 'SchemaChangePolicy'>) {
  const RecrawlBehavior = RecrawlPolicy?.RecrawlBehavior ?? 'CRAWL_EVERYTHING'
  return {
    RecrawlPolicy: { RecrawlBehavior },
    SchemaChangePolicy: schemaChangePolicy(SchemaChangePolicy, RecrawlBehavior),
    LineageConfiguration: { CrawlerLineageSettings: 'DISABLE' as const },
  }
}

function page(
  account: Account,
  crawlers: Crawler[],
  { MaxResults, NextToken }: { MaxResults?: number | undefined; NextToken?: string | undefined },
) {
  const rule = { otherwise: 100, min: 1, max: 1000 }
  const limit = constraints.optionalInteger(account, ['maxResults', MaxResults], rule)
  const keyOf = ({ definition }: Crawler) => definition.Name
  return pageOf(account, crawlers, { limit, NextToken, keyOf })
}
