import { DeleteObjectCommand } from '@aws-sdk/client-s3'
import { candidate, type CheckContext, checksFor, expect, fc } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { commit, planCompaction } = candidate(() => import('../compact.ts'))

const MANIFEST = 'strikes/manifest.json'
const HOUR = 3_600_000
const file = (key: string, size: number, lastModified = 0) => ({ key, size, lastModified })
const options = { targetSize: 1_000, minAgeMs: HOUR, now: HOUR }

const sorted = (groups: string[][]) => groups.map((group) => group.toSorted()).toSorted()

check('plans within partitions, of small and old files', async () => {
  const groups = await planCompaction(
    [
      file('s/year=1990/a.jsonl', 100),
      file('s/year=1991/b.jsonl', 100),
      file('s/year=1990/c.jsonl', 499),
      file('s/year=1990/large.jsonl', 500),
      file('s/year=1990/young.jsonl', 10, 1),
      file('s/year=1991/d.jsonl', 0),
      file('s/year=1992/alone.jsonl', 10),
      file('s/year=1990/deep/e.jsonl', 10),
    ],
    options,
  )
  expect(sorted(groups)).toEqual([
    ['s/year=1990/a.jsonl', 's/year=1990/c.jsonl'],
    ['s/year=1991/b.jsonl', 's/year=1991/d.jsonl'],
  ])
  expect(await planCompaction([], options)).toEqual([])
})

check('plans few groups', async ({ holdsFor }) => {
  const thirds = [340, 330, 330, 340, 330, 330, 340, 330, 330].map((size, at) =>
    file(`p/${at}`, size),
  )
  expect(await planCompaction(thirds, options)).toHaveLength(3)
  // In this order no file fits in with its neighbours.
  const pairs = [...Array(20).keys()].map((at) => file(`p/${at}`, at % 2 === 0 ? 499 : 5))
  expect((await planCompaction(pairs, options)).length).toBeLessThanOrEqual(7)
  // Twelve groups hold all of them; whoever takes them as they come needs sixteen.
  const triples = [...Array(36).keys()].map((at) => file(`p/${at}`, at < 12 ? 332 : 334))
  expect((await planCompaction(triples, options)).length).toBeLessThanOrEqual(14)
  await holdsFor(
    fc.array(fc.integer({ min: 1, max: 499 }), { minLength: 2, maxLength: 60 }),
    async (sizes) => {
      const groups = await planCompaction(
        sizes.map((size, at) => file(`p/${at}`, size)),
        options,
      )
      const total = (keys: string[]) =>
        keys.reduce((sum, key) => sum + sizes[Number(key.slice(2))]!, 0)
      expect(groups.every((keys) => total(keys) <= 1_000 && keys.length > 1)).toBe(true)
      expect(new Set(groups.flat()).size).toBe(groups.flat().length)
      expect(sizes.length - groups.flat().length).toBeLessThanOrEqual(1)
      const atLeast = Math.ceil(sizes.reduce((sum, size) => sum + size, 0) / 1_000)
      expect(groups.length).toBeLessThanOrEqual(Math.ceil(atLeast * 1.1) + 1)
    },
    { runs: 20 },
  )
})

check('swaps files for their lines', async (context) => {
  const { lake, table, deps } = await start(context)
  await lake.put('s/a', '{"n":1}\n{"n":2}')
  await lake.put('s/b', '')
  await lake.put('s/c', '{"bird":"Höckerschwan"}\n')
  await lake.put(MANIFEST, '{"files":["s/c","s/x","s/b","s/a"],"format":"jsonl"}')
  expect(await commit(table, ['s/b', 's/a', 's/c'], deps)).toBe('done')
  expect(await lake.text('s/new-1')).toBe('{"n":1}\n{"n":2}\n{"bird":"Höckerschwan"}\n')
  const manifest = await manifestOf(lake)
  expect(manifest.format).toBe('jsonl')
  expect(manifest.files.toSorted()).toEqual(['s/new-1', 's/x'])
  for (const key of ['s/a', 's/b', 's/c']) expect(await lake.text(key)).toBe(undefined)
})

check('keeps what others changed meanwhile', async (context) => {
  const { lake, table, deps } = await start(context)
  await fill(lake)
  const swap = (list: string[]) => lake.put(MANIFEST, JSON.stringify({ files: list }))
  let swaps = 0
  context.aws.faults.on('PutObject', { call: 'all' }, async ({ input }, proceed) => {
    if (input['Key'] === MANIFEST && swaps++ < 2)
      await swap(['s/a', 's/b', 's/c', `s/late-${swaps}`])
    return proceed()
  })
  expect(await commit(table, ['s/a', 's/b'], deps)).toBe('done')
  expect((await manifestOf(lake)).files.toSorted()).toEqual(['s/c', 's/late-2', 's/new-1'])

  const { lake: other, ...more } = await start(context)
  await fill(other)
  await Promise.all([
    commit(more.table, ['s/a'], more.deps),
    commit(more.table, ['s/b'], more.deps),
    commit(more.table, ['s/c'], more.deps),
  ])
  const names = (await manifestOf(other)).files
  expect(names).toHaveLength(3)
  expect(names.every((name) => name.startsWith('s/new-'))).toBe(true)
})

check('leaves nothing behind where it lost', async (context) => {
  const { lake, table, deps } = await start(context)
  await fill(lake)
  const results = await Promise.all([
    commit(table, ['s/a', 's/b'], deps),
    commit(table, ['s/b', 's/c'], deps),
  ])
  expect(results.toSorted()).toEqual(['done', 'lost'])
  const { files } = await manifestOf(lake)
  expect(files).toHaveLength(2)
  for (const name of files) expect(await lake.text(name)).toBeDefined()
  for (const name of ['s/new-1', 's/new-2']) {
    expect((await lake.text(name)) !== undefined).toBe(files.includes(name))
  }
  expect(await commit(table, ['s/a', 's/gone'], deps)).toBe('lost')
  expect(await commit(table, [files[0]!, 's/gone'], deps)).toBe('lost')
  expect(await manifestOf(lake)).toEqual({ files })
  expect(await lake.text('s/new-3')).toBe(undefined)
})

check('knows its own write when the answer gets lost', async (context) => {
  const { lake, table, deps } = await start(context)
  await fill(lake)
  context.aws.faults.loseResponse('PutObject', { call: 2 })
  expect(await commit(table, ['s/a', 's/b'], deps)).toBe('done')
  expect((await manifestOf(lake)).files.toSorted()).toEqual(['s/c', 's/new-1'])
  expect(await lake.text('s/new-1')).toBe('a\nb\n')

  const conflict = { name: 'ConditionalRequestConflict', status: 409 }
  context.aws.faults.fail('PutObject', conflict, { call: 2 })
  expect(await commit(table, ['s/new-1', 's/c'], deps)).toBe('done')
  expect((await manifestOf(lake)).files).toEqual(['s/new-2'])

  const when = ({ Key }: Record<string, unknown>) => Key === MANIFEST
  context.aws.faults.fail('PutObject', { name: 'AccessDenied', status: 403 }, { when })
  const denied = commit(table, ['s/new-2'], deps)
  await expect(denied).rejects.toMatchObject({ name: 'AccessDenied' })
  expect((await manifestOf(lake)).files).toEqual(['s/new-2'])
})

check('deletes last, after readers had their time', async (context) => {
  const { lake, table, deps } = await start(context)
  await fill(lake)
  const seen: unknown[] = []
  const sleep = async (ms: number) => {
    const { files } = await manifestOf(lake)
    seen.push(ms, files.toSorted(), await lake.text('s/a'), await lake.text('s/b'))
  }
  await commit(table, ['s/a', 's/b'], { ...deps, sleep })
  expect(seen).toEqual([60_000, ['s/c', 's/new-1'], 'a\n', 'b\n'])
  expect(await lake.text('s/a')).toBe(undefined)

  const { lake: other, ...more } = await start(context)
  await fill(other)
  await context.aws.send(new DeleteObjectCommand({ Bucket: other.name, Key: 's/b' }))
  const failure = commit(more.table, ['s/a', 's/b'], more.deps)
  await expect(failure).rejects.toMatchObject({ name: 'NoSuchKey' })
  expect(await other.text('s/a')).toBe('a\n')
})

type Lake = Awaited<ReturnType<typeof start>>['lake']

async function start({ aws, sleep }: CheckContext) {
  const lake = await aws.s3.bucket()
  const table = { bucket: lake.name, manifest: MANIFEST, graceMs: 60_000 }
  let keys = 0
  const deps = { client: aws.s3.client, sleep, newKey: async () => `s/new-${++keys}` }
  return { lake, table, deps }
}

async function fill(lake: Lake) {
  for (const name of ['a', 'b', 'c']) await lake.put(`s/${name}`, `${name}\n`)
  await lake.put(MANIFEST, '{"files":["s/a","s/b","s/c"]}')
}

async function manifestOf(lake: Lake) {
  return JSON.parse((await lake.text(MANIFEST))!) as { files: string[]; format?: string }
}
