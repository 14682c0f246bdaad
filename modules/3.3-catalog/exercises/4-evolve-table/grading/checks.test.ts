// Longer than most: each way in which the catalog refuses has a scene of its own.
import { type Column, type TableInput, UpdateTableCommand } from '@aws-sdk/client-glue'
import { candidate, type CheckContext, checksFor, expect, sync } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { evolveTable, EvolutionConflict, InvalidEvolution } = candidate(
  () => import('../evolve-table.ts'),
)

/** Every member of a TableInput that the catalog keeps as it is (SDK text, TableInput). */
const WEATHER = {
  Description: 'Daily observations of two stations',
  Owner: 'climate',
  LastAccessTime: new Date('2026-02-01T06:00:00Z'),
  LastAnalyzedTime: new Date('2026-02-02T06:00:00Z'),
  Retention: 30,
  TableType: 'EXTERNAL_TABLE',
  ViewOriginalText: 'kept by an old tool',
  ViewExpandedText: 'kept by it, too',
  Parameters: { classification: 'csv', 'skip.header.line.count': '1', owner: 'Zoë' },
  StorageDescriptor: {
    Location: 's3://noaa/weather/',
    InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
    Compressed: true,
    SerdeInfo: {
      SerializationLibrary: 'org.apache.hadoop.hive.serde2.OpenCSVSerde',
      Parameters: { separatorChar: ';' },
    },
    SortColumns: [{ Column: 'observed', SortOrder: 1 }],
    Columns: [
      { Name: 'observed', Type: 'date', Comment: 'local day' },
      { Name: 'rain', Type: 'float' },
      { Name: 'weather', Type: 'string' },
      { Name: 'gusts', Type: 'smallint' },
    ],
  },
}
const { Columns: COLUMNS } = WEATHER.StorageDescriptor

check('changes the columns and keeps everything else', async (context) => {
  const { weather, evolve } = await start(context)
  const change = sync((columns: Column[]) => [
    columns[1]!,
    { ...columns[0]!, Comment: 'UTC day' },
    { Name: 'snow', Type: 'array<struct<depth:double>>', Parameters: { unit: 'mm' } },
  ])

  expect(await evolve(change)).toEqual({ version: '1', attempts: 1 })

  expect(await weather.definition()).toMatchObject({
    ...WEATHER,
    StorageDescriptor: {
      ...WEATHER.StorageDescriptor,
      Columns: [
        { Name: 'rain', Type: 'float' },
        { Name: 'observed', Type: 'date', Comment: 'UTC day' },
        { Name: 'snow', Type: 'array<struct<depth:double>>', Parameters: { unit: 'mm' } },
      ],
    },
    PartitionKeys: [
      { Name: 'station', Type: 'string' },
      { Name: 'year', Type: 'int' },
    ],
  })
})

check('sends only what a definition may hold', async (context) => {
  const { evolve } = await start(context)
  context.aws.faults.edit<{ Table: object }>('GetTable', ({ Table }) => ({
    Table: { ...Table, IsMaterializedView: false, Status: { State: 'SUCCESS' } },
  }))

  await evolve(adding('humidity'))

  const [update] = context.aws.calls('UpdateTable')
  const sent = Object.entries(update?.input['TableInput'] as TableInput)
  const members = sent.filter(([, value]) => value !== undefined).map(([member]) => member)
  expect(['Name', 'PartitionKeys', ...Object.keys(WEATHER)]).toEqual(
    expect.arrayContaining(members),
  )
})

check('writes only over the version that it read', async (context) => {
  const { weather, evolve } = await start(context)
  const { Parameters } = WEATHER
  context.aws.faults.on('UpdateTable', { call: 1 }, async (_, proceed) => {
    await put(context, weather, { Parameters: { ...Parameters, owner: 'Ada' } })
    return proceed()
  })

  expect(await evolve(adding('humidity'))).toEqual({ version: '2', attempts: 2 })

  const { Parameters: kept, StorageDescriptor } = await weather.definition()
  expect(kept).toEqual({ ...Parameters, owner: 'Ada' })
  expect(namesOf(StorageDescriptor?.Columns)).toEqual([...namesOf(COLUMNS), 'humidity'])
  const sent = context.aws.calls('UpdateTable').map(({ input }) => input['VersionId'])
  expect(sent).toEqual(['0', '1'])
})

check('loses no column of six jobs at once', async (context) => {
  const { weather, evolve } = await start(context)
  const added = ['humidity', 'pressure', 'clouds', 'visibility', 'sunrise', 'sunset']

  const evolutions = await Promise.all(added.map((name) => evolve(adding(name))))

  const { StorageDescriptor, VersionId } = await weather.definition()
  const names = [...namesOf(COLUMNS), ...added]
  expect(namesOf(StorageDescriptor?.Columns).toSorted()).toEqual(names.toSorted())
  expect(VersionId).toBe('6')
  const versions = evolutions.map(({ version }) => version)
  expect(versions.toSorted()).toEqual(['1', '2', '3', '4', '5', '6'])
})

check('tries again when the table is not ready', async (context) => {
  const { weather, evolve } = await start(context)
  const notReady = { name: 'ResourceNotReadyException', status: 400 }
  context.aws.faults.fail('UpdateTable', notReady, { call: [1, 2] })
  expect(await evolve(adding('humidity'))).toEqual({ version: '1', attempts: 3 })
  expect((await weather.definition()).StorageDescriptor?.Columns).toHaveLength(5)
})

check('settles when the answer to its write gets lost', async (context) => {
  const { weather, evolve } = await start(context)
  context.aws.faults.loseResponse('UpdateTable', { call: 1 })
  expect(await evolve(adding('humidity'))).toEqual({ version: '1', attempts: 2 })
  const { StorageDescriptor, VersionId } = await weather.definition()
  expect(namesOf(StorageDescriptor?.Columns)).toEqual([...namesOf(COLUMNS), 'humidity'])
  expect(VersionId).toBe('1')
})

check('writes nothing where nothing changes', async (context) => {
  const { weather, evolve } = await start(context)
  await put(context, weather, {})
  const same = sync((columns: Column[]) => columns.map((column) => ({ ...column })))
  expect(await evolve(same)).toEqual({ version: '1', attempts: 1 })
  expect(context.aws.calls('UpdateTable')).toHaveLength(0)

  const otherComment = sync((columns: Column[]) =>
    columns.map((column) => ({ ...column, Comment: 'measured' })),
  )
  expect(await evolve(otherComment)).toEqual({ version: '2', attempts: 1 })
})

check('refuses two columns of one name, and those named like a partition key', async (context) => {
  const { weather, evolve } = await start(context)
  for (const name of ['Rain', 'YEAR']) {
    const twice = sync((columns: Column[]) => [...columns, { Name: name, Type: 'float' }])
    await expect(evolve(twice)).rejects.toBeInstanceOf(InvalidEvolution)
  }
  expect(context.aws.calls('UpdateTable')).toHaveLength(0)
  expect((await weather.definition()).VersionId).toBe('0')
})

check('widens types and never narrows them', async (context) => {
  const { weather, evolve } = await start(context)
  const typing = (type: string, name: string) =>
    sync((columns: Column[]) =>
      columns.map((column) => (column.Name === name ? { Name: name, Type: type } : column)),
    )
  await evolve(typing('int', 'gusts'))
  await evolve(typing('bigint', 'gusts'))
  await evolve(typing('double', 'rain'))
  await evolve(sync((columns: Column[]) => [...columns, { Name: 'cover', Type: 'tinyint' }]))
  await evolve(typing('smallint', 'cover'))
  const { StorageDescriptor } = await weather.definition()
  expect(StorageDescriptor?.Columns?.map(({ Type }) => Type)).toEqual([
    'date',
    'double',
    'string',
    'bigint',
    'smallint',
  ])
  const narrower = [
    ['int', 'gusts'],
    ['tinyint', 'cover'],
    ['double', 'gusts'],
    ['float', 'rain'],
    ['timestamp', 'observed'],
    ['int', 'weather'],
  ] as const
  for (const [type, name] of narrower) {
    await expect(evolve(typing(type, name))).rejects.toBeInstanceOf(InvalidEvolution)
  }
  expect((await weather.definition()).VersionId).toBe('5')
})

check('lets errors through that it cannot mend', async (context) => {
  const { weather, evolve } = await start(context)
  const refuse = sync((_: Column[]): Column[] => {
    throw new RangeError('Too many columns')
  })
  await expect(evolve(refuse)).rejects.toMatchObject({ message: 'Too many columns' })
  await expect(evolve(adding('snow'), 'weather_of_mars')).rejects.toMatchObject({
    name: 'EntityNotFoundException',
  })
  context.aws.faults.fail('UpdateTable', { name: 'AccessDeniedException', status: 400 })
  await expect(evolve(adding('snow'))).rejects.toMatchObject({ name: 'AccessDeniedException' })
  expect(context.aws.calls('UpdateTable')).toHaveLength(1)
  expect((await weather.definition()).VersionId).toBe('0')
})

check('gives up after ten refusals, and waits longer before each retry', async (context) => {
  const waits: number[] = []
  const { evolve } = await start({
    ...context,
    random: sync(() => 0.5),
    sleep: async (ms) => {
      waits.push(ms)
    },
  })
  const refusal = { name: 'ConcurrentModificationException', status: 400 }
  context.aws.faults.fail('UpdateTable', refusal, { call: 'all' })
  await expect(evolve(adding('humidity'))).rejects.toBeInstanceOf(EvolutionConflict)
  expect(context.aws.calls('UpdateTable')).toHaveLength(10)
  expect(waits).toEqual([50, 100, 200, 400, 800, 1600, 3200, 6400, 12_800])
})

async function start({ aws, sleep, random }: CheckContext) {
  const database = await aws.glue.database()
  const keys = { station: 'string', year: 'int' }
  const weather = await database.table({ ...WEATHER, keys })
  const deps = { client: aws.glue.client, sleep, random }
  const evolve = (change: (columns: Column[]) => Column[], table = weather.name) =>
    evolveTable(database.name, table, change, deps)
  return { weather, evolve }
}

/** Adds a column where it is not there yet. */
function adding(name: string) {
  return sync((columns: Column[]) =>
    columns.some(({ Name }) => Name === name)
      ? columns
      : [...columns, { Name: name, Type: 'double' }],
  )
}

/** What another job does: it puts a definition of its own in place of the present one. */
async function put(
  { aws }: CheckContext,
  { database, name }: { database: string; name: string },
  change: Partial<TableInput>,
) {
  const PartitionKeys = [
    { Name: 'station', Type: 'string' },
    { Name: 'year', Type: 'int' },
  ]
  const TableInput = { ...WEATHER, Name: name, PartitionKeys, ...change }
  await aws.send(new UpdateTableCommand({ DatabaseName: database, TableInput }))
}

function namesOf(columns: readonly Column[] = []): string[] {
  return columns.map(({ Name = '' }) => Name)
}
