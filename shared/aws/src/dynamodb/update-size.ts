import type { AttributeValue, Item } from './attribute-value.ts'
import type { UpdateAction } from './expressions/update.ts'
import { itemSize, MAX_ITEM_SIZE } from './item-size.ts'
import { invalid } from './refusal.ts'

/** What an update costs besides the attributes that it writes, and each of its actions, in bytes. */
const UPDATE_BYTES = 3
const ACTION_BYTES = { set: 19, add: 19, remove: 2, delete: 2 } as const
const INDEX_BYTES = 1

/**
 * Throws if an `UpdateItem` writes more than it may at once, which can be so although the item is
 * not too large. AWS documents no such rule; nubo-db/dynamodb-conformance measured it on AWS in
 * August 2026, and that statements and transactions are free of it.
 */
export function refuseLargeUpdate(item: Readonly<Item>, actions: readonly UpdateAction[]): void {
  const written: Item = Object.create(null) as Item
  let bytes = UPDATE_BYTES
  for (const { kind, path } of actions) {
    bytes += ACTION_BYTES[kind]
    if (kind !== 'set' && kind !== 'add') continue
    if (typeof path.at(-1) === 'number') bytes += INDEX_BYTES
    const name = path[0] as string
    written[name] = item[name] as AttributeValue
  }
  if (bytes + itemSize(written) <= MAX_ITEM_SIZE) return
  throw invalid('Item size to update has exceeded the maximum allowed size')
}
