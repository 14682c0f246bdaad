/**
 * What will happen in a fake by itself: a job starts, a step ends. It happens when the service is
 * next looked at, in the order and at the moments it was planned for, so that nothing but those who
 * wait moves the clock.
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
    const entry: Entry = { at: this.now() + ms, happen }
    this.#entries.splice(this.#placeOf(entry.at), 0, entry)
    return () => {
      entry.happen = undefined
    }
  }

  /** Lets all happen that is due. */
  catchUp(): void {
    if (this.#happening !== undefined) return
    const now = this.#clock.now()
    try {
      for (let next = this.#entries[0]; next && next.at <= now; next = this.#entries[0]) {
        this.#entries.shift()
        this.#happening = next.at
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

interface Entry {
  at: number
  happen: (() => void) | undefined
}
