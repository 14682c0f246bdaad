import { createHash } from 'node:crypto'
import type { AttributeValue } from './attribute-value.ts'
import { parseNumber } from './numbers.ts'

/**
 * Where in the space of partitions the values of a key lie: a hash, in hexadecimal, in the order of
 * which `Scan` returns them. AWS documents none; this one gives the order that dynalite's tests
 * recorded on AWS.
 */
export function partitionHash(values: readonly AttributeValue[]): string {
  const hash = createHash('md5').update('Outliers')
  for (const value of values) hash.update(bytesOf(value))
  return hash.digest('hex')
}

function bytesOf({ S, N, B }: AttributeValue): Uint8Array {
  if (N !== undefined) return numberBytes(N)
  return B ?? Buffer.from(S ?? '', 'utf8')
}

/** The most bytes of digits, behind which a negative number has no end mark. */
const MAX_PAIRS = 20

/** A number as its sign and exponent in one byte, and its digits in pairs, so that bytes sort as numbers do. */
function numberBytes(text: string): Uint8Array {
  const { negative, digits, magnitude } = parseNumber(text)
  if (digits === '') return Uint8Array.of(128)
  const aligned = magnitude % 2 === 0 ? `0${digits}` : digits
  const pairs = aligned.match(/..?/g)?.map((pair) => Number(pair.padEnd(2, '0'))) ?? []
  const exponent = 192 + Math.ceil((magnitude + 1) / 2)
  if (!negative) return Uint8Array.of(exponent, ...pairs.map((pair) => pair + 1))
  const end = pairs.length < MAX_PAIRS ? [102] : []
  return Uint8Array.of(255 - exponent, ...pairs.map((pair) => 101 - pair), ...end)
}
