/**
 * A tank of capacity that refills at a steady rate, as AWS's page on large records pictures it
 * (Kinesis developer guide, "Handle large records"): it holds what one second brings, something
 * larger than the tank needs it full and leaves it in debt.
 */
export class Tank {
  #level: number
  #at: number
  readonly #perSecond: number

  /** Starts full at `now`, in milliseconds. */
  constructor(perSecond: number, now: number) {
    this.#perSecond = perSecond
    this.#level = perSecond * UNIT
    this.#at = now
  }

  /** A tank as `toData` described it. */
  static from({ perSecond, level, at }: ReturnType<Tank['toData']>): Tank {
    const tank = new Tank(perSecond, at)
    tank.#level = level
    return tank
  }

  /** All there is to know about it. */
  toData(): { perSecond: number; level: number; at: number } {
    return { perSecond: this.#perSecond, level: this.#level, at: this.#at }
  }

  /** Says whether `amount` can be taken now. */
  has(amount: number, now: number): boolean {
    this.#refill(now)
    return this.#level >= Math.min(amount, this.#perSecond) * UNIT
  }

  /** Takes `amount`, into debt if need be. */
  take(amount: number, now: number): void {
    this.#refill(now)
    this.#level -= amount * UNIT
  }

  #refill(now: number) {
    const refilled = this.#level + (now - this.#at) * this.#perSecond
    this.#level = Math.min(this.#perSecond * UNIT, refilled)
    this.#at = now
  }
}

/** Levels are kept in thousandths: what a millisecond brings is then a whole number. */
const UNIT = 1000
