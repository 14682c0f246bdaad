export interface RetryPolicy {
  /** Attempts in all, the first included. */
  attempts: number
  baseMs: number
  capMs: number
  /** Milliseconds from the beginning of a run after which nothing is awaited any more. */
  deadlineMs: number
  /** Retries that all runs of a retrier share. */
  tokens: number
  /** Names of further errors to try again after. */
  alsoRetry: string[]
}

export interface Deps {
  sleep(ms: number): Promise<void>
  /** Milliseconds since 1970. */
  now(): number
  /** A number from 0 up to, not including, 1. */
  random(): number
}

export interface Retrier {
  run<T>(fn: (attempt: number) => Promise<T>): Promise<T>
}

/** Makes a retrier; its runs share one budget of retries. */
export function createRetrier(policy: RetryPolicy, deps: Deps): Retrier {
  throw new Error('Not written yet')
}
