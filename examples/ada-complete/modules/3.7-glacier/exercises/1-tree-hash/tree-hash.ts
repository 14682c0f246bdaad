import { hash } from 'node:crypto'

const LEAF = 1024 * 1024

export async function treeHash(content: AsyncIterable<Uint8Array>): Promise<string> {
  const digests: Uint8Array[] = []
  let rest = Buffer.alloc(0)
  for await (const chunk of content) {
    rest = Buffer.concat([rest, chunk])
    while (rest.length > LEAF) {
      digests.push(sha256(rest.subarray(0, LEAF)))
      rest = rest.subarray(LEAF)
    }
  }
  digests.push(sha256(rest))
  return Buffer.from(root(digests)).toString('hex')
}

/** Halves the list, from the left, as long as there is something to join. */
function root(level: Uint8Array[]): Uint8Array {
  if (level.length === 1) return level[0]!
  const above: Uint8Array[] = []
  for (let left = 0; left < level.length; left += 2) {
    const pair = level.slice(left, left + 2)
    above.push(pair.length === 2 ? sha256(Buffer.concat(pair)) : pair[0]!)
  }
  return root(above)
}

function sha256(bytes: Uint8Array): Uint8Array {
  return hash('sha256', bytes, 'buffer')
}
