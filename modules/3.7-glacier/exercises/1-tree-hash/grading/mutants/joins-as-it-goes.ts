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

/** Joins each leaf with all before it. */
function root(leaves: Uint8Array[]): Uint8Array {
  return leaves.reduce((before, leaf) => sha256(Buffer.concat([before, leaf])))
}

function sha256(bytes: Uint8Array): Uint8Array {
  return hash('sha256', bytes, 'buffer')
}
