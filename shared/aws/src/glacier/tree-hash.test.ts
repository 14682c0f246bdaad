import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isMegabyteAligned, isTreeHashAligned, leavesOf, MIB, rootOf } from './tree-hash.ts'
import { treeHash } from './test-glacier.ts'

describe('the tree hash', () => {
  // The values are what the SDK sends as x-amz-sha256-tree-hash for a body of so many "a".
  test.each([
    [0, 'e3b0c442'],
    [1, 'ca978112'],
    [MIB, '9bc1b2a2'],
    [MIB + 1, '8dd49bbc'],
    [2 * MIB, '560c2c93'],
    [3 * MIB, '70239f4f'],
    [5 * MIB, '1ca676a2'],
    [6.5 * MIB, '0dae0a3f'],
    [7 * MIB, '97c5b900'],
  ])('of %i bytes begins as AWS has it', (size, start) => {
    const root = treeHash(Buffer.alloc(size, 'a'))
    expect(root).toMatch(/^[0-9a-f]{64}$/)
    expect(root.slice(0, 8)).toBe(start)
  })

  test('does not depend on how the bytes are cut', () => {
    const bytes = Buffer.alloc(2.5 * MIB, 'ledger')
    const cuts = fc.uniqueArray(fc.integer({ min: 0, max: bytes.length }), { maxLength: 6 })
    fc.assert(
      fc.property(cuts, (at) => {
        const ends = [...at.toSorted((a, b) => a - b), bytes.length]
        const chunks = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end))
        expect(treeHash(...chunks)).toBe(treeHash(bytes))
      }),
      { numRuns: 20 },
    )
  })

  test('of the parts is that of the whole, for parts of a power of two of MiB', () => {
    const digests = Array.from({ length: 70 }, (_, leaf) => Buffer.alloc(32, leaf))
    const sizes = fc.tuple(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 0, max: 5 }))
    fc.assert(
      fc.property(sizes, ([count, power]) => {
        const leaves = digests.slice(0, count)
        const roots = chunksOf(leaves, 2 ** power).map((part) => Buffer.from(rootOf(part), 'hex'))
        expect(rootOf(roots)).toBe(rootOf(leaves))
      }),
    )
  })

  test('reads chunks that are views into larger buffers', () => {
    const shared = Buffer.alloc(3 * MIB, 'xyz')
    const view = shared.subarray(7, 7 + 2 * MIB)
    expect(treeHash(view)).toBe(treeHash(Uint8Array.from(view)))
    expect(leavesOf([view])).toHaveLength(2)
  })
})

describe('a range', () => {
  test('is megabyte aligned if both ends are, or its end is that of the archive', () => {
    const size = 6.5 * MIB
    expect(isMegabyteAligned({ start: MIB, end: 4 * MIB }, size)).toBe(true)
    expect(isMegabyteAligned({ start: 6 * MIB, end: size }, size)).toBe(true)
    expect(isMegabyteAligned({ start: 6 * MIB, end: size - 1 }, size)).toBe(false)
    expect(isMegabyteAligned({ start: 1, end: MIB }, size)).toBe(false)
  })

  test('is tree-hash aligned exactly if its root is a node of the tree', () => {
    for (let count = 1; count <= 40; count++) {
      const size = (count - 0.5) * MIB
      const nodes = nodesOf(count)
      for (let first = 0; first < count; first++) {
        for (let last = first + 1; last <= count; last++) {
          const range = { start: first * MIB, end: Math.min(last * MIB, size) }
          expect(isTreeHashAligned(range, size)).toBe(nodes.has(`${first}-${last}`))
        }
      }
    }
  })

  test('of an archive of seven leaves may have its last three', () => {
    const size = 6.5 * MIB
    expect(isTreeHashAligned({ start: 4 * MIB, end: size }, size)).toBe(true)
    expect(isTreeHashAligned({ start: 2 * MIB, end: size }, size)).toBe(false)
    expect(isTreeHashAligned({ start: 4 * MIB, end: 6.25 * MIB }, size)).toBe(false)
  })
})

/** All nodes of the tree over so many leaves, built level by level as AWS's text says. */
function nodesOf(count: number): Set<string> {
  let level = Array.from({ length: count }, (_, leaf) => [leaf, leaf + 1] as const)
  const nodes = new Set<string>()
  for (;;) {
    for (const [first, last] of level) nodes.add(`${first}-${last}`)
    if (level.length === 1) return nodes
    level = chunksOf(level, 2).map((pair) => [pair[0]![0], pair.at(-1)![1]] as const)
  }
}

function chunksOf<Entry>(entries: readonly Entry[], length: number): Entry[][] {
  const count = Math.ceil(entries.length / length)
  return Array.from({ length: count }, (_, i) => entries.slice(i * length, (i + 1) * length))
}
