/** Milliseconds of some work that are affordable at once, and in a second of real time. */
export interface Affordable {
  atOnce: number
  perSecond: number
}

/** Of regular expressions. */
const MATCHING: Affordable = { atOnce: 2_000, perSecond: 200 }

/** Of reading files. */
export const READING: Affordable = { atOnce: 5_000, perSecond: 500 }

/**
 * How long the crawlers of one account may be at some work, in real time: whoever wrote a grok pattern
 * may have one that backtracks for ever, on many files, in many crawls that are due at once.
 */
export class Patience {
  #left: number
  #at: number
  readonly #affordable: Affordable
  readonly #now: () => number

  /** `now` is real time in milliseconds, for tests. */
  constructor(affordable = MATCHING, now: () => number = () => performance.now()) {
    this.#affordable = affordable
    this.#now = now
    this.#left = affordable.atOnce
    this.#at = now()
  }

  /** Milliseconds that are left now; 0 where there is not even one. */
  get left(): number {
    const now = this.#now()
    const { atOnce, perSecond } = this.#affordable
    this.#left = Math.min(atOnce, this.#left + ((now - this.#at) / 1_000) * perSecond)
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
