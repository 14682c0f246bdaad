import { expect, test } from 'vitest'
import { matchingTexts } from './patterns.ts'

test('matchingTexts finds texts that match as a whole', () => {
  expect(matchingTexts('ri.*|x', ['rides', 'trips', 'x', 'xx'])).toEqual(['rides', 'x'])
})

test('matchingTexts refuses what is no pattern, and one that runs away', () => {
  expect(() => matchingTexts('(', ['rides'])).toThrow(SyntaxError)
  expect(() => matchingTexts('(a+)+b', ['a'.repeat(60)])).toThrow(RangeError)
})
