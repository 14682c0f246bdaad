import { candidate, expect, test } from '@workshop/testkit'

const { double } = candidate(() => import('./double.ts'))

test('doubles two readings', async () => {
  expect(await double([3, 4])).toEqual([6, 8])
})
