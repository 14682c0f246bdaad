interface Policy {
  attempts: number
  baseMs: number
  capMs: number
  deadlineMs: number
  tokens: number
  alsoRetry: string[]
}
interface Deps {
  sleep(ms: number): Promise<void>
  now(): number
  random(): number
}
type Trouble = Error & Record<string, any>

// A class with a spent counter, recursion in the place of a loop, and one table of reasons.
class Fleet {
  spent = 0
  readonly policy: Policy
  readonly deps: Deps

  constructor(policy: Policy, deps: Deps) {
    this.policy = policy
    this.deps = deps
  }

  async attempt<T>(fn: (attempt: number) => Promise<T>, n: number, began: number): Promise<T> {
    let value: T
    try {
      value = await fn(n)
    } catch (thrown) {
      const error = thrown as Trouble
      const pause = this.pause(error, n)
      const inTime = this.deps.now() - began + pause <= this.policy.deadlineMs
      if (!this.passes(error) || n >= this.policy.attempts || !inTime) throw error
      if (this.spent >= this.policy.tokens) throw error
      this.spent += 1
      await this.deps.sleep(pause)
      return this.attempt(fn, n + 1, began)
    }
    this.spent = Math.max(0, this.spent - 1)
    return value
  }

  pause(error: Trouble, n: number): number {
    let ceiling = this.policy.baseMs
    for (let doubled = 1; doubled < n && ceiling < this.policy.capMs; doubled++) ceiling += ceiling
    const jittered = Math.min(ceiling, this.policy.capMs) * this.deps.random()
    const asked = Number(error['retryAfter'] ?? 0) * 1000
    return asked > jittered ? asked : jittered
  }

  passes(error: Trouble): boolean {
    const status = String(error['$metadata']?.httpStatusCode ?? '')
    if (/^(429|500|502|503|504)$/.test(status)) return true
    if (error['$retryable']) return true
    if (/^(ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT)$/.test(error['code'] ?? '')) return true
    const throttled =
      /^(Throttling(Exception)?|TooManyRequestsException|ProvisionedThroughputExceededException|RequestLimitExceeded|SlowDown)$/
    return throttled.test(error.name) || new Set(this.policy.alsoRetry).has(error.name)
  }
}

export function createRetrier(policy: Policy, deps: Deps) {
  const fleet = new Fleet(policy, deps)
  return {
    run: <T>(fn: (attempt: number) => Promise<T>) => fleet.attempt(fn, 1, deps.now()),
  }
}
