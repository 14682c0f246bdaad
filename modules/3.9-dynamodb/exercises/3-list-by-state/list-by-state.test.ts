import { candidate, expect, test } from '@workshop/testkit'

const { listByState, shardOf } = candidate(() => import('./list-by-state.ts'))

const indexes = { 'by-state': { StateShard: 'S', UpdateTime: 'S' } } as const

test('lists the newest departments first', async ({ aws }) => {
  const table = await aws.dynamodb.table({ key: { guid: 'S' }, indexes })
  await table.put(
    {
      guid: 'a',
      PoliceDepartmentName: 'Ashland',
      StateShard: 'OR#0',
      UpdateTime: '2026-02-01T08:00:00Z',
    },
    {
      guid: 'b',
      PoliceDepartmentName: 'Bend',
      StateShard: 'OR#0',
      UpdateTime: '2026-02-03T08:00:00Z',
    },
    {
      guid: 'c',
      PoliceDepartmentName: 'Coos Bay',
      StateShard: 'OR#4',
      UpdateTime: '2026-02-02T08:00:00Z',
    },
  )
  const deps = { doc: aws.dynamodb.doc, table: table.name }

  const { items } = await listByState('OR', { limit: 10 }, deps)

  expect(items.map(({ guid }) => guid)).toEqual(['b', 'c', 'a'])
})

test('goes on where the first page ended', async ({ aws }) => {
  const table = await aws.dynamodb.table({ key: { guid: 'S' }, indexes })
  await table.put(
    {
      guid: 'd',
      PoliceDepartmentName: 'Elko',
      StateShard: 'NV#6',
      UpdateTime: '2026-02-01T08:00:00Z',
    },
    {
      guid: 'e',
      PoliceDepartmentName: 'Reno',
      StateShard: 'NV#6',
      UpdateTime: '2026-02-05T08:00:00Z',
    },
  )
  const deps = { doc: aws.dynamodb.doc, table: table.name }

  const first = await listByState('NV', { limit: 1 }, deps)
  const second = await listByState('NV', { limit: 1, cursor: first.cursor! }, deps)

  expect(first.items.map(({ guid }) => guid)).toEqual(['e'])
  expect(second.items.map(({ guid }) => guid)).toEqual(['d'])
})

test('knows a shard for a guid', async () => {
  const shard = await shardOf('7e607b82-9e18-49dc-a9d7-e9628a9147ad', 10)
  expect(shard).toBeGreaterThanOrEqual(0)
  expect(shard).toBeLessThan(10)
})
