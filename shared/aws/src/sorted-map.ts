/** Where an iteration starts and ends: from `from` (inclusive) up to `to` (exclusive). */
export interface KeyRange {
  from?: string
  to?: string
}

/** The order of two keys, as `Array.prototype.sort` takes it. */
export type KeyOrder = (left: string, right: string) => number

/**
 * A map whose keys are sorted, by code units unless another order is given. It is a list of sorted chunks, so that finding, adding
 * and removing cost little however many entries there are, and reading costs what is read.
 */
export class SortedMap<V> {
  #chunks: Chunk<V>[] = []
  #size = 0
  readonly #order: KeyOrder

  constructor(order: KeyOrder = byCodeUnits) {
    this.#order = order
  }

  /** The order of its keys. */
  get order(): KeyOrder {
    return this.#order
  }

  get size(): number {
    return this.#size
  }

  get(key: string): V | undefined {
    const chunk = this.#chunks[this.#chunkFor(key)]
    if (!chunk) return undefined
    const at = this.#lowerBound(chunk.keys, key)
    return chunk.keys[at] === key ? chunk.values[at] : undefined
  }

  set(key: string, value: V): void {
    const index = Math.min(this.#chunkFor(key), this.#chunks.length - 1)
    const chunk = this.#chunks[index]
    if (!chunk) {
      this.#chunks.push({ keys: [key], values: [value] })
      this.#size++
      return
    }
    const at = this.#lowerBound(chunk.keys, key)
    if (chunk.keys[at] === key) {
      chunk.values[at] = value
      return
    }
    chunk.keys.splice(at, 0, key)
    chunk.values.splice(at, 0, value)
    this.#size++
    if (chunk.keys.length > MAX_CHUNK) this.#split(index, chunk)
  }

  delete(key: string): boolean {
    const index = this.#chunkFor(key)
    const chunk = this.#chunks[index]
    if (!chunk) return false
    const at = this.#lowerBound(chunk.keys, key)
    if (chunk.keys[at] !== key) return false
    chunk.keys.splice(at, 1)
    chunk.values.splice(at, 1)
    this.#size--
    if (chunk.keys.length === 0) this.#chunks.splice(index, 1)
    return true
  }

  /** The entries of a range in ascending order. The map must not change meanwhile. */
  *ascending({ from = '', to }: KeyRange = {}): Generator<[string, V]> {
    let index = this.#chunkFor(from)
    let at = this.#lowerBound(this.#chunks[index]?.keys ?? [], from)
    for (; index < this.#chunks.length; index++, at = 0) {
      const { keys, values } = this.#chunks[index] as Chunk<V>
      for (; at < keys.length; at++) {
        const key = keys[at] as string
        if (to !== undefined && this.#order(key, to) >= 0) return
        yield [key, values[at] as V]
      }
    }
  }

  /** The entries of a range in descending order. The map must not change meanwhile. */
  *descending({ from = '', to }: KeyRange = {}): Generator<[string, V]> {
    let index = to === undefined ? this.#chunks.length - 1 : this.#chunkFor(to)
    index = Math.min(index, this.#chunks.length - 1)
    let end = to
    for (; index >= 0; index--, end = undefined) {
      const { keys, values } = this.#chunks[index] as Chunk<V>
      const last = end === undefined ? keys.length : this.#lowerBound(keys, end)
      for (let at = last - 1; at >= 0; at--) {
        const key = keys[at] as string
        if (this.#order(key, from) < 0) return
        yield [key, values[at] as V]
      }
    }
  }

  /** The first chunk whose last key is not before `key`; past the end if there is none. */
  #chunkFor(key: string): number {
    let low = 0
    let high = this.#chunks.length
    while (low < high) {
      const middle = (low + high) >> 1
      const last = this.#chunks[middle]?.keys.at(-1) as string
      if (this.#order(last, key) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Where a key stands, or would stand. */
  #lowerBound(keys: readonly string[], key: string): number {
    let low = 0
    let high = keys.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#order(keys[middle] as string, key) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  #split(index: number, chunk: Chunk<V>) {
    const half = chunk.keys.length >> 1
    const upper = { keys: chunk.keys.splice(half), values: chunk.values.splice(half) }
    this.#chunks.splice(index + 1, 0, upper)
  }
}

const MAX_CHUNK = 256

interface Chunk<V> {
  keys: string[]
  values: V[]
}

function byCodeUnits(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
