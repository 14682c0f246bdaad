/** Milliseconds of regular expressions that are affordable at once, and in a second of real time. */
const AT_ONCE = 2_000
const PER_SECOND = 200

/**
 * How long the grok patterns of one account may look at texts, in real time: whoever wrote them may
 * have one that backtracks for ever, on many files, in many crawls that are due at once.
 */
export class Patience {
  #left = AT_ONCE
  #at: number
  readonly #now: () => number

  /** `now` is real time in milliseconds, for tests. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
    this.#at = now()
  }

  /** Milliseconds that are left now; 0 where there is not even one. */
  get left(): number {
    const now = this.#now()
    this.#left = Math.min(AT_ONCE, this.#left + ((now - this.#at) / 1_000) * PER_SECOND)
    this.#at = now
    return Math.max(0, Math.floor(this.#left))
  }

  /** Does `work` and takes the time that it took. */
  spend<T>(work: () => T): T {
    const started = this.#now()
    try {
      return work()
    } finally {
      this.#left -= this.#now() - started
    }
  }
}
