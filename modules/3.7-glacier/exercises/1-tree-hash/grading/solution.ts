import { createHash } from 'node:crypto'

const MiB = 2 ** 20

interface Node {
  digest: Buffer
  /** A leaf has 0; a node over two of these, one more. */
  level: number
}

export async function treeHash(content: AsyncIterable<Uint8Array>): Promise<string> {
  const nodes: Node[] = []
  for await (const digest of leaves(content)) {
    nodes.push({ digest, level: 0 })
    while (nodes.at(-1)!.level === nodes.at(-2)?.level) join(nodes)
  }
  while (nodes.length > 1) join(nodes)
  return nodes[0]!.digest.toString('hex')
}

/** The digest of every MiB, of the rest, and of an empty content. */
async function* leaves(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let leaf = createHash('sha256')
  let size = 0
  for await (const chunk of content) {
    for (let at = 0; at < chunk.length;) {
      if (size === MiB) {
        yield leaf.digest()
        leaf = createHash('sha256')
        size = 0
      }
      const taken = chunk.subarray(at, at + MiB - size)
      leaf.update(taken)
      at += taken.length
      size += taken.length
    }
  }
  yield leaf.digest()
}

/** Puts one node in the place of the last two. */
function join(nodes: Node[]): void {
  const right = nodes.pop()!
  const left = nodes.pop()!
  const digest = createHash('sha256').update(left.digest).update(right.digest).digest()
  nodes.push({ digest, level: left.level + 1 })
}
