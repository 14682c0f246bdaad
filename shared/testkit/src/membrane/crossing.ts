/** How a live value of the trusted side is lent to the guest. */
export type Crossing =
  | { kind: 'client'; value: object; name: string; config: object }
  | { kind: 'callback' | 'sync' | 'now' | 'source'; value: object }
  | { kind: 'stream'; value: object; items: Iterator<unknown> }
  | { kind: 'random'; value: object; seed: number }
  | { kind: 'signal'; value: AbortSignal }

const marked = new WeakMap<object, Crossing>()

/**
 * Marks a function as one that the candidate calls synchronously: the box blocks until it is
 * answered. It must not be async itself.
 */
export function sync<Args extends unknown[], Result>(
  fn: (...args: Args) => Result,
): (...args: Args) => Result {
  marked.set(fn, { kind: 'sync', value: fn })
  return fn
}

/**
 * An async iterable of items that are all there already: they cross in batches. Where a check
 * watches how far the candidate has read, it takes a generator of its own instead.
 */
export function streamOf<Item>(items: Iterable<Item>): AsyncIterable<Item> {
  const value = (async function* () {
    yield* items
  })()
  marked.set(value, { kind: 'stream', value, items: items[Symbol.iterator]() })
  return value
}

/** Marks the clock's `now`: the box keeps a replica in step, so that asking costs nothing. */
export function markNow(now: () => number): () => number {
  marked.set(now, { kind: 'now', value: now })
  return now
}

/** Marks a seeded generator: the box gets a replica with the same seed. */
export function markRandom(random: () => number, seed: number): () => number {
  marked.set(random, { kind: 'random', value: random, seed })
  return random
}

/** Says how a value crosses if it is not plain data; undefined if it is. */
export function crossingOf(value: object): Crossing | undefined {
  const mark = marked.get(value)
  if (mark) return mark
  if (typeof value === 'function') return { kind: 'callback', value }
  if (value instanceof AbortSignal) return { kind: 'signal', value }
  if (isClient(value)) return clientCrossing(value)
  if (Symbol.asyncIterator in value) return { kind: 'source', value }
  return undefined
}

interface SdkClient {
  send: unknown
  middlewareStack: unknown
  config: { translateConfig?: unknown; maxAttempts?: unknown }
}

function isClient(value: object): value is SdkClient {
  return 'send' in value && 'middlewareStack' in value && 'config' in value
}

function clientCrossing(client: SdkClient): Crossing {
  const { translateConfig } = client.config
  return {
    kind: 'client',
    value: client,
    name: client.constructor.name,
    config: translateConfig ? { translateConfig } : {},
  }
}
