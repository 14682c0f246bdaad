import type { ListObjectsV2CommandOutput } from '@aws-sdk/client-s3'
import { candidate, type CheckContext, checksFor, expect } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { BookmarkConflict, runIncremental } = candidate(() => import('../run-incremental.ts'))

const MINUTE = 60_000

async function start({ aws, clock }: CheckContext, bookmark = 'bookmarks/load.json') {
  const lake = await aws.s3.bucket()
  const source = { bucket: lake.name, prefix: 'in/', bookmark }
  const calls: string[] = []
  const process = async (keys: string[], run: number) => void calls.push(`${run}: ${keys.join()}`)
  return {
    lake,
    source,
    calls,
    process,
    /** Puts objects, each a second after the one before. */
    arrive: async (...keys: string[]) => {
      for (const key of keys) {
        await clock.advance(1000)
        await lake.put(key, `content of ${key} at ${clock.now()}`)
      }
    },
    run: (more: object = {}) =>
      runIncremental({ ...source, ...more }, process, { client: aws.s3.client }),
  }
}

check('processes everything once, and then what is new', async (context) => {
  const { run, arrive, calls } = await start(context)
  await arrive('in/c', 'in/a', 'out/x', 'in/b/d')
  expect(await run()).toEqual({ run: 1, files: ['in/c', 'in/a', 'in/b/d'] })
  expect(await run()).toEqual({ run: undefined, files: [] })
  await arrive('in/0')
  await context.clock.advance(120 * MINUTE)
  await arrive('in/e')
  expect(await run()).toEqual({ run: 2, files: ['in/0', 'in/e'] })
  expect(await run()).toEqual({ run: undefined, files: [] })
  expect(calls).toEqual(['1: in/c,in/a,in/b/d', '2: in/0,in/e'])
})

check('keeps its own bookmark out', async (context) => {
  const { run, arrive } = await start(context, 'in/0-bookmark.json')
  await arrive('in/a')
  expect(await run()).toEqual({ run: 1, files: ['in/a'] })
  expect(await run()).toEqual({ run: undefined, files: [] })
})

check('lists more than one page', async (context) => {
  const { run, lake } = await start(context)
  const keys = Array.from({ length: 1003 }, (_, index) => `in/${String(index).padStart(4, '0')}`)
  for (const key of keys) await lake.put(key, 'x')
  expect((await run()).files).toEqual(keys)
})

check('takes files of one moment, whenever they are seen', async (context) => {
  const { run, lake } = await start(context)
  await lake.put('in/b', '1')
  expect(await run()).toMatchObject({ files: ['in/b'] })
  await lake.put('in/c', '2')
  await lake.put('in/a', '3')
  expect(await run()).toMatchObject({ files: ['in/a', 'in/c'] })
  expect(await run()).toMatchObject({ files: [] })
})

check('takes a file that turns up late', async (context) => {
  const { run, arrive } = await start(context)
  await arrive('in/a', 'in/slow')
  await context.clock.advance(10 * MINUTE)
  await arrive('in/b')
  let isHidden = true
  const hide = (page: ListObjectsV2CommandOutput) =>
    isHidden ? { ...page, Contents: page.Contents?.filter(({ Key }) => Key !== 'in/slow') } : page
  context.aws.faults.edit('ListObjectsV2', hide, { call: 'all' })
  expect(await run()).toMatchObject({ files: ['in/a', 'in/b'] })
  isHidden = false
  expect(await run({ graceMs: 5 * MINUTE })).toMatchObject({ files: [] })
  expect(await run()).toMatchObject({ files: ['in/slow'] })
  expect(await run()).toMatchObject({ files: [] })
})

check('processes a file again that was written again', async (context) => {
  const { run, arrive } = await start(context)
  await arrive('in/a', 'in/b')
  await run()
  await arrive('in/a')
  expect(await run()).toEqual({ run: 2, files: ['in/a'] })
})

check('repeats a run that failed, and nothing else with it', async (context) => {
  const { source, run, arrive, calls } = await start(context)
  await arrive('in/a', 'in/b')
  await run()
  await arrive('in/c', 'in/d')
  const failing = async () => {
    throw new Error('Out of memory')
  }
  const deps = { client: context.aws.s3.client }
  await expect(runIncremental(source, failing, deps)).rejects.toThrow('Out of memory')
  await arrive('in/e')
  expect(await run()).toEqual({ run: 2, files: ['in/c', 'in/d'] })
  expect(await run()).toEqual({ run: 3, files: ['in/e'] })
  expect(calls).toEqual(['1: in/a,in/b', '2: in/c,in/d', '3: in/e'])
})

check('repeats a run whose end could not be saved', async (context) => {
  const { run, arrive, calls } = await start(context)
  await arrive('in/a')
  context.aws.faults.fail('PutObject', { name: 'AccessDenied', status: 403 }, { call: 2 })
  await expect(run()).rejects.toMatchObject({ name: 'AccessDenied' })
  await arrive('in/b')
  expect(await run()).toEqual({ run: 1, files: ['in/a'] })
  expect(await run()).toEqual({ run: 2, files: ['in/b'] })
  expect(calls).toEqual(['1: in/a', '1: in/a', '2: in/b'])
})

check('lets one of two runs process', async (context) => {
  const { run, arrive, calls } = await start(context)
  for (const files of [['in/a'], ['in/b']]) {
    await arrive(...files)
    const results = await Promise.allSettled([run(), run()])
    const failed = results.filter(({ status }) => status === 'rejected')
    expect(failed).toHaveLength(1)
    expect((failed[0] as PromiseRejectedResult).reason).toBeInstanceOf(BookmarkConflict)
  }
  expect(calls).toEqual(['1: in/a', '2: in/b'])
  await arrive('in/c')
  context.aws.faults.fail(
    'PutObject',
    { name: 'ConditionalRequestConflict', status: 409 },
    { call: 'all' },
  )
  await expect(run()).rejects.toBeInstanceOf(BookmarkConflict)
})

check('keeps its bookmark small', async (context) => {
  const { run, lake, source, arrive } = await start(context)
  for (let index = 0; index < 300; index++) await lake.put(`in/file-number-${index}`, 'x')
  await run()
  await context.clock.advance(20 * MINUTE)
  await arrive('in/new')
  await run()
  expect((await lake.text(source.bookmark))!.length).toBeLessThan(2000)
  expect(await run()).toMatchObject({ files: [] })
})

check('begins anew from a time', async (context) => {
  const { source, run, arrive } = await start(context)
  await arrive('in/a')
  const since = new Date(context.clock.now())
  await arrive('in/b', 'in/c')
  await run()
  expect(await run({ since })).toEqual({ run: 2, files: ['in/b', 'in/c'] })
  expect(await run()).toMatchObject({ files: [] })
  await arrive('in/d')
  const failing = async () => {
    throw new Error('Out of memory')
  }
  const deps = { client: context.aws.s3.client }
  await expect(runIncremental(source, failing, deps)).rejects.toThrow('Out of memory')
  expect(await run({ since })).toEqual({ run: 4, files: ['in/b', 'in/c', 'in/d'] })
  await arrive('in/e')
  await expect(runIncremental(source, failing, deps)).rejects.toThrow('Out of memory')
  const nothing = { run: undefined, files: [] }
  expect(await run({ since: new Date(context.clock.now()) })).toEqual(nothing)
  expect(await run()).toEqual(nothing)
})

check('lets other errors through', async (context) => {
  const { run, arrive, calls } = await start(context)
  await arrive('in/a')
  const denied = { name: 'AccessDenied', status: 403 }
  for (const operation of ['GetObject', 'ListObjectsV2', 'PutObject']) {
    context.aws.faults.fail(operation, denied, { call: 1 })
    await expect(run()).rejects.toMatchObject({ name: 'AccessDenied' })
  }
  expect(calls).toEqual([])
})
