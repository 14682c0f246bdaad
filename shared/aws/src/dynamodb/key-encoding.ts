import { bytesText } from './attribute-value.ts'
import type { AttributeValue, Item, ScalarType } from './attribute-value.ts'
import { sortableNumber } from './numbers.ts'
import { partitionHash } from './partition-hash.ts'

/** One attribute of a key. */
export interface KeyAttribute {
  name: string
  type: ScalarType
}

/** The key of a table or index: what chooses the partition, and what sorts within it. */
export interface KeyAttributes {
  hash: KeyAttribute[]
  range: KeyAttribute[]
}

/**
 * A text for one key value, so that texts sort by code units as DynamoDB sorts the values: strings
 * by UTF-8 bytes, numbers by value, binaries by unsigned bytes. Nothing ends it: a longer value's
 * text begins with that of its prefix.
 */
export function encodeKeyValue(value: AttributeValue): string {
  if (value.N !== undefined) return sortableNumber(value.N)
  const bytes = value.B ?? Buffer.from(value.S ?? '', 'utf8')
  const text = bytesText(bytes)
  // Two zeros end a value; a zero within one is told from that by what follows it.
  return text.includes('\0') ? text.replaceAll('\0', '\0\xff') : text
}

/** Ends an encoded value, and sorts before everything that could continue it. */
export const END = '\0\0'

/** Sorts after everything that could continue an encoded value. */
export const AFTER = '\uffff'

/** The encoded values of some attributes, each ended; undefined if the item lacks one. */
export function encodeAttributes(
  item: Readonly<Item>,
  attributes: readonly KeyAttribute[],
): string | undefined {
  let text = ''
  for (const { name, type } of attributes) {
    const value = item[name]
    if (value?.[type] === undefined) return undefined
    text += encodeKeyValue(value) + END
  }
  return text
}

/** What all keys with these values for the partition key begin with: a hash, and the values. */
export function partitionPrefix(values: readonly AttributeValue[]): string {
  return partitionHash(values) + values.map((value) => encodeKeyValue(value) + END).join('')
}

/** How many hexadecimal digits of a key `segmentRange` looks at. */
const SEGMENT_DIGITS = 8

/** The part of the space of partition prefixes that one segment of a parallel scan covers. */
export function segmentRange(segment: number, totalSegments: number): { from: string; to: string } {
  return {
    from: segmentStart(segment, totalSegments),
    to: segment + 1 === totalSegments ? AFTER : segmentStart(segment + 1, totalSegments),
  }
}

function segmentStart(segment: number, totalSegments: number): string {
  const start = Math.ceil((16 ** SEGMENT_DIGITS * segment) / totalSegments)
  return start.toString(16).padStart(SEGMENT_DIGITS, '0')
}
