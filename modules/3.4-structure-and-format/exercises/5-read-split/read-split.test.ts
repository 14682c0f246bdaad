import { candidate, expect, test } from '@workshop/testkit'

const { readSplit, splits } = candidate(() => import('./read-split.ts'))

test('gives each line to one split', async () => {
  const bytes = Buffer.from('SEA rain\nJFK sun\nSEA fog\n')
  const file = { size: bytes.length, read: async (a: number, b: number) => bytes.subarray(a, b) }
  const found = await Array.fromAsync(await splits(file.size, 10), (split) =>
    Array.fromAsync(readSplit(file, split)),
  )
  expect(found).toEqual([['SEA rain', 'JFK sun'], ['SEA fog'], []])
})

test('cuts a file', async () => {
  expect(await splits(25, 10)).toEqual([
    { start: 0, end: 10 },
    { start: 10, end: 20 },
    { start: 20, end: 25 },
  ])
})
