import { candidate, checksFor, expect } from '@workshop/testkit'
import type { Kind, Options } from '../update-cost.ts'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { renameCost, updateCost } = candidate(() => import('../update-cost.ts'))

const KIB = 1_024
const MIB = 1_024 ** 2
const GIB = 1_024 ** 3

type Pair = [offset: number, length: number]

/** Bytes read and written. */
async function cost(kind: Kind, size: number, edits: Pair[], options?: Options) {
  const pairs = edits.map(([offset, length]) => ({ offset, length }))
  const { readBytes, writtenBytes } = await updateCost(kind, size, pairs, options)
  return [readBytes, writtenBytes]
}

check('writes whole blocks, each once', async () => {
  for (const kind of ['block', 'file'] as const) {
    const written = async (...edits: Pair[]) => (await cost(kind, GIB, edits))[1]
    expect(await written([0, 1])).toBe(4_096)
    expect(await written([4_095, 1], [4_096, 1])).toBe(8_192)
    expect(await written([10, 10], [200, 10], [4_000, 96])).toBe(4_096)
    expect(await written([0, 4_096], [4_000, 50], [100_000, 1])).toBe(8_192)
    expect(await written([5_000, 0], [8_192, 4_096])).toBe(4_096)
  }
})

check('reads blocks of which something stays', async () => {
  for (const kind of ['block', 'file'] as const) {
    const read = async (...edits: Pair[]) => (await cost(kind, GIB, edits))[0]
    expect(await read([4_096, 4_096])).toBe(0)
    expect(await read([4_096, 4_095])).toBe(4_096)
    expect(await read([100, 8_192])).toBe(8_192)
    expect(await read([0, 2_048], [2_048, 2_048])).toBe(0)
    expect(await read([0, 3_000], [2_000, 2_096], [9_000, 8])).toBe(4_096)
    expect(await read([2_048, 2_048], [0, 2_047])).toBe(4_096)
  }
})

check('lets a file grow, and not a device', async () => {
  expect(await cost('file', 0, [[0, 100]])).toEqual([0, 4_096])
  expect(await cost('file', 10_000, [[10_000, 100]])).toEqual([4_096, 4_096])
  expect(await cost('file', 8_192, [[8_192, 10]])).toEqual([0, 4_096])
  expect(await cost('file', 10_000, [[8_192, 3_000]])).toEqual([0, 4_096])
  expect(await cost('file', 10_000, [[1_000_000, 10]])).toEqual([0, 4_096])
  const beyond = updateCost('block', 8_192, [{ offset: 8_000, length: 193 }])
  await expect(beyond).rejects.toBeInstanceOf(RangeError)
  expect(await cost('block', 8_192, [[8_000, 192]])).toEqual([4_096, 4_096])
})

check('writes an object as a whole', async () => {
  expect(await cost('object', 40 * GIB, [[GIB, 100]])).toEqual([40 * GIB - 100, 40 * GIB])
  expect(await cost('object', 1_000, [[0, 1_000]])).toEqual([0, 1_000])
  expect(await cost('object', 1_000, [[900, 300]])).toEqual([900, 1_200])
  expect(await cost('object', 1_000, [[5_000, 10]])).toEqual([1_000, 5_010])
  expect(
    await cost('object', 1_000, [
      [100, 100],
      [150, 100],
    ]),
  ).toEqual([850, 1_000])
  const backwards: Pair[] = [
    [150, 100],
    [100, 100],
  ]
  expect(await cost('object', 1_000, backwards)).toEqual([850, 1_000])
})

check('copies parts that stay the same', async () => {
  const parts = { copyParts: true }
  const size = 23 * MIB
  expect(await cost('object', size, [[6 * MIB, 100]], parts)).toEqual([5 * MIB - 100, 5 * MIB])
  expect(await cost('object', size, [[5 * MIB - 1, 2]], parts)).toEqual([10 * MIB - 2, 10 * MIB])
  expect(await cost('object', size, [[22 * MIB, MIB]], parts)).toEqual([2 * MIB, 3 * MIB])
  expect(await cost('object', size, [[size, MIB]], parts)).toEqual([3 * MIB, 4 * MIB])
  expect(await cost('object', size, [[31 * MIB, 1]], parts)).toEqual([3 * MIB, 11 * MIB + 1])
  expect(await cost('object', 25 * MIB, [[25 * MIB, 9]], parts)).toEqual([0, 9])
  expect(await cost('object', 4 * MIB, [[0, 1]], parts)).toEqual([4 * MIB - 1, 4 * MIB])
  expect(await cost('object', 50_000 * MIB, [[0, 1]], parts)).toEqual([5 * MIB - 1, 5 * MIB])
  expect(await cost('object', 50_000 * MIB + 1, [[0, 1]], parts)).toEqual([6 * MIB - 1, 6 * MIB])
  expect(await cost('object', 100 * GIB, [[0, KIB]], parts)).toEqual([11 * MIB - KIB, 11 * MIB])
})

check('knows what is atomic', async () => {
  const atomic = async (kind: Kind, ...edits: Pair[]) => {
    const pairs = edits.map(([offset, length]) => ({ offset, length }))
    return (await updateCost(kind, GIB, pairs)).atomic
  }
  expect(await atomic('block', [10, 10], [50, 10])).toBe(true)
  expect(await atomic('block', [4_090, 10])).toBe(false)
  expect(await atomic('file', [10, 10])).toBe(false)
  expect(await atomic('object', [10, 10], [10_000_000, 10])).toBe(true)
  for (const kind of ['block', 'file', 'object'] as const) {
    const nothing = { readBytes: 0, writtenBytes: 0, atomic: true }
    expect(await updateCost(kind, GIB, [])).toEqual(nothing)
    expect(await updateCost(kind, GIB, [{ offset: 10, length: 0 }])).toEqual(nothing)
  }
})

check('renames a file at once and an object by copying', async () => {
  const object = (copiedBytes: number, requests: number) => ({
    copiedBytes,
    requests,
    atomic: false,
  })
  expect(await renameCost('file', 9 * GIB)).toEqual({ copiedBytes: 0, requests: 1, atomic: true })
  expect(await renameCost('object', 0)).toEqual(object(0, 2))
  expect(await renameCost('object', 5 * GIB)).toEqual(object(5 * GIB, 2))
  expect(await renameCost('object', 5 * GIB + 1)).toEqual(object(5 * GIB + 1, 5))
  expect(await renameCost('object', 48 * GIB)).toEqual(object(48 * GIB, 13))
  await expect(renameCost('block', GIB)).rejects.toBeInstanceOf(RangeError)
})
