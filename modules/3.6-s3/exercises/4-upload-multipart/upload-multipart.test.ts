import { candidate, expect, test } from '@workshop/testkit'

const { planParts, uploadMultipart } = candidate(() => import('./upload-multipart.ts'))

const MiB = 2 ** 20

test('plans three parts for 12 MiB', async () => {
  expect(await planParts(12 * MiB)).toEqual([
    { number: 1, start: 0, end: 5 * MiB },
    { number: 2, start: 5 * MiB, end: 10 * MiB },
    { number: 3, start: 10 * MiB, end: 12 * MiB },
  ])
})

test('uploads a stream in two parts', async ({ aws }) => {
  const archive = await aws.s3.bucket()
  const deps = { client: aws.s3.client }

  const { parts, etag } = await uploadMultipart(archive.name, 'scene.tif', scene, deps)

  expect(parts).toBe(2)
  expect(etag).toMatch(/-2"$/)
  expect(await archive.bytes('scene.tif')).toHaveLength(6 * MiB)
})

/** Six chunks of a MiB each. */
async function scene() {
  return (async function* () {
    for (let line = 0; line < 6; line++) yield new Uint8Array(MiB).fill(line)
  })()
}
