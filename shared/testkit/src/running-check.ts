import { AsyncLocalStorage } from 'node:async_hooks'

/** What a running check's calls reach: the box of a submission, or a candidate in this process. */
export interface RunningCheck {
  /**
   * Calls what the candidate exports. `load` imports the file where candidate and check share a
   * process; where they do not, it is never called.
   */
  call(load: () => Promise<object>, name: string, args: readonly unknown[]): Promise<unknown>
  /** Assertions that the check started and has to await. */
  readonly assertions: Set<PendingAssertion>
}

/** An assertion on a promise, until somebody awaits it. */
export interface PendingAssertion {
  awaited: boolean
}

const storage = new AsyncLocalStorage<RunningCheck>()

/** Runs `body` as the check `check`: calls of the candidate inside it reach that check's guest. */
export function runAs<T>(check: RunningCheck, body: () => T): T {
  return storage.run(check, body)
}

/** The check that is running here. Throws outside of one: a check file calls nothing at its top. */
export function runningCheck(): RunningCheck {
  const check = storage.getStore()
  if (!check) throw new Error('The candidate can only be called while a check runs')
  return check
}

/** The check that is running here, if one is. */
export function maybeRunningCheck(): RunningCheck | undefined {
  return storage.getStore()
}
