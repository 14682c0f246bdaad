// Longer than most: workgroups, what is saved in them, and the catalogs that queries look into.
import * as sdk from '@aws-sdk/client-athena'
import { expect, test } from 'vitest'
import { contract } from './contract.ts'
import { lakeOfRides, newLake } from './lake.ts'

// https://docs.aws.amazon.com/athena/latest/ug/workgroups.html and the API pages of the operations

await contract('Athena', (target) => {
  const athena = target.client(sdk.AthenaClient)
  const refused = { name: 'InvalidRequestException' }

  async function workGroup(Configuration: sdk.WorkGroupConfiguration = {}) {
    const Name = target.unique('analysts')
    await athena.send(new sdk.CreateWorkGroupCommand({ Name, Configuration }))
    return Name
  }

  const get = (WorkGroup: string) => athena.send(new sdk.GetWorkGroupCommand({ WorkGroup }))

  const deleteGroup = (WorkGroup: string, RecursiveDeleteOption = false) =>
    athena.send(new sdk.DeleteWorkGroupCommand({ WorkGroup, RecursiveDeleteOption }))

  const save = (WorkGroup: string, more: Partial<sdk.CreateNamedQueryInput> = {}) =>
    athena.send(
      new sdk.CreateNamedQueryCommand({
        Name: 'all rides',
        Database: 'lake',
        QueryString: 'SELECT * FROM rides',
        WorkGroup,
        ...more,
      }),
    )

  test('makes a workgroup once, says what it is, and deletes it', async () => {
    const Name = await workGroup({ EnforceWorkGroupConfiguration: false })
    const { WorkGroup } = await get(Name)
    expect(WorkGroup).toMatchObject({
      Name,
      State: 'ENABLED',
      Configuration: { EnforceWorkGroupConfiguration: false },
    })
    const again = athena.send(new sdk.CreateWorkGroupCommand({ Name }))
    await expect(again).rejects.toMatchObject(refused)
    await deleteGroup(Name)
    await expect(get(Name)).rejects.toMatchObject(refused)
  })

  test('has a primary workgroup, which nobody deletes', async () => {
    expect((await get('primary')).WorkGroup?.Name).toBe('primary')
    await expect(deleteGroup('primary')).rejects.toMatchObject(refused)
  })

  test('lists workgroups page by page, up to 50 at once', async () => {
    const made = [await workGroup(), await workGroup()]
    const seen: (string | undefined)[] = []
    const pages = sdk.paginateListWorkGroups({ client: athena, pageSize: 1 }, {})
    for await (const { WorkGroups } of pages) {
      expect(WorkGroups!.length).toBeLessThanOrEqual(1)
      seen.push(...WorkGroups!.map(({ Name }) => Name))
    }
    expect(seen).toEqual(expect.arrayContaining([...made, 'primary']))
    const more = athena.send(new sdk.ListWorkGroupsCommand({ MaxResults: 51 }))
    await expect(more).rejects.toMatchObject(refused)
  })

  test('takes names of up to 128 letters, digits, points, dashes and underscores', async () => {
    const create = (Name: string) => athena.send(new sdk.CreateWorkGroupCommand({ Name }))
    await expect(create('with spaces')).rejects.toMatchObject(refused)
    await expect(create('x'.repeat(129))).rejects.toMatchObject(refused)
    const Name = target.unique('x').padEnd(128, '._-')
    await create(Name)
    expect((await get(Name)).WorkGroup?.Name).toBe(Name)
  })

  test('runs no query in a workgroup that is disabled', async () => {
    const { start } = await newLake(target)
    const WorkGroup = await workGroup({ EnforceWorkGroupConfiguration: false })
    await start('SELECT 1', { WorkGroup })
    await athena.send(new sdk.UpdateWorkGroupCommand({ WorkGroup, State: 'DISABLED' }))
    await expect(start('SELECT 1', { WorkGroup })).rejects.toMatchObject(refused)
  })

  test('writes results where the workgroup enforces it, whatever a query asks for', async () => {
    const { run, bucket } = await newLake(target)
    const ResultConfiguration = { OutputLocation: `s3://${bucket}/enforced/` }
    const where = async (EnforceWorkGroupConfiguration: boolean) => {
      const WorkGroup = await workGroup({ EnforceWorkGroupConfiguration, ResultConfiguration })
      const told = (await run('SHOW DATABASES', { WorkGroup })).ResultConfiguration
      return told?.OutputLocation?.split('/').at(-2)
    }
    expect([await where(true), await where(false)]).toEqual(['enforced', 'results'])
  })

  test('limits what a query scans to 10,000,000 bytes or more', async () => {
    const refusedLimit = workGroup({ BytesScannedCutoffPerQuery: 9_999_999 })
    await expect(refusedLimit).rejects.toMatchObject(refused)
    const Name = await workGroup({ BytesScannedCutoffPerQuery: 10_000_000 })
    expect((await get(Name)).WorkGroup?.Configuration?.BytesScannedCutoffPerQuery).toBe(10_000_000)
  })

  test('deletes a workgroup with something in it only with all of it', async () => {
    const Name = await workGroup()
    const { NamedQueryId } = await save(Name)
    await expect(deleteGroup(Name)).rejects.toMatchObject(refused)
    await deleteGroup(Name, true)
    const gone = athena.send(new sdk.GetNamedQueryCommand({ NamedQueryId }))
    await expect(gone).rejects.toMatchObject(refused)
  })

  test('keeps the tags of a workgroup', async () => {
    const Name = await workGroup()
    const ResourceARN = `arn:aws:athena:us-east-1:123456789012:workgroup/${Name}`
    const Tags = [
      { Key: 'team', Value: 'data' },
      { Key: 'cost', Value: '7' },
    ]
    await athena.send(new sdk.TagResourceCommand({ ResourceARN, Tags }))
    await athena.send(new sdk.UntagResourceCommand({ ResourceARN, TagKeys: ['cost'] }))
    const told = await athena.send(new sdk.ListTagsForResourceCommand({ ResourceARN }))
    expect(told.Tags).toEqual([{ Key: 'team', Value: 'data' }])
  })

  test('saves queries, tells of up to 50 at once, and forgets them', async () => {
    const WorkGroup = await workGroup()
    const { NamedQueryId = '' } = await save(WorkGroup, { Description: 'every ride' })
    const { NamedQuery } = await athena.send(new sdk.GetNamedQueryCommand({ NamedQueryId }))
    expect(NamedQuery).toMatchObject({
      Name: 'all rides',
      Description: 'every ride',
      Database: 'lake',
      QueryString: 'SELECT * FROM rides',
      WorkGroup,
    })
    const list = async () =>
      (await athena.send(new sdk.ListNamedQueriesCommand({ WorkGroup }))).NamedQueryIds
    expect(await list()).toEqual([NamedQueryId])
    const batch = (NamedQueryIds: string[]) =>
      athena.send(new sdk.BatchGetNamedQueryCommand({ NamedQueryIds }))
    const never = '00000000-0000-4000-8000-000000000000'
    const found = await batch([NamedQueryId, never])
    expect(found.NamedQueries?.map((one) => one.NamedQueryId)).toEqual([NamedQueryId])
    expect(found.UnprocessedNamedQueryIds).toMatchObject([{ NamedQueryId: never }])
    await expect(batch(Array.from({ length: 51 }, () => never))).rejects.toMatchObject(refused)
    await athena.send(new sdk.DeleteNamedQueryCommand({ NamedQueryId }))
    expect(await list()).toEqual([])
  })

  test('saves a query once for a token', async () => {
    const WorkGroup = await workGroup()
    const ClientRequestToken = target.unique('a-token-of-at-least-32-characters')
    const { NamedQueryId } = await save(WorkGroup, { ClientRequestToken })
    expect((await save(WorkGroup, { ClientRequestToken })).NamedQueryId).toBe(NamedQueryId)
    const other = save(WorkGroup, { ClientRequestToken, QueryString: 'SELECT 2' })
    await expect(other).rejects.toMatchObject(refused)
  })

  test('keeps prepared statements by workgroup and name', async () => {
    const WorkGroup = await workGroup()
    const named = { WorkGroup, StatementName: 'liked' }
    const create = (QueryStatement: string) =>
      athena.send(new sdk.CreatePreparedStatementCommand({ ...named, QueryStatement }))
    const read = async () =>
      (await athena.send(new sdk.GetPreparedStatementCommand(named))).PreparedStatement
    await create('SELECT ?')
    await expect(create('SELECT 1')).rejects.toMatchObject(refused)
    const update = { ...named, QueryStatement: 'SELECT ? + 1' }
    await athena.send(new sdk.UpdatePreparedStatementCommand(update))
    expect(await read()).toMatchObject({
      StatementName: 'liked',
      WorkGroupName: WorkGroup,
      QueryStatement: 'SELECT ? + 1',
    })
    const { PreparedStatements } = await athena.send(
      new sdk.ListPreparedStatementsCommand({ WorkGroup }),
    )
    expect(PreparedStatements?.map(({ StatementName }) => StatementName)).toEqual(['liked'])
    await athena.send(new sdk.DeletePreparedStatementCommand(named))
    await expect(read()).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  test('tells of the databases and tables of the catalog', async () => {
    const { database: DatabaseName } = await lakeOfRides(target)
    const CatalogName = 'AwsDataCatalog'
    const databases: (string | undefined)[] = []
    const pages = sdk.paginateListDatabases({ client: athena }, { CatalogName })
    for await (const { DatabaseList } of pages) databases.push(...DatabaseList!.map((d) => d.Name))
    expect(databases).toContain(DatabaseName)
    const found = await athena.send(new sdk.GetDatabaseCommand({ CatalogName, DatabaseName }))
    expect(found.Database?.Name).toBe(DatabaseName)
    const list = { CatalogName, DatabaseName, Expression: 'ri.*' }
    const tables = await athena.send(new sdk.ListTableMetadataCommand(list))
    expect(tables.TableMetadataList?.map(({ Name }) => Name)).toEqual(['rides'])
    const table = (TableName: string) =>
      athena.send(new sdk.GetTableMetadataCommand({ CatalogName, DatabaseName, TableName }))
    expect((await table('rides')).TableMetadata).toMatchObject({
      Name: 'rides',
      TableType: 'EXTERNAL_TABLE',
      Columns: [{ Name: 'rider', Type: 'string' }, { Name: 'stars' }, { Name: 'fare' }],
      PartitionKeys: [{ Name: 'city', Type: 'string' }],
    })
    await expect(table('never_made')).rejects.toMatchObject({ name: 'MetadataException' })
  })

  test('lists the catalog that every account has', async () => {
    const { DataCatalogsSummary } = await athena.send(new sdk.ListDataCatalogsCommand({}))
    expect(DataCatalogsSummary).toContainEqual(
      expect.objectContaining({ CatalogName: 'AwsDataCatalog', Type: 'GLUE' }),
    )
  })
})
