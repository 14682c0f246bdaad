// Longer than most: two functions, and a list that changes while it is read.
import { candidate, type CheckContext, checksFor, expect, fc } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { listByState, shardOf, InvalidCursor } = candidate(() => import('../list-by-state.ts'))

const INDEXES = { 'by-state': { StateShard: 'S', UpdateTime: 'S' } } as const

type Department = {
  guid: string
  PoliceDepartmentName: string
  StateShard: string
  UpdateTime: string
  ClosedAt?: string
}

check('puts a guid into the same shard every time', async ({ holdsFor }) => {
  await holdsFor(
    fc.tuple(fc.uuid(), fc.integer({ min: 1, max: 40 })),
    async ([guid, shards]) => {
      const shard = await shardOf(guid, shards)
      expect(Number.isInteger(shard)).toBe(true)
      expect(shard).toBeGreaterThanOrEqual(0)
      expect(shard).toBeLessThan(shards)
      expect(await shardOf(guid, shards)).toBe(shard)
    },
    { runs: 40 },
  )
})

check('spreads guids evenly, even where they begin alike', async ({ random }) => {
  const digits = (count: number) =>
    Array.from({ length: count }, () => Math.floor(random() * 16).toString(16)).join('')
  const shapes = [
    () => `019d6a5c-72b1-7${digits(3)}-a${digits(3)}-${digits(12)}`,
    () => `${digits(8)}-${digits(4)}-4${digits(3)}-a${digits(3)}-${digits(12)}`,
  ]
  for (const guid of shapes) {
    const shards = await Promise.all(Array.from({ length: 300 }, () => shardOf(guid(), 10)))
    // Not by index: a shard of four thousand million would make an array as long.
    const counts = Array.from(
      { length: 10 },
      (_, shard) => shards.filter((one) => one === shard).length,
    )
    expect(Math.max(...counts)).toBeLessThan(60)
    expect(Math.min(...counts)).toBeGreaterThan(5)
  }
})

check('lists a state newest first, from all its shards', async (context) => {
  const { table, deps } = await emptyTable(context)
  const all = Array.from({ length: 30 }, (_, i) => department(i, { shard: (i * 7) % 10 }))
  const hollister = { ...department(31, { shard: 3 }), PoliceDepartmentName: 'Hollister' }
  const missouri = { ...hollister, guid: 'pd-mo', StateShard: 'MO#3' }
  await table.put(...all, hollister, missouri)

  const { items } = await listByState('CA', { limit: 50 }, deps)
  expect(items).toEqual([...all, hollister].toSorted(newestFirst))
  expect((await listByState('MO', { limit: 50 }, deps)).items).toEqual([missouri])
  expect((await listByState('NV', { limit: 50 }, deps)).items).toEqual([])
})

check('returns as many as asked for while there are more', async (context) => {
  const { table, deps } = await emptyTable(context)
  const all = Array.from({ length: 48 }, (_, i) =>
    department(i, { shard: i % 3, closed: i % 4 !== 0 }),
  )
  await table.put(...all)

  const pages = await pagesOf('CA', 5, deps)
  expect(pages.flat()).toEqual(open(all))
  expect(pages.slice(0, 2).map(({ length }) => length)).toEqual([5, 5])
})

check('goes on after an empty page', async (context) => {
  const { table, deps } = await emptyTable(context)
  const closed = Array.from({ length: 20 }, (_, i) =>
    department(i + 20, { shard: 5, closed: true }),
  )
  const old = [department(3, { shard: 5 }), department(1, { shard: 5 })]
  await table.put(...closed, ...old)

  expect((await pagesOf('CA', 4, deps)).flat()).toEqual(old)
})

check('resumes without loss or repeat while others write', async (context) => {
  const { table, deps } = await emptyTable(context)
  const { random } = context
  // Several of them share their time, and some of those their shard.
  const all = Array.from({ length: 40 }, (_, i) =>
    department(i, { shard: Math.floor(random() ** 2 * 10), minute: Math.floor(i / 3) }),
  )
  await table.put(...all)

  const listed = new Set(all.map(({ guid }) => guid))
  const seen: Department[] = []
  let cursor: string | undefined
  let page = 0
  do {
    const limit = [3, 7, 1, 4][page % 4]!
    const answer = await listByState(
      'CA',
      cursor === undefined ? { limit } : { limit, cursor },
      deps,
    )
    seen.push(...answer.items.filter(({ guid }) => listed.has(guid)))
    cursor = answer.cursor
    await table.put(department(100 + page, { shard: page % 10, minute: 100 + page }))
    page++
  } while (cursor !== undefined && page < 60)

  expect(cursor).toBeUndefined()
  expect(seen.map(({ UpdateTime }) => UpdateTime)).toEqual(
    all.toSorted(newestFirst).map(({ UpdateTime }) => UpdateTime),
  )
  expect(new Set(seen.map(({ guid }) => guid))).toEqual(listed)
})

check('refuses a cursor of another state, or of nobody', async (context) => {
  const { table, deps } = await emptyTable(context)
  const all = Array.from({ length: 12 }, (_, i) => department(i, { shard: 0 }))
  await table.put(...all, { ...department(50, { shard: 0 }), StateShard: 'MO#0' })
  const { cursor } = await listByState('CA', { limit: 3 }, deps)

  for (const strange of [
    '',
    'page-2',
    'e30',
    'bnVsbA',
    'eyJzdGF0ZSI6IkNBIn0',
    'eyJzdGF0ZSI6IkNBIiwicGxhY2VzIjpbXX0',
    '%',
    '{}',
    '[]',
    '3',
  ]) {
    const failure = listByState('CA', { limit: 3, cursor: strange }, deps)
    await expect(failure).rejects.toBeInstanceOf(InvalidCursor)
  }
  const elsewhere = listByState('MO', { limit: 3, cursor: cursor! }, deps)
  await expect(elsewhere).rejects.toBeInstanceOf(InvalidCursor)
})

check('asks the shards at the same time', async (context) => {
  const { table, deps } = await emptyTable(context)
  const all = Array.from({ length: 20 }, (_, i) => department(i, { shard: i % 10 }))
  await table.put(...all)
  let asked = 0
  let mostAsked = 0
  context.aws.faults.on('Query', { call: 'all' }, async (_, proceed) => {
    mostAsked = Math.max(mostAsked, ++asked)
    await context.sleep(1_000)
    asked--
    return proceed()
  })

  expect((await listByState('CA', { limit: 5 }, deps)).items).toEqual(open(all).slice(0, 5))
  expect(mostAsked).toBe(10)
})

check('reads no more than the limit in a Query', async (context) => {
  const { table, deps } = await emptyTable(context)
  const all = Array.from({ length: 40 }, (_, i) => department(i, { shard: i % 2 }))
  await table.put(...all)

  const { items, cursor } = await listByState('CA', { limit: 4 }, deps)
  const more = await listByState('CA', { limit: 4, cursor: cursor! }, deps)

  expect([...items, ...more.items]).toEqual(open(all).slice(0, 8))
  const queries = context.aws.calls('Query')
  const read = queries.map(({ output }) => (output as { ScannedCount: number }).ScannedCount)
  expect(Math.max(...read)).toBeLessThanOrEqual(4)
  expect(read.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(16)
  expect(context.aws.calls()).toHaveLength(queries.length)
})

async function emptyTable({ aws }: CheckContext) {
  const table = await aws.dynamodb.table({ key: { guid: 'S' }, indexes: INDEXES })
  return { table, deps: { doc: aws.dynamodb.doc, table: table.name } }
}

/** The department of a number, which is also the minute of its change. */
function department(
  number: number,
  { shard, minute = number, closed = false }: { shard: number; minute?: number; closed?: boolean },
): Department {
  return {
    guid: `pd-${String((number * 37) % 1009).padStart(4, '0')}`,
    PoliceDepartmentName: `Precinct ${number}`,
    StateShard: `CA#${shard}`,
    UpdateTime: new Date(Date.UTC(2026, 1, 1, 6, minute)).toISOString(),
    ...(closed ? { ClosedAt: '2026-02-28' } : {}),
  }
}

/** Every page of a list, for as long as it takes. */
async function pagesOf(
  state: string,
  limit: number,
  deps: Parameters<typeof listByState>[2],
): Promise<Department[][]> {
  const pages: Department[][] = []
  let cursor: string | undefined
  do {
    const page = await listByState(
      state,
      cursor === undefined ? { limit } : { limit, cursor },
      deps,
    )
    pages.push(page.items)
    cursor = page.cursor
  } while (cursor !== undefined && pages.length < 60)
  expect(cursor).toBeUndefined()
  return pages
}

function open(all: readonly Department[]): Department[] {
  return all.filter(({ ClosedAt }) => ClosedAt === undefined).toSorted(newestFirst)
}

function newestFirst(a: Department, b: Department): number {
  return Date.parse(b.UpdateTime) - Date.parse(a.UpdateTime)
}
