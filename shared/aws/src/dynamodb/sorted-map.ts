/** Where an iteration starts and ends: from `from` (inclusive) up to `to` (exclusive). */
export interface KeyRange {
  from?: string
  to?: string
}

/**
 * A map whose keys are sorted by code units. It is a list of sorted chunks, so that finding, adding
 * and removing cost little however many entries there are, and reading costs what is read.
 */
export class SortedMap<V> {
  #chunks: Chunk<V>[] = []
  #size = 0

  get size(): number {
    return this.#size
  }

  get(key: string): V | undefined {
    const chunk = this.#chunks[this.#chunkFor(key)]
    if (!chunk) return undefined
    const at = lowerBound(chunk.keys, key)
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
    const at = lowerBound(chunk.keys, key)
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
    const at = lowerBound(chunk.keys, key)
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
    let at = lowerBound(this.#chunks[index]?.keys ?? [], from)
    for (; index < this.#chunks.length; index++, at = 0) {
      const { keys, values } = this.#chunks[index] as Chunk<V>
      for (; at < keys.length; at++) {
        const key = keys[at] as string
        if (to !== undefined && key >= to) return
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
      const last = end === undefined ? keys.length : lowerBound(keys, end)
      for (let at = last - 1; at >= 0; at--) {
        const key = keys[at] as string
        if (key < from) return
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
      if (last < key) low = middle + 1
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

function lowerBound(keys: readonly string[], key: string): number {
  let low = 0
  let high = keys.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((keys[middle] as string) < key) low = middle + 1
    else high = middle
  }
  return low
}
