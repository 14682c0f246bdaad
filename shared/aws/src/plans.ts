/** How much is caught up with at once: a large array job, and not what plans itself again for ever. */
const MAX_AT_ONCE = 50_000

/** Something that is to happen at a moment, in milliseconds since 1970; undefined if called off. */
export interface Planned<Due> {
  readonly at: number
  due: Due | undefined
}

/** Calls off what was planned, if anything was. */
export function callOff(planned: Planned<unknown> | undefined): void {
  if (planned) planned.due = undefined
}

/**
 * What will happen in a fake by itself, as data: a job starts, a crawl ends, a schedule is due. What
 * each kind of it comes to, `on` says.
 *
 * It sets no timer. What is due happens when somebody next looks, in the order and at the moments
 * it was planned for, so a schedule without end does not keep the clock moving. Callers cannot see
 * the difference, but for what is read of another service: it is read as it is when somebody looks.
 */
export class Plans<Due extends { kind: string }> {
  /** Sorted by moment; of the same moment, in the order of planning. */
  readonly planned: Planned<Due>[]
  readonly #clock: { now(): number }
  readonly #live = new Map<string, (due: never) => void>()
  #happening: number | undefined

  constructor(clock: { now(): number }, planned: Planned<Due>[] = []) {
    this.#clock = clock
    this.planned = planned
  }

  /** The moment that is lived through, in milliseconds since 1970: while something happens, its own. */
  now(): number {
    return this.#happening ?? this.#clock.now()
  }

  /** Says what happens when something of this kind is due. */
  on<Kind extends Due['kind']>(kind: Kind, live: (due: Extract<Due, { kind: Kind }>) => void) {
    this.#live.set(kind, live)
  }

  /** Plans something for a moment, in milliseconds since 1970. */
  at(moment: number, due: Due): Planned<Due> {
    const planned = { at: moment, due }
    this.planned.splice(this.#placeOf(moment), 0, planned)
    return planned
  }

  /** Lets all happen that is due; of very much, the rest is for the next time. */
  catchUp(): void {
    if (this.#happening !== undefined) return
    const now = this.#clock.now()
    try {
      for (let lived = 0; lived < MAX_AT_ONCE; lived++) {
        const next = this.planned[0]
        if (!next || next.at > now) return
        this.planned.shift()
        this.#happening = Math.max(this.#happening ?? next.at, next.at)
        if (next.due) this.#live.get(next.due.kind)!(next.due as never)
      }
    } finally {
      this.#happening = undefined
    }
  }

  #placeOf(at: number): number {
    let [low, high] = [0, this.planned.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.planned[middle]!.at <= at) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** The same operations, each of which first catches up with what is due. */
export function caughtUp<Operations extends Record<string, (input: never) => object>>(
  plans: { catchUp(): void },
  operations: Operations,
): Operations {
  const wrapped = Object.entries(operations).map(([name, operate]) => [
    name,
    (input: never) => {
      plans.catchUp()
      return operate(input)
    },
  ])
  return Object.fromEntries(wrapped) as Operations
}
