import type { AttributeValue } from '@aws-sdk/client-dynamodb'

/** An index's part in a write: bytes of its entry before and after, absent where there is none. */
export interface IndexChange {
  before?: number
  after?: number
  change: 'none' | 'values' | 'key'
}

export type Operation =
  /** `bytes` is 0 for an item that is not there. */
  | { kind: 'GetItem'; bytes: number; consistent?: boolean; transactional?: boolean }
  | { kind: 'BatchGetItem'; items: number[]; consistent?: boolean }
  /** Bytes of all items read, filtered out or not. */
  | { kind: 'Query'; items: number[]; consistent?: boolean }
  | {
      kind: 'Write'
      before: number
      after: number
      transactional?: boolean
      indexes?: IndexChange[]
    }

/** Bytes that an item takes. */
export function itemSize(item: Record<string, AttributeValue>): number {
  throw new Error('Not written yet')
}

/** Capacity units that an operation takes. */
export function capacityUnits(operation: Operation): number {
  throw new Error('Not written yet')
}
