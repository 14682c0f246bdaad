// Longer than most: databases, tables, their versions and partitions refuse in many ways.
import * as sdk from '@aws-sdk/client-glue'
import { expect, test } from 'vitest'
import { contract } from './contract.ts'

await contract('Glue', ({ client, unique }) => {
  const glue = client(sdk.GlueClient)

  async function database(): Promise<string> {
    const Name = unique('lake').replaceAll('-', '_')
    await glue.send(new sdk.CreateDatabaseCommand({ DatabaseInput: { Name } }))
    return Name
  }

  const definition = (more: Partial<sdk.TableInput> = {}): sdk.TableInput => ({
    Name: 'trips',
    StorageDescriptor: { Columns: [{ Name: 'fare', Type: 'double' }], Location: 's3://lake/t/' },
    PartitionKeys: [
      { Name: 'city', Type: 'string' },
      { Name: 'year', Type: 'int' },
    ],
    ...more,
  })

  async function table() {
    const DatabaseName = await database()
    await glue.send(new sdk.CreateTableCommand({ DatabaseName, TableInput: definition() }))
    const at = { DatabaseName, TableName: 'trips' }
    return {
      DatabaseName,
      at,
      get: async () =>
        (await glue.send(new sdk.GetTableCommand({ DatabaseName, Name: 'trips' }))).Table!,
      update: (more: Partial<sdk.TableInput>, VersionId?: string) => {
        const input = { DatabaseName, TableInput: definition(more), VersionId }
        return glue.send(new sdk.UpdateTableCommand(input))
      },
      add: (...rows: string[][]) => {
        const PartitionInputList = rows.map((Values) => ({ Values, StorageDescriptor: {} }))
        return glue.send(new sdk.BatchCreatePartitionCommand({ ...at, PartitionInputList }))
      },
      find: async (Expression?: string) => {
        const { Partitions } = await glue.send(new sdk.GetPartitionsCommand({ ...at, Expression }))
        return Partitions!.map(({ Values }) => Values!.join(' ')).toSorted()
      },
    }
  }

  const failures = ({ Errors = [] }: { Errors?: sdk.PartitionError[] | undefined }) =>
    Errors.map(({ PartitionValues, ErrorDetail }) => [PartitionValues, ErrorDetail?.ErrorCode])

  test('makes a database once, and deletes it with its tables', async () => {
    const { DatabaseName } = await table()
    const again = new sdk.CreateDatabaseCommand({ DatabaseInput: { Name: DatabaseName } })
    await expect(glue.send(again)).rejects.toMatchObject({ name: 'AlreadyExistsException' })
    await glue.send(new sdk.DeleteDatabaseCommand({ Name: DatabaseName }))
    const missing = { name: 'EntityNotFoundException' }
    const get = glue.send(new sdk.GetDatabaseCommand({ Name: DatabaseName }))
    await expect(get).rejects.toMatchObject(missing)
    const tables = glue.send(new sdk.GetTablesCommand({ DatabaseName }))
    await expect(tables).rejects.toMatchObject(missing)
  })

  test('makes a table once, and says what is missing', async () => {
    const { DatabaseName } = await table()
    const create = glue.send(new sdk.CreateTableCommand({ DatabaseName, TableInput: definition() }))
    await expect(create).rejects.toMatchObject({ name: 'AlreadyExistsException' })
    const get = glue.send(new sdk.GetTableCommand({ DatabaseName, Name: 'never' }))
    await expect(get).rejects.toMatchObject({ name: 'EntityNotFoundException' })
  })

  test('keeps names in lower case', async () => {
    const DatabaseName = await database()
    const TableInput = definition({ Name: 'Trips' })
    await glue.send(new sdk.CreateTableCommand({ DatabaseName, TableInput }))
    const { Table } = await glue.send(new sdk.GetTableCommand({ DatabaseName, Name: 'TRIPS' }))
    expect(Table?.Name).toBe('trips')
  })

  test('replaces a definition whole, and numbers its versions from 0', async () => {
    const { at, get, update } = await table()
    expect((await get()).VersionId).toBe('0')
    await update({ Parameters: { by: 'ada' } })
    await update({ Description: 'Rides' })
    const now = await get()
    expect([now.VersionId, now.Description, now.Parameters?.['by']]).toEqual([
      '2',
      'Rides',
      undefined,
    ])
    const { TableVersions } = await glue.send(new sdk.GetTableVersionsCommand(at))
    expect(TableVersions?.map(({ VersionId }) => VersionId)).toEqual(['2', '1', '0'])
    const first = await glue.send(new sdk.GetTableVersionCommand({ ...at, VersionId: '1' }))
    expect(first.TableVersion?.Table?.Parameters).toMatchObject({ by: 'ada' })
  })

  test('refuses an update of a version that is not the present one', async () => {
    const { get, update } = await table()
    const { VersionId } = await get()
    await update({ Description: 'mine' }, VersionId)
    await expect(update({ Description: 'theirs' }, VersionId)).rejects.toMatchObject({
      name: 'ConcurrentModificationException',
    })
    expect((await get()).Description).toBe('mine')
  })

  test('answers for each partition of a batch', async () => {
    const { add, find } = await table()
    expect(failures(await add(['Austin', '2012'], ['Boston', '2012']))).toEqual([])
    const errors = failures(await add(['Austin', '2012'], ['Boston', '2013'], ['Boston']))
    expect(new Set(errors)).toEqual(
      new Set([
        [['Austin', '2012'], 'AlreadyExistsException'],
        [['Boston'], 'InvalidInputException'],
      ]),
    )
    expect(await find()).toEqual(['Austin 2012', 'Boston 2012', 'Boston 2013'])
  })

  test('takes 100 partitions at once to create, and 25 to delete', async () => {
    const { at, add, find } = await table()
    const rows = Array.from({ length: 101 }, (_, year) => ['Austin', `${year}`])
    await expect(add(...rows)).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } })
    expect(await find()).toEqual([])
    await add(...rows.slice(1))
    const remove = (count: number) => {
      const PartitionsToDelete = rows.slice(1, 1 + count).map((Values) => ({ Values }))
      return glue.send(new sdk.BatchDeletePartitionCommand({ ...at, PartitionsToDelete }))
    }
    await expect(remove(26)).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } })
    expect(failures(await remove(25))).toEqual([])
    expect(await find()).toHaveLength(75)
  })

  test.each([
    ["city = 'Austin'", ['Austin 2012', 'Austin 2013']],
    ['year > 2012', ['Austin 2013', 'Boston 2015']],
    ["year >= 2012 AND city <> 'Austin'", ['Boston 2015', "O'Fallon 2012"]],
    ["city LIKE 'A%' OR year = 2015", ['Austin 2012', 'Austin 2013', 'Boston 2015']],
    ['year IN (2013, 2015)', ['Austin 2013', 'Boston 2015']],
    ['year BETWEEN 2012 AND 2013', ['Austin 2012', 'Austin 2013', "O'Fallon 2012"]],
    ["NOT (city = 'Austin' OR year = 2012)", ['Boston 2015']],
    ["city = 'O''Fallon'", ["O'Fallon 2012"]],
  ])('finds partitions where %s', async (expression, expected) => {
    const { add, find } = await table()
    await add(['Austin', '2012'], ['Austin', '2013'], ['Boston', '2015'], ["O'Fallon", '2012'])
    expect(await find(expression)).toEqual(expected)
  })

  test('refuses an expression that is none, and one over a column that is no key', async () => {
    const { add, find } = await table()
    await add(['Austin', '2012'])
    const refused = { name: 'InvalidInputException' }
    await expect(find("city === 'Austin'")).rejects.toMatchObject(refused)
    await expect(find('fare > 7')).rejects.toMatchObject(refused)
  })

  test('gives partitions in pages, and in segments that have nothing in common', async () => {
    const { at, add } = await table()
    await add(...Array.from({ length: 50 }, (_, year) => ['Austin', `${year}`]))
    const pages: number[] = []
    const paginate = { client: glue, pageSize: 20 }
    for await (const { Partitions } of sdk.paginateGetPartitions(paginate, { ...at })) {
      pages.push(Partitions!.length)
    }
    expect(pages.filter(Boolean)).toEqual([20, 20, 10])
    const segments = [0, 1, 2].map(async (SegmentNumber) => {
      const seen: string[] = []
      const input = { ...at, Segment: { SegmentNumber, TotalSegments: 3 } }
      for await (const page of sdk.paginateGetPartitions({ client: glue }, input)) {
        seen.push(...page.Partitions!.map(({ Values }) => Values![1]!))
      }
      return seen
    })
    const all = (await Promise.all(segments)).flat()
    expect([all.length, new Set(all).size]).toEqual([50, 50])
  })

  test('reads, moves and deletes partitions one by one', async () => {
    const { at, add, find } = await table()
    await add(['Austin', '2012'])
    const PartitionValues = ['Austin', '2012']
    const get = async () =>
      (await glue.send(new sdk.GetPartitionCommand({ ...at, PartitionValues }))).Partition
    const PartitionInput = { Values: PartitionValues, StorageDescriptor: { Location: 's3://b/' } }
    const update = { ...at, PartitionValueList: PartitionValues, PartitionInput }
    await glue.send(new sdk.UpdatePartitionCommand(update))
    expect((await get())?.StorageDescriptor?.Location).toBe('s3://b/')
    await glue.send(new sdk.DeletePartitionCommand({ ...at, PartitionValues }))
    await expect(get()).rejects.toMatchObject({ name: 'EntityNotFoundException' })
    expect(await find()).toEqual([])
  })

  test('tells of a batch only what is there', async () => {
    const { at, add } = await table()
    await add(['Austin', '2012'])
    const PartitionsToGet = [{ Values: ['Austin', '2012'] }, { Values: ['Austin', '2013'] }]
    const { Partitions } = await glue.send(
      new sdk.BatchGetPartitionCommand({ ...at, PartitionsToGet }),
    )
    expect(Partitions?.map(({ Values }) => Values)).toEqual([['Austin', '2012']])
  })

  test('finds tables by a pattern of their names, page by page', async () => {
    const { DatabaseName } = await table()
    for (const Name of ['rides_2012', 'rides_2013']) {
      const TableInput = definition({ Name })
      await glue.send(new sdk.CreateTableCommand({ DatabaseName, TableInput }))
    }
    const names: (string | undefined)[] = []
    const paginate = { client: glue, pageSize: 1 }
    const input = { DatabaseName, Expression: 'rides_.*' }
    for await (const { TableList } of sdk.paginateGetTables(paginate, input)) {
      names.push(...TableList!.map(({ Name }) => Name))
    }
    expect(new Set(names)).toEqual(new Set(['rides_2012', 'rides_2013']))
  })
})
