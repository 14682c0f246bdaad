import { candidate, expect, test } from '@workshop/testkit'

const { commit, planCompaction } = candidate(() => import('./compact.ts'))

test('plans to merge small files of one day', async () => {
  const file = (key: string, size: number) => ({ key, size, lastModified: 0 })
  const files = [file('day=1/a', 10), file('day=1/b', 20), file('day=2/c', 5), file('day=1/d', 90)]
  const options = { targetSize: 100, minAgeMs: 60_000, now: 60_000 }
  const groups = await planCompaction(files, options)
  expect(groups.map((group) => group.toSorted())).toEqual([['day=1/a', 'day=1/b']])
})

test('swaps two files for one', async ({ aws, sleep }) => {
  const lake = await aws.s3.bucket()
  await lake.put('day=1/a', '{"n":1}\n')
  await lake.put('day=1/b', '{"n":2}\n')
  await lake.put('manifest.json', '{"files":["day=1/a","day=1/b","day=2/c"]}')
  const table = { bucket: lake.name, manifest: 'manifest.json', graceMs: 1_000 }
  const deps = { client: aws.s3.client, newKey: async () => 'day=1/merged', sleep }

  expect(await commit(table, ['day=1/a', 'day=1/b'], deps)).toBe('done')

  expect(await lake.text('day=1/merged')).toBe('{"n":1}\n{"n":2}\n')
  const { files } = JSON.parse((await lake.text('manifest.json'))!) as { files: string[] }
  expect(files.toSorted()).toEqual(['day=1/merged', 'day=2/c'])
  expect(await lake.text('day=1/a')).toBe(undefined)
})
