import { gunzipSync } from 'node:zlib'
import { expect, test, vi } from 'vitest'
import { testRides } from '../test-athena.ts'

vi.setConfig({ testTimeout: 60_000 })

const unload = (rest: string, sql = 'SELECT rider, (1) AS one, city FROM rides ORDER BY rider') =>
  `UNLOAD (${sql}) TO 's3://lake/out/' WITH (${rest})`

function parts() {
  const all = testRides()
  return {
    ...all,
    out: () => all.list('lake').filter((key) => key.startsWith('out/')),
    body: (Key: string) =>
      (all.buckets['GetObject']!({ Bucket: 'lake', Key }) as { Body: Uint8Array }).Body,
    reason: async (sql: string) => (await all.run(sql)).reason,
  }
}

test('UNLOAD writes the rows where it is told, and lists the files in a manifest', async () => {
  const { run, out, body, read, athena } = parts()
  const { id, execution } = await run(unload(`format = 'JSON'`))
  expect(execution).toMatchObject({
    StatementType: 'DML',
    SubstatementType: 'UNLOAD',
    Status: { State: 'SUCCEEDED' },
    Statistics: { DataManifestLocation: `s3://results/${id}-manifest.csv` },
  })
  const [key = ''] = out()
  expect(read('results', `${id}-manifest.csv`)).toBe(`s3://lake/${key}\n`)
  expect(gunzipSync(body(key)).toString().split('\n')[0]).toBe(
    '{"rider":"Ada","one":1,"city":"Lima"}',
  )
  expect(athena.GetQueryResults({ QueryExecutionId: id }).UpdateCount).toBe(3)
})

test('UNLOAD writes text with a delimiter, and Parquet with a compression', async () => {
  const { query, out, body, list } = parts()
  await query(unload(`format = 'TEXTFILE', field_delimiter = '|'`))
  expect(gunzipSync(body(out()[0]!)).toString()).toMatch(/^Ada\|1\|Lima\nBob\|1\|Lima\n/)
  await query(
    unload(`format = 'PARQUET', compression = 'snappy'`).replace(
      's3://lake/out/',
      's3://results/p',
    ),
  )
  const parquet = list('results').find((key) => key.startsWith('p/'))
  expect(parquet).toMatch(/^p\/\w+$/)
})

test('UNLOAD makes folders of partitions, also beside others, and else needs an empty place', async () => {
  const { query, out, reason } = parts()
  const byCity = unload(`format = 'JSON', partitioned_by = ARRAY['city']`)
  await query(byCity)
  expect(out().map((key) => key.replace(/[^/]*$/, ''))).toEqual([
    'out/city=Lima/',
    'out/city=Oslo/',
  ])
  await query(byCity)
  expect(out()).toHaveLength(4)
  expect(await reason(unload(`format = 'JSON'`))).toMatch(/^HIVE_PATH_ALREADY_EXISTS/)
  expect(await reason(byCity.replace(`['city']`, `['rider']`))).toMatch(/^HIVE_COLUMN_ORDER/)
})

test('UNLOAD can be prepared', async () => {
  const { query, out } = parts()
  const sql = unload(`format = 'JSON'`, 'SELECT rider FROM rides WHERE stars > ?')
  await query(`PREPARE away FROM ${sql}`)
  await query('EXECUTE away USING 4')
  expect(out()).toHaveLength(1)
})

test.each([
  [unload(`format = 'ORC'`), 'does not emulate UNLOAD in the format orc'],
  [unload(`format = 'AVRO'`), 'does not emulate UNLOAD in the format avro'],
  [unload(`format = 'JSON', compression = 'ZSTD'`), 'UNLOAD of json with the compression ZSTD'],
  [unload(`format = 'JSON', width = '7'`), 'does not emulate UNLOAD with width'],
  [unload(`compression = 'GZIP'`), 'UNLOAD needs the property format'],
  [unload(`format = 'TEXTFILE', field_delimiter = '||'`), 'a single character'],
  [unload(`format = 'JSON'`).replace('s3://', 'file:///'), 'must be a path in S3'],
  [`UNLOAD (SELECT 1 TO 's3://lake/out/'`, "Expecting: ')'"],
  [`UNLOAD (SELECT 1) WITH (format = 'JSON')`, 'Expecting: TO'],
  [`${unload(`format = 'JSON'`)} SELECT`, 'Expecting: <EOF>'],
])('%s is refused at once', (sql, why) => {
  expect(() => parts().start(sql)).toThrow(why)
})
