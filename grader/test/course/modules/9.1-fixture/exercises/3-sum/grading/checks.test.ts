import { candidate, checksFor, expect, sync } from '@workshop/testkit'
import exercise from './exercise.ts'

// A secret of the trusted side: canary-in-the-checks-3f81c2
const check = checksFor(exercise)
const { sum, totals, counter } = candidate(() => import('../sum.ts'))

check('adds what the predicate keeps', async () => {
  const isEven = sync((n: number) => n % 2 === 0)
  expect(await sum(stream([1, 2, 3, 4, 10]), isEven)).toBe(16)
})

check('yields totals without reading ahead', async () => {
  let read = 0
  const numbers = stream([5, 6, 7, 8], () => read++)
  const seen: number[] = []
  for await (const total of totals(numbers)) {
    seen.push(total)
    if (seen.length === 2) break
  }
  expect(seen).toEqual([5, 11])
  expect(read).toBe(2)
})

check('counts in a counter of its own', async () => {
  const [one, other] = [await counter(), await counter()]
  await one.add(40)
  await other.add(1)
  await one.add(2)
  expect(await one.total()).toBe(42)
  expect(await other.total()).toBe(1)
})

async function* stream(numbers: readonly number[], onRead = () => {}) {
  for (const n of numbers) {
    onRead()
    yield n
  }
}
