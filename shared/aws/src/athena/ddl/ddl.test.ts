import { expect, test, vi } from 'vitest'
import { testAthena, testRides } from '../test-athena.ts'

vi.setConfig({ testTimeout: 60_000 })

const CREATE_TRIPS = `CREATE EXTERNAL TABLE IF NOT EXISTS lake.trips (
    id bigint COMMENT 'it''s unique',
    tags array<string>,
    \`info\` struct<price:decimal(5,2),marks:map<string,double>>
  )
  COMMENT 'All trips'
  PARTITIONED BY (day date, city string)
  ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
  WITH SERDEPROPERTIES ('ignore.malformed.json' = 'true')
  LOCATION 's3://lake/trips/'
  TBLPROPERTIES ('has_encrypted_data' = 'false');`

test('CREATE EXTERNAL TABLE describes a table to Glue', async () => {
  const { query, glue, list } = testAthena()
  expect(await query(CREATE_TRIPS)).toEqual([])
  const { Table } = glue.GetTable({ DatabaseName: 'lake', Name: 'trips' })
  expect(Table).toMatchObject({
    Description: 'All trips',
    TableType: 'EXTERNAL_TABLE',
    StorageDescriptor: {
      Columns: [
        { Name: 'id', Type: 'bigint', Comment: "it's unique" },
        { Name: 'tags', Type: 'array<string>' },
        { Name: 'info', Type: 'struct<price:decimal(5,2),marks:map<string,double>>' },
      ],
      Location: 's3://lake/trips/',
      InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
      SerdeInfo: {
        SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe',
        Parameters: { 'ignore.malformed.json': 'true', 'serialization.format': '1' },
      },
    },
    PartitionKeys: [
      { Name: 'day', Type: 'date' },
      { Name: 'city', Type: 'string' },
    ],
    Parameters: { EXTERNAL: 'TRUE', has_encrypted_data: 'false' },
  })
  expect(list('results')).toEqual(['00000000-0000-0000-0000-000000000001.txt'])
})

test('a table that is there is created again only IF NOT EXISTS', async () => {
  const { run, query } = testAthena()
  await query(CREATE_TRIPS)
  await query(CREATE_TRIPS)
  expect(await run(CREATE_TRIPS.replace('IF NOT EXISTS', ''))).toMatchObject({
    state: 'FAILED',
    reason: expect.stringMatching(/DDLTask\. AlreadyExistsException\(message:Table already exists/),
  })
})

test('ROW FORMAT DELIMITED becomes what the SerDe is told', async () => {
  const { query, glue, put } = testAthena()
  await query(`CREATE EXTERNAL TABLE t (a string, b int) ROW FORMAT DELIMITED
    FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n' NULL DEFINED AS '-'
    STORED AS TEXTFILE LOCATION 's3://lake/t/' TBLPROPERTIES ("skip.header.line.count"="1")`)
  const { SerdeInfo } = glue.GetTable({ DatabaseName: 'lake', Name: 't' }).Table!.StorageDescriptor!
  expect(SerdeInfo?.Parameters).toMatchObject({
    'field.delim': '\t',
    'escape.delim': '\\',
    'line.delim': '\n',
    'serialization.null.format': '-',
  })
  put('t/a.tsv', 'a\tb\nx\\\ty\t1\n-\t2\n')
  expect(await query('SELECT * FROM t ORDER BY b')).toEqual([
    ['a', 'b'],
    ['x\ty', '1'],
    [undefined, '2'],
  ])
})

test('MSCK REPAIR TABLE finds the partitions that folders show', async () => {
  const { query, put, glue, run } = testAthena()
  await query(CREATE_TRIPS)
  put(
    'trips/day=2026-01-01/city=Lima/a.json',
    '{"ID": 1, "tags": ["a"], "info": {"Price": 1.5}}\nbroken\n',
  )
  put('trips/day=2026-01-02/city=S%C3%A3o Paulo/a.json', '{"id": 9007199254740993}\n')
  put('trips/city=Lima/day=2026-01-03/a.json', '{"id": 3}\n')
  put('trips/DAY=2026-01-04/city=Lima/a.json', '{"id": 4}\n')
  expect((await query('MSCK REPAIR TABLE trips'))[0]).toEqual([
    'Partitions not in metastore:\ttrips:day=2026-01-01/city=Lima\ttrips:day=2026-01-02/city=S%C3%A3o Paulo',
  ])
  expect(await query('MSCK REPAIR TABLE trips')).toEqual([])
  const { Partitions } = glue.GetPartitions({ DatabaseName: 'lake', TableName: 'trips' })
  expect(Partitions?.map(({ Values }) => Values)).toEqual([
    ['2026-01-01', 'Lima'],
    ['2026-01-02', 'São Paulo'],
  ])
  expect(await query('SELECT id, tags, info, day, city FROM trips ORDER BY id')).toEqual([
    ['id', 'tags', 'info', 'day', 'city'],
    ['1', '[a]', '{price=1.50, marks=null}', '2026-01-01', 'Lima'],
    ['9007199254740993', undefined, undefined, '2026-01-02', 'São Paulo'],
    [undefined, undefined, undefined, '2026-01-01', 'Lima'],
  ])
  expect(await run('MSCK REPAIR TABLE nothing')).toMatchObject({ state: 'FAILED' })
})

test('partitions are added, shown and dropped by SQL', async () => {
  const { query, run } = testRides()
  await query(`ALTER TABLE rides ADD IF NOT EXISTS PARTITION (city = 'Oslo')
    PARTITION (city = 'Rome') LOCATION 's3://lake/rides/city=Lima/' PARTITION (city = 'a b')`)
  expect(await query('SHOW PARTITIONS rides')).toEqual([
    ['city=Lima'],
    ['city=Oslo'],
    ['city=Rome'],
    ['city=a%20b'],
  ])
  expect(await query(`SELECT count(*) FROM rides WHERE city = 'Rome'`)).toEqual([['_col0'], ['2']])
  await query(`ALTER TABLE rides DROP PARTITION (city = 'Rome'), PARTITION (city = 'a b')`)
  expect(await query('SHOW PARTITIONS rides')).toHaveLength(2)
  for (const sql of [
    `ALTER TABLE rides ADD PARTITION (city = 'Oslo')`,
    `ALTER TABLE rides ADD PARTITION (town = 'Oslo')`,
    `ALTER TABLE rides DROP PARTITION (city = 'Rome')`,
    'SHOW PARTITIONS nothing',
  ]) {
    expect(await run(sql)).toMatchObject({
      state: 'FAILED',
      reason: expect.stringMatching(/^FAILED: /),
    })
  }
})

test('databases and tables are shown, described and dropped', async () => {
  const { query, run, glue, list } = testRides()
  await query(`CREATE DATABASE IF NOT EXISTS Archive COMMENT 'old' LOCATION 's3://lake/old/'`)
  await query('CREATE SCHEMA IF NOT EXISTS archive')
  expect(await query('SHOW DATABASES')).toEqual([['archive'], ['lake']])
  expect(await query(`SHOW SCHEMAS LIKE 'l*|x'`)).toEqual([['lake']])
  expect(await query('SHOW TABLES IN lake')).toEqual([['rides']])
  expect(await query(`SHOW TABLES '*id*'`)).toEqual([['rides']])
  expect(await query(`SHOW TABLES 'x*'`)).toEqual([])
  expect(await query('SHOW COLUMNS FROM rides IN lake')).toEqual([
    ['rider'],
    ['stars'],
    ['fare'],
    ['city'],
  ])
  expect((await query('DESCRIBE lake.rides'))[1]).toEqual(['stars', 'int', ''])
  expect(await run('DROP DATABASE lake')).toMatchObject({ state: 'FAILED' })
  await query('DROP TABLE rides')
  await query('DROP TABLE IF EXISTS rides')
  expect(await run('DROP TABLE rides')).toMatchObject({ state: 'FAILED' })
  await query('DROP DATABASE archive CASCADE')
  expect(glue.GetDatabases({}).DatabaseList?.map(({ Name }) => Name)).toEqual(['lake'])
  expect(list('lake')).toHaveLength(2)
})

test('ALTER TABLE adds columns and sets properties', async () => {
  const { query, glue } = testRides()
  await query(`ALTER TABLE rides ADD COLUMNS (tip double COMMENT 'if any')`)
  await query(`ALTER TABLE rides SET TBLPROPERTIES ('owner' = 'us')`)
  const { Table } = glue.GetTable({ DatabaseName: 'lake', Name: 'rides' })
  expect(Table?.StorageDescriptor?.Columns?.at(-1)).toEqual({
    Name: 'tip',
    Type: 'double',
    Comment: 'if any',
  })
  expect(Table?.Parameters).toEqual({ 'skip.header.line.count': '1', owner: 'us' })
  expect(await query(`SELECT tip, city FROM rides WHERE rider = 'Ada'`)).toEqual([
    ['tip', 'city'],
    [undefined, 'Lima'],
  ])
})
