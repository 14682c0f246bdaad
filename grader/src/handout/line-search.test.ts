import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LineSearch, MIN_LENGTH } from './line-search.ts'

const line = 'const shards = Math.ceil(recordsPerSecond / 1_000)'

test('finds a line at the start, in the middle and at the end of a text', () => {
  const search = new LineSearch([line])
  for (const text of [line, `${line}\n}`, `{ ${line} }`, `{\n  ${line}`]) {
    expect([...search.linesIn(text)]).toEqual([line])
  }
})

test('finds nothing in a text that is shorter than any line', () => {
  expect([...new LineSearch([line]).linesIn('const shards')]).toEqual([])
})

test('refuses to look for a line that is too short to tell anything', () => {
  expect(() => new LineSearch(['return 1'])).toThrow(RangeError)
})

test('finds what String.includes finds', () => {
  const few = fc.stringMatching(/^[ab]{40,44}$/)
  const text = fc.array(fc.oneof(few, fc.string()), { maxLength: 6 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(fc.uniqueArray(few, { maxLength: 5 }), text, (lines, anywhere) => {
      const found = new LineSearch(lines).linesIn(anywhere)
      expect([...found].toSorted()).toEqual(
        lines.filter((one) => anywhere.includes(one)).toSorted(),
      )
    }),
  )
  expect(MIN_LENGTH).toBe(40)
})
