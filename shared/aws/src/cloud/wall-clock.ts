import { END_OF_TIME, VirtualClock } from '../clock.ts'

/**
 * Keeps a virtual clock at real time plus what it was moved ahead. The virtual clock moves only
 * when told to, so a journal can tell it the same times again.
 */
export class WallClock {
  readonly virtual: VirtualClock
  #ahead: number
  readonly #realNow: () => number
  #release: () => void
  #moving = Promise.resolve()

  /** `realNow` is the real time, `ahead` how far before it the clock goes, both in milliseconds. */
  constructor({
    realNow = Date.now,
    start,
    ahead = 0,
  }: {
    realNow?: () => number
    start: number
    ahead?: number
  }) {
    this.virtual = new VirtualClock(start)
    this.#realNow = realNow
    this.#ahead = ahead
    this.#release = this.virtual.hold()
  }

  /** The present, to which the virtual clock moves when it next catches up, in milliseconds since 1970. */
  now(): number {
    return Math.max(this.virtual.now(), this.#realNow() + this.#ahead)
  }

  /** How far it is ahead of real time, in milliseconds. */
  get ahead(): number {
    return this.#ahead
  }

  set ahead(ms: number) {
    this.#ahead = Math.min(ms, END_OF_TIME - this.#realNow())
  }

  /** Moves to the present. Time never goes back, even where the real clock does. */
  catchUp(): Promise<void> {
    return this.moveTo(this.#realNow() + this.#ahead)
  }

  /** Moves to a moment in milliseconds since 1970, firing what comes due on the way. */
  moveTo(at: number): Promise<void> {
    this.#moving = this.#moving.then(() => this.#move(at))
    return this.#moving
  }

  async #move(at: number): Promise<void> {
    const ms = at - this.virtual.now()
    if (ms <= 0) return
    const arrived = this.virtual.advance(ms)
    this.#release()
    await arrived
    this.#release = this.virtual.hold()
  }
}
