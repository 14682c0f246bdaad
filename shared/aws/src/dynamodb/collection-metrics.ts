import type { ItemCollectionMetrics, ReturnItemCollectionMetrics } from '@aws-sdk/client-dynamodb'
import { copyItem, emptyItem } from './attribute-value.ts'
import type { Item } from './attribute-value.ts'
import type { Table } from './table.ts'

const GIGABYTE = 1024 ** 3

/**
 * `ItemCollectionMetrics` of the collection an item is in, where it was asked for and the table has
 * local indexes: the bounds, in GB, between which its size lies.
 */
export function collectionMetrics(
  table: Table,
  item: Readonly<Item>,
  level: ReturnItemCollectionMetrics | undefined,
): ItemCollectionMetrics | undefined {
  const bytes = table.collectionBytes(item)
  if (level !== 'SIZE' || bytes === undefined) return undefined
  const floor = Math.floor(bytes / GIGABYTE)
  const key = collectionKey(table, item)
  return { ItemCollectionKey: copyItem(key), SizeEstimateRangeGB: [floor, floor + 1] }
}

/** What an item has in common with all of its collection. */
export function collectionKey(table: Table, item: Readonly<Item>): Item {
  const key = emptyItem()
  for (const { name } of table.key.hash) {
    const value = item[name]
    if (value) key[name] = value
  }
  return key
}

/** The same for each item written by a batch or a transaction, by table. */
export function metricsByTable(
  writes: readonly { table: Table; key: Readonly<Item> }[],
  level: ReturnItemCollectionMetrics | undefined,
): Record<string, ItemCollectionMetrics[]> | undefined {
  if (level !== 'SIZE') return undefined
  const metrics: Record<string, ItemCollectionMetrics[]> = {}
  for (const { table, key } of writes) {
    const measured = collectionMetrics(table, key, level)
    if (measured) (metrics[table.name] ??= []).push(measured)
  }
  return metrics
}
