import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareUtf8 } from './s3/utf8-order.ts'
import { SortedMap } from './sorted-map.ts'

const byCodeUnits = (left: string, right: string) => Number(left > right) - Number(left < right)

const key = fc.string({ unit: 'binary', maxLength: 3 })
const step = fc.record({ remove: fc.boolean(), key, value: fc.nat() })
const bounds = fc.record({ from: key, to: key }, { requiredKeys: [] })

describe.each([
  ['code units', byCodeUnits, new SortedMap<number>()],
  ['UTF-8 bytes', compareUtf8, new SortedMap<number>(compareUtf8)],
])('a map in the order of %s', (_, order, sorted) => {
  test('holds what a map holds, in order, whatever the range', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 1500, size: 'max' }), bounds, (steps, range) => {
        for (const at of Array.from(sorted.ascending(), ([key]) => key)) sorted.delete(at)
        const model = new Map<string, number>()
        for (const { remove, key: at, value } of steps) {
          if (remove) expect(sorted.delete(at)).toBe(model.delete(at))
          else {
            sorted.set(at, value)
            model.set(at, value)
          }
        }
        const { from = '', to } = range
        const expected = [...model]
          .filter(([at]) => order(at, from) >= 0 && (to === undefined || order(at, to) < 0))
          .sort(([a], [b]) => order(a, b))
        expect(sorted.size).toBe(model.size)
        expect([...sorted.ascending(range)]).toEqual(expected)
        expect([...sorted.descending(range)]).toEqual(expected.toReversed())
        for (const { key: at } of steps) expect(sorted.get(at)).toBe(model.get(at))
      }),
      { numRuns: 50 },
    )
  })
})

test('stays in order through thousands of entries', () => {
  const sorted = new SortedMap<number>()
  for (let index = 0; index < 5000; index++) sorted.set(String((index * 7919) % 5000), index)
  const keys = [...sorted.ascending()].map(([at]) => at)
  expect(keys).toEqual([...keys].sort())
  expect(keys).toHaveLength(5000)
  for (const at of keys) sorted.delete(at)
  expect([...sorted.ascending()]).toEqual([])
})
