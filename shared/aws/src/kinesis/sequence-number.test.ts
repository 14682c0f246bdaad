import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LAST_COUNTER, parseSequenceNumber, sequenceNumber } from './sequence-number.ts'

const parts = fc.record({
  shardCreated: fc.integer({ min: 0, max: 2 ** 35 }),
  shardIndex: fc.integer({ min: 0, max: 2 ** 31 }),
  counter: fc.bigInt({ min: 0n, max: LAST_COUNTER }),
  arrived: fc.integer({ min: 0, max: 2 ** 35 }),
})

test('a sequence number can be taken apart again', () => {
  fc.assert(
    fc.property(parts, (given) => {
      expect(parseSequenceNumber(String(sequenceNumber(given)))).toEqual(given)
    }),
  )
})

test('a later record of a shard has the higher number, whatever its time', () => {
  fc.assert(
    fc.property(parts, fc.nat(), (given, arrived) => {
      fc.pre(given.counter < LAST_COUNTER)
      const next = sequenceNumber({ ...given, counter: given.counter + 1n, arrived })
      expect(next > sequenceNumber(given)).toBe(true)
    }),
  )
})

test('a sequence number has 56 digits, too many for a double', () => {
  const number = sequenceNumber({ shardCreated: 1.77e9, shardIndex: 0, counter: 1n, arrived: 0 })
  expect(String(number)).toHaveLength(56)
})

test('parseSequenceNumber refuses what is no sequence number', () => {
  const refused = ['0', '12', 'abc', '', '-1', '1'.repeat(56)].map(parseSequenceNumber)
  expect(refused.every((result) => result === undefined)).toBe(true)
})
