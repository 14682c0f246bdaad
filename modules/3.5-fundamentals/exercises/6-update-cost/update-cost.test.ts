import { candidate, expect, test } from '@workshop/testkit'

const { renameCost, updateCost } = candidate(() => import('./update-cost.ts'))

test('reads two blocks to change a hundred bytes across their border', async () => {
  expect(await updateCost('block', 1_000_000, [{ offset: 4_000, length: 100 }])).toEqual({
    readBytes: 8_192,
    writtenBytes: 8_192,
    atomic: false,
  })
})

test('writes an object as a whole', async () => {
  expect(await updateCost('object', 1_000, [{ offset: 0, length: 10 }])).toEqual({
    readBytes: 990,
    writtenBytes: 1_000,
    atomic: true,
  })
})

test('renames a file for nothing', async () => {
  expect(await renameCost('file', 5_000)).toEqual({ copiedBytes: 0, requests: 1, atomic: true })
})
