import { hash } from 'node:crypto'
import { candidate, checksFor, expect, fc, streamOf } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { treeHash } = candidate(() => import('../tree-hash.ts'))

const MiB = 2 ** 20

check('takes content of up to one mebibyte for one leaf', async () => {
  for (const size of [0, 1, MiB - 1, MiB]) await expectRight(master(size))
})

check('begins the second leaf behind the first mebibyte', async () => {
  for (const size of [MiB + 1, 1.5 * MiB]) await expectRight(master(size), size)
})

check('joins neighbours level by level', async () => {
  for (const size of [2, 4, 8]) await expectRight(master(size * MiB))
})

check('promotes a node that has no neighbour', async () => {
  for (const size of [3, 5, 6.5, 7]) await expectRight(master(size * MiB))
})

check('does not care how the content is cut into chunks', async ({ holdsFor }) => {
  const content = master(MiB + 17)
  for (const length of [MiB - 1, MiB + 1, 3 * MiB]) await expectRight(content, length)
  const aroundTheEdge = [
    content.subarray(0, MiB - 2),
    ...pieces(content.subarray(MiB - 2, MiB + 9), 1),
  ]
  expect(await treeHash(streamOf(aroundTheEdge))).toBe(rootOf(content.subarray(0, MiB + 9)))

  const cuts = fc.array(fc.nat({ max: content.length }), { maxLength: 5 })
  await holdsFor(
    cuts,
    async (at) => {
      const ends = [...at, content.length].toSorted((a, b) => a - b)
      const chunks = ends.map((end, index) => content.subarray(ends[index - 1] ?? 0, end))
      expect(await treeHash(streamOf(chunks))).toBe(rootOf(content))
    },
    { runs: 5 },
  )
})

/** Compares the candidate's hash with ours; chunks are as long as leaves unless told otherwise. */
async function expectRight(content: Uint8Array, length = MiB) {
  expect(await treeHash(streamOf(pieces(content, length)))).toBe(rootOf(content))
}

/** Bytes of which no two leaves are alike. */
function master(size: number): Uint8Array {
  const bytes = new Uint8Array(size)
  for (let at = 0; at < size; at += 65_521) {
    bytes.fill((at / 65_521) % 251, at, at + 65_521)
  }
  return bytes
}

function rootOf(content: Uint8Array): string {
  let level = pieces(content, MiB).map((leaf) => sha256(leaf))
  if (level.length === 0) level = [sha256(content)]
  while (level.length > 1) {
    level = Array.from({ length: Math.ceil(level.length / 2) }, (_, pair) => {
      const nodes = level.slice(2 * pair, 2 * pair + 2)
      return nodes.length === 1 ? nodes[0]! : sha256(Buffer.concat(nodes))
    })
  }
  return level[0]!.toString('hex')
}

function sha256(bytes: Uint8Array): Buffer {
  return hash('sha256', bytes, 'buffer')
}

function pieces(bytes: Uint8Array, length: number): Uint8Array[] {
  const count = Math.ceil(bytes.length / length)
  return Array.from({ length: count }, (_, i) => bytes.subarray(i * length, (i + 1) * length))
}
