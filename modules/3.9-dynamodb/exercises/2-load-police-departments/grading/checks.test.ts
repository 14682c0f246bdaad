// Longer than most: each way to hand back a put has a scene of its own.
import { readFileSync } from 'node:fs'
import { candidate, type CheckContext, checksFor, expect, sync, streamOf } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { loadPoliceDepartments, NotWritten } = candidate(
  () => import('../load-police-departments.ts'),
)

type Row = [guid: string, city: string, state: string, population: number]
type Department = Record<'guid' | 'PoliceDepartmentName' | 'State', string> & Record<string, string>

check('loads every department, 25 a request at most', async (context) => {
  const { table, deps } = await emptyTable(context)
  const all = departments()

  const loaded = await loadPoliceDepartments(streamOf(all), deps)

  expect(loaded).toEqual({ written: all.length, retried: 0, rejected: [] })
  expect(byGuid(await table.items())).toEqual(byGuid(all))
  expect(Math.max(...putsIn(context))).toBe(25)
})

check('keeps the later of two departments with one guid', async (context) => {
  const { table, deps } = await emptyTable(context)
  const [one, ...others] = departments().slice(0, 25) as [Department, ...Department[]]
  const later = { ...one, Chief: 'R. Alvarez' }

  await loadPoliceDepartments(streamOf([one, { ...one, Chief: 'M. Ito' }, later, ...others]), deps)

  expect(byGuid(await table.items())).toEqual(byGuid([later, ...others]))
})

check('never lets an older version overwrite a newer one', async (context) => {
  const { table, deps } = await emptyTable(context)
  const all = departments().slice(0, 49)
  const later = { ...all[0]!, Chief: 'R. Alvarez' }
  context.aws.faults.leaveUnprocessed('all')

  await loadPoliceDepartments(streamOf([...all, later]), deps)

  expect(byGuid(await table.items())).toEqual(byGuid([later, ...all.slice(1)]))
})

check('sends again what was handed back, and only that', async (context) => {
  const { table, deps } = await emptyTable(context)
  const all = departments().slice(100, 125)
  context.aws.faults.leaveUnprocessed([1, 3, 5])
  context.aws.faults.leaveUnprocessed([1], { call: 2 })

  const loaded = await loadPoliceDepartments(streamOf(all), deps)

  expect(loaded).toEqual({ written: 25, retried: 4, rejected: [] })
  expect(byGuid(await table.items())).toEqual(byGuid(all))
  expect(putsIn(context)).toEqual([25, 3, 1])
})

check('waits longer and longer, with jitter, and then starts afresh', async (context) => {
  for (const share of [0.5, 0.25]) {
    const pauses: number[] = []
    const { table, deps } = await emptyTable(context)
    const when = ofTable(table.name)
    context.aws.faults.leaveUnprocessed([0], { when, call: [1, 2, 3, 4, 5, 6, 7, 9] })

    await loadPoliceDepartments(streamOf(departments().slice(0, 250)), {
      ...deps,
      random: sync(() => share),
      sleep: async (ms: number) => {
        pauses.push(ms)
        await context.sleep(ms)
      },
    })

    const expected = [100, 200, 400, 800, 1600, 3200, 5000, 100].map((ms) => ms * share)
    expect(pauses).toEqual(expected)
  }
})

check('survives a throttled request', async (context) => {
  for (const name of ['ProvisionedThroughputExceededException', 'ThrottlingException']) {
    const { table, deps } = await emptyTable(context)
    const all = departments().slice(0, 50)
    const when = ofTable(table.name)
    context.aws.faults.fail('BatchWriteItem', { name }, { when, call: [1, 2, 3, 4, 5, 6, 7] })

    const { written } = await loadPoliceDepartments(streamOf(all), deps)

    expect(written).toBe(50)
    expect(byGuid(await table.items())).toEqual(byGuid(all))
  }
})

check('gives up after eight rounds that wrote nothing, and names what is left', async (context) => {
  const slow = await emptyTable(context)
  const all = departments().slice(0, 25)
  const allButFirst = Array.from({ length: 24 }, (_, i) => i + 1)
  const when = ofTable(slow.table.name)
  const call = Array.from({ length: 24 }, (_, i) => i + 1)
  context.aws.faults.leaveUnprocessed(allButFirst, { when, call })
  const { written } = await loadPoliceDepartments(streamOf(all), slow.deps)
  expect(written).toBe(25)

  const stuck = await emptyTable(context)
  const before = putsIn(context).length
  context.aws.faults.leaveUnprocessed([1, 2], { when: ofTable(stuck.table.name) })
  context.aws.faults.leaveUnprocessed('all', { when: ofTable(stuck.table.name), call: 'all' })
  const failure = loadPoliceDepartments(streamOf(all), stuck.deps)
  await expect(failure).rejects.toBeInstanceOf(NotWritten)
  const { guids } = (await failure.catch((error: { guids: string[] }) => error)) as {
    guids: string[]
  }
  const stored = new Set((await stuck.table.items()).map(({ guid }) => guid))
  const left = all.filter(({ guid }) => !stored.has(guid))
  expect(left).toHaveLength(2)
  expect(new Set(guids)).toEqual(new Set(left.map(({ guid }) => guid)))
  expect(putsIn(context).length - before).toBe(9)
})

check('notes what is larger than 400 KB, with its size', async (context) => {
  const { table, deps } = await emptyTable(context)
  const [one, two, ...others] = departments().slice(500, 526) as [
    Department,
    Department,
    ...Department[],
  ]
  const fits = sized(one, 409_600)
  const tooLarge = sized(two, 409_602)

  const loaded = await loadPoliceDepartments(streamOf([fits, tooLarge, ...others]), deps)

  expect(loaded).toEqual({
    written: 25,
    retried: 0,
    rejected: [{ guid: two.guid, bytes: 409_602 }],
  })
  expect(byGuid(await table.items())).toEqual(byGuid([fits, ...others]))
})

check('reads no further ahead than it writes', async (context) => {
  const { deps } = await emptyTable(context)
  let pulled = 0
  let accepted = 0
  let mostHeld = 0
  context.aws.faults.on('BatchWriteItem', { call: 'all' }, async ({ input }, proceed) => {
    await context.sleep(20)
    const output = await proceed()
    accepted += sizesOf(input).reduce((sum, size) => sum + size, 0)
    return output
  })
  async function* counted() {
    for (const department of departments().slice(0, 400)) {
      mostHeld = Math.max(mostHeld, ++pulled - accepted)
      yield department
    }
  }

  const { written } = await loadPoliceDepartments(counted(), deps)

  expect(written).toBe(400)
  expect(mostHeld).toBeLessThanOrEqual(100)
})

check('lets other errors through', async (context) => {
  const { deps } = await emptyTable(context)
  const nowhere = { ...deps, table: 'no-such-table' }
  const failure = loadPoliceDepartments(streamOf(departments().slice(0, 25)), nowhere)
  await expect(failure).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  expect(context.aws.calls('BatchWriteItem')).toHaveLength(1)
})

async function emptyTable({ aws, sleep, random }: CheckContext) {
  const table = await aws.dynamodb.table({ key: { guid: 'S' } })
  return { table, deps: { doc: aws.dynamodb.doc, table: table.name, sleep, random } }
}

/** California's departments, and the other Hollister. */
function departments(): Department[] {
  const file = new URL('../../../data/police-departments.json', import.meta.url)
  const rows = JSON.parse(readFileSync(file, 'utf8')) as Row[]
  return rows.map(([guid, city, State]) => ({ guid, PoliceDepartmentName: city, State }))
}

/** The department with a text of two-byte letters that brings it to a size. */
function sized(department: Department, bytes: number): Department {
  const names = Object.entries({ ...department, Historia: '' })
    .flat()
    .join('')
  const room = bytes - Buffer.byteLength(names)
  return { ...department, Historia: 'x'.repeat(room % 2) + 'ñ'.repeat(Math.floor(room / 2)) }
}

function byGuid(items: readonly Record<string, unknown>[]) {
  return new Map(items.map((item) => [item['guid'], item]))
}

/** How many puts each request of the candidate had. */
function putsIn({ aws }: CheckContext): number[] {
  return aws.calls('BatchWriteItem').flatMap(({ input }) => sizesOf(input))
}

function sizesOf(input: Record<string, unknown>): number[] {
  return Object.values(input['RequestItems'] as Record<string, object[]>).map(
    ({ length }) => length,
  )
}

function ofTable(name: string) {
  return (input: Record<string, unknown>) => Object.hasOwn(input['RequestItems'] as object, name)
}
