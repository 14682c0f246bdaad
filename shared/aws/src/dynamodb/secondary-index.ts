import type { ProjectionType } from '@aws-sdk/client-dynamodb'
import { emptyItem } from './attribute-value.ts'
import { itemsEqual } from './compare-values.ts'
import type { AttributeValue, Item } from './attribute-value.ts'
import type { IndexChange } from './capacity.ts'
import { itemSize } from './item-size.ts'
import type { KeyAttributes } from './key-encoding.ts'
import { KeySpace } from './key-space.ts'
import type { Entry } from './key-space.ts'

interface IndexDefinition {
  name: string
  scope: 'local' | 'global'
  key: KeyAttributes
  tableKey: KeyAttributes
  projection: ProjectionType
  nonKeyAttributes: readonly string[]
}

/**
 * A local or global secondary index: a sorted copy of the projected attributes of those items that
 * have its key. It is always up to date; AWS's global indexes lag by fractions of a second.
 */
export class SecondaryIndex {
  readonly definition: IndexDefinition
  readonly space: KeySpace
  readonly #projected: ReadonlySet<string> | undefined

  constructor(definition: IndexDefinition) {
    const { key, tableKey, projection, nonKeyAttributes } = definition
    this.definition = definition
    this.space = new KeySpace(key, tableKey)
    if (projection === 'ALL') return
    const keys = [key, tableKey].flatMap(({ hash, range }) => [...hash, ...range])
    this.#projected = new Set([...keys.map(({ name }) => name), ...nonKeyAttributes])
  }

  /** True if the index holds this attribute of the items in it. */
  projects(attribute: string): boolean {
    return this.#projected?.has(attribute) ?? true
  }

  /** Brings the index in line with an item's change, and says what that took. */
  update(before: Readonly<Item> | undefined, after: Readonly<Item> | undefined): IndexChange {
    const from = before && this.space.position(before)
    const to = after && this.space.position(after)
    const old = from === undefined ? undefined : this.space.entries.get(from)
    const entry = after && to !== undefined ? this.#project(after) : undefined
    if (from === to && old && entry && itemsEqual(old.item, entry.item)) return { kind: 'none' }
    if (from !== undefined && from !== to) this.space.delete(from)
    if (to !== undefined && entry) this.space.put(to, entry)
    if (old && entry) {
      const kind = from === to ? 'replace' : 'move'
      return { kind, before: old.size, after: entry.size }
    }
    if (entry) return { kind: 'put', after: entry.size }
    return old ? { kind: 'delete', before: old.size } : { kind: 'none' }
  }

  #project(item: Readonly<Item>): Entry {
    if (!this.#projected) return { item, size: itemSize(item) }
    const projection = emptyItem()
    for (const name in item) {
      if (this.#projected.has(name)) projection[name] = item[name] as AttributeValue
    }
    return { item: projection, size: itemSize(projection) }
  }
}
