import type { AwsHandler } from '@workshop/aws/intercept'
import type { Crossing } from './crossing.ts'
import { id } from './decode.ts'
import { ProtocolError } from './frames.ts'
import type { Session } from './host.ts'

interface Pending {
  resolve(value: unknown): void
  reject(error: unknown): void
  timer: NodeJS.Timeout | undefined
}

/** What one check has lent to the guest, and what it waits for. */
export class SessionState {
  readonly session: Session
  /** Calls that the guest has not answered yet. */
  readonly pending = new Map<number, Pending>()
  /** What cancels each timer that the guest has set. */
  readonly timers = new Map<number, () => void>()
  /** Parts of all values that came from the guest. */
  readonly tally = { parts: 0 }
  /** Requests of the guest that are not answered yet. */
  openRequests = 0
  readonly #lent = new Map<number, Crossing>()
  readonly #lentIds = new Map<unknown, number>()
  readonly #iterators = new Map<number, AsyncIterator<unknown>>()
  readonly #watched: (() => void)[] = []
  #guestHold: (() => void) | undefined

  constructor(session: Session) {
    this.session = session
  }

  /** Keeps the clock still until the guest says that it waits. */
  guestIsBusy(): void {
    this.#guestHold ??= this.session.clock.hold()
  }

  guestIsIdle(): void {
    this.#guestHold?.()
    this.#guestHold = undefined
  }

  /** Gives a live value an id by which the guest may ask for it; the same value keeps its id. */
  lend(crossing: Crossing, newId: () => number): number {
    const known = this.#lentIds.get(crossing.value)
    if (known !== undefined) return known
    const lentId = newId()
    this.#lent.set(lentId, crossing)
    this.#lentIds.set(crossing.value, lentId)
    return lentId
  }

  /**
   * The value that was lent under an id, if it was lent as this kind: what is to be awaited must
   * not be called where nobody awaits it. Throws `ProtocolError` otherwise.
   */
  lent(lentId: unknown, kind: Crossing['kind']): object {
    return this.#crossing(lentId, kind).value
  }

  #crossing<Kind extends Crossing['kind']>(lentId: unknown, ...kinds: Kind[]) {
    const crossing = this.#lent.get(id(lentId))
    if (crossing && kinds.some((kind) => kind === crossing.kind)) {
      return crossing as Extract<Crossing, { kind: Kind }>
    }
    throw new ProtocolError('The guest asked for what it was not lent')
  }

  /** Who answers calls of a client: one that was lent, by its id, or null for the guest's own. */
  handlerOf(client: unknown): AwsHandler {
    return client === null ? this.session.aws : this.session.awsFor(this.lent(client, 'client'))
  }

  /** The next item of a source that was lent, or the next items of a stream. */
  async pull(source: unknown): Promise<{ done: boolean; value: unknown }> {
    const crossing = this.#crossing<'source' | 'stream'>(source, 'source', 'stream')
    if (crossing.kind === 'stream') return batchOf(crossing.items)
    const stream = crossing.value as AsyncIterable<unknown>
    const iterator = this.#iterators.get(id(source)) ?? stream[Symbol.asyncIterator]()
    this.#iterators.set(id(source), iterator)
    const { done, value } = await iterator.next()
    return { done: Boolean(done), value }
  }

  /** Ends a stream that the guest reads no further. */
  drop(source: number): void {
    const iterator = this.#iterators.get(source)
    this.#iterators.delete(source)
    const end = async () => iterator?.return?.()
    end().catch(() => {})
  }

  /** Listens to a signal until the session ends. */
  watch(signal: AbortSignal, onAbort: () => void): void {
    signal.addEventListener('abort', onAbort, { once: true })
    this.#watched.push(() => signal.removeEventListener('abort', onAbort))
  }

  clearTimer(timer: number): void {
    this.timers.get(timer)?.()
    this.timers.delete(timer)
  }

  /** Fails what is open and forgets every timer. */
  close(reason: Error): void {
    for (const { reject, timer } of this.pending.values()) {
      clearTimeout(timer)
      reject(reason)
    }
    this.pending.clear()
    for (const cancel of this.timers.values()) cancel()
    this.timers.clear()
    for (const unwatch of this.#watched) unwatch()
    this.guestIsIdle()
  }
}

/** Items, or bytes in them, that cross at once. */
const BATCH = { items: 200, bytes: 1 << 20 }

/** `done` says that nothing comes after these. */
function batchOf(items: Iterator<unknown>): { done: boolean; value: unknown[] } {
  const value: unknown[] = []
  for (let bytes = 0; value.length < BATCH.items && bytes < BATCH.bytes;) {
    const item = items.next()
    if (item.done) return { done: true, value }
    value.push(item.value)
    bytes += bytesIn(item.value)
  }
  return { done: false, value }
}

function bytesIn(item: unknown): number {
  if (ArrayBuffer.isView(item)) return item.byteLength
  if (typeof item !== 'object' || item === null) return 0
  return Object.values(item).reduce(
    (sum: number, member) => sum + (ArrayBuffer.isView(member) ? member.byteLength : 0),
    0,
  )
}
