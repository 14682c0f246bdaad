import type { Crawler } from './crawlers/crawler.ts'
import type { Run } from './jobs/jobs-state.ts'
import type { FinalState } from './jobs/rehearsal.ts'
import type { Trigger } from './triggers/triggers-state.ts'
import type { Plans } from '../plans.ts'

/** What Glue does by itself when its moment comes. */
export type Due =
  /** A run that was STARTING is RUNNING. */
  | { kind: 'run-begins'; run: Run }
  | { kind: 'run-ends'; run: Run; state: FinalState; errorMessage?: string | undefined }
  /** A crawl reads S3 and writes the catalog. */
  | { kind: 'crawl-ends'; crawler: Crawler }
  /** A crawl that was stopped ends. */
  | { kind: 'crawl-stops'; crawler: Crawler }
  | { kind: 'crawler-due'; crawler: Crawler; expression: string }
  | { kind: 'trigger-due'; trigger: Trigger }
  /** An event trigger has waited for more events for as many seconds as it may. */
  | { kind: 'window-ends'; trigger: Trigger; BatchWindow: number }

/** What all parts of Glue plan. */
export type Agenda = Plans<Due>
