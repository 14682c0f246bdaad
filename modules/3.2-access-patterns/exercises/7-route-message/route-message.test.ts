import { candidate, expect, test } from '@workshop/testkit'

const { matches, routeMessage } = candidate(() => import('./route-message.ts'))

test('matches topics', async () => {
  expect(await matches('home/+/door', 'home/attic/door')).toBe(true)
  expect(await matches('home/#', 'home/attic/door')).toBe(true)
  expect(await matches('home/+', 'home/attic/door')).toBe(false)
})

test('routes what a rule selects', async ({ now }) => {
  const rules = [
    {
      name: 'open',
      sql: "SELECT topic(2) AS room FROM 'home/+/door' WHERE open = true",
      actions: ['bell'],
    },
  ]
  const route = (open: boolean) =>
    routeMessage(rules, 'home/attic/door', Buffer.from(JSON.stringify({ open })), {
      now,
      act: async () => {},
    })

  expect(await route(true)).toEqual([
    { rule: 'open', action: 'bell', message: { room: 'attic' }, ok: true },
  ])
  expect(await route(false)).toEqual([])
})
