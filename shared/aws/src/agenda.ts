/** How much is caught up with at once: a large array job, and not what plans itself again for ever. */
const MAX_AT_ONCE = 50_000

/**
 * What will happen in a fake by itself: a job starts, a crawl ends, a schedule is due.
 *
 * It sets no timer. What is due happens when somebody next looks, in the order and at the moments
 * it was planned for, so a schedule without end does not keep the clock moving. Callers cannot see
 * the difference, but for what is read of another service: it is read as it is when somebody looks.
 */
export class Agenda {
  readonly #clock: { now(): number }
  /** Sorted by moment; of the same moment, in the order of planning. */
  readonly #entries: Entry[] = []
  #happening: number | undefined

  constructor(clock: { now(): number }) {
    this.#clock = clock
  }

  /** The moment that is lived through, in milliseconds since 1970: while something happens, its own. */
  now(): number {
    return this.#happening ?? this.#clock.now()
  }

  /** Plans `happen` for `ms` milliseconds from now. Returns what calls it off. */
  plan(ms: number, happen: () => void): () => void {
    return this.at(this.now() + ms, happen)
  }

  /** Plans `happen` for a moment, in milliseconds since 1970. Returns what calls it off. */
  at(moment: number, happen: () => void): () => void {
    const entry: Entry = { at: moment, happen }
    this.#entries.splice(this.#placeOf(moment), 0, entry)
    return () => {
      entry.happen = undefined
    }
  }

  /** Lets all happen that is due; of very much, the rest is for the next time. */
  catchUp(): void {
    if (this.#happening !== undefined) return
    const now = this.#clock.now()
    try {
      for (let lived = 0; lived < MAX_AT_ONCE; lived++) {
        const next = this.#entries[0]
        if (!next || next.at > now) return
        this.#entries.shift()
        this.#happening = Math.max(this.#happening ?? next.at, next.at)
        next.happen?.()
      }
    } finally {
      this.#happening = undefined
    }
  }

  #placeOf(at: number): number {
    let [low, high] = [0, this.#entries.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#entries[middle]!.at <= at) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** The same operations, each of which first catches up with what is due. */
export function caughtUp<Operations extends Record<string, (input: never) => object>>(
  agenda: Agenda,
  operations: Operations,
): Operations {
  const wrapped = Object.entries(operations).map(([name, operate]) => [
    name,
    (input: never) => {
      agenda.catchUp()
      return operate(input)
    },
  ])
  return Object.fromEntries(wrapped) as Operations
}

interface Entry {
  at: number
  happen: (() => void) | undefined
}
