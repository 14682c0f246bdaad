import { candidate, expect, test } from '@workshop/testkit'

const { archive, choosePartSize } = candidate(() => import('./archive.ts'))

const MiB = 2 ** 20

test('chooses parts of 1 MiB for a short film, of 2 MiB for 15 GiB', async () => {
  expect(await choosePartSize(90 * MiB)).toBe(MiB)
  expect(await choosePartSize(15 * 1024 * MiB)).toBe(2 * MiB)
})

test('uploads a film in three parts', async ({ aws }) => {
  const vault = await aws.glacier.vault()
  const { name: bucket } = await aws.s3.bucket()
  const deps = { glacier: aws.glacier.client, s3: aws.s3.client, bucket }
  const film = { name: 'Nosferatu', size: 2.5 * MiB }

  const { archiveId, treeHash, via } = await archive(vault.name, film, reels, deps)

  expect(via).toBe('glacier')
  const stored = await vault.archive(archiveId)
  expect(stored.data).toHaveLength(film.size)
  expect(stored.description).toBe('Nosferatu')
  expect(stored.treeHash).toBe(treeHash)
})

/** Five reels of half a MiB each. */
async function reels() {
  return (async function* () {
    for (let reel = 0; reel < 5; reel++) yield new Uint8Array(MiB / 2).fill(reel)
  })()
}
