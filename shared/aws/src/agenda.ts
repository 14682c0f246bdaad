import { callOff, Plans } from './plans.ts'

/** Plans whose happenings are functions: for fakes that need not say what they hold. */
export class Agenda {
  readonly #plans: Plans<{ kind: 'call'; happen: () => void }>

  constructor(clock: { now(): number }) {
    this.#plans = new Plans(clock)
    this.#plans.on('call', ({ happen }) => happen())
  }

  /** The moment that is lived through, in milliseconds since 1970: while something happens, its own. */
  now(): number {
    return this.#plans.now()
  }

  /** Plans `happen` for `ms` milliseconds from now. Returns what calls it off. */
  plan(ms: number, happen: () => void): () => void {
    return this.at(this.now() + ms, happen)
  }

  /** Plans `happen` for a moment, in milliseconds since 1970. Returns what calls it off. */
  at(moment: number, happen: () => void): () => void {
    const planned = this.#plans.at(moment, { kind: 'call', happen })
    return () => callOff(planned)
  }

  /** Lets all happen that is due; of very much, the rest is for the next time. */
  catchUp(): void {
    this.#plans.catchUp()
  }
}
