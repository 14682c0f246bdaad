import type { ReturnConsumedCapacity, ReturnItemCollectionMetrics } from '@aws-sdk/client-dynamodb'
import { CapacityReport } from './capacity-report.ts'
import { readUnits } from './capacity.ts'
import { collectionKey, metricsByTable } from './collection-metrics.ts'
import type { Database } from './database.ts'
import type { Item } from './attribute-value.ts'
import type { DoneWrite } from './idempotency.ts'
import type { Table } from './table.ts'
import { commitAll } from './transaction-commit.ts'
import type { Committed, TransactedWrite } from './transaction-commit.ts'

interface Wanted {
  ClientRequestToken?: string | undefined
  ReturnConsumedCapacity?: ReturnConsumedCapacity | undefined
  ReturnItemCollectionMetrics?: ReturnItemCollectionMetrics | undefined
}

/**
 * Does what a transaction writes, unless its token says that it is done, and tells of it. `writes`
 * is asked only where it is not.
 */
export function commitOnce(
  database: Database,
  input: Wanted,
  writes: () => readonly TransactedWrite[],
) {
  const { tokens, now } = database
  const { ClientRequestToken: token } = input
  const repeated = tokens.finished(token, input, now)
  if (repeated) return repeatedOutput(database, repeated, input)
  const committed = commitAll(database, writes())
  tokens.note(token, input, { at: now, writes: committed.map(doneWrite) })
  return committedOutput(committed, input)
}

/** What a transaction tells that has just been committed. */
function committedOutput(committed: readonly Committed[], input: Wanted) {
  const capacity = new CapacityReport(input.ReturnConsumedCapacity, 'write')
  for (const { effect } of committed) capacity.addWrite(effect)
  return outputOf(
    committed.map(({ write }) => write),
    input,
    capacity,
  )
}

function doneWrite({ write: { table, key }, effect }: Committed): DoneWrite {
  const size = effect.after?.size ?? effect.before?.size ?? 0
  return { tableName: table.name, collection: collectionKey(table, key), size }
}

/**
 * What a transaction tells that had been committed before. It changes nothing and costs the reading
 * of its items (AWS: "Amazon DynamoDB Transactions: How it works", Idempotency).
 */
function repeatedOutput(database: Database, done: readonly DoneWrite[], input: Wanted) {
  const capacity = new CapacityReport(input.ReturnConsumedCapacity, 'read')
  for (const { tableName, size } of done) {
    capacity.add({ name: tableName }, readUnits(size, { transactional: true }))
  }
  const writes = done.flatMap(({ tableName, collection: key }) => {
    const table = database.tables.get(tableName)
    return table ? [{ table, key }] : []
  })
  return outputOf(writes, input, capacity)
}

function outputOf(
  writes: readonly { table: Table; key: Readonly<Item> }[],
  input: Wanted,
  capacity: CapacityReport,
) {
  const metrics = metricsByTable(writes, input.ReturnItemCollectionMetrics)
  return { ...(metrics && { ItemCollectionMetrics: metrics }), ...capacity.list() }
}
