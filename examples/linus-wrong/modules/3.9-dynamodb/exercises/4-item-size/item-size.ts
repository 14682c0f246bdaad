// Takes a KB for 1,000 bytes.
import type { AttributeValue } from '@aws-sdk/client-dynamodb'

export interface IndexChange {
  before?: number
  after?: number
  change: 'none' | 'values' | 'key'
}

export type Operation =
  | { kind: 'GetItem'; bytes: number; consistent?: boolean; transactional?: boolean }
  | { kind: 'BatchGetItem'; items: number[]; consistent?: boolean }
  | { kind: 'Query'; items: number[]; consistent?: boolean }
  | {
      kind: 'Write'
      before: number
      after: number
      transactional?: boolean
      indexes?: IndexChange[]
    }

const KB = 1_000

/** Bytes that an item takes. */
export function itemSize(item: Record<string, AttributeValue>): number {
  return sum(Object.entries(item), ([name, value]) => textSize(name) + valueSize(value))
}

function valueSize(value: AttributeValue): number {
  if (value.S !== undefined) return textSize(value.S)
  if (value.N !== undefined) return numberSize(value.N)
  if (value.B !== undefined) return value.B.byteLength
  if (value.SS) return sum(value.SS, textSize)
  if (value.NS) return sum(value.NS, numberSize)
  if (value.BS) return sum(value.BS, ({ byteLength }) => byteLength)
  if (value.L) return 3 + sum(value.L, (element) => 1 + valueSize(element))
  if (value.M) return 3 + Object.keys(value.M).length + itemSize(value.M)
  return 1
}

function numberSize(text: string): number {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.')
  const before = whole.replace(/^0+/, '')
  const behind = fraction.replace(/0+$/, '')
  if (before === '' && behind === '') return 1
  const sign = text.startsWith('-') ? 1 : 0
  return 1 + Math.ceil(before.length / 2) + Math.ceil(behind.length / 2) + sign
}

function textSize(text: string): number {
  return Buffer.byteLength(text)
}

/** Capacity units that an operation takes. */
export function capacityUnits(operation: Operation): number {
  switch (operation.kind) {
    case 'GetItem':
      return readUnits(operation.bytes, operation)
    case 'BatchGetItem':
      return sum(operation.items, (bytes) => readUnits(bytes, operation))
    case 'Query':
      return readUnits(
        sum(operation.items, (bytes) => bytes),
        operation,
      )
    case 'Write': {
      const { before, after, transactional, indexes = [] } = operation
      const units = writeUnits(Math.max(before, after)) + sum(indexes, indexUnits)
      return transactional ? 2 * units : units
    }
  }
}

function readUnits(
  bytes: number,
  { consistent, transactional }: { consistent?: boolean; transactional?: boolean },
): number {
  const units = Math.max(1, Math.ceil(bytes / (4 * KB)))
  if (transactional) return 2 * units
  return consistent ? units : units / 2
}

function writeUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / KB))
}

function indexUnits({ before, after, change }: IndexChange): number {
  if (change === 'none') return 0
  if (change === 'key' && before !== undefined && after !== undefined) {
    return writeUnits(before) + writeUnits(after)
  }
  return writeUnits(Math.max(before ?? 0, after ?? 0))
}

function sum<T>(values: T[], of: (value: T) => number): number {
  return values.reduce((total, value) => total + of(value), 0)
}
