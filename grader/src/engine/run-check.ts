import { setTimeout as sleep } from 'node:timers/promises'
import { type CheckRun, prepareCheck } from '@workshop/testkit/check-context'
import type { DeclaredCheck } from '@workshop/testkit/declare'
import { assertAllAwaited } from '@workshop/testkit/expect'
import { runAs } from '@workshop/testkit/running-check'
import type { PendingAssertion } from '@workshop/testkit/running-check'
import { seedFor } from '@workshop/testkit/seed'
import type { Box } from '../box/box.ts'
import { busyness } from '../box/busyness.ts'
import type { CheckOutcome } from '../score.ts'
import { describeFailure } from './describe-failure.ts'
import { surviveStrayRejections } from './stray-rejections.ts'
import type { TargetFactory } from './target-factory.ts'

/** What a check may spend. */
export interface CheckBudget {
  /** Real milliseconds on an idle machine. */
  ms: number
  /** How often virtual time may have to move: an endless loop of sleeps ends here. */
  timers: number
}

export const CHECK_BUDGET: CheckBudget = { ms: 20_000, timers: 20_000 }

/** What a check is told that waits for ever, after the name of the error. */
export const NEVER_COMES = 'Something is awaited that never comes'

/** Thrown into a check that exceeded its budget. */
export class OutOfBudget extends Error {
  override name = 'OutOfBudget'
}

/**
 * Runs one check against the candidate that a box has loaded as `exercise`. Its random data come
 * from the run's seed and the check's name alone, so that a whole cohort meets the same.
 */
export async function runCheck(
  { name, body }: DeclaredCheck,
  options: {
    box: Box
    exercise: string
    seed: number
    target: TargetFactory
    budget?: CheckBudget
  },
): Promise<CheckOutcome> {
  const { box, exercise, budget = CHECK_BUDGET } = options
  const { host } = box
  const run = prepareCheck({
    seed: seedFor(options.seed, name),
    target: options.target,
  })
  const assertions = new Set<PendingAssertion>()
  surviveStrayRejections()
  host.begin(run.session)
  const watch = new AbortController()
  try {
    const check = {
      assertions,
      call: async (_load: unknown, exported: string, args: readonly unknown[]) => {
        // What a check that ran out of its budget still does must not reach the next one's session.
        watch.signal.throwIfAborted()
        return host.call(exercise, exported, args)
      },
    }
    const work = runAs(check, async () => body(run.context))
    work.catch(() => {})
    await Promise.race([work, watchBudget(run, { budget, host, signal: watch.signal })])
    assertAllAwaited(assertions)
    if (run.failures[0]) throw run.failures[0]
    // What the box sent before it answered is on its way: a broken rule counts against this check.
    await sleep(0)
    if (host.breach) throw host.breach
    return { status: 'passed' }
  } catch (error) {
    return { status: 'failed', detail: describeFailure(host.breach ?? error) }
  } finally {
    watch.abort()
    run.clock.stop()
    host.end()
  }
}

/** Real milliseconds of quiet on an idle machine: somebody may be at work whom no clock sees. */
const QUIET_MS = 400
const LOOK_MS = 100

/** Rejects when a budget is exceeded, or when everything waits for what can never come. */
async function watchBudget(
  { clock }: CheckRun,
  { budget, host, signal }: { budget: CheckBudget; host: Box['host']; signal: AbortSignal },
): Promise<never> {
  const started = performance.now()
  const affordable = budget.ms * busyness()
  let quietSince: number | undefined
  for (;;) {
    await sleep(LOOK_MS, undefined, { signal, ref: true }).catch(() => new Promise<never>(() => {}))
    const now = performance.now()
    if (host.breach) throw host.breach
    quietSince = clock.quiet ? (quietSince ?? now) : undefined
    if (quietSince !== undefined && now - quietSince > QUIET_MS * busyness()) {
      throw new OutOfBudget(NEVER_COMES)
    }
    if (now - started > affordable) {
      host.fail('time', `A check took more than ${Math.ceil(affordable / 100) / 10} s`)
    }
    if (clock.fired > budget.timers) {
      host.fail('time', `A check slept more than ${budget.timers} times`)
    }
  }
}
