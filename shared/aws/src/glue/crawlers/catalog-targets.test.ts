import { describe, expect, test } from 'vitest'
import { columnsIn, testCrawler } from './test-crawler.ts'

const CatalogTargets = [{ DatabaseName: 'lake', Tables: ['trips'] }]
const SchemaChangePolicy = { DeleteBehavior: 'LOG' as const }

/** The table `lake.trips` as someone made it by hand. */
function byHand() {
  const parts = testCrawler()
  parts.glue.CreateDatabase({ DatabaseInput: { Name: 'lake' } })
  const StorageDescriptor = {
    Columns: [{ Name: 'city', Type: 'string' }],
    Location: 's3://lake/in/trips',
  }
  const PartitionKeys = [{ Name: 'day', Type: 'string' }]
  const TableInput = { Name: 'trips', StorageDescriptor, PartitionKeys }
  parts.glue.CreateTable({ DatabaseName: 'lake', TableInput })
  return parts
}

describe('a crawler of tables in the catalog', () => {
  test('keeps them up to date, and makes no others', async () => {
    const { create, crawl, partitions, put, remove, table, tables } = byHand()
    put('lake', 'in/trips/day=1/a.csv', 'city,fare\nRome,1\n')
    put('lake', 'in/trips/day=2/a.csv', 'driver,tip\nAda,1\n')
    put('lake', 'in/rides/a.json', '{"rider": "Ada"}')
    create({ Targets: { CatalogTargets }, SchemaChangePolicy })
    expect(await crawl()).toMatchObject({ Status: 'SUCCEEDED' })
    expect(tables().map(({ Name }) => Name)).toEqual(['trips'])
    expect(columnsIn(table('trips'))).toEqual([
      'city string',
      'fare bigint',
      'driver string',
      'tip bigint',
    ])
    expect(partitions('trips')).toEqual(['1', '2'])
    remove('lake', 'in/trips/day=1/a.csv')
    await crawl()
    expect(partitions('trips')).toEqual(['1', '2'])
  })

  test('must leave alone what is gone, look at everything, and have no other targets', () => {
    const { create } = byHand()
    const Targets = { CatalogTargets }
    expect(() => create({ Targets })).toThrow('only the LOG DeleteBehavior')
    expect(() =>
      create({
        Targets,
        SchemaChangePolicy: { ...SchemaChangePolicy, UpdateBehavior: 'LOG' },
        RecrawlPolicy: { RecrawlBehavior: 'CRAWL_NEW_FOLDERS_ONLY' },
      }),
    ).toThrow('can only apply to Amazon S3 target')
    const S3Targets = [{ Path: 's3://lake/' }]
    expect(() => create({ Targets: { CatalogTargets, S3Targets } })).toThrow('cannot be mixed')
    const unknown = [{ DatabaseName: 'lake', Tables: ['x'] }]
    expect(() => create({ Targets: { CatalogTargets: unknown } })).toThrow('Table x not found.')
  })
})
