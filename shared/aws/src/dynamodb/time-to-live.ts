import type { Item } from './attribute-value.ts'
import { Plain } from '../plain.ts'
import { SortedMap } from '../sorted-map.ts'

/**
 * How long after its expiry an item goes, in milliseconds. AWS: "typically deletes expired items
 * within two days of expiration"; the fake takes the full two days, so that programs meet expired
 * items that are still there.
 */
export const DELETION_DELAY = 48 * 60 * 60 * 1000

/** AWS ignores times that lie five years or more in the past (AWS: "How it works: TTL"). */
const OLDEST = 5 * 365 * 24 * 60 * 60 * 1000

/** The schedule of a table's expiring items. */
export class TimeToLive {
  #attribute: string | undefined
  readonly #schedule = new SortedMap<string>()
  readonly #scheduled = new Map<string, { expiry: number; due: number }>()

  /** A schedule as `toData` described it. */
  static from({ attribute, scheduled }: ReturnType<TimeToLive['toData']>): TimeToLive {
    const timeToLive = new TimeToLive()
    timeToLive.#attribute = attribute
    for (const [position, { expiry, due }] of scheduled.data)
      timeToLive.#plan(position, expiry, due)
    return timeToLive
  }

  /** All there is to know about it: the items that expire by their positions, and when. */
  toData() {
    return { attribute: this.#attribute, scheduled: new Plain(this.#scheduled) }
  }

  /** The attribute that holds the time of expiry, if expiry is on. */
  get attribute(): string | undefined {
    return this.#attribute
  }

  /** Turns expiry on for an attribute, beginning with the items there are. */
  enable(
    attribute: string,
    items: Iterable<[string, { item: Readonly<Item> }]>,
    now: number,
  ): void {
    this.#attribute = attribute
    for (const [position, { item }] of items) this.track(position, item, now)
  }

  disable(): void {
    this.#attribute = undefined
    for (const position of this.#scheduled.keys()) this.#cancel(position)
  }

  /** Notes what an item says about its expiry, or with undefined that there is no item. */
  track(position: string, item: Readonly<Item> | undefined, now: number): void {
    if (this.#attribute === undefined) return
    const expiry = Number(item?.[this.#attribute]?.N ?? Number.NaN) * 1000
    // A write that leaves the expiry as it is does not put off the deletion.
    if (this.#scheduled.get(position)?.expiry === expiry) return
    this.#cancel(position)
    const due = Math.ceil(Math.max(expiry, now) + DELETION_DELAY)
    if (!Number.isSafeInteger(due) || expiry <= now - OLDEST) return
    this.#plan(position, expiry, due)
  }

  /** The positions of items that are to be deleted by now, and when. */
  due(now: number): { position: string; at: number }[] {
    const to = timeText(Math.floor(now) + 1)
    return [...this.#schedule.ascending({ to })].map(([key, position]) => ({
      position,
      at: Number(key.slice(0, TIME_DIGITS)),
    }))
  }

  #plan(position: string, expiry: number, due: number) {
    this.#schedule.set(timeText(due) + position, position)
    this.#scheduled.set(position, { expiry, due })
  }

  #cancel(position: string) {
    const scheduled = this.#scheduled.get(position)
    if (!scheduled) return
    this.#schedule.delete(timeText(scheduled.due) + position)
    this.#scheduled.delete(position)
  }
}

const TIME_DIGITS = 16

function timeText(milliseconds: number): string {
  return String(milliseconds).padStart(TIME_DIGITS, '0')
}
