// Longer than most: a plan and its execution, and what may change between them.
import { BatchDeletePartitionCommand, BatchUpdatePartitionCommand } from '@aws-sdk/client-glue'
import { candidate, type CheckContext, checksFor, expect, streamOf } from '@workshop/testkit'
import type { Place, Plan } from '../reconcile.ts'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { reconcile, applyPlan, TooManyDrops } = candidate(() => import('../reconcile.ts'))

const NOTHING: Plan = { create: [], move: [], drop: [], reformatted: [] }
const DESCRIPTOR = {
  InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
  Location: 's3://noaa/',
}

check('plans what is missing, moved and stale', async () => {
  const known = years(2001, 2014)
  const [first, second] = [place('New York/JFK', 2012), place('New York', 2013)]
  const moved = { ...known[3]!, location: 's3://noaa/v2/2004/' }
  const listing = [first, ...known.slice(4).toReversed(), moved, ...known.slice(1, 3), second]
  expect(await reconcile(streamOf(listing), streamOf(known))).toEqual({
    ...NOTHING,
    create: [first, second],
    move: [moved],
    drop: [known[0]],
  })
  expect(await reconcile(streamOf(known), streamOf(known))).toEqual(NOTHING)
  expect(await reconcile(streamOf([]), streamOf([]))).toEqual(NOTHING)
})

check('takes locations that differ in their last slash for equal', async () => {
  const known = years(2001, 2004)
  const listing = known.map((entry, index) =>
    index % 2 ? { ...entry, location: entry.location.slice(0, -1) } : entry,
  )
  expect(await reconcile(streamOf(listing), streamOf(known))).toEqual(NOTHING)
  expect(await reconcile(streamOf(known), streamOf(listing))).toEqual(NOTHING)
})

check('reports another format and leaves it alone', async () => {
  const known = years(2001, 2004)
  const changed = [
    { ...known[1]!, format: 'parquet' },
    { ...known[2]!, format: 'parquet', location: 's3://noaa/v2/2003/' },
  ]
  const listing = [known[0]!, ...changed, known[3]!]
  const plan = { ...NOTHING, reformatted: changed }
  expect(await reconcile(streamOf(listing), streamOf(known))).toEqual(plan)
})

check('makes no plan from an input that fails', async () => {
  const known = years(1991, 2014)
  const failing = async function* () {
    yield* known.slice(0, 23)
    throw new RangeError('The listing broke off')
  }
  for (const force of [false, true]) {
    const message = 'The listing broke off'
    const fromListing = reconcile(failing(), streamOf(known), { force })
    await expect(fromListing).rejects.toMatchObject({ message })
    const fromCatalog = reconcile(streamOf(known), failing(), { force })
    await expect(fromCatalog).rejects.toMatchObject({ message })
  }
})

check('refuses to drop too many unless forced', async () => {
  const known = years(1995, 2014)
  const without = (count: number) => streamOf(known.slice(count))
  expect((await reconcile(without(2), streamOf(known))).drop).toHaveLength(2)
  await expect(reconcile(without(3), streamOf(known))).rejects.toBeInstanceOf(TooManyDrops)
  await expect(reconcile(streamOf([]), streamOf(known))).rejects.toBeInstanceOf(TooManyDrops)
  const half = { maxDrops: 0.5 }
  expect((await reconcile(without(10), streamOf(known), half)).drop).toHaveLength(10)
  await expect(reconcile(without(11), streamOf(known), half)).rejects.toBeInstanceOf(TooManyDrops)
  const none = reconcile(without(1), streamOf(known), { maxDrops: 0 })
  await expect(none).rejects.toBeInstanceOf(TooManyDrops)
  expect((await reconcile(streamOf([]), streamOf(known), { force: true })).drop).toEqual(known)
})

check('creates a hundred at once, as the table stores data', async (context) => {
  const { weather, apply } = await start(context)
  const create = years(1801, 2014)
  await weather.add({ Values: create[5]!.values, Parameters: { by: 'crawler' } })
  expect(await apply({ create })).toEqual({ done: 214, skipped: [], failed: [] })
  const partitions = await weather.partitions()
  expect(partitions.filter(({ Parameters }) => Parameters)).toHaveLength(1)
  const places = partitions.flatMap(({ Parameters, StorageDescriptor }) =>
    Parameters ? [] : [StorageDescriptor],
  )
  const expected = create
    .filter((_, index) => index !== 5)
    .map(({ location }) => ({ ...DESCRIPTOR, Location: location }))
  expect(places).toEqual(expected)
})

check('moves partitions in place, with all that they hold', async (context) => {
  const { weather, apply } = await start(context)
  const known = years(1901, 2014)
  await weather.add(...known.map(entryOf))
  const moved = known.map((entry) => ({ ...entry, location: `${entry.location}v2/` }))
  const gone = place('Boston', 2012)
  // Somebody adds a note after the plan was made.
  await note(context, weather, known[0]!)

  expect(await apply({ move: [gone, ...moved] })).toEqual({
    done: 114,
    skipped: [],
    failed: [{ values: gone.values, code: 'EntityNotFoundException' }],
  })

  const partitions = await weather.partitions()
  expect(partitions.map(({ StorageDescriptor }) => StorageDescriptor)).toEqual(
    moved.map(({ location }) => ({ NumberOfBuckets: 7, Location: location })),
  )
  expect(partitions.map(({ Parameters }) => Parameters?.['rows'])).toEqual(known.map(() => '365'))
  expect(partitions[0]?.Parameters?.['note']).toBe('checked')
  expect(context.aws.calls('BatchDeletePartition')).toHaveLength(0)
  expect(context.aws.calls('BatchCreatePartition')).toHaveLength(0)

  const failed = [{ values: gone.values, code: 'EntityNotFoundException' }]
  expect(await apply({ move: [gone] })).toEqual({ done: 0, skipped: [], failed })
})

check('drops what is stale, 25 at once', async (context) => {
  const { weather, apply } = await start(context)
  const known = years(1954, 2014)
  await weather.add(...known.map(entryOf))
  const [deleted] = known
  const input = { DatabaseName: weather.database, TableName: weather.name }
  const PartitionsToDelete = [{ Values: deleted!.values }]
  await context.aws.send(new BatchDeletePartitionCommand({ ...input, PartitionsToDelete }))
  const drop = known
    .slice(0, 60)
    .map((entry, index) =>
      index % 2 ? { ...entry, location: entry.location.slice(0, -1) } : entry,
    )
  expect(await apply({ drop })).toEqual({ done: 60, skipped: [], failed: [] })
  expect((await weather.partitions()).map(({ Values }) => Values)).toEqual([known[60]!.values])

  // Somebody else is quicker.
  const last = { ...input, PartitionsToDelete: [{ Values: known[60]!.values }] }
  context.aws.faults.on('BatchDeletePartition', { call: 'all' }, async (_, proceed) => {
    await context.aws.send(new BatchDeletePartitionCommand(last))
    return proceed()
  })
  const applied = await apply({ drop: known.slice(60) })
  expect(applied).toEqual({ done: 1, skipped: [], failed: [] })
})

check('keeps what has files again, or lies elsewhere by now', async (context) => {
  const known = years(1985, 2014)
  const back = [known[4]!, known[27]!]
  const { weather, apply } = await start(context, async (location) => {
    // Files come back while the first batch is dropped.
    const isDropping = context.aws.calls('BatchDeletePartition').length > 0
    return location === back[0]!.location || (isDropping && location === back[1]!.location)
  })
  await weather.add(...known.map(entryOf))
  await note(context, weather, { ...known[9]!, location: 's3://noaa/v2/1994/' })

  const applied = await apply({ drop: known })

  expect(applied.done).toBe(27)
  expect(applied.failed).toEqual([])
  const kept = [back[0]!, known[9]!, back[1]!].map(({ values }) => values)
  expect(new Set(applied.skipped.map(String))).toEqual(new Set(kept.map(String)))
  expect((await weather.partitions()).map(({ Values }) => Values)).toEqual(kept)
})

check('reads keys again that Glue did not get to', async (context) => {
  const { weather, apply } = await start(context)
  const known = years(2005, 2014)
  await weather.add(...known.map(entryOf))
  context.aws.faults.on('BatchGetPartition', { call: [1, 3] }, async ({ input }, proceed) => {
    const PartitionsToGet = input['PartitionsToGet'] as object[]
    const output = await proceed({ ...input, PartitionsToGet: PartitionsToGet.slice(0, 2) })
    return { ...output, UnprocessedKeys: PartitionsToGet.slice(2) }
  })
  const move = known.slice(0, 5).map((entry) => ({ ...entry, location: 's3://noaa/v2/' }))
  const plan = { move, drop: known.slice(5) }
  expect(await apply(plan)).toEqual({ done: 10, skipped: [], failed: [] })
  expect(await weather.partitions()).toHaveLength(5)
})

check('reports what fails, and goes on', async (context) => {
  const { weather, apply } = await start(context)
  const known = years(2005, 2014)
  await weather.add(...known.map(entryOf))
  const odd = { ...place('Seattle', 2015), values: ['Seattle'] }
  const code = 'InternalServiceException'
  for (const [operation, list, named] of [
    ['BatchUpdatePartition', 'Entries', 'PartitionValueList'],
    ['BatchDeletePartition', 'PartitionsToDelete', 'PartitionValues'],
  ] as const) {
    context.aws.faults.on(operation, { call: 1 }, async ({ input }, proceed) => {
      const [first, ...others] = input[list] as {
        Values?: string[]
        PartitionValueList?: string[]
      }[]
      await proceed({ ...input, [list]: others })
      const values = first?.Values ?? first?.PartitionValueList
      return { Errors: [{ [named]: values, ErrorDetail: { ErrorCode: code } }] }
    })
  }
  const plan = {
    create: [odd, place('Seattle', 2016)],
    move: known.slice(0, 3).map((entry) => ({ ...entry, location: 's3://noaa/v2/' })),
    drop: known.slice(3),
  }
  expect(await apply(plan)).toEqual({
    done: 9,
    skipped: [],
    failed: [
      { values: ['Seattle'], code: 'InvalidInputException' },
      { values: known[0]!.values, code },
      { values: known[3]!.values, code },
    ],
  })
  expect(await weather.partitions()).toHaveLength(5)
})

async function start(
  { aws }: CheckContext,
  hasFiles: (location: string) => Promise<boolean> = async () => false,
) {
  const database = await aws.glue.database()
  const keys = { station: 'string', year: 'int' }
  const weather = await database.table({ StorageDescriptor: DESCRIPTOR, keys })
  const deps = { client: aws.glue.client, hasFiles }
  const apply = (plan: Partial<Plan>) =>
    applyPlan({ ...NOTHING, ...plan }, database.name, weather.name, deps)
  return { weather, apply }
}

/** Places of one station, for each year up to and including the last. */
function years(first: number, last: number): Place[] {
  return Array.from({ length: last - first + 1 }, (_, n) => place('Seattle', first + n))
}

function place(station: string, year: number): Place {
  const location = `s3://noaa/weather/station=${encodeURIComponent(station)}/year=${year}/`
  return { values: [station, String(year)], location, format: 'csv' }
}

function entryOf({ values, location }: Place) {
  return {
    Values: values,
    StorageDescriptor: { NumberOfBuckets: 7, Location: location },
    Parameters: { rows: '365' },
  }
}

/** What somebody else does meanwhile: puts a partition at a place, with a note. */
async function note({ aws }: CheckContext, table: { database: string; name: string }, at: Place) {
  const { Parameters, ...entry } = entryOf(at)
  const PartitionInput = { ...entry, Parameters: { ...Parameters, note: 'checked' } }
  const Entries = [{ PartitionValueList: at.values, PartitionInput }]
  const input = { DatabaseName: table.database, TableName: table.name, Entries }
  await aws.send(new BatchUpdatePartitionCommand(input))
}
