import { expect, test, vi } from 'vitest'
import { RIDES, testRides } from '../test-athena.ts'

vi.setConfig({ testTimeout: 60_000 })

const { Lima, Oslo } = RIDES

test('whole text files are scanned, those of partitions that are asked for', async () => {
  const { run } = testRides()
  const scanned = async (where: string) => {
    const { execution } = await run(`SELECT count(*) FROM rides AS r ${where}`)
    return execution.Statistics?.DataScannedInBytes
  }
  expect(await scanned('')).toBe(Lima.length + Oslo.length)
  expect(await scanned(`WHERE city = 'Lima'`)).toBe(Lima.length)
  expect(await scanned(`WHERE r.city LIKE 'Os%' AND stars IS NULL`)).toBe(Oslo.length)
  expect(await scanned(`WHERE city = 'Lima' OR stars > 4`)).toBe(Lima.length + Oslo.length)
  expect(await scanned(`WHERE city = 'Rome'`)).toBe(0)
})

test('a table that is named twice is scanned twice, each time by its own conditions', async () => {
  const { run } = testRides()
  const sql = `SELECT count(*) FROM (SELECT * FROM rides WHERE city = 'Lima') AS a
    CROSS JOIN (SELECT * FROM rides WHERE city = 'Oslo') AS b`
  const { execution } = await run(sql)
  expect(execution.Statistics?.DataScannedInBytes).toBe(Lima.length + Oslo.length)
})

test('pruning does not make matches of an outer join disappear', async () => {
  const { query } = testRides()
  const sql = `SELECT a.rider FROM rides AS a LEFT JOIN rides AS b ON a.rider = b.rider
    WHERE b.city IS NULL`
  expect(await query(sql)).toEqual([['rider']])
})

test('of Parquet files, only the columns that are named are scanned', async () => {
  const { run, query } = testRides()
  await query(`CREATE TABLE best WITH (format = 'PARQUET') AS SELECT rider, stars, fare FROM rides`)
  const scanned = async (columns: string) => {
    const { execution } = await run(`SELECT ${columns} FROM best`)
    return execution.Statistics?.DataScannedInBytes ?? 0
  }
  const [rider, stars, fare] = [
    await scanned('rider'),
    await scanned('stars'),
    await scanned('fare'),
  ]
  expect(Math.min(rider, stars, fare)).toBeGreaterThan(0)
  expect(await scanned('*')).toBe(rider + stars + fare)
  expect(await scanned('rider, length(rider)')).toBe(rider)
  expect(await scanned('count(*)')).toBe(0)
})

test('a workgroup ends queries that scan more than it allows', async () => {
  const { run, put, athena } = testRides()
  const row = `${'x'.repeat(99_999)},1,1\n`
  put('rides/city=Lima/2.csv', row.repeat(101))
  const Configuration = { BytesScannedCutoffPerQuery: 10_000_000 }
  athena.CreateWorkGroup({ Name: 'thrifty', Configuration })
  athena.UpdateWorkGroup({
    WorkGroup: 'thrifty',
    ConfigurationUpdates: { EnforceWorkGroupConfiguration: false },
  })
  const sql = 'SELECT count(*) FROM rides'
  const { state, reason, execution } = await run(sql, { WorkGroup: 'thrifty' })
  expect([state, reason]).toEqual(['CANCELLED', 'Bytes scanned limit was exceeded'])
  expect(execution.Statistics?.DataScannedInBytes).toBeGreaterThan(10_000_000)
  expect(await run(sql)).toMatchObject({ state: 'SUCCEEDED' })
})
