/** How strongly a read is consistent, or a write isolated. */
export interface ReadMode {
  /** `ConsistentRead`. Default: eventually consistent, at half the price. */
  consistent?: boolean
  /** Part of a `TransactGetItems`: twice the price of a strongly consistent read. */
  transactional?: boolean
}

/**
 * Read capacity units for `bytes` read in one go: one for each 4 KB begun, and one for an item that
 * is not there; half for an eventually consistent read, double in a transaction (AWS: "Managing
 * settings on DynamoDB provisioned capacity tables").
 *
 * `Query` and `Scan` round the sum of what they read; `GetItem`, `BatchGetItem` and
 * `TransactGetItems` round each item.
 */
export function readUnits(bytes: number, mode: ReadMode = {}): number {
  const units = Math.max(1, Math.ceil(bytes / (4 * 1024)))
  if (mode.transactional) return units * 2
  return mode.consistent ? units : units / 2
}

/**
 * Write capacity units of one write to a table: one for each 1 KB begun of the larger of the item
 * before and after (0 bytes: there is none); double in a transaction.
 */
export function writeUnits(before: number, after: number, transactional = false): number {
  const units = kilobytes(Math.max(before, after))
  return transactional ? units * 2 : units
}

/** What a write did to one secondary index. Sizes are bytes of the projected entry. */
export type IndexChange =
  | { kind: 'none' }
  | { kind: 'put'; after: number }
  | { kind: 'delete'; before: number }
  | { kind: 'replace'; before: number; after: number }
  /** The index key changed: a delete and a put. */
  | { kind: 'move'; before: number; after: number }

/**
 * Write capacity units that a write costs on one secondary index (AWS: "Using Global Secondary
 * Indexes in DynamoDB" and "Local Secondary Indexes", Write capacity units). An entry that does not
 * change costs nothing.
 */
export function indexWriteUnits(change: IndexChange, transactional = false): number {
  const units = changeUnits(change)
  return transactional ? units * 2 : units
}

function changeUnits(change: IndexChange): number {
  switch (change.kind) {
    case 'none':
      return 0
    case 'put':
      return kilobytes(change.after)
    case 'delete':
      return kilobytes(change.before)
    case 'replace':
      return kilobytes(Math.max(change.before, change.after))
    case 'move':
      return kilobytes(change.before) + kilobytes(change.after)
  }
}

function kilobytes(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / 1024))
}
