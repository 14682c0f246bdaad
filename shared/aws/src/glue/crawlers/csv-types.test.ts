import { expect, test } from 'vitest'
import { cellType } from './csv-types.ts'

test.each([
  ['7', 'bigint'],
  ['7.', 'double'],
  ['.7', 'double'],
  ['-7.5e3', 'double'],
  ['.', 'string'],
  ['7.5.1', 'string'],
])('the type of %s is %s', (text, type) => {
  expect(cellType(text)).toBe(type)
})

test('a cell that is nearly a number takes time in proportion', () => {
  expect(cellType(`${'1'.repeat(1_000_000)}x`)).toBe('string')
})
