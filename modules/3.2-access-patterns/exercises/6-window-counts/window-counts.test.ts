import { candidate, expect, test } from '@workshop/testkit'

const { windowCounts } = candidate(() => import('./window-counts.ts'))

async function* stream(...times: number[]) {
  for (const [index, at] of times.entries()) {
    yield { shard: 'a', sequenceNumber: `${index}`, id: `event-${index}`, at, arrived: 100 + index }
  }
}

test('counts by tens', async () => {
  const options = { windowMs: 10, latenessMs: 0, idleMs: 1000, shards: ['a'] }

  const results = await Array.fromAsync(windowCounts(stream(1, 4, 9, 12, 31), options))

  expect(results).toEqual([
    { start: 0, count: 3 },
    { start: 10, count: 1 },
    { start: 30, count: 1 },
  ])
})

test('shows what came too late', async () => {
  const options = { windowMs: 10, latenessMs: 0, idleMs: 1000, shards: ['a'] }

  const results = await Array.fromAsync(windowCounts(stream(15, 3), options))

  expect(results).toMatchObject([{ late: { id: 'event-1' } }, { start: 10, count: 1 }])
})
