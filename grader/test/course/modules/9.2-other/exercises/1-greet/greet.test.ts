import { candidate, expect, test } from '@workshop/testkit'

const { greeting } = candidate(() => import('./greet.ts'))

test('greets Grace', async () => {
  expect(await greeting('Grace')).toBe('Good morning, Grace')
})
