import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contains, evenRanges, HASH_KEYS, hashKeyOf } from './hash-key.ts'
import { bytes, testKinesis } from './test-kinesis.ts'

test('hashKeyOf is the MD5 of the partition key read as a number', () => {
  expect(hashKeyOf('')).toBe(0xd41d8cd98f00b204e9800998ecf8427en)
  expect(hashKeyOf('Zürich')).toBe(
    BigInt(`0x${createHash('md5').update(bytes('Zürich')).digest('hex')}`),
  )
})

test('evenRanges covers all hash keys, without gaps or overlaps, in almost equal parts', () => {
  const counts = fc.integer({ min: 1, max: 600 })
  fc.assert(
    fc.property(counts, (count) => {
      const ranges = evenRanges(count)
      const sizes = ranges.map(({ start, end }) => end - start + 1n)
      expect(ranges[0]?.start).toBe(0n)
      expect(ranges.at(-1)?.end).toBe(HASH_KEYS - 1n)
      for (const [index, { start }] of ranges.entries()) {
        if (index > 0) expect(start).toBe(ranges[index - 1]!.end + 1n)
      }
      expect(sizes.every((size) => size - sizes[0]! < BigInt(count))).toBe(true)
    }),
  )
})

test('PutRecord puts a record into the shard whose range has the MD5 of its key', () => {
  const cases = fc.tuple(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), fc.nat(19))
  fc.assert(
    fc.property(cases, ([key, more]) => {
      const shards = more + 1
      const { kinesis, create } = testKinesis()
      create('rides', shards)
      const put = { StreamName: 'rides', PartitionKey: key, Data: bytes('ride') }

      const { ShardId } = kinesis.PutRecord(put)

      // The oracle multiplies instead of comparing with ranges: ⌊hash / ⌊2^128 / n⌋⌋.
      const hash = BigInt(`0x${createHash('md5').update(key).digest('hex')}`)
      const index = hash / (2n ** 128n / BigInt(shards))
      const expected = index < BigInt(shards) ? index : BigInt(shards) - 1n
      expect(ShardId).toBe(`shardId-${String(expected).padStart(12, '0')}`)
    }),
  )
})

test('contains includes both ends of a range', () => {
  const range = { start: 5n, end: 9n }
  expect([4n, 5n, 9n, 10n].map((key) => contains(range, key))).toEqual([false, true, true, false])
})
