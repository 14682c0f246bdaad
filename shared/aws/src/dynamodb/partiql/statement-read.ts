import { meets } from '../expressions/evaluate.ts'
import { keyPosition } from '../item-keys.ts'
import { invalid } from '../refusal.ts'
import type { TransactedRead } from '../transaction-reads.ts'
import { keyedBy } from './conjuncts.ts'
import { projectedPaths, rowOf } from './projection.ts'
import type { Select } from './syntax.ts'
import { namedSource } from './table-source.ts'
import type { Parameters } from './term-value.ts'
import { conditionOf } from './where.ts'

/** The read of one item, which is what a `SELECT` in a batch or a transaction has to be. */
export function readOf(
  select: Select,
  { parameters, operation }: { parameters: Parameters; operation: string },
): TransactedRead {
  const { table: tableName, index } = namedSource(select.source)
  if (index !== undefined && operation === 'ExecuteTransaction') {
    throw invalid('Reads on indices are not supported within transactions.')
  }
  const condition = select.where && conditionOf(select.where, parameters)
  const paths = projectedPaths(select.projection)
  const missing = `Select statements within ${operation} must specify the primary key in the where clause.`
  if (index !== undefined || !condition) throw invalid(missing)
  let rest: ReturnType<typeof conditionOf> | undefined
  return {
    tableName,
    keyIn: (table) => {
      const keyed = keyedBy(condition, table.keyNames)
      if (!keyed) throw invalid(missing)
      keyPosition(table, keyed.key)
      rest = keyed.rest
      return keyed.key
    },
    shape: (item) => {
      if (rest && !meets(item, rest)) return undefined
      return paths ? rowOf(item, paths) : item
    },
  }
}
