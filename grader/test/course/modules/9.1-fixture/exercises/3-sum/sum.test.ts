import { candidate, expect, sync, test } from '@workshop/testkit'

const { sum } = candidate(() => import('./sum.ts'))

test('adds two numbers', async () => {
  async function* numbers() {
    yield 2
    yield 3
  }
  const all = sync(() => true)
  expect(await sum(numbers(), all)).toBe(5)
})
