import { candidate, expect, test } from '@workshop/testkit'

const { cover, isTreeHashAligned } = candidate(() => import('./aligned-ranges.ts'))

const MiB = 2 ** 20

test('tells aligned from other ranges of 4 MiB', async () => {
  expect(await isTreeHashAligned(0, 2 * MiB - 1, 4 * MiB)).toBe(true)
  expect(await isTreeHashAligned(MiB, 3 * MiB - 1, 4 * MiB)).toBe(false)
})

test('covers the middle of 4 MiB with two leaves', async () => {
  expect(await cover(MiB, 3 * MiB - 1, 4 * MiB)).toEqual([
    { first: MiB, last: 2 * MiB - 1 },
    { first: 2 * MiB, last: 3 * MiB - 1 },
  ])
})
