// Longer than most: queries, what they read and write, and how they are told of.
import * as sdk from '@aws-sdk/client-athena'
import * as glueSdk from '@aws-sdk/client-glue'
import { expect, test } from 'vitest'
import { contract } from './contract.ts'
import { lakeOfRides, newLake, RIDES } from './lake.ts'

// https://docs.aws.amazon.com/athena/latest/ug/querying-finding-output-files.html, the pages of the
// statements in the same guide, and the API pages of the operations

await contract('Athena', (target) => {
  const athena = target.client(sdk.AthenaClient)
  const glue = target.client(glueSdk.GlueClient)
  const refused = { name: 'InvalidRequestException' }

  test('answers a query with its rows, the names of the columns first', async () => {
    const { rows } = await lakeOfRides(target)
    expect(
      await rows(`SELECT city, count(*) AS rides, sum(fare) AS fares FROM rides
        GROUP BY city HAVING sum(fare) > 7 ORDER BY city`),
    ).toEqual([
      ['city', 'rides', 'fares'],
      ['lima', '2', '21.5'],
      ['oslo', '1', '7.25'],
    ])
    expect(await rows('SELECT rider, stars FROM rides WHERE stars IS NULL')).toEqual([
      ['rider', 'stars'],
      ['cai', undefined],
    ])
  })

  test('tells the name and the type of each column', async () => {
    const { run } = await lakeOfRides(target)
    const { QueryExecutionId } = await run('SELECT rider, stars, fare, city = rider FROM rides')
    const { ResultSet } = await athena.send(new sdk.GetQueryResultsCommand({ QueryExecutionId }))
    const columns = ResultSet?.ResultSetMetadata?.ColumnInfo?.map(({ Name, Type }) => [Name, Type])
    expect(columns).toEqual([
      ['rider', 'varchar'],
      ['stars', 'integer'],
      ['fare', 'double'],
      ['_col3', 'boolean'],
    ])
  })

  test('writes the result as CSV, named for the query, where it was told', async () => {
    const { run, bucket, text } = await lakeOfRides(target)
    const { QueryExecutionId, ResultConfiguration } = await run(
      `SELECT rider, stars FROM rides WHERE city = 'oslo'`,
    )
    const key = `results/${QueryExecutionId}.csv`
    expect(ResultConfiguration?.OutputLocation).toBe(`s3://${bucket}/${key}`)
    expect(await text(key)).toBe('"rider","stars"\n"cai",\n')
  })

  test('gives up to 1,000 rows at once', async () => {
    const { run } = await newLake(target)
    const { QueryExecutionId } = await run('SELECT n FROM UNNEST(sequence(1, 1500)) AS t (n)')
    const pages: number[] = []
    const input = { QueryExecutionId }
    for await (const { ResultSet } of sdk.paginateGetQueryResults({ client: athena }, input)) {
      pages.push(ResultSet!.Rows!.length)
    }
    expect(pages).toEqual([1000, 501])
    const more = athena.send(new sdk.GetQueryResultsCommand({ ...input, MaxResults: 1001 }))
    await expect(more).rejects.toMatchObject(refused)
  })

  test('scans the partitions that a query asks for, and no others', async () => {
    const { run } = await lakeOfRides(target)
    const scanned = async (sql: string) => (await run(sql)).Statistics?.DataScannedInBytes
    expect(await scanned('SELECT rider FROM rides')).toBe(RIDES.lima.length + RIDES.oslo.length)
    expect(await scanned(`SELECT rider FROM rides WHERE city = 'oslo'`)).toBe(RIDES.oslo.length)
  })

  test('fails a query that asks for what is not there, and says why', async () => {
    const { run } = await newLake(target)
    const { QueryExecutionId, Status } = await run('SELECT * FROM never_made')
    expect(Status?.State).toBe('FAILED')
    expect(Status?.StateChangeReason).toContain('never_made')
    const results = athena.send(new sdk.GetQueryResultsCommand({ QueryExecutionId }))
    await expect(results).rejects.toMatchObject(refused)
  })

  test('stops a query', async () => {
    const { start, end } = await newLake(target)
    const numbers = 'UNNEST(sequence(1, 10000))'
    const QueryExecutionId = await start(
      `SELECT count(*) FROM ${numbers} AS a (x) CROSS JOIN ${numbers} AS b (y) WHERE x % 7 = y % 5`,
    )
    await athena.send(new sdk.StopQueryExecutionCommand({ QueryExecutionId }))
    expect((await end(QueryExecutionId)).Status?.State).toBe('CANCELLED')
  })

  test('starts a query once for a token, and none for a token that another had', async () => {
    const { start } = await newLake(target)
    const ClientRequestToken = target.unique('a-token-of-at-least-32-characters')
    const id = await start('SELECT 1', { ClientRequestToken })
    expect(await start('SELECT 1', { ClientRequestToken })).toBe(id)
    await expect(start('SELECT 2', { ClientRequestToken })).rejects.toMatchObject(refused)
  })

  test('needs a place for results, SQL, and a workgroup that is there', async () => {
    const { start } = await newLake(target)
    await expect(start('SELECT 1', { ResultConfiguration: {} })).rejects.toMatchObject(refused)
    await expect(start('')).rejects.toMatchObject(refused)
    await expect(start(`SELECT ${'1'.repeat(262_144)}`)).rejects.toMatchObject(refused)
    const WorkGroup = target.unique('never-made')
    await expect(start('SELECT 1', { WorkGroup })).rejects.toMatchObject(refused)
  })

  test('puts execution parameters in the place of question marks', async () => {
    const { rows } = await lakeOfRides(target)
    const sql = 'SELECT rider FROM rides WHERE rider LIKE ? AND fare > ? ORDER BY rider'
    expect(await rows(sql, { ExecutionParameters: [`'%b%'`, '1.0'] })).toEqual([['rider'], ['bob']])
  })

  test('runs a prepared statement with values', async () => {
    const { rows } = await lakeOfRides(target)
    const StatementName = target.unique('of').replaceAll('-', '_')
    const QueryStatement = 'SELECT rider FROM rides WHERE city = ? AND stars < ?'
    const named = { WorkGroup: 'primary', StatementName, QueryStatement }
    await athena.send(new sdk.CreatePreparedStatementCommand(named))
    expect(await rows(`EXECUTE ${StatementName} USING 'lima', 5`)).toEqual([['rider'], ['bob']])
  })

  test('lists the queries of a workgroup page by page, and tells of up to 50 at once', async () => {
    const { start, end, bucket } = await newLake(target)
    const WorkGroup = target.unique('analysts')
    const Configuration = { ResultConfiguration: { OutputLocation: `s3://${bucket}/results/` } }
    await athena.send(new sdk.CreateWorkGroupCommand({ Name: WorkGroup, Configuration }))
    const made: string[] = []
    for (let count = 0; count < 3; count++) {
      made.push(await start('SHOW DATABASES', { WorkGroup }))
      await end(made.at(-1)!)
    }
    const listed: string[] = []
    const pages = sdk.paginateListQueryExecutions({ client: athena, pageSize: 2 }, { WorkGroup })
    for await (const { QueryExecutionIds } of pages) listed.push(...QueryExecutionIds!)
    expect(listed.toSorted()).toEqual(made.toSorted())
    const get = (QueryExecutionIds: string[]) =>
      athena.send(new sdk.BatchGetQueryExecutionCommand({ QueryExecutionIds }))
    const never = '00000000-0000-4000-8000-000000000000'
    const { QueryExecutions, UnprocessedQueryExecutionIds } = await get([...made, never])
    expect(new Set(QueryExecutions?.map(({ QueryExecutionId }) => QueryExecutionId))).toEqual(
      new Set(made),
    )
    expect(UnprocessedQueryExecutionIds).toMatchObject([{ QueryExecutionId: never }])
    await expect(get(Array.from({ length: 51 }, () => never))).rejects.toMatchObject(refused)
  })

  test('keeps tables in the catalog of Glue', async () => {
    const { database, rows } = await lakeOfRides(target)
    const get = () =>
      glue.send(new glueSdk.GetTableCommand({ DatabaseName: database, Name: 'rides' }))
    const { Table } = await get()
    expect(Table).toMatchObject({
      TableType: 'EXTERNAL_TABLE',
      PartitionKeys: [{ Name: 'city', Type: 'string' }],
    })
    const columns = Table?.StorageDescriptor?.Columns?.map(({ Name, Type }) => [Name, Type])
    expect(columns).toEqual([
      ['rider', 'string'],
      ['stars', 'int'],
      ['fare', 'double'],
    ])
    await rows('DROP TABLE rides')
    await expect(get()).rejects.toMatchObject({ name: 'EntityNotFoundException' })
  })

  test('shows tables by a pattern, their columns and their partitions', async () => {
    const { rows, bucket } = await lakeOfRides(target)
    await rows(`CREATE EXTERNAL TABLE cabs (id string) LOCATION 's3://${bucket}/cabs/'`)
    expect((await rows(`SHOW TABLES 'r*'`)).flat()).toEqual(['rides'])
    expect((await rows('SHOW COLUMNS IN rides')).flat().map((cell) => cell?.trim())).toEqual([
      'rider',
      'stars',
      'fare',
      'city',
    ])
    expect(new Set((await rows('SHOW PARTITIONS rides')).flat())).toEqual(
      new Set(['city=lima', 'city=oslo']),
    )
  })

  test('adds and drops partitions', async () => {
    const { rows, put, bucket } = await lakeOfRides(target)
    await put('elsewhere/b.csv', 'dan,3,9\n')
    await rows(
      `ALTER TABLE rides ADD PARTITION (city = 'rome') LOCATION 's3://${bucket}/elsewhere/'`,
    )
    await rows(`ALTER TABLE rides DROP PARTITION (city = 'lima')`)
    expect(await rows('SELECT rider, city FROM rides ORDER BY city')).toEqual([
      ['rider', 'city'],
      ['cai', 'oslo'],
      ['dan', 'rome'],
    ])
  })

  test('makes a table of a query, with its files where it is told', async () => {
    const { rows, run, bucket, keys, database } = await lakeOfRides(target)
    const { StatementType } = await run(
      `CREATE TABLE paid WITH (format = 'PARQUET', external_location = 's3://${bucket}/paid/',
         partitioned_by = ARRAY['city']) AS SELECT rider, fare, city FROM rides WHERE fare > 2`,
    )
    expect(StatementType).toBe('DML')
    expect((await keys('paid/')).map((key) => key.replace(/[^/]*$/, ''))).toEqual([
      'paid/city=lima/',
      'paid/city=oslo/',
    ])
    expect(await rows('SELECT * FROM paid ORDER BY rider')).toEqual([
      ['rider', 'fare', 'city'],
      ['bob', '20.0', 'lima'],
      ['cai', '7.25', 'oslo'],
    ])
    const { Table } = await glue.send(
      new glueSdk.GetTableCommand({ DatabaseName: database, Name: 'paid' }),
    )
    expect(Table?.PartitionKeys).toMatchObject([{ Name: 'city', Type: 'string' }])
  })

  test('inserts rows into a table, in a new file and in the partitions they name', async () => {
    const { rows, run, keys, text, bucket } = await lakeOfRides(target)
    const { StatementType, Statistics } = await run(
      `INSERT INTO rides VALUES ('dan', 3, 9.5, 'lima'), ('eve', NULL, 4.0, 'rome')`,
    )
    expect(StatementType).toBe('DML')
    expect((await keys('rides/')).map((key) => key.replace(/[^/]*$/, ''))).toEqual([
      'rides/city=lima/',
      'rides/city=lima/',
      'rides/city=oslo/',
      'rides/city=rome/',
    ])
    const manifest = Statistics!.DataManifestLocation!.replace(`s3://${bucket}/`, '')
    expect((await text(manifest)).trim().split('\n')).toHaveLength(2)
    await run(`INSERT INTO rides (rider, city) SELECT rider, 'bonn' FROM rides WHERE stars = 5`)
    expect(
      await rows(
        `SELECT * FROM rides WHERE city <> 'oslo' AND rider <> 'bob' ORDER BY city, rider`,
      ),
    ).toEqual([
      ['rider', 'stars', 'fare', 'city'],
      ['ada', undefined, undefined, 'bonn'],
      ['ada', '5', '1.5', 'lima'],
      ['dan', '3', '9.5', 'lima'],
      ['eve', undefined, '4.0', 'rome'],
    ])
  })

  test('inserts no rows that are no rows of the table', async () => {
    const { run, keys } = await lakeOfRides(target)
    const before = await keys('rides/')
    const { Status } = await run(`INSERT INTO rides (rider, city) VALUES (1, 'lima')`)
    expect([Status?.State, await keys('rides/')]).toEqual(['FAILED', before])
  })

  test('runs the query of a view each time, and keeps it in the catalog of Glue', async () => {
    const { rows, run, put, database } = await lakeOfRides(target)
    await rows(`CREATE VIEW liked AS SELECT rider, stars AS likes FROM rides WHERE stars >= 4`)
    await put('rides/city=oslo/b.csv', 'dan,5,3\n')
    expect(await rows('SELECT rider FROM liked WHERE likes = 5 ORDER BY rider')).toEqual([
      ['rider'],
      ['ada'],
      ['dan'],
    ])
    const { Table } = await glue.send(
      new glueSdk.GetTableCommand({ DatabaseName: database, Name: 'liked' }),
    )
    expect(Table?.TableType).toBe('VIRTUAL_VIEW')
    expect((await run('CREATE VIEW liked AS SELECT 1 AS one')).Status?.State).toBe('FAILED')
    await rows('CREATE OR REPLACE VIEW liked AS SELECT 1 AS one')
    expect(await rows('SELECT * FROM liked')).toEqual([['one'], ['1']])
  })

  test('shows views by a pattern, and drops them', async () => {
    const { rows, run } = await lakeOfRides(target)
    for (const name of ['liked', 'hated']) await rows(`CREATE VIEW ${name} AS SELECT 1 AS one`)
    const shown = async (more = '') => new Set((await rows(`SHOW VIEWS${more}`)).flat())
    expect(await shown()).toEqual(new Set(['liked', 'hated']))
    expect(await shown(` LIKE 'l*'`)).toEqual(new Set(['liked']))
    await rows('DROP VIEW liked')
    expect((await run('DROP VIEW liked')).Status?.State).toBe('FAILED')
    await rows('DROP VIEW IF EXISTS liked')
    expect(await shown()).toEqual(new Set(['hated']))
  })

  test('fails a view whose table is gone, and one that would lead to itself', async () => {
    const { rows, run } = await lakeOfRides(target)
    await rows('CREATE VIEW riders AS SELECT rider FROM rides')
    const circle = await run('CREATE OR REPLACE VIEW riders AS SELECT rider FROM riders')
    await rows('DROP TABLE rides')
    const stale = await run('SELECT rider FROM riders')
    expect([circle.Status?.State, stale.Status?.State]).toEqual(['FAILED', 'FAILED'])
  })

  test('unloads rows to an empty place in S3, and to no other', async () => {
    const { run, keys, bucket } = await lakeOfRides(target)
    const sql = `UNLOAD (SELECT rider, city FROM rides) TO 's3://${bucket}/out/'
      WITH (format = 'JSON', partitioned_by = ARRAY['city'])`
    expect((await run(sql)).Status?.State).toBe('SUCCEEDED')
    expect(new Set((await keys('out/')).map((key) => key.replace(/[^/]*$/, '')))).toEqual(
      new Set(['out/city=lima/', 'out/city=oslo/']),
    )
    const whole = `UNLOAD (SELECT rider FROM rides) TO 's3://${bucket}/out/' WITH (format = 'JSON')`
    expect((await run(whole)).Status?.State).toBe('FAILED')
  })
})
