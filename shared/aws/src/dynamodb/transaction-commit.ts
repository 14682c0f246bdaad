import type { CancellationReason } from '@aws-sdk/client-dynamodb'
import type { Item } from './attribute-value.ts'
import type { Database } from './database.ts'
import { itemSize } from './item-size.ts'
import { invalid, Refusal } from './refusal.ts'
import type { Table, WriteEffect } from './table.ts'
import type { BoundWrite, Write } from './writes.ts'

/** The items of a transaction together are at most this large (API page TransactWriteItems). */
const MAX_TRANSACTION_BYTES = 4 * 1024 * 1024

/** A write of a transaction, before its table has been looked for. */
export interface TransactedWrite {
  tableName: string
  write: Write
}

/** A write of a transaction, and what it did. */
export interface Committed {
  write: BoundWrite
  effect: WriteEffect
}

/** Does all writes or none: throws AWS's `TransactionCanceledException` if one of them cannot be. */
export function commitAll(database: Database, writes: readonly TransactedWrite[]): Committed[] {
  const tables = writes.map(({ tableName }) => database.table(tableName))
  for (const [index, { write }] of writes.entries()) write.refuseEmptyKeys(tables[index] as Table)
  const bound = settleAll(writes, ({ write }, index) => write.bind(tables[index] as Table))
  refuseSameItem(bound)
  const sized = settleAll(bound, (write) => {
    const { table, position } = write
    const current = table.items.entries.get(position)?.item
    return { write, next: write.next(current), current }
  })
  refuseLarge(sized.map(({ next, current }) => next ?? current))
  return sized.map(({ write, next }) => ({
    write,
    effect: write.table.write(write.position, next, database.now),
  }))
}

/** Does a step for every action. Cancels the transaction if any of them is refused. */
export function settleAll<In, Out>(
  inputs: readonly In[],
  step: (input: In, index: number) => Out,
): Out[] {
  const reasons: CancellationReason[] = []
  const results: Out[] = []
  for (const [index, input] of inputs.entries()) {
    try {
      results.push(step(input, index))
      reasons.push({ Code: 'None' })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const Code = REASONS[error.name] ?? error.name
      reasons.push({ Code, Message: error.message, ...error.data })
    }
  }
  if (results.length === inputs.length) return results
  const codes = reasons.map(({ Code }) => Code).join(', ')
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`
  throw new Refusal('TransactionCanceledException', message, {
    data: { Message: message, CancellationReasons: reasons },
  })
}

const REASONS: Readonly<Record<string, string>> = {
  ConditionalCheckFailedException: 'ConditionalCheckFailed',
  DuplicateItemException: 'DuplicateItem',
  ValidationException: 'ValidationError',
}

/** Throws if two actions are about one item. */
export function refuseSameItem(items: readonly { table: Table; position: string }[]): void {
  const seen = new Set(items.map(({ table, position }) => `${table.name}/${position}`))
  if (seen.size === items.length) return
  throw invalid('Transaction request cannot include multiple operations on one item')
}

/** Throws if the items together are larger than a transaction may be. */
export function refuseLarge(items: readonly (Readonly<Item> | undefined)[]): void {
  const bytes = items.reduce((sum, item) => sum + (item ? itemSize(item) : 0), 0)
  if (bytes <= MAX_TRANSACTION_BYTES) return
  // The limit is AWS's; its text for it is not documented.
  throw invalid('The aggregate size of the items in the transaction exceeds 4 MB')
}
