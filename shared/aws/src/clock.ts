import { setImmediate as nextTurn } from 'node:timers/promises'

/** Where every virtual clock starts, in milliseconds since 1970: a Monday noon, in UTC. */
export const START_OF_TIME = Date.UTC(2026, 2, 2, 12, 0, 0)

/** Where every virtual clock stops: whoever reckons years beyond it still gets a valid date. */
export const END_OF_TIME = Date.UTC(9999, 11, 31)

/**
 * Time that moves only when everything in flight waits for it.
 *
 * Whoever works on behalf of a check takes a `hold`; when nobody holds the clock, it jumps to the
 * earliest timer. Timers that are due at the same moment fire in the order they were set.
 */
export class VirtualClock {
  #now: number
  #holds = 0
  #holdsTaken = 0
  #nextTimer = 1
  #timers = new Map<number, Timer>()
  #pumping = false
  #stopped = false
  readonly #over = new AbortController()
  #fired = 0

  constructor(start = START_OF_TIME) {
    this.#now = start
  }

  /** Milliseconds since 1970. */
  readonly now = (): number => this.#now

  /** Resolves `ms` virtual milliseconds from now; rejects with the signal's reason on abort. */
  readonly sleep = (ms: number, options?: { signal?: AbortSignal }): Promise<void> => {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const signal = options?.signal
    if (signal?.aborted) {
      reject(signal.reason)
      return promise
    }
    const cancel = this.setTimer(ms, () => {
      signal?.removeEventListener('abort', onAbort)
      resolve()
    })
    const onAbort = () => {
      cancel()
      reject(signal?.reason)
    }
    signal?.addEventListener('abort', onAbort, { once: true })
    return promise
  }

  /** Calls `fire` once, `ms` virtual milliseconds from now. Returns what cancels it. */
  setTimer(ms: number, fire: () => void): () => void {
    if (this.#stopped) return () => {}
    const id = this.#nextTimer++
    const delay = Number.isFinite(ms) && ms > 0 ? ms : 0
    this.#timers.set(id, { at: Math.min(this.#now + delay, END_OF_TIME), fire })
    this.#pump()
    return () => void this.#timers.delete(id)
  }

  /** Keeps the clock still until the returned function is called (once; more often is harmless). */
  hold(): () => void {
    this.#holds++
    this.#holdsTaken++
    let held = true
    return () => {
      if (!held) return
      held = false
      this.#holds--
      this.#pump()
    }
  }

  /** Moves time forward, firing what comes due on the way, each time waiting for quiet. */
  async advance(ms: number): Promise<void> {
    const reached = Promise.withResolvers<void>()
    this.setTimer(ms, reached.resolve)
    await reached.promise
  }

  /** True while nothing is under way and nothing is due: whoever still waits, waits for ever. */
  get quiet(): boolean {
    return this.#holds === 0 && this.#timers.size === 0
  }

  /** Timers that fired so far: how often time had to move. */
  get fired(): number {
    return this.#fired
  }

  /** Aborts when the clock is stopped: whatever works for its world in real time may end. */
  get over(): AbortSignal {
    return this.#over.signal
  }

  /** Forgets every timer; nothing fires any more. */
  stop(): void {
    this.#stopped = true
    this.#over.abort()
    this.#timers.clear()
  }

  #pump() {
    if (this.#pumping || this.#stopped || this.#holds > 0 || this.#timers.size === 0) return
    this.#pumping = true
    void this.#fireWhenQuiet()
  }

  async #fireWhenQuiet() {
    try {
      while (this.#holds === 0 && this.#timers.size > 0 && !this.#stopped) {
        // Two turns: promises settled by the last timer get to run, and so does what they start.
        // Whoever came and went meanwhile has set something going that gets two turns of its own.
        const taken = this.#holdsTaken
        await nextTurn()
        await nextTurn()
        if (this.#holds === 0 && taken === this.#holdsTaken) this.#fireEarliest()
      }
    } finally {
      this.#pumping = false
    }
  }

  #fireEarliest() {
    let earliest: [number, Timer] | undefined
    for (const entry of this.#timers) {
      if (!earliest || entry[1].at < earliest[1].at) earliest = entry
    }
    if (!earliest) return
    const [id, timer] = earliest
    this.#timers.delete(id)
    this.#now = Math.max(this.#now, timer.at)
    this.#fired++
    timer.fire()
  }
}

interface Timer {
  at: number
  fire: () => void
}
