import { expect, test, vi } from 'vitest'
import { testRides } from '../test-athena.ts'
import { projectedValues } from './projection.ts'

vi.setConfig({ testTimeout: 60_000 })

test('enums and whole numbers are projected, in every combination', () => {
  const parameters = {
    'projection.city.type': 'enum',
    'projection.city.values': 'Lima, Oslo',
    'projection.hour.type': 'integer',
    'projection.hour.range': '0,12',
    'projection.hour.interval': '6',
    'projection.hour.digits': '2',
  }
  expect(projectedValues(['city', 'hour'], parameters)).toEqual([
    ['Lima', '00'],
    ['Lima', '06'],
    ['Lima', '12'],
    ['Oslo', '00'],
    ['Oslo', '06'],
    ['Oslo', '12'],
  ])
})

test.each([
  [{ 'projection.k.type': 'date' }, 'of the type date'],
  [{ 'projection.k.type': 'injected' }, 'of the type injected'],
  [{}, 'of the type undefined'],
  [{ 'projection.k.type': 'integer', 'projection.k.range': '1,10001' }, 'more than 10000'],
  [{ 'projection.k.type': 'integer', 'projection.k.range': '1,x' }, 'the projection of k'],
  [
    { 'projection.k.type': 'integer', 'projection.k.range': '1,2', 'projection.k.interval': '0' },
    '',
  ],
])('%j is not projected', (parameters, message) => {
  expect(() => projectedValues(['k'], parameters)).toThrow(message)
})

test('a query over a projected table sees its partitions, which the catalog does not', async () => {
  const { query, glue } = testRides()
  for (const [city] of await query('SHOW PARTITIONS rides')) {
    await query(`ALTER TABLE rides DROP PARTITION (city = '${city?.split('=')[1]}')`)
  }
  await query(`ALTER TABLE rides SET TBLPROPERTIES ('projection.enabled' = 'true',
    'projection.city.type' = 'enum', 'projection.city.values' = 'Lima,Oslo,Rome')`)
  expect(glue.GetPartitions({ DatabaseName: 'lake', TableName: 'rides' }).Partitions).toEqual([])
  expect(await query('SELECT city, count(*) FROM rides GROUP BY city ORDER BY city')).toEqual([
    ['city', '_col1'],
    ['Lima', '2'],
    ['Oslo', '1'],
  ])
})
