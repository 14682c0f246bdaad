// Longer than most: views from their making to their end, and what is none.
import { expect, test, vi } from 'vitest'
import { testAthena, testRides } from '../test-athena.ts'

vi.setConfig({ testTimeout: 60_000 })

const LIKED = 'SELECT rider, stars AS likes, city FROM rides WHERE stars >= 4'

test('a view is an entry of Glue, from which its query is run each time', async () => {
  const { query, glue, put } = testRides()
  await query(`CREATE VIEW liked AS ${LIKED} -- the best`)
  const { Table } = glue.GetTable({ DatabaseName: 'lake', Name: 'liked' })
  expect(Table).toMatchObject({
    TableType: 'VIRTUAL_VIEW',
    ViewExpandedText: '/* Presto View */',
    Parameters: { presto_view: 'true', comment: 'Presto View' },
    PartitionKeys: [],
    StorageDescriptor: {
      Columns: [
        { Name: 'rider', Type: 'string' },
        { Name: 'likes', Type: 'int' },
        { Name: 'city', Type: 'string' },
      ],
    },
  })
  const [, base64 = ''] = /^\/\* Presto View: (.*) \*\/$/.exec(Table!.ViewOriginalText!) ?? []
  expect(JSON.parse(Buffer.from(base64, 'base64').toString())).toEqual({
    originalSql: LIKED,
    catalog: 'awsdatacatalog',
    schema: 'lake',
    columns: [
      { name: 'rider', type: 'varchar' },
      { name: 'likes', type: 'integer' },
      { name: 'city', type: 'varchar' },
    ],
  })
  put('rides/city=Lima/2.csv', 'rider,stars,fare\nDan,5,3\n')
  expect(await query('SELECT l.rider, likes FROM liked AS l WHERE likes > 4 ORDER BY 1')).toEqual([
    ['rider', 'likes'],
    ['Ada', '5'],
    ['Dan', '5'],
  ])
})

test('a view sees its own database, whatever is around where it is used', async () => {
  const { query } = testRides()
  await query('CREATE DATABASE other')
  await query('CREATE VIEW other.riders AS SELECT rider FROM rides')
  const sql = `WITH rides AS (SELECT 'nobody' AS rider) SELECT count(*), max(r.rider), min(o.rider)
    FROM other.riders AS o CROSS JOIN rides AS r`
  expect(await query(sql, { QueryExecutionContext: { Database: 'other' } })).toEqual([
    ['_col0', '_col1', '_col2'],
    ['3', 'nobody', 'Ada'],
  ])
})

test('views stand on views and in joins, and their columns can be renamed', async () => {
  const { query } = testRides()
  await query(`CREATE VIEW liked AS ${LIKED}`)
  await query('CREATE VIEW best AS SELECT * FROM liked WHERE likes = 5')
  expect(
    await query(`SELECT best.rider, b.who, liked.city FROM best JOIN liked USING (city)
      JOIN best AS b (who) ON b.who <> liked.rider ORDER BY 1`),
  ).toEqual([
    ['rider', 'who', 'city'],
    ['Ada', 'Ada', 'Lima'],
  ])
})

test('a view reads the partitions and the columns that its query asks for', async () => {
  const { run, query } = testRides()
  await query(`CREATE TABLE fares WITH (format = 'PARQUET', partitioned_by = ARRAY['city'])
    AS SELECT rider, fare, city FROM rides`)
  await query(`CREATE VIEW lima AS SELECT rider FROM fares WHERE city = 'Lima'`)
  const bytes = async (sql: string) => (await run(sql)).execution.Statistics?.DataScannedInBytes
  expect(await bytes('SELECT rider FROM lima')).toBe(
    await bytes(`SELECT rider FROM fares WHERE city = 'Lima'`),
  )
})

test('CREATE VIEW reads no file and runs no query', async () => {
  const { run, put } = testRides()
  put('rides/city=Lima/2.csv.gz', 'not compressed at all')
  const { state, execution } = await run(
    `CREATE VIEW many AS SELECT count(DISTINCT rider) AS riders FROM rides,
      UNNEST(sequence(1, 10000)) AS a (x), UNNEST(sequence(1, 10000)) AS b (y),
      UNNEST(sequence(1, 10000)) AS c (z)`,
  )
  expect([state, execution.StatementType, execution.SubstatementType]).toEqual([
    'SUCCEEDED',
    'DDL',
    'CREATE_VIEW',
  ])
  expect(execution.Statistics?.DataScannedInBytes).toBe(0)
})

test('a view is replaced only where that is said, and a table never', async () => {
  const { query, run, glue } = testRides()
  await query(`CREATE VIEW liked AS ${LIKED}`)
  const reason = async (sql: string) => (await run(sql)).reason
  expect(await reason('CREATE VIEW liked AS SELECT 1 AS one')).toBe(
    "TABLE_ALREADY_EXISTS: line 1:1: View already exists: 'awsdatacatalog.lake.liked'",
  )
  expect(await reason('CREATE OR REPLACE VIEW rides AS SELECT 1 AS one')).toBe(
    "TABLE_ALREADY_EXISTS: line 1:1: Table already exists: 'awsdatacatalog.lake.rides'",
  )
  expect(await reason('CREATE VIEW nowhere.v AS SELECT 1 AS one')).toMatch(/^SCHEMA_NOT_FOUND/)
  await query('CREATE OR REPLACE VIEW liked AS SELECT ? AS one', { ExecutionParameters: ['7'] })
  expect(await query('SELECT * FROM liked')).toEqual([['one'], ['7']])
  const { TableVersions } = glue.GetTableVersions({ DatabaseName: 'lake', TableName: 'liked' })
  expect(TableVersions).toHaveLength(2)
})

test.each([
  ['SELECT 1', /^COLUMN_NAME_NOT_SPECIFIED: line 1:1: .* position 1$/],
  ['SELECT 1 AS a, 2 AS a', /^DUPLICATE_COLUMN_NAME: line 1:1: Column name 'a' specified more/],
  ['SELECT nothing FROM rides', /^COLUMN_NOT_FOUND/],
  ['SELECT x FROM nothing', /^TABLE_NOT_FOUND/],
  ["SELECT content AS c FROM read_text('/etc/passwd')", /does not emulate the table function/],
  ["SELECT split('a b', ' ') AS words", /does not emulate a view with a column of the type array/],
])('there is no view of %s', async (sql, why) => {
  const { run, query } = testRides()
  expect((await run(`CREATE VIEW v AS ${sql}`)).reason).toMatch(why)
  expect(await query('SHOW VIEWS')).toEqual([])
})

test('a view that goes in a circle is refused, when it is made and when it is used', async () => {
  const { query, run } = testRides()
  await query('CREATE VIEW a AS SELECT rider FROM rides')
  await query('CREATE VIEW b AS SELECT rider FROM a')
  const recursive = await run('CREATE OR REPLACE VIEW a AS SELECT rider FROM b')
  expect(recursive.reason).toMatch(/: Statement would create a recursive view$/)
  await query('DROP VIEW a')
  await query('CREATE VIEW a AS SELECT 1 AS rider')
  await query('CREATE OR REPLACE VIEW b AS SELECT rider FROM a')
})

test('a view whose table is gone says so', async () => {
  const { query, run } = testRides()
  await query(`CREATE VIEW liked AS ${LIKED}`)
  await query('DROP TABLE rides')
  expect((await run('SELECT * FROM liked')).reason).toBe(
    "INVALID_VIEW: line 1:15: Failed analyzing stored view 'awsdatacatalog.lake.liked': " +
      "line 1:41: Table 'awsdatacatalog.lake.rides' does not exist",
  )
})

test('views are shown and dropped as such, and not altered as tables', async () => {
  const { query, run } = testRides()
  for (const name of ['liked', 'hated']) await query(`CREATE VIEW ${name} AS\n${LIKED}`)
  expect(await query('SHOW VIEWS')).toEqual([['hated'], ['liked']])
  expect(await query(`SHOW VIEWS IN lake LIKE 'l*'`)).toEqual([['liked']])
  expect(await query('SHOW TABLES')).toEqual([['hated'], ['liked'], ['rides']])
  expect(await query('SHOW COLUMNS IN liked')).toEqual([['rider'], ['likes'], ['city']])
  expect(await query('DESCRIBE liked')).toContainEqual(['likes', 'int', ''])
  expect(await query('SHOW CREATE VIEW liked')).toEqual([['CREATE VIEW lake.liked AS'], [LIKED]])
  const reason = async (sql: string) => (await run(sql)).reason
  expect(await reason('SHOW CREATE VIEW rides')).toMatch(/^NOT_SUPPORTED/)
  expect(await reason('DROP TABLE liked')).toMatch(
    /^FAILED: .* Cannot drop a view with DROP TABLE$/,
  )
  expect(await reason('DROP VIEW rides')).toMatch(
    /Did you mean DROP TABLE awsdatacatalog.lake.rides/,
  )
  for (const change of ['ADD COLUMNS (x int)', `SET TBLPROPERTIES ('a' = 'b')`]) {
    expect(await reason(`ALTER TABLE liked ${change}`)).toMatch(/^FAILED: .*\[Error 10131\]/)
  }
  await query('DROP VIEW liked')
  await query('DROP VIEW IF EXISTS liked')
  expect(await reason('DROP VIEW liked')).toBe(
    "TABLE_NOT_FOUND: line 1:1: View 'awsdatacatalog.lake.liked' does not exist",
  )
  expect(await query('SHOW VIEWS')).toEqual([['hated']])
})

/** Writes a view into Glue, as anybody can. */
function written(name: string, definition: unknown) {
  const parts = testAthena()
  const text = typeof definition === 'string' ? definition : JSON.stringify(definition)
  const ViewOriginalText = `/* Presto View: ${Buffer.from(text).toString('base64')} */`
  const TableInput = { Name: name, TableType: 'VIRTUAL_VIEW', ViewOriginalText, PartitionKeys: [] }
  parts.glue.CreateTable({ DatabaseName: 'lake', TableInput })
  return parts
}

test('a view that is written into Glue gives its columns the names of the catalog', async () => {
  const columns = [{ name: 'x', type: 'integer' }]
  const { query } = written('v', { originalSql: 'SELECT 7 AS y, 8 AS z', schema: 'lake', columns })
  expect(await query('SELECT * FROM v')).toEqual([
    ['x', 'z'],
    ['7', '8'],
  ])
})

test('what is written into Glue otherwise is no view of Athena’s', async () => {
  const others = [
    'no JSON',
    '[]',
    'null',
    '{"originalSql": 7, "columns": []}',
    '{"originalSql": ""}',
  ]
  for (const definition of others) {
    const { reason } = await written('v', definition).run('SELECT * FROM v')
    expect(reason, definition).toMatch(/views that Athena has not made$/)
  }
})

test('more text of views than a query may have is refused', async () => {
  const originalSql = `SELECT 1 AS x -- ${'x'.repeat(2 ** 20)}`
  const { run } = written('v', { originalSql, columns: [{ name: 'x', type: 'integer' }] })
  expect((await run('SELECT x FROM v')).reason).toMatch(/more than 1048576 characters of views$/)
})
