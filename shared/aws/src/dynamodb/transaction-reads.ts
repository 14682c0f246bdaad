import type { ItemResponse, ReturnConsumedCapacity } from '@aws-sdk/client-dynamodb'
import { copyItem } from './attribute-value.ts'
import type { Item } from './attribute-value.ts'
import { CapacityReport } from './capacity-report.ts'
import { readUnits } from './capacity.ts'
import type { Database } from './database.ts'
import { keyPosition, refuseEmptyKeys } from './item-keys.ts'
import type { Table } from './table.ts'
import { refuseLarge, refuseSameItem, settleAll } from './transaction-commit.ts'

/** A read of a transaction, before its table has been looked for. */
export interface TransactedRead {
  tableName: string
  keyIn(table: Table): Readonly<Item>
  /** What is returned of an item; undefined for nothing. */
  shape(item: Readonly<Item>): Readonly<Item> | undefined
}

/** Reads all items as of one moment. Throws AWS's errors for keys that do not fit their tables. */
export function readAll(
  database: Database,
  reads: readonly TransactedRead[],
  level: ReturnConsumedCapacity | undefined,
) {
  const tables = reads.map(({ tableName }) => database.table(tableName))
  const keys = reads.map((read, index) => read.keyIn(tables[index] as Table))
  for (const [index, key] of keys.entries()) refuseEmptyKeys(tables[index] as Table, key)
  const bound = settleAll(keys, (key, index) => {
    const table = tables[index] as Table
    return { table, position: keyPosition(table, key) }
  })
  refuseSameItem(bound)
  const capacity = new CapacityReport(level, 'read')
  const entries = bound.map(({ table, position }) => table.items.entries.get(position))
  refuseLarge(entries.map((entry) => entry?.item))
  const Responses = reads.map((read, index): ItemResponse => {
    const entry = entries[index]
    capacity.add(tables[index] as Table, readUnits(entry?.size ?? 0, { transactional: true }))
    const item = entry && read.shape(entry.item)
    return item ? { Item: copyItem(item) } : {}
  })
  return { Responses, ...capacity.list() }
}
