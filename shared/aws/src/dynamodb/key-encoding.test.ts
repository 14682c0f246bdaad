import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareValues } from './compare-values.ts'
import { encodeKeyValue, END, partitionPrefix, segmentRange } from './key-encoding.ts'

const text = fc.string({ unit: 'binary' }).map((S) => ({ S: S.toWellFormed() }))
const bytes = fc.uint8Array().map((B) => ({ B }))
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => ({
  N: Math.abs(value) < 1e-100 || Math.abs(value) > 1e100 ? '0' : String(value),
}))

test.each([
  ['strings', text],
  ['binaries', bytes],
  ['numbers', number],
])(
  'encodes %s in their order',
  (_, values: fc.Arbitrary<{ S: string } | { B: Uint8Array } | { N: string }>) => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const left = encodeKeyValue(a) + END
        const right = encodeKeyValue(b) + END
        const order = left < right ? -1 : left > right ? 1 : 0
        expect(order).toBe(Math.sign(compareValues(a, b) ?? Number.NaN))
      }),
    )
  },
)

test('encodes a string so that its prefixes are prefixes', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (prefix, rest) => {
      expect(encodeKeyValue({ S: prefix + rest }).startsWith(encodeKeyValue({ S: prefix }))).toBe(
        true,
      )
    }),
  )
})

test('puts every partition into exactly one segment', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 50 }), (key, totalSegments) => {
      const prefix = partitionPrefix([{ S: key }])
      const holders = Array.from({ length: totalSegments }, (__, segment) =>
        segmentRange(segment, totalSegments),
      ).filter(({ from, to }) => prefix >= from && prefix < to)
      expect(holders).toHaveLength(1)
    }),
  )
})
