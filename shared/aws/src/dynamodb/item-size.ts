import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { parseNumber } from './numbers.ts'

/** The largest item, in bytes, names included: 400 KB (AWS: "Service quotas", Item size). */
export const MAX_ITEM_SIZE = 400 * 1024

/**
 * Bytes that an item takes: its attribute names and values in UTF-8, plus AWS's overhead (AWS:
 * "DynamoDB item sizes and formats").
 */
export function itemSize(item: Readonly<Record<string, AttributeValue>>): number {
  let bytes = 0
  for (const name in item) bytes += textSize(name) + valueSize(item[name] as AttributeValue)
  return bytes
}

/**
 * Bytes that a value takes: text in UTF-8, raw binary, 1 for null and booleans, the sum of a set's
 * elements; lists and maps take 3, and 1 for each element, besides what is in them.
 */
export function valueSize(value: AttributeValue): number {
  if (value.S !== undefined) return textSize(value.S)
  if (value.N !== undefined) return numberSize(value.N)
  if (value.B !== undefined) return value.B.byteLength
  if (value.SS !== undefined) return sum(value.SS, textSize)
  if (value.NS !== undefined) return sum(value.NS, numberSize)
  if (value.BS !== undefined) return sum(value.BS, (bytes) => bytes.byteLength)
  if (value.L !== undefined) return 3 + sum(value.L, (element) => 1 + valueSize(element))
  if (value.M !== undefined) return 3 + Object.keys(value.M).length + itemSize(value.M)
  return 1
}

/**
 * Bytes that a number takes: 1, plus 1 per two significant digits before the point and 1 per two
 * behind it (each rounded up), plus 1 if it is negative; zero takes 1.
 *
 * AWS's guide says "approximately 1 byte per two significant digits + 1 byte"; this is the exact
 * rule behind it, as the conformance suite nubo-db/dynamodb-conformance measured it on AWS.
 */
export function numberSize(text: string): number {
  const { negative, digits, magnitude } = parseNumber(text)
  if (digits === '') return 1
  const whole = Math.min(digits.length, Math.max(0, magnitude + 1))
  const fraction = digits.length - whole
  return 1 + Math.ceil(whole / 2) + Math.ceil(fraction / 2) + (negative ? 1 : 0)
}

function textSize(text: string): number {
  return Buffer.byteLength(text, 'utf8')
}

function sum<T>(elements: readonly T[], size: (element: T) => number): number {
  return elements.reduce((bytes, element) => bytes + size(element), 0)
}
