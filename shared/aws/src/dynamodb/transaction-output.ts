import type { ReturnConsumedCapacity, ReturnItemCollectionMetrics } from '@aws-sdk/client-dynamodb'
import { CapacityReport } from './capacity-report.ts'
import { readUnits } from './capacity.ts'
import { metricsByTable } from './collection-metrics.ts'
import type { Database } from './database.ts'
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
  if (repeated) return repeatedOutput(repeated, input)
  const committed = commitAll(database, writes())
  tokens.note(token, input, { at: now, committed })
  return committedOutput(committed, input)
}

/** What a transaction tells that has just been committed. */
function committedOutput(committed: readonly Committed[], input: Wanted) {
  const capacity = new CapacityReport(input.ReturnConsumedCapacity, 'write')
  for (const { effect } of committed) capacity.addWrite(effect)
  return outputOf(committed, input, capacity)
}

/**
 * What a transaction tells that had been committed before. It changes nothing and costs the reading
 * of its items (AWS: "Amazon DynamoDB Transactions: How it works", Idempotency).
 */
function repeatedOutput(committed: readonly Committed[], input: Wanted) {
  const capacity = new CapacityReport(input.ReturnConsumedCapacity, 'read')
  for (const { write, effect } of committed) {
    const size = effect.after?.size ?? effect.before?.size ?? 0
    capacity.add(write.table, readUnits(size, { transactional: true }))
  }
  return outputOf(committed, input, capacity)
}

function outputOf(committed: readonly Committed[], input: Wanted, capacity: CapacityReport) {
  const writes = committed.map(({ write }) => write)
  const metrics = metricsByTable(writes, input.ReturnItemCollectionMetrics)
  return { ...(metrics && { ItemCollectionMetrics: metrics }), ...capacity.list() }
}
