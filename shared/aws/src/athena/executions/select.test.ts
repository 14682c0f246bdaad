import { expect, test, vi } from 'vitest'
import { testAthena, testRides } from '../test-athena.ts'

vi.setConfig({ testTimeout: 60_000 })

test('a query reads the files of a table, by the catalog', async () => {
  const { query } = testRides()
  expect(await query('SELECT rider, stars, fare, city FROM rides ORDER BY rider')).toEqual([
    ['rider', 'stars', 'fare', 'city'],
    ['Ada', '5', '1.5', 'Lima'],
    ['Bob', '4', '20.0', 'Lima'],
    ['Cai', undefined, '7.25', 'Oslo'],
  ])
})

test('a query names columns in lower case, and those without a name by their place', async () => {
  const { query } = testRides()
  const sql = `SELECT r.*, 1, RIDER, stars AS "Many Stars" FROM lake.rides AS r WHERE rider = 'Ada'`
  const [header] = await query(sql)
  expect(header).toEqual(['rider', 'stars', 'fare', 'city', '_col4', 'rider', 'many stars'])
})

test('a query sees the catalog and S3 as they were when it was started', async () => {
  const { start, clock, athena, put, glue } = testRides()
  const QueryExecutionId = start('SELECT count(*) FROM rides')
  put('rides/city=Lima/2.csv', 'rider,stars,fare\nDan,1,1\n')
  glue.DeleteTable({ DatabaseName: 'lake', Name: 'rides' })
  await clock.advance(1000)
  const { ResultSet } = athena.GetQueryResults({ QueryExecutionId })
  expect(ResultSet?.Rows?.[1]?.Data).toEqual([{ VarCharValue: '3' }])
})

test('a query may join, group, nest and rank', async () => {
  const { query } = testRides()
  const sql = `
    WITH good AS (SELECT * FROM rides WHERE stars >= 4)
    SELECT city, count(*) AS n, max_by(rider, fare), (SELECT count(*) FROM rides) AS all_rides,
      rank() OVER (ORDER BY sum(fare) DESC) AS place
    FROM (SELECT * FROM good UNION ALL SELECT * FROM rides WHERE city = 'Oslo') AS both_cities
    JOIN (VALUES ('Lima', 'PE'), ('Oslo', 'NO')) AS places (name, country) ON name = city
    WHERE EXISTS (SELECT 1 FROM good) AND country IN (SELECT 'PE' UNION SELECT 'NO')
    GROUP BY city HAVING count(*) > 0 ORDER BY place`
  const [, ...rows] = await query(sql)
  expect(rows).toEqual([
    ['Lima', '2', 'Bob', '3', '1'],
    ['Oslo', '1', 'Cai', '3', '2'],
  ])
})

test('results describe their columns as Athena does', async () => {
  const { run, athena } = testAthena()
  const sql = `SELECT 'a' AS s, 1 AS i, CAST(1 AS bigint) AS b, 1e0 AS d, 1.25 AS c, true AS t,
    DATE '2026-01-01' AS day, TIMESTAMP '2026-01-01 10:00:00' AS at, ARRAY[1] AS l,
    CAST(ROW(1) AS ROW(x integer)) AS r, MAP(ARRAY['k'], ARRAY[1]) AS m, sum(1) AS total`
  const { id } = await run(sql)
  const { ResultSet } = athena.GetQueryResults({ QueryExecutionId: id })
  const columns = ResultSet!.ResultSetMetadata!.ColumnInfo!
  expect(columns[0]).toEqual({
    CatalogName: 'hive',
    SchemaName: '',
    TableName: '',
    Name: 's',
    Label: 's',
    Type: 'varchar',
    Precision: 2147483647,
    Scale: 0,
    Nullable: 'UNKNOWN',
    CaseSensitive: true,
  })
  expect(columns.map(({ Type, Precision, Scale }) => `${Type} ${Precision} ${Scale}`)).toEqual([
    'varchar 2147483647 0',
    'integer 10 0',
    'bigint 19 0',
    'double 17 0',
    'decimal 3 2',
    'boolean 0 0',
    'date 0 0',
    'timestamp 3 0',
    'array 0 0',
    'row 0 0',
    'map 0 0',
    'bigint 19 0',
  ])
})

test('values are written as Athena writes them', async () => {
  const { query } = testAthena()
  const sql = `SELECT 9007199254740993, 1e0, 1e7, 12345678.5e0, 1e-4, CAST(0.1 AS real), CAST('NaN' AS double),
    TIMESTAMP '2026-01-01 10:00:00.5', ARRAY['a', NULL], MAP(ARRAY['k'], ARRAY[2.5e0]),
    CAST(ROW(1, 'x') AS ROW(a integer, b varchar)), ROW(1, ROW('x')), CAST('AB' AS varbinary), NULL, true, 1.50, ''`
  const [, row] = await query(sql)
  expect(row).toEqual([
    '9007199254740993',
    '1.0',
    '1.0E7',
    '1.23456785E7',
    '1.0E-4',
    '0.1',
    'NaN',
    '2026-01-01 10:00:00.500',
    '[a, null]',
    '{k=2.5}',
    '{a=1, b=x}',
    '{field0=1, field1={field0=x}}',
    '41 42',
    undefined,
    'true',
    '1.50',
    '',
  ])
})
