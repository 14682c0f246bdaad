import { candidate, checksFor, expect, fc } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { cover, isTreeHashAligned } = candidate(() => import('../aligned-ranges.ts'))

const MiB = 2 ** 20
const LARGEST = 10_000 * 4096 * MiB

check('accepts exactly the nodes of trees whose leaves are a power of two', async () => {
  for (const leaves of [1, 2, 4, 16]) await expectNodes(leaves)
})

check('accepts exactly the nodes of any other tree', async ({ holdsFor }) => {
  for (const leaves of [3, 5, 7, 11, 13]) await expectNodes(leaves)
  await holdsFor(someRange(70), async ({ leaves, from, to }) => {
    const size = leaves * MiB
    const aligned = await isTreeHashAligned(from * MiB, to * MiB - 1, size)
    expect(aligned).toBe(nodesOf(leaves).has(`${from}-${to}`))
  })
})

check('accepts an edge inside a mebibyte only at the end of the archive', async () => {
  const size = 6.5 * MiB
  expect(await isTreeHashAligned(4 * MiB, size - 1, size)).toBe(true)
  expect(await isTreeHashAligned(6 * MiB, size - 1, size)).toBe(true)
  expect(await isTreeHashAligned(0, size - 1, size)).toBe(true)
  expect(await isTreeHashAligned(0, 99, 100)).toBe(true)
  expect(await isTreeHashAligned(6 * MiB, size - 2, size)).toBe(false)
  expect(await isTreeHashAligned(0, 98, 100)).toBe(false)
  expect(await isTreeHashAligned(1, MiB - 1, size)).toBe(false)
  expect(await isTreeHashAligned(0, MiB, size)).toBe(false)
})

check('covers a range with the fewest nodes', async ({ holdsFor }) => {
  const size = 12.25 * MiB
  expect(await cover(0, size - 1, size)).toEqual([{ first: 0, last: size - 1 }])
  expect(await cover(8 * MiB, size - 1, size)).toEqual([{ first: 8 * MiB, last: size - 1 }])
  expect(await cover(0, 5 * MiB - 1, size)).toEqual([
    { first: 0, last: 4 * MiB - 1 },
    { first: 4 * MiB, last: 5 * MiB - 1 },
  ])
  await holdsFor(someRange(40), async ({ leaves, from, to }) => {
    const ranges = await cover(from * MiB, to * MiB - 1, leaves * MiB)
    expect(ranges).toEqual(fewestNodes(leaves, { from, to }))
  })
})

check('widens a range to whole leaves and no further', async () => {
  const size = 5.5 * MiB
  expect(await cover(MiB + 7, 2 * MiB, size)).toEqual([
    { first: MiB, last: 2 * MiB - 1 },
    { first: 2 * MiB, last: 3 * MiB - 1 },
  ])
  expect(await cover(3 * MiB - 1, 3 * MiB - 1, size)).toEqual([
    { first: 2 * MiB, last: 3 * MiB - 1 },
  ])
  expect(await cover(5 * MiB + 1, 5 * MiB + 2, size)).toEqual([{ first: 5 * MiB, last: size - 1 }])
  expect(await cover(0, 0, 1)).toEqual([{ first: 0, last: 0 }])
})

check('judges ranges of the largest archive', async () => {
  const half = 2 ** 25 * MiB
  expect(await isTreeHashAligned(0, half - 1, LARGEST)).toBe(true)
  expect(await isTreeHashAligned(half, LARGEST - 1, LARGEST)).toBe(true)
  expect(await isTreeHashAligned(half - MiB, half - 1, LARGEST)).toBe(true)
  expect(await isTreeHashAligned(half - MiB, half + MiB - 1, LARGEST)).toBe(false)
})

check('refuses what is no range of the archive', async () => {
  const nonsense: [number, number, number][] = [
    [-1, 5, 10],
    [5, 4, 10],
    [0, 10, 10],
    [0, 0, 0],
    [0.5, 5, 10],
    [0, 5.5, 10],
    [0, NaN, 10],
  ]
  for (const range of nonsense) {
    await expect(isTreeHashAligned(...range)).rejects.toBeInstanceOf(RangeError)
    await expect(cover(...range)).rejects.toBeInstanceOf(RangeError)
  }
})

/** Asks about every range of whole MiB. */
async function expectNodes(leaves: number) {
  const nodes = nodesOf(leaves)
  for (let from = 0; from < leaves; from++) {
    for (let to = from + 1; to <= leaves; to++) {
      const aligned = await isTreeHashAligned(from * MiB, to * MiB - 1, leaves * MiB)
      expect(aligned, `MiB ${from} to ${to} of ${leaves}`).toBe(nodes.has(`${from}-${to}`))
    }
  }
}

/** All nodes over so many leaves, built level by level as AWS's text says. */
function nodesOf(leaves: number): Set<string> {
  let level = Array.from({ length: leaves }, (_, leaf): [number, number] => [leaf, leaf + 1])
  const nodes = new Set<string>()
  for (;;) {
    for (const [from, to] of level) nodes.add(`${from}-${to}`)
    if (level.length === 1) return nodes
    level = Array.from({ length: Math.ceil(level.length / 2) }, (_, pair) => [
      level[2 * pair]![0],
      (level[2 * pair + 1] ?? level[2 * pair]!)[1],
    ])
  }
}

/** Takes the longest node there is, again and again; nodes never overlap in part. */
function fewestNodes(leaves: number, { from, to }: { from: number; to: number }) {
  const nodes = nodesOf(leaves)
  const ranges = []
  for (let start = from; start < to;) {
    let end = to
    while (!nodes.has(`${start}-${end}`)) end--
    ranges.push({ first: start * MiB, last: end * MiB - 1 })
    start = end
  }
  return ranges
}

/** A range of an archive with up to `most` leaves. */
function someRange(most: number) {
  return fc
    .tuple(fc.integer({ min: 1, max: most }), fc.nat({ max: most }), fc.nat({ max: most }))
    .map(([leaves, a, b]) => {
      const [from, length] = [a % leaves, b % (leaves - (a % leaves))]
      return { leaves, from, to: from + length + 1 }
    })
}
