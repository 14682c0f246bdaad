import type { Item } from './attribute-value.ts'
import type { IndexChange } from './capacity.ts'
import type { KeyAttributes } from './key-encoding.ts'
import type { WriteEffect } from './table.ts'

/** How large the item collections of a table with local indexes are: its items with one partition key. */
export class CollectionSizes {
  readonly #key: KeyAttributes
  readonly #bytes = new Map<string, number>()

  constructor(key: KeyAttributes) {
    this.#key = key
  }

  /** Bytes of all items and local index entries in an item's collection. */
  bytes(item: Readonly<Item>): number {
    return this.#bytes.get(this.#collectionOf(item)) ?? 0
  }

  /** Takes account of a write. */
  measure({ before, after, indexes }: WriteEffect): void {
    const item = after?.item ?? before?.item
    if (!item) return
    const collection = this.#collectionOf(item)
    let bytes = this.#bytes.get(collection) ?? 0
    bytes += (after?.size ?? 0) - (before?.size ?? 0)
    for (const { index, change } of indexes) {
      if (index.scope === 'local') bytes += growth(change)
    }
    if (bytes > 0) this.#bytes.set(collection, bytes)
    else this.#bytes.delete(collection)
  }

  #collectionOf(item: Readonly<Item>): string {
    return JSON.stringify(this.#key.hash.map(({ name, type }) => item[name]?.[type]))
  }
}

function growth(change: IndexChange): number {
  const before = 'before' in change ? change.before : 0
  return ('after' in change ? change.after : 0) - before
}
