import type {
  StartCrawlerScheduleRequest,
  StopCrawlerScheduleRequest,
  UpdateCrawlerScheduleRequest,
} from '@aws-sdk/client-glue'
import { callOff } from '../../plans.ts'
import type { Account } from '../account.ts'
import { failure } from '../refusal.ts'
import { nextDue } from '../next-due.ts'
import { startCrawl } from './crawl-lifecycle.ts'
import { type Crawler, findCrawler } from './crawler.ts'

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
      callOff(crawler.next)
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

/** Has a crawl start whenever a schedule is due, unless one is under way. */
export function liveSchedules(account: Account): void {
  account.agenda.on('crawler-due', ({ crawler, expression }) => {
    schedule(account, crawler, expression)
    if (!crawler.running) startCrawl(account, crawler)
  })
}

/** Gives a crawler a schedule that runs from now on. Throws InvalidInputException. */
export function setSchedule(
  account: Account,
  crawler: Crawler,
  expression: string | undefined,
): void {
  if (expression) nextDue(account, expression)
  callOff(crawler.next)
  delete crawler.definition.Schedule
  if (!expression) return
  crawler.definition.Schedule = { ScheduleExpression: expression, State: 'SCHEDULED' }
  schedule(account, crawler, expression)
}

function schedule(account: Account, crawler: Crawler, expression: string): void {
  const due = { kind: 'crawler-due', crawler, expression } as const
  crawler.next = account.agenda.at(nextDue(account, expression), due)
}

function requireSchedule(account: Account, { definition }: Crawler) {
  if (definition.Schedule) return definition.Schedule
  const message = `Crawler ${definition.Name} has no schedule.`
  throw failure(account, 'NoScheduleException', message)
}
