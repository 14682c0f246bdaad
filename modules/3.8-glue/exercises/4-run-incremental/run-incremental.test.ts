import { candidate, expect, test } from '@workshop/testkit'

const { runIncremental } = candidate(() => import('./run-incremental.ts'))

test('processes files once', async ({ aws, clock }) => {
  const lake = await aws.s3.bucket()
  const source = { bucket: lake.name, prefix: 'in/', bookmark: 'bookmarks/load.json' }
  const deps = { client: aws.s3.client }
  const seen: string[] = []
  const process = async (keys: string[], run: number) => void seen.push(`${run}: ${keys.join()}`)

  await lake.put('in/b.json', '{}')
  await clock.advance(1000)
  await lake.put('in/a.json', '{}')
  expect(await runIncremental(source, process, deps)).toEqual({
    run: 1,
    files: ['in/b.json', 'in/a.json'],
  })
  await clock.advance(1000)
  await lake.put('in/c.json', '{}')
  expect(await runIncremental(source, process, deps)).toEqual({ run: 2, files: ['in/c.json'] })
  expect(await runIncremental(source, process, deps)).toEqual({ run: undefined, files: [] })
  expect(seen).toEqual(['1: in/b.json,in/a.json', '2: in/c.json'])
})
