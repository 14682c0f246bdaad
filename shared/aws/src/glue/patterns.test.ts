import { expect, test } from 'vitest'
import { matchingTexts } from './patterns.ts'

test('matchingTexts finds texts that match as a whole', () => {
  expect(matchingTexts('ri.*|x', ['rides', 'trips', 'x', 'xx'])).toEqual(['rides', 'x'])
})

test('matchingTexts refuses what is no pattern, and one that runs away', () => {
  expect(() => matchingTexts('(', ['rides'])).toThrow(SyntaxError)
  expect(() => matchingTexts('(a+)+b', ['a'.repeat(60)])).toThrow(RangeError)
})

test('matchingTexts refuses groups inside groups whose compiling nothing could cut off', () => {
  const nested = (open: string) => `${open.repeat(1_000)}a${'{1,999})'.repeat(1_000)}`
  for (const open of ['(', '([)]|', '(\\)|']) {
    expect(() => matchingTexts(nested(open), ['rides'])).toThrow('too many groups')
  }
  expect(matchingTexts('(r)(i)'.repeat(100) + '|x', ['x'])).toEqual(['x'])
})
