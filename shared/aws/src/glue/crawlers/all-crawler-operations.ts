import type { Account } from '../account.ts'
import { classifierOperations } from './classifiers.ts'
import { crawlHistoryOperations } from './crawl-history.ts'
import { crawlLifecycleOperations } from './crawl-lifecycle.ts'
import { crawlerOperations } from './crawlers.ts'
import { scheduleOperations } from './schedules.ts'

/** All operations on crawlers, their crawls, schedules and classifiers. */
export function allCrawlerOperations(account: Account) {
  return {
    ...classifierOperations(account),
    ...crawlerOperations(account),
    ...crawlLifecycleOperations(account),
    ...crawlHistoryOperations(account),
    ...scheduleOperations(account),
  }
}
