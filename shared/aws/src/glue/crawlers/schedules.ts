import type {
  StartCrawlerScheduleRequest,
  StopCrawlerScheduleRequest,
  UpdateCrawlerScheduleRequest,
} from '@aws-sdk/client-glue'
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
      crawler.unschedule()
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
  if (expression) nextDue(account, expression)
  crawler.unschedule()
  delete crawler.definition.Schedule
  if (!expression) return
  crawler.definition.Schedule = { ScheduleExpression: expression, State: 'SCHEDULED' }
  schedule(account, crawler, expression)
}

/** Starts a crawl whenever the schedule is due, unless one is under way. */
function schedule(account: Account, crawler: Crawler, expression: string): void {
  crawler.unschedule = account.agenda.at(nextDue(account, expression), () => {
    schedule(account, crawler, expression)
    if (!crawler.running) startCrawl(account, crawler)
  })
}

function requireSchedule(account: Account, { definition }: Crawler) {
  if (definition.Schedule) return definition.Schedule
  const message = `Crawler ${definition.Name} has no schedule.`
  throw failure(account, 'NoScheduleException', message)
}
