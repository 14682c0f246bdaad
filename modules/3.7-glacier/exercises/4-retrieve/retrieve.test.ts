import { candidate, expect, test } from '@workshop/testkit'

const { retrieve } = candidate(() => import('./retrieve.ts'))

const MiB = 2 ** 20
const MINUTE = 60_000

test('brings a film in three ranges', async ({ aws, sleep }) => {
  const vault = await aws.glacier.vault()
  const film = Buffer.alloc(2.5 * MiB, 'Nosferatu')
  const id = await vault.put(film)
  const options = { tier: 'Expedited' as const, pollMs: MINUTE, chunk: MiB }

  const ranges: Uint8Array[] = []
  for await (const range of retrieve(vault.name, id, options, {
    client: aws.glacier.client,
    sleep,
  }))
    ranges.push(range)

  expect(ranges.map(({ length }) => length)).toEqual([MiB, MiB, MiB / 2])
  expect(Buffer.compare(Buffer.concat(ranges), film)).toBe(0)
})
