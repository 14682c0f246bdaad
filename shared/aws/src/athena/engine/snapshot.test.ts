import { hash } from 'node:crypto'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { expect, test, vi } from 'vitest'
import { testAthena, testRides } from '../test-athena.ts'

vi.setConfig({ testTimeout: 60_000 })

const TABLE = (name: string, serde: string) =>
  `CREATE EXTERNAL TABLE ${name} (a string, b int) ${serde} LOCATION 's3://lake/${name}/'`

const DELIMITED = `ROW FORMAT DELIMITED FIELDS TERMINATED BY ','`

test('files at any depth are read; hidden, empty and archived ones are not', async () => {
  const { query, put, buckets } = testAthena()
  await query(TABLE('t', DELIMITED))
  put('t/1.csv', 'one,1\n')
  put('t/deep/er/2.csv', 'two,2\n')
  put('t/_SUCCESS', 'hidden,0\n')
  put('t/.crc', 'hidden,0\n')
  put('t/', '')
  put('t2/3.csv', 'elsewhere,0\n')
  const archived = { Bucket: 'lake', Key: 't/4.csv', Body: 'frozen,0\n', StorageClass: 'GLACIER' }
  buckets['PutObject']!(archived)
  expect(await query('SELECT * FROM t ORDER BY b')).toEqual([
    ['a', 'b'],
    ['one', '1'],
    ['two', '2'],
  ])
})

test('compression is told by the extension, in lower case', async () => {
  const { query, put, run } = testAthena()
  await query(TABLE('t', DELIMITED))
  put('t/1.csv.gz', gzipSync('one,1\n'))
  put('t/2.csv.zst', zstdCompressSync('two,2\n'))
  expect(await query('SELECT a FROM t ORDER BY b')).toEqual([['a'], ['one'], ['two']])
  put('t/3.csv.bz2', 'three,3\n')
  expect((await run('SELECT a FROM t')).reason).toContain('text files that end in .bz2')
})

test('the SerDe of a table decides, and one that is not emulated is named', async () => {
  const { query, put, run } = testAthena()
  await query(TABLE('quoted', `ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'`))
  put('quoted/1.csv', '"a, b","7"\n')
  expect(await query('SELECT * FROM quoted')).toEqual([
    ['a', 'b'],
    ['a, b', '7'],
  ])
  await query(TABLE('columns', 'STORED AS ORC'))
  put('columns/1.orc', 'ORC')
  expect((await run('SELECT * FROM columns')).reason).toMatch(
    /^NOT_SUPPORTED: The embedded AWS does not emulate files read by .*OrcSerde$/,
  )
})

test('views of Hive, Iceberg tables and tables without a place are refused', async () => {
  const { glue, run } = testAthena()
  const reason = async (input: object) => {
    glue.CreateTable({ DatabaseName: 'lake', TableInput: { Name: 't', ...input } })
    const answer = await run('SELECT * FROM t')
    glue.DeleteTable({ DatabaseName: 'lake', Name: 't' })
    return answer.reason
  }
  expect(await reason({ TableType: 'VIRTUAL_VIEW' })).toMatch(
    /^NOT_SUPPORTED: .* views that Athena has not made$/,
  )
  expect(await reason({ Parameters: { table_type: 'ICEBERG' } })).toMatch(
    /tables of the type ICEBERG$/,
  )
  expect(await reason({})).toMatch(/tables without a location$/)
})

test('a partition whose bucket is gone has no files', async () => {
  const { query } = testRides()
  await query(`ALTER TABLE rides ADD PARTITION (city = 'Rome') LOCATION 's3://gone/rides/'`)
  expect(await query('SELECT count(*) FROM rides')).toEqual([['_col0'], ['3']])
})

test('files that S3 does not give fail the query', async () => {
  const { buckets, run, query } = testAthena()
  await query(TABLE('t', DELIMITED))
  const BlockedEncryptionTypes = { EncryptionType: ['NONE'] }
  const ServerSideEncryptionConfiguration = { Rules: [{ BlockedEncryptionTypes }] }
  buckets['PutBucketEncryption']!({ Bucket: 'lake', ServerSideEncryptionConfiguration })
  const SSECustomerKey = Buffer.alloc(32).toString('base64')
  const keys = { SSECustomerAlgorithm: 'AES256', SSECustomerKey }
  const SSECustomerKeyMD5 = hash('md5', Buffer.alloc(32), 'base64')
  buckets['PutObject']!({
    Bucket: 'lake',
    Key: 't/1.csv',
    Body: 'a,1\n',
    ...keys,
    SSECustomerKeyMD5,
  })
  expect((await run('SELECT * FROM t')).reason).toMatch(/files that S3 does not give \(\w+\)$/)
})

test('more than 64 MiB are refused, counted after pruning', async () => {
  const { query, put, run } = testRides()
  put('rides/city=Lima/big.csv', Buffer.alloc(64 * 2 ** 20 + 1, 'x'))
  expect((await run('SELECT count(*) FROM rides')).reason).toMatch(
    /^NOT_SUPPORTED: The engine reads 64 MiB for a query, and this one asks for \d+ bytes/,
  )
  expect(await query(`SELECT count(*) FROM rides WHERE city = 'Oslo'`)).toEqual([['_col0'], ['1']])
})

test('a damaged Parquet file fails the query', async () => {
  const { query, put, run } = testAthena()
  await query(TABLE('p', 'STORED AS PARQUET'))
  put('p/1.parquet', 'PAR1 and then something else')
  expect((await run('SELECT * FROM p')).reason).toMatch(/^HIVE_BAD_DATA: Not valid Parquet file/)
})
