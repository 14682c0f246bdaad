import { createHash } from 'node:crypto'
import { candidate, expect, test } from '@workshop/testkit'

const { treeHash } = candidate(() => import('./tree-hash.ts'))

const MiB = 2 ** 20

test('is the plain SHA-256 of a short text', async () => {
  expect(await treeHash(reel(Buffer.from('Metropolis')))).toBe(
    sha256(Buffer.from('Metropolis')).toString('hex'),
  )
})

test('joins the digests of two mebibytes', async () => {
  const [first, second] = [Buffer.alloc(MiB, 'M'), Buffer.alloc(MiB, 'e')]
  const joined = Buffer.concat([sha256(first), sha256(second)])
  expect(await treeHash(reel(first, second))).toBe(sha256(joined).toString('hex'))
})

async function* reel(...chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}
