import { compareUtf8 } from './utf8-order.ts'

const BLOCK_SIZE = 512

/** Where to start walking a `SortedMap`. */
export interface Start {
  key: string
  /** Whether an entry with exactly this key is part of the walk. */
  inclusive: boolean
}

/**
 * A map whose entries are walked in the UTF-8 order of their keys, from any key on. Reading,
 * writing and seeking take logarithmic time, so a listing costs what it returns.
 */
export class SortedMap<Value> {
  #values = new Map<string, Value>()
  #blocks: string[][] = []

  get size(): number {
    return this.#values.size
  }

  get(key: string): Value | undefined {
    return this.#values.get(key)
  }

  set(key: string, value: Value): void {
    if (!this.#values.has(key)) this.#insert(key)
    this.#values.set(key, value)
  }

  delete(key: string): boolean {
    if (!this.#values.delete(key)) return false
    const blockIndex = this.#blockFor(key)
    const block = this.#blocks[blockIndex]!
    block.splice(lowerBound(block, key), 1)
    if (block.length === 0) this.#blocks.splice(blockIndex, 1)
    return true
  }

  /** The first entry from `start` on, or undefined. */
  seek(start: Start): [key: string, value: Value] | undefined {
    for (const entry of this.entries(start)) return entry
    return undefined
  }

  /** Walks in order. The map must not change meanwhile. */
  *entries(start: Start = { key: '', inclusive: true }): Generator<[key: string, value: Value]> {
    let blockIndex = this.#blockFor(start.key)
    let position = lowerBound(this.#blocks[blockIndex] ?? [], start.key)
    if (!start.inclusive && this.#blocks[blockIndex]?.[position] === start.key) position++
    for (; blockIndex < this.#blocks.length; blockIndex++, position = 0) {
      const block = this.#blocks[blockIndex]!
      for (; position < block.length; position++) {
        const key = block[position]!
        yield [key, this.#values.get(key)!]
      }
    }
  }

  #insert(key: string) {
    const blockIndex = Math.max(0, Math.min(this.#blockFor(key), this.#blocks.length - 1))
    const block = (this.#blocks[blockIndex] ??= [])
    block.splice(lowerBound(block, key), 0, key)
    if (block.length > BLOCK_SIZE) {
      this.#blocks.splice(blockIndex + 1, 0, block.splice(BLOCK_SIZE / 2))
    }
  }

  /** The first block whose last key is not before `key`; the number of blocks where there is none. */
  #blockFor(key: string): number {
    let low = 0
    let high = this.#blocks.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compareUtf8(this.#blocks[middle]!.at(-1)!, key) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
}

function lowerBound(sorted: readonly string[], key: string): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareUtf8(sorted[middle]!, key) < 0) low = middle + 1
    else high = middle
  }
  return low
}
