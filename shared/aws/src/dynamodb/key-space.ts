import type { AttributeValue, Item } from './attribute-value.ts'
import { encodeAttributes, partitionPrefix } from './key-encoding.ts'
import type { KeyAttribute, KeyAttributes } from './key-encoding.ts'
import { partitionHash } from './partition-hash.ts'
import { SortedMap } from '../sorted-map.ts'

/** An item as a table or an index stores it, with its size in bytes. */
export interface Entry {
  item: Readonly<Item>
  size: number
}

/** The entries of a table or of a secondary index, sorted by partition and sort key. */
export class KeySpace {
  readonly key: KeyAttributes
  readonly entries = new SortedMap<Entry>()
  readonly #tableKey: KeyAttributes | undefined
  #bytes = 0

  /** An index also sorts by its table's key, since several items may share an index key. */
  constructor(key: KeyAttributes, tableKey?: KeyAttributes) {
    this.key = key
    this.#tableKey = tableKey
  }

  /** Sum of the sizes of all entries. */
  get bytes(): number {
    return this.#bytes
  }

  /** Where an item (or a key, or a start key) stands; undefined if it lacks a key attribute. */
  position(item: Readonly<Item>): string | undefined {
    const hash = valuesOf(item, this.key.hash)
    const range = encodeAttributes(item, this.key.range)
    if (hash === undefined || range === undefined) return undefined
    const position = partitionPrefix(hash) + range
    if (!this.#tableKey) return position
    const tableKey = [...this.#tableKey.hash, ...this.#tableKey.range]
    const values = valuesOf(item, tableKey)
    const rest = encodeAttributes(item, tableKey)
    if (values === undefined || rest === undefined) return undefined
    // Items of one index key come in an order of their own, which is none of their table keys.
    return position + partitionHash(values) + rest
  }

  put(position: string, entry: Entry): void {
    this.#bytes += entry.size - (this.entries.get(position)?.size ?? 0)
    this.entries.set(position, entry)
  }

  delete(position: string): void {
    this.#bytes -= this.entries.get(position)?.size ?? 0
    this.entries.delete(position)
  }
}

/** The values of some attributes; undefined if the item lacks one. */
function valuesOf(
  item: Readonly<Item>,
  attributes: readonly KeyAttribute[],
): AttributeValue[] | undefined {
  const values = attributes.flatMap(({ name, type }) => {
    const value = item[name]
    return value?.[type] === undefined ? [] : [value]
  })
  return values.length === attributes.length ? values : undefined
}
