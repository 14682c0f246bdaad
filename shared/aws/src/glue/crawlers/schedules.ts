import type {
  StartCrawlerScheduleRequest,
  StopCrawlerScheduleRequest,
  UpdateCrawlerScheduleRequest,
} from '@aws-sdk/client-glue'
import { type Account, failure, invalidInput } from '../account.ts'
import { nextCronTime, parseCron } from '../cron.ts'
import { startCrawl } from './crawl-lifecycle.ts'
import { type Crawler, findCrawler } from './crawler.ts'

/** How far back a due time is looked for first, in milliseconds; then ever farther. */
const FIRST_LOOK = 3_600_000

/** The operations on schedules. Texts of what AWS refuses here are not published. */
export function scheduleOperations(account: Account) {
  return {
    /** StartCrawlerSchedule (SDK text). */
    StartCrawlerSchedule(input: StartCrawlerScheduleRequest): object {
      const crawler = findCrawler(account, input.CrawlerName)
      const schedule = requireSchedule(account, crawler)
      if (schedule.State === 'SCHEDULED') {
        const message = `The schedule of crawler ${input.CrawlerName} is already running.`
        throw failure(account, 'SchedulerRunningException', message)
      }
      setSchedule(account, crawler, schedule.ScheduleExpression)
      return {}
    },

    /** StopCrawlerSchedule (SDK text). A crawl under way goes on. */
    StopCrawlerSchedule(input: StopCrawlerScheduleRequest): object {
      const crawler = findCrawler(account, input.CrawlerName)
      const schedule = requireSchedule(account, crawler)
      if (schedule.State !== 'SCHEDULED') {
        const message = `The schedule of crawler ${input.CrawlerName} is not running.`
        throw failure(account, 'SchedulerNotRunningException', message)
      }
      crawler.definition.Schedule = { ...schedule, State: 'NOT_SCHEDULED' }
      return {}
    },

    /** UpdateCrawlerSchedule (SDK text). Without a schedule, the crawler has none from then on. */
    UpdateCrawlerSchedule(input: UpdateCrawlerScheduleRequest): object {
      setSchedule(account, findCrawler(account, input.CrawlerName), input.Schedule)
      return {}
    },
  }
}

/** Gives a crawler a schedule that runs from now on. Throws InvalidInputException. */
export function setSchedule(
  account: Account,
  crawler: Crawler,
  expression: string | undefined,
): void {
  if (expression) checkSchedule(account, expression)
  crawler.scheduledSince = account.world.clock.now()
  if (expression)
    crawler.definition.Schedule = { ScheduleExpression: expression, State: 'SCHEDULED' }
  else delete crawler.definition.Schedule
}

/** Throws InvalidInputException for a schedule that cannot be read. */
export function checkSchedule(account: Account, expression: string): void {
  try {
    parseCron(expression)
  } catch (error) {
    throw invalidInput(account, (error as Error).message)
  }
}

/**
 * Starts the crawls that came due. A schedule sets no timer: it would keep the clock going for
 * ever. Instead, Glue catches up whenever someone looks; of several crawls that came due unseen,
 * only the last is carried out, and none while one is under way.
 */
export function startDueCrawls(account: Account): void {
  const now = account.world.clock.now()
  for (const crawler of account.crawlers.values()) {
    const { State, ScheduleExpression } = crawler.definition.Schedule ?? {}
    if (State !== 'SCHEDULED' || !ScheduleExpression || crawler.scheduledSince >= now) continue
    const due = lastDue(ScheduleExpression, { after: crawler.scheduledSince, until: now })
    crawler.scheduledSince = now
    if (due !== undefined && !crawler.running) startCrawl(account, crawler, due)
  }
}

function requireSchedule(account: Account, { definition }: Crawler) {
  if (definition.Schedule) return definition.Schedule
  const message = `Crawler ${definition.Name} has no schedule.`
  throw failure(account, 'NoScheduleException', message)
}

function lastDue(
  expression: string,
  { after, until }: { after: number; until: number },
): number | undefined {
  for (let look = FIRST_LOOK; ; look *= 24) {
    const from = Math.max(after, until - look)
    let last: number | undefined
    let next = nextCronTime(expression, from)
    while (next <= until) {
      last = next
      next = nextCronTime(expression, last)
    }
    if (last !== undefined || from === after) return last
  }
}
