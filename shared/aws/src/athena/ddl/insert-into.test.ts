// Longer than most: what can be inserted, where it goes, and each thing that is refused.
import { gunzipSync } from 'node:zlib'
import { parquetMetadata } from 'hyparquet'
import { expect, test, vi } from 'vitest'
import { testAthena } from '../test-athena.ts'

vi.setConfig({ testTimeout: 60_000 })

/** An Athena with the empty table `lake.stops`, and what it is made with. */
async function withStops({
  columns = 'id int, name string, fare double',
  rest = `ROW FORMAT DELIMITED FIELDS TERMINATED BY ','`,
} = {}) {
  const parts = testAthena()
  await parts.query(`CREATE EXTERNAL TABLE stops (${columns}) ${rest} LOCATION 's3://lake/stops/'`)
  return {
    ...parts,
    reason: async (sql: string) => (await parts.run(sql)).reason,
    files: () => parts.list('lake'),
    text(key: string) {
      const { Body } = parts.buckets['GetObject']!({ Bucket: 'lake', Key: key }) as {
        Body: Uint8Array
      }
      return gunzipSync(Body).toString()
    },
  }
}

test('INSERT INTO puts a new file beside the others, and lists it in a manifest', async () => {
  const { run, query, files, text, read, athena } = await withStops()
  const { id, execution } = await run(`INSERT INTO stops VALUES (1, 'North', 2.5), (2, NULL, 3)`)
  expect(execution).toMatchObject({
    StatementType: 'DML',
    SubstatementType: 'INSERT',
    Status: { State: 'SUCCEEDED' },
    ResultConfiguration: { OutputLocation: `s3://results/${id}` },
    Statistics: { DataManifestLocation: `s3://results/${id}-manifest.csv` },
  })
  expect(athena.GetQueryResults({ QueryExecutionId: id }).UpdateCount).toBe(2)
  const [first = ''] = files()
  expect(first).toMatch(/^stops\/\w+\.gz$/)
  expect(text(first)).toBe('1,North,2.5\n2,\\N,3.0\n')
  expect(read('results', `${id}-manifest.csv`)).toBe(`s3://lake/${first}\n`)
  await query('INSERT INTO lake.stops SELECT id + 10, name, fare FROM stops WHERE id = 1')
  expect(files()).toHaveLength(2)
  expect(await query('SELECT * FROM stops ORDER BY id')).toEqual([
    ['id', 'name', 'fare'],
    ['1', 'North', '2.5'],
    ['2', undefined, '3.0'],
    ['11', 'North', '2.5'],
  ])
})

test.each([
  ['STORED AS PARQUET', ''],
  [`STORED AS PARQUET`, `TBLPROPERTIES ('parquet.compression' = 'SNAPPY')`],
  [`ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'`, ''],
  [`ROW FORMAT DELIMITED FIELDS TERMINATED BY '|' ESCAPED BY '\\\\' NULL DEFINED AS '-'`, ''],
])('rows that are inserted into a table %s %s read the same', async (rest, properties) => {
  const { query } = await withStops({
    columns: `a boolean, b tinyint, c bigint, d float, e double, f decimal(10,2), g string, h date,
      i timestamp, j int`,
    rest,
  })
  if (properties) await query(`ALTER TABLE stops SET ${properties}`)
  await query(`INSERT INTO stops VALUES (true, 1, 9007199254740993, 0.5, 1e10, 12.5, 'a|b\\c',
    DATE '2026-01-02', TIMESTAMP '2026-01-02 03:04:05.678', NULL)`)
  expect((await query('SELECT * FROM stops'))[1]).toEqual([
    'true',
    '1',
    '9007199254740993',
    '0.5',
    '1.0E10',
    '12.50',
    'a|b\\c',
    '2026-01-02',
    '2026-01-02 03:04:05.678',
    undefined,
  ])
})

test.each([
  ['', 'GZIP'],
  [`TBLPROPERTIES ('parquet.compression' = 'SNAPPY')`, 'SNAPPY'],
  [`TBLPROPERTIES ('write.compression' = 'NONE')`, 'UNCOMPRESSED'],
])('a Parquet table with "%s" gets files in %s', async (properties, codec) => {
  const { query, files, buckets } = await withStops({ rest: 'STORED AS PARQUET' })
  if (properties) await query(`ALTER TABLE stops SET ${properties}`)
  await query(`INSERT INTO stops (name) VALUES ('${'x'.repeat(99)}')`)
  const { Body } = buckets['GetObject']!({ Bucket: 'lake', Key: files()[0] }) as {
    Body: Uint8Array
  }
  const { row_groups: groups } = parquetMetadata(new Uint8Array(Body).buffer)
  expect(groups[0]?.columns.map(({ meta_data: data }) => data?.codec)).toContain(codec)
})

test('columns that are not named become NULL, and those that are may stand in any order', async () => {
  const { query } = await withStops()
  await query(`INSERT INTO stops (fare, ID) (SELECT 7, 1)`)
  expect(await query('SELECT * FROM stops')).toEqual([
    ['id', 'name', 'fare'],
    ['1', undefined, '7.0'],
  ])
})

test('rows go to the partitions that are there, and to new ones', async () => {
  const { query, run, files, glue, list } = await withStops({
    columns: 'id int',
    rest: 'PARTITIONED BY (city string, day date)',
  })
  await query(`ALTER TABLE stops ADD PARTITION (city = 'Lima', day = '2026-01-01')
    LOCATION 's3://lake/elsewhere/'`)
  await query(`INSERT INTO stops VALUES (1, 'Lima', DATE '2026-01-01'), (2, 'São', DATE '2026-01-02'),
    (3, NULL, DATE '2026-01-02')`)
  expect(files().map((key) => key.replace(/[^/]*$/, ''))).toEqual([
    'elsewhere/',
    'stops/city=S%C3%A3o/day=2026-01-02/',
    'stops/city=__HIVE_DEFAULT_PARTITION__/day=2026-01-02/',
  ])
  const { Partitions } = glue.GetPartitions({ DatabaseName: 'lake', TableName: 'stops' })
  expect(Partitions).toHaveLength(3)
  expect(await query('SELECT * FROM stops ORDER BY id')).toEqual([
    ['id', 'city', 'day'],
    ['1', 'Lima', '2026-01-01'],
    ['2', 'São', '2026-01-02'],
    ['3', undefined, '2026-01-02'],
  ])
  const many = `INSERT INTO stops SELECT n, 'x', date_add('day', n, DATE '2026-01-01')
    FROM UNNEST(sequence(1, 101)) AS t (n)`
  expect((await run(many)).reason).toMatch(/^HIVE_TOO_MANY_OPEN_PARTITIONS/)
  expect(list('lake')).toHaveLength(3)
})

test.each([
  ['INSERT INTO nothing SELECT 1', /^TABLE_NOT_FOUND: .*lake\.nothing' does not exist$/],
  ['INSERT INTO nowhere.t SELECT 1', /^SCHEMA_NOT_FOUND/],
  ['INSERT INTO stops (id, x) SELECT 1, 2', /^COLUMN_NOT_FOUND: .*target table: x$/],
  ['INSERT INTO stops (id, id) SELECT 1, 2', /^DUPLICATE_COLUMN_NAME: .*than once: id$/],
  [
    `INSERT INTO stops SELECT 'x', 'y', 1`,
    /^TYPE_MISMATCH: line 1:1: Insert query has mismatched column types: Table: \[integer, varchar, double\], Query: \[varchar, varchar, integer\]$/,
  ],
  ['INSERT INTO stops (id) SELECT 1, 2', /^TYPE_MISMATCH/],
  ['INSERT INTO stops (id) SELECT 3000000000', /^INVALID_CAST_ARGUMENT/],
  ['INSERT INTO stops (id) SELECT x FROM nothing', /^TABLE_NOT_FOUND/],
])('%s fails', async (sql, why) => {
  const { reason, files, list } = await withStops()
  expect(await reason(sql)).toMatch(why)
  expect([files(), list('results').filter((key) => !key.endsWith('.txt'))]).toEqual([[], []])
})

test.each([
  ['a view', undefined, /^NOT_SUPPORTED: line 1:1: Inserting into views is not supported$/],
  ['ORC', { rest: 'STORED AS ORC' }, /INSERT INTO a table with files read by .*OrcSerde$/],
  [
    'OpenCSVSerde',
    { rest: `ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'` },
    /INSERT INTO a table of OpenCSVSerde$/,
  ],
  ['header lines', { header: '1' }, /INSERT INTO a table whose files have header lines$/],
  ['an array', { columns: 'a array<int>' }, /INSERT INTO a column of the type array<int>/],
  ['varchar(3)', { columns: 'a varchar(3)' }, /INSERT INTO a column of the type varchar\(3\)/],
  ['projection', { projection: 'true' }, /INSERT INTO a table with partition projection$/],
  ['ZSTD', { codec: 'ZSTD' }, /INSERT INTO a table of textfile with the compression ZSTD$/],
])('nothing is inserted into %s', async (_what, table, why) => {
  const { header, projection, codec, ...given } = {
    header: '',
    projection: '',
    codec: '',
    ...table,
  }
  const { query, reason } = await withStops(given)
  if (!table) await query('CREATE VIEW seen AS SELECT id FROM stops')
  const properties = {
    'skip.header.line.count': header,
    'projection.enabled': projection,
    'write.compression': codec,
  }
  for (const [key, value] of Object.entries(properties)) {
    if (value) await query(`ALTER TABLE stops SET TBLPROPERTIES ('${key}' = '${value}')`)
  }
  expect(await reason(`INSERT INTO ${table ? 'stops' : 'seen'} SELECT NULL`)).toMatch(why)
})

test('nothing is inserted into bucketed tables, nor into a partition of another kind', async () => {
  const { query, glue, reason } = await withStops({
    columns: 'id int',
    rest: 'PARTITIONED BY (p int)',
  })
  const { Name, StorageDescriptor, PartitionKeys } = glue.GetTable({
    DatabaseName: 'lake',
    Name: 'stops',
  }).Table!
  const add = (TableInput: object) =>
    glue.CreateTable({ DatabaseName: 'lake', TableInput: { Name, PartitionKeys, ...TableInput } })
  add({ Name: 'pails', StorageDescriptor: { ...StorageDescriptor, BucketColumns: ['id'] } })
  expect(await reason('INSERT INTO pails VALUES (1, 1)')).toMatch(
    /not supported on bucketed tables$/,
  )
  const storage = { ...StorageDescriptor, SerdeInfo: { SerializationLibrary: 'x.JsonSerDe' } }
  const PartitionInput = { Values: ['1'], StorageDescriptor: storage }
  glue.CreatePartition({ DatabaseName: 'lake', TableName: 'stops', PartitionInput })
  expect(await reason('INSERT INTO stops VALUES (1, 1)')).toMatch(/are not its table's kind \(1\)$/)
  await query('INSERT INTO stops VALUES (1, 2)')
})

test('a new partition is where its rows are, whatever the case of its key', async () => {
  const { query, glue, files } = await withStops()
  const { StorageDescriptor } = glue.GetTable({ DatabaseName: 'lake', Name: 'stops' }).Table!
  const PartitionKeys = [{ Name: 'City', Type: 'string' }]
  const TableInput = { Name: 'stops', StorageDescriptor, PartitionKeys }
  glue.UpdateTable({ DatabaseName: 'lake', TableInput })
  await query(`INSERT INTO stops (id, city) VALUES (1, 'a b')`)
  expect(files()[0]).toMatch(/^stops\/city=a%20b\//)
  expect(await query('SELECT id, city FROM stops')).toEqual([
    ['id', 'city'],
    ['1', 'a b'],
  ])
})

test('a table that goes meanwhile gets no rows', async () => {
  const { start, athena, glue, clock, files } = await withStops()
  const QueryExecutionId = start('INSERT INTO stops (id) VALUES (1)')
  glue.DeleteTable({ DatabaseName: 'lake', Name: 'stops' })
  await clock.advance(1000)
  const { Status } = athena.GetQueryExecution({ QueryExecutionId }).QueryExecution!
  expect(Status?.StateChangeReason).toMatch(/^TABLE_NOT_FOUND/)
  expect(files()).toEqual([])
})

test('INSERT can be prepared, and has values in the place of question marks', async () => {
  const { query } = await withStops()
  await query('PREPARE stop FROM INSERT INTO stops (id, name) VALUES (?, ?)')
  await query(`EXECUTE stop USING 1, 'a''b'`)
  expect(await query('SELECT id, name FROM stops')).toEqual([
    ['id', 'name'],
    ['1', "a'b"],
  ])
})
