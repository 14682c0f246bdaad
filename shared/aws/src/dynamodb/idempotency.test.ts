import { queryObjects } from 'node:v8'
import { expect, test } from 'vitest'
import { type DoneWrite, IdempotencyTokens, TOKEN_LIFETIME } from './idempotency.ts'

class Remembered extends Array<DoneWrite> {}

test('a token holds what its transaction did for as long as it counts, and no longer', () => {
  const tokens = new IdempotencyTokens()
  for (const [index, token] of ['a', 'b', 'c'].entries()) {
    tokens.note(token, { token }, { at: index, writes: new Remembered() })
  }
  expect(tokens.finished('c', { token: 'c' }, TOKEN_LIFETIME + 1)).toBeInstanceOf(Remembered)
  expect(queryObjects(Remembered)).toBe(1)
})
