import { createHash, hash } from 'node:crypto'

/** A leaf of the tree: 1 MiB, which AWS's texts call a megabyte. */
export const MIB = 1024 * 1024

/** A SHA-256 digest: 32 bytes. */
export type Digest = Uint8Array

/** Bytes from `start` up to, not including, `end`. */
export interface Span {
  start: number
  end: number
}

/**
 * The SHA-256 of each MiB of some bytes that come in chunks of any size; the last leaf may be
 * shorter, and no bytes at all have one leaf (developer guide, "Computing Checksums").
 */
export function leavesOf(chunks: Iterable<Uint8Array>): Digest[] {
  const leaves: Digest[] = []
  let leaf = createHash('sha256')
  let room = MIB
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length;) {
      if (room === 0) {
        leaves.push(leaf.digest())
        leaf = createHash('sha256')
        room = MIB
      }
      const taken = chunk.subarray(at, at + room)
      leaf.update(taken)
      at += taken.length
      room -= taken.length
    }
  }
  return [...leaves, leaf.digest()]
}

/**
 * The root over at least one leaf, in lower-case hex: neighbours are joined as raw bytes and hashed
 * again, level by level, and one that has no neighbour is promoted as it is.
 */
export function rootOf(leaves: readonly Digest[]): string {
  let level = leaves
  while (level.length > 1) {
    const below = level
    level = Array.from({ length: Math.ceil(below.length / 2) }, (_, pair) => {
      const [left, right] = [below[2 * pair]!, below[2 * pair + 1]]
      return right ? hash('sha256', Buffer.concat([left, right]), 'buffer') : left
    })
  }
  return Buffer.from(level[0]!).toString('hex')
}

/** Whether both ends are whole MiB, or the end is that of the archive. */
export function isMegabyteAligned({ start, end }: Span, size: number): boolean {
  return start % MIB === 0 && (end % MIB === 0 || end === size)
}

/**
 * Whether the root over these bytes is a node of the whole archive's tree: only then AWS gives a
 * checksum for them (developer guide, "Receiving Checksums When Downloading Data").
 */
export function isTreeHashAligned({ start, end }: Span, size: number): boolean {
  if (!isMegabyteAligned({ start, end }, size)) return false
  const wanted = { first: start / MIB, last: Math.ceil(end / MIB) }
  let node = { first: 0, last: Math.ceil(size / MIB) }
  while (node.last - node.first > wanted.last - wanted.first) {
    const middle = node.first + leftLeaves(node.last - node.first)
    node = wanted.first < middle ? { ...node, last: middle } : { ...node, first: middle }
  }
  return node.first === wanted.first && node.last === wanted.last
}

/** Pairing from the left gives the left child the largest power of two below the leaf count. */
function leftLeaves(count: number): number {
  return 2 ** Math.ceil(Math.log2(count) - 1)
}
