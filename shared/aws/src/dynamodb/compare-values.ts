import { bytesText, typeOf } from './attribute-value.ts'
import type { AttributeValue, Item } from './attribute-value.ts'
import { compareNumbers } from './numbers.ts'

/** True for equal values of one type; the elements of sets may come in any order. */
export function valuesEqual(left: AttributeValue, right: AttributeValue): boolean {
  const type = typeOf(left)
  if (type !== typeOf(right)) return false
  if (left.L !== undefined) return listsEqual(left.L, right.L ?? [])
  if (left.M !== undefined) return itemsEqual(left.M, right.M ?? {})
  if (left.SS !== undefined) return setsEqual(left.SS, right.SS ?? [])
  if (left.NS !== undefined) return setsEqual(left.NS, right.NS ?? [])
  if (left.BS !== undefined)
    return setsEqual(left.BS.map(bytesText), right.BS?.map(bytesText) ?? [])
  if (left.B !== undefined) return bytesText(left.B) === bytesText(right.B as Uint8Array)
  return left[type] === right[type]
}

/** True if two items have the same attributes with equal values. */
export function itemsEqual(left: Readonly<Item>, right: Readonly<Item>): boolean {
  const names = Object.keys(left)
  if (names.length !== Object.keys(right).length) return false
  return names.every((name) => {
    const other = right[name]
    return other !== undefined && valuesEqual(left[name] as AttributeValue, other)
  })
}

/**
 * Compares two strings (by their UTF-8 bytes), numbers or binaries; undefined for values of other
 * or different types, which have no order.
 */
export function compareValues(left: AttributeValue, right: AttributeValue): number | undefined {
  if (left.S !== undefined && right.S !== undefined) {
    return Buffer.compare(Buffer.from(left.S, 'utf8'), Buffer.from(right.S, 'utf8'))
  }
  if (left.N !== undefined && right.N !== undefined) return compareNumbers(left.N, right.N)
  if (left.B !== undefined && right.B !== undefined) return Buffer.compare(left.B, right.B)
  return undefined
}

function listsEqual(left: readonly AttributeValue[], right: readonly AttributeValue[]): boolean {
  return (
    left.length === right.length &&
    left.every((element, index) => valuesEqual(element, right[index] as AttributeValue))
  )
}

function setsEqual(left: readonly string[], right: readonly string[]): boolean {
  const others = new Set(right)
  return left.length === right.length && left.every((element) => others.has(element))
}
