import { expect, test } from 'vitest'

import { makeCandidate } from './candidate.ts'

const key = new Map([
  ['key.ts', 'export const key = 1'],
  ['lib/name.ts', 'export const name = 2'],
])

test('hashes the same files to the same value, in whatever order they were found', () => {
  const reversed = new Map([...key].reverse())
  const one = makeCandidate('claim.ts', 'export {}', key)
  expect(makeCandidate('claim.ts', 'export {}', reversed)).toEqual(one)
  expect(one.sha256).toMatch(/^[0-9a-f]{64}$/)
})

test('hashes another text, another name and another split to other values', () => {
  const candidates = [
    makeCandidate('claim.ts', 'export {}'),
    makeCandidate('claim.ts', 'export {} '),
    makeCandidate('copy.ts', 'export {}'),
    makeCandidate('claim.ts', 'export {}', key),
    makeCandidate('claim.ts', 'export {}', new Map([['key.ts', '']])),
    makeCandidate('claim.ts', 'export {}', new Map([['keys.ts', '']])),
  ]
  expect(new Set(candidates.map(({ sha256 }) => sha256)).size).toBe(candidates.length)
})
