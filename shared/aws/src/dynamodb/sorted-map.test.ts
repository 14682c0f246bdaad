import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SortedMap } from './sorted-map.ts'

const key = fc.string({ maxLength: 3 })
const step = fc.record({ remove: fc.boolean(), key, value: fc.nat() })
const bounds = fc.record({ from: key, to: key }, { requiredKeys: [] })

test('holds what a map holds, in order, whatever the range', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 1500, size: 'max' }), bounds, (steps, range) => {
      const sorted = new SortedMap<number>()
      const model = new Map<string, number>()
      for (const { remove, key: at, value } of steps) {
        if (remove) expect(sorted.delete(at)).toBe(model.delete(at))
        else {
          sorted.set(at, value)
          model.set(at, value)
        }
      }
      const expected = [...model]
        .filter(([at]) => at >= (range.from ?? '') && (range.to === undefined || at < range.to))
        .sort(([a], [b]) => (a < b ? -1 : 1))
      expect(sorted.size).toBe(model.size)
      expect([...sorted.ascending(range)]).toEqual(expected)
      expect([...sorted.descending(range)]).toEqual(expected.toReversed())
      for (const { key: at } of steps) expect(sorted.get(at)).toBe(model.get(at))
    }),
    { numRuns: 50 },
  )
})

test('stays in order through thousands of entries', () => {
  const sorted = new SortedMap<number>()
  for (let index = 0; index < 5000; index++) sorted.set(String((index * 7919) % 5000), index)
  const keys = [...sorted.ascending()].map(([at]) => at)
  expect(keys).toEqual([...keys].sort())
  expect(keys).toHaveLength(5000)
})
