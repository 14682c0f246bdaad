import { expect, test } from 'vitest'
import { partitionHash } from './partition-hash.ts'

const inOrder = <Key>(keys: readonly Key[], hash: (key: Key) => string) =>
  keys.toSorted((a, b) => (hash(a) < hash(b) ? -1 : 1))

// Both orders were recorded on DynamoDB by dynalite's tests.

test('scans strings in the order in which DynamoDB does', () => {
  const recorded = '2 8 9 1 6 hello 0 5 4 äáöü aardman 7 3 zapf'.split(' ')
  expect(inOrder(recorded.toSorted(), (S) => partitionHash([{ S }]))).toEqual(recorded)
})

test('scans numbers in the order in which DynamoDB does', () => {
  const recorded = '7 999.9 8 3 2 -999.9 9 4 -0.09 6 1 0 0.012345 5'.split(' ')
  expect(inOrder(recorded.toSorted(), (N) => partitionHash([{ N }]))).toEqual(recorded)
})

test('hashes equal numbers alike, however they are written', () => {
  expect(partitionHash([{ N: '1.50e2' }])).toBe(partitionHash([{ N: '150' }]))
})
