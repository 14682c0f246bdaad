import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SortedMap } from './sorted-map.ts'
import { compareUtf8 } from './utf8-order.ts'

const keys = fc.array(fc.string({ unit: 'binary', maxLength: 4 }), { maxLength: 60 })

function byBytes(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right))
}

test('compares any two texts as their UTF-8 bytes compare', () => {
  const text = fc.string({ unit: 'binary' })
  fc.assert(
    fc.property(text, text, (left, right) => {
      expect(Math.sign(compareUtf8(left, right))).toBe(byBytes(left, right))
    }),
  )
})

test('sorts characters beyond the basic plane behind those of the basic plane', () => {
  expect(['\u{1f4e6}', '\ufb01', 'é', 'z'].sort(compareUtf8)).toEqual([
    'z',
    'é',
    '\ufb01',
    '\u{1f4e6}',
  ])
})

test('walks from any key like a sorted list, after any writes and deletions', () => {
  fc.assert(
    fc.property(
      keys,
      keys,
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.boolean(),
      (...drawn) => {
        const [written, deleted, from, inclusive] = drawn
        const map = new SortedMap<number>()
        written.forEach((key, index) => map.set(key, index))
        for (const key of deleted) map.delete(key)
        const model = [...new Set(written)].filter((key) => !deleted.includes(key)).sort(byBytes)
        expect(map.size).toBe(model.length)
        const walked = [...map.entries({ key: from, inclusive })].map(([key]) => key)
        const order = (key: string) => byBytes(key, from)
        expect(walked).toEqual(
          model.filter((key) => (inclusive ? order(key) >= 0 : order(key) > 0)),
        )
      },
    ),
  )
})

test('keeps order over many blocks, whatever the order of insertion', () => {
  const map = new SortedMap<number>()
  const numbers = Array.from({ length: 5000 }, (_, index) => (index * 3779) % 5000)
  for (const number of numbers) map.set(String(number).padStart(5, '0'), number)
  expect([...map.entries()].map(([, value]) => value)).toEqual(numbers.toSorted((a, b) => a - b))
  for (const number of numbers) map.delete(String(number).padStart(5, '0'))
  expect([...map.entries()]).toEqual([])
})

test('reads the last value written under a key', () => {
  const map = new SortedMap<string>()
  map.set('logs/a', 'old')
  map.set('logs/a', 'new')
  expect([map.get('logs/a'), map.size, map.get('logs/b')]).toEqual(['new', 1, undefined])
})
