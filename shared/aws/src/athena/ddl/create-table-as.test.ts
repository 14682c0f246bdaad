import { expect, test, vi } from 'vitest'
import { testRides } from '../test-athena.ts'

vi.setConfig({ testTimeout: 60_000 })

test.each(['PARQUET', 'TEXTFILE', 'JSON'])(
  'CREATE TABLE AS writes %s that reads the same',
  async (format) => {
    const { query, run, athena, list, read } = testRides()
    const sql = `SELECT rider, stars, fare, city, true AS ok, CAST(2 AS bigint) AS two, DATE '2026-01-01' AS day,
    TIMESTAMP '2026-01-01 10:00:00' AS at, 12.50 AS price FROM rides`
    const { id, state, reason, execution } = await run(
      `CREATE TABLE best WITH (format = '${format}') AS ${sql}`,
    )
    expect([state, reason]).toEqual(['SUCCEEDED', undefined])
    expect(execution.SubstatementType).toBe('CREATE_TABLE_AS_SELECT')
    expect(athena.GetQueryResults({ QueryExecutionId: id }).UpdateCount).toBe(3)
    const manifest = read('results', `${id}-manifest.csv`)
    expect(list('results').map((key) => `s3://results/${key}\n`)).toContain(manifest)
    expect(manifest).toMatch(new RegExp(`^s3://results/tables/${id}/`))
    expect(await query('SELECT * FROM best ORDER BY rider')).toEqual(
      await query(`${sql} ORDER BY rider`),
    )
  },
)

test('CREATE TABLE AS makes partitions of the last columns', async () => {
  const { query, run, glue, list } = testRides()
  const create = (keys: string, columns: string) =>
    `CREATE TABLE byday WITH (format = 'PARQUET', external_location = 's3://lake/byday/',
      partitioned_by = ARRAY[${keys}]) AS SELECT ${columns}, DATE '2026-03-02' AS day FROM rides`
  const wrong = await run(create("'day', 'city'", 'rider, city'))
  expect(wrong.reason).toMatch(/^HIVE_COLUMN_ORDER_MISMATCH: .*: \[day, city\]$/)
  const { id } = await run(create("'city', 'day'", 'rider, city'))
  const { Partitions, Table } = {
    ...glue.GetPartitions({ DatabaseName: 'lake', TableName: 'byday' }),
    ...glue.GetTable({ DatabaseName: 'lake', Name: 'byday' }),
  }
  expect(Table?.PartitionKeys).toEqual([
    { Name: 'city', Type: 'string' },
    { Name: 'day', Type: 'date' },
  ])
  expect(Partitions?.map(({ Values }) => Values)).toEqual([
    ['Lima', '2026-03-02'],
    ['Oslo', '2026-03-02'],
  ])
  const file = id.replaceAll('-', '')
  expect(list('lake').filter((key) => key.startsWith('byday/'))).toEqual([
    `byday/city=Lima/day=2026-03-02/${file}`,
    `byday/city=Oslo/day=2026-03-02/${file}`,
  ])
  const scanned = (await run(`SELECT rider FROM byday WHERE city = 'Oslo'`)).execution
  const all = (await run('SELECT rider FROM byday')).execution
  expect(scanned.Statistics?.DataScannedInBytes).toBeLessThan(all.Statistics!.DataScannedInBytes!)
  expect(
    await query(
      `SELECT rider, city FROM byday WHERE day < current_date + INTERVAL '1' DAY ORDER BY 1`,
    ),
  ).toEqual([
    ['rider', 'city'],
    ['Ada', 'Lima'],
    ['Bob', 'Lima'],
    ['Cai', 'Oslo'],
  ])
})

test('CREATE TABLE AS needs names, an empty place and a name that is free', async () => {
  const { run, query } = testRides()
  const reason = async (sql: string) => (await run(sql)).reason
  expect(await reason('CREATE TABLE t AS SELECT 1')).toMatch(/^COLUMN_NAME_NOT_SPECIFIED/)
  expect(await reason('CREATE TABLE rides AS SELECT 1 AS x')).toMatch(/^TABLE_ALREADY_EXISTS/)
  expect(await reason('CREATE TABLE nowhere.t AS SELECT 1 AS x')).toMatch(/^SCHEMA_NOT_FOUND/)
  const there = `WITH (external_location = 's3://lake/rides/')`
  expect(await reason(`CREATE TABLE t ${there} AS SELECT 1 AS x`)).toMatch(
    /^HIVE_PATH_ALREADY_EXISTS/,
  )
  await query('CREATE TABLE IF NOT EXISTS rides AS SELECT 1 AS x')
  await query('CREATE TABLE t AS SELECT 1 AS x WITH NO DATA')
  expect(await query('SELECT * FROM t')).toEqual([['x']])
})
