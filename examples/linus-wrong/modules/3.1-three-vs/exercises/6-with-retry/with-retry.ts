// Looks at the clock after the wait.
export interface RetryPolicy {
  attempts: number
  baseMs: number
  capMs: number
  deadlineMs: number
  tokens: number
  alsoRetry: string[]
}

export interface Deps {
  sleep(ms: number): Promise<void>
  now(): number
  random(): number
}

export interface Retrier {
  run<T>(fn: (attempt: number) => Promise<T>): Promise<T>
}

interface ServiceError {
  name?: string
  code?: string
  $metadata?: { httpStatusCode?: number }
  $retryable?: object
  /** Seconds. */
  retryAfter?: number
}

const STATUSES = [429, 500, 502, 503, 504]
const CODES = ['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT']
const NAMES = [
  'ThrottlingException',
  'Throttling',
  'TooManyRequestsException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'SlowDown',
]

/** Makes a retrier; its runs share one budget of retries. */
export function createRetrier(policy: RetryPolicy, deps: Deps): Retrier {
  let tokens = policy.tokens

  async function run<T>(fn: (attempt: number) => Promise<T>): Promise<T> {
    const deadline = deps.now() + policy.deadlineMs
    for (let attempt = 1; ; attempt++) {
      try {
        const value = await fn(attempt)
        tokens = Math.min(policy.tokens, tokens + 1)
        return value
      } catch (error) {
        const wait = waitFor(error as ServiceError, attempt)
        const mayRetry = mayPass(error as ServiceError) && attempt < policy.attempts && tokens > 0
        if (!mayRetry || deps.now() > deadline) throw error
        tokens--
        await deps.sleep(wait)
      }
    }
  }

  function mayPass({ name = '', code = '', $metadata, $retryable }: ServiceError): boolean {
    return (
      STATUSES.includes($metadata?.httpStatusCode ?? 0) ||
      NAMES.includes(name) ||
      CODES.includes(code) ||
      policy.alsoRetry.includes(name) ||
      $retryable !== undefined
    )
  }

  function waitFor({ retryAfter = 0 }: ServiceError, attempt: number): number {
    const jittered = deps.random() * Math.min(policy.capMs, policy.baseMs * 2 ** (attempt - 1))
    return Math.max(jittered, retryAfter * 1_000)
  }

  return { run }
}
