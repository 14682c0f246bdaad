import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isLike } from './like.ts'

test('isLike agrees with a regular expression', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 })
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '%', '_'), maxLength: 6 })
  fc.assert(
    fc.property(text, pattern, (candidate, like) => {
      const source = like.replaceAll('%', '.*').replaceAll('_', '.')
      expect(isLike(candidate, like)).toBe(new RegExp(`^${source}$`).test(candidate))
    }),
  )
})

test('isLike does not take long over a pattern of many wildcards', () => {
  expect(isLike('a'.repeat(2000), '%a'.repeat(500) + 'b')).toBe(false)
})
