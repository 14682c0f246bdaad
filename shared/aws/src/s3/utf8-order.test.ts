import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareUtf8 } from './utf8-order.ts'

test('compares any two texts as their UTF-8 bytes compare', () => {
  const text = fc.string({ unit: 'binary' })
  fc.assert(
    fc.property(text, text, (left, right) => {
      const byBytes = Buffer.compare(Buffer.from(left), Buffer.from(right))
      expect(Math.sign(compareUtf8(left, right))).toBe(byBytes)
    }),
  )
})

test('sorts characters beyond the basic plane behind those of the basic plane', () => {
  expect(['\u{1f4e6}', '\ufb01', 'é', 'z'].sort(compareUtf8)).toEqual([
    'z',
    'é',
    '\ufb01',
    '\u{1f4e6}',
  ])
})
