import type { JobRunState } from '@aws-sdk/client-glue'
import { invalidInput, type Part } from '../refusal.ts'

/** States in which a run ends (SDK, JobRunState). */
export const FINAL_STATES = [
  'SUCCEEDED',
  'FAILED',
  'STOPPED',
  'TIMEOUT',
  'ERROR',
  'EXPIRED',
] as const satisfies JobRunState[]

export type FinalState = (typeof FINAL_STATES)[number]

/** How an attempt would go if nobody stopped it. */
interface Rehearsal {
  seconds: number
  outcome: FinalState
  errorMessage: string | undefined
}

/** How long a run takes that is not told otherwise, in virtual seconds. */
const DEFAULT_SECONDS = '60'

/**
 * Tells how the attempt after `retry` retries goes. No script is executed: a check says it in
 * arguments of the run, or in the job's DefaultArguments, that AWS would hand to the script.
 *
 * - `--workshop-run-seconds`: how long it is RUNNING, in virtual seconds (60 by default);
 * - `--workshop-outcome`: the state it ends in (`SUCCEEDED` by default). A list such as
 *   `FAILED,SUCCEEDED` goes through the attempts, and its last entry is for all further ones. A run
 *   that is to end in `EXPIRED` never starts: it is WAITING for all of its seconds;
 * - `--workshop-error-message`: the ErrorMessage of an attempt that does not succeed.
 *
 * Throws InvalidInputException if it cannot understand them.
 */
export function rehearse(part: Part, args: Record<string, string>, retry: number): Rehearsal {
  const seconds = Number(args['--workshop-run-seconds'] ?? DEFAULT_SECONDS)
  if (!(Number.isFinite(seconds) && seconds >= 0)) {
    throw invalidInput(part, '"--workshop-run-seconds" must be a number of seconds')
  }
  const outcomes = (args['--workshop-outcome'] ?? 'SUCCEEDED').split(',').map(outcomeIn)
  const outcome = outcomes[Math.min(retry, outcomes.length - 1)]
  if (!outcome || outcomes.includes(undefined)) {
    const states = FINAL_STATES.join(', ')
    throw invalidInput(part, `"--workshop-outcome" must be a list of final states: ${states}`)
  }
  const message = args['--workshop-error-message'] ?? DEFAULT_MESSAGES[outcome]
  return { seconds, outcome, errorMessage: outcome === 'SUCCEEDED' ? undefined : message }
}

const DEFAULT_MESSAGES: Partial<Record<FinalState, string>> = {
  FAILED: 'Command failed with exit code 1',
  ERROR: 'Internal service error',
}

function outcomeIn(text: string): FinalState | undefined {
  return FINAL_STATES.find((state) => state === text.trim())
}
