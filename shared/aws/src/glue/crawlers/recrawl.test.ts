import type { CreateCrawlerRequest } from '@aws-sdk/client-glue'
import { describe, expect, test } from 'vitest'
import { columnsIn, testCrawler } from './test-crawler.ts'

const V1 = 'city,fare\nRome,1\nOslo,2\n'
const V2 = 'city,fare,tip\nRome,1.5,1\nOslo,2,1\n'

/** A crawler that has crawled `trips/day=1` and `trips/day=2`. */
async function crawled(input: Partial<CreateCrawlerRequest> = {}) {
  const parts = testCrawler()
  for (const day of [1, 2]) parts.put('lake', `trips/day=${day}/a.csv`, V1)
  parts.create({ Targets: { S3Targets: [{ Path: 's3://lake/trips/' }] }, ...input })
  await parts.crawl()
  const partition = (day: string) =>
    parts.glue.GetPartition({ DatabaseName: 'lake', TableName: 'trips', PartitionValues: [day] })
      .Partition!
  return { ...parts, partition }
}

function configured(CrawlerOutput: object): Partial<CreateCrawlerRequest> {
  return { Configuration: JSON.stringify({ Version: 1.0, CrawlerOutput }) }
}

describe('a crawl after the first', () => {
  test('changes nothing where nothing changed', async () => {
    const { crawl, table, glue } = await crawled()
    await crawl()
    expect(table('trips').VersionId).toBe('0')
    expect(glue.ListCrawls({ CrawlerName: 'scout' }).Crawls?.[0]?.Summary).toBe(
      JSON.stringify({
        TABLE: { ADD: 0, UPDATE: 0, DELETE: 0 },
        PARTITION: { ADD: 0, UPDATE: 0, DELETE: 0 },
      }),
    )
  })

  test('updates tables and partitions, and archives the version before', async () => {
    const { crawl, glue, partition, partitions, put, table } = await crawled()
    put('lake', 'trips/day=2/a.csv', V2)
    put('lake', 'trips/day=3/a.csv', V2)
    await crawl()
    expect(table('trips').VersionId).toBe('1')
    expect(columnsIn(table('trips'))).toEqual(['city string', 'fare double', 'tip bigint'])
    expect(columnsIn(partition('1'))).toEqual(['city string', 'fare bigint'])
    expect(columnsIn(partition('2'))).toEqual(['city string', 'fare double', 'tip bigint'])
    expect(partitions('trips')).toEqual(['1', '2', '3'])
    expect(
      glue.GetTableVersions({ DatabaseName: 'lake', TableName: 'trips' }).TableVersions,
    ).toHaveLength(2)
    expect(glue.GetCrawlerMetrics({}).CrawlerMetricsList).toMatchObject([
      { CrawlerName: 'scout', TablesCreated: 0, TablesUpdated: 1, LastRuntimeSeconds: 60 },
    ])
  })

  test('with LOG, creates but does not update', async () => {
    const { crawl, partition, partitions, put, table } = await crawled({
      SchemaChangePolicy: { UpdateBehavior: 'LOG' },
    })
    put('lake', 'trips/day=2/a.csv', V2)
    put('lake', 'trips/day=3/a.csv', V2)
    await crawl()
    expect(table('trips').VersionId).toBe('0')
    expect(columnsIn(partition('2'))).toEqual(['city string', 'fare bigint'])
    expect(partitions('trips')).toEqual(['1', '2', '3'])
  })

  test('with MergeNewColumns, adds columns and keeps what is there', async () => {
    const Tables = { AddOrUpdateBehavior: 'MergeNewColumns' }
    const { crawl, glue, partition, put, table } = await crawled(configured({ Tables }))
    const { StorageDescriptor, PartitionKeys } = table('trips')
    const Columns = [{ Name: 'city', Type: 'char(4)', Comment: 'Where' }]
    const TableInput = {
      Name: 'trips',
      PartitionKeys,
      StorageDescriptor: { ...StorageDescriptor, Columns },
      Parameters: { UPDATED_BY_CRAWLER: 'scout', owner: 'ops' },
    }
    glue.UpdateTable({ DatabaseName: 'lake', TableInput })
    put('lake', 'trips/day=2/a.csv', V2)
    await crawl()
    expect(columnsIn(table('trips'))).toEqual(['city char(4)', 'fare double', 'tip bigint'])
    expect(columnsIn(partition('2'))).toEqual(['city string', 'fare bigint', 'tip bigint'])
    expect(table('trips').Parameters).toMatchObject({ owner: 'ops', classification: 'csv' })
  })

  test('with MergeNewColumns, deprecates a table of another format, once', async () => {
    const Tables = { AddOrUpdateBehavior: 'MergeNewColumns' }
    const { crawl, put, table } = await crawled(configured({ Tables }))
    for (const day of [1, 2]) put('lake', `trips/day=${day}/a.csv`, '{"city": "Rome", "fare": 1}')
    await crawl()
    await crawl()
    expect(table('trips')).toMatchObject({
      VersionId: '1',
      Parameters: { classification: 'csv', DEPRECATED_BY_CRAWLER: expect.any(String) },
    })
  })

  test('with InheritFromTable, gives partitions what the table has', async () => {
    const Partitions = { AddOrUpdateBehavior: 'InheritFromTable' }
    const { crawl, partition, put } = await crawled(configured({ Partitions }))
    put('lake', 'trips/day=2/a.csv', V2)
    await crawl()
    expect(columnsIn(partition('1'))).toEqual(['city string', 'fare double', 'tip bigint'])
    expect(partition('1').StorageDescriptor?.Location).toBe('s3://lake/trips/day=1/')
  })
})

describe('what a crawl no longer finds', () => {
  test('is deprecated by default', async () => {
    const { crawl, partition, remove, table } = await crawled()
    remove('lake', 'trips/day=1/a.csv')
    await crawl()
    expect(partition('1').Parameters).toHaveProperty('DEPRECATED_BY_CRAWLER')
    expect(partition('2').Parameters).not.toHaveProperty('DEPRECATED_BY_CRAWLER')
    remove('lake', 'trips/day=2/a.csv')
    await crawl()
    expect(table('trips').Parameters).toHaveProperty('DEPRECATED_BY_CRAWLER')
    const { VersionId } = table('trips')
    await crawl()
    expect(table('trips').VersionId).toBe(VersionId)
  })

  test('is deleted if the policy says so', async () => {
    const { crawl, glue, partitions, remove, tables } = await crawled({
      SchemaChangePolicy: { DeleteBehavior: 'DELETE_FROM_DATABASE' },
    })
    glue.CreateTable({ DatabaseName: 'lake', TableInput: { Name: 'mine' } })
    remove('lake', 'trips/day=1/a.csv')
    await crawl()
    expect(partitions('trips')).toEqual(['2'])
    remove('lake', 'trips/day=2/a.csv')
    await crawl()
    expect(tables().map(({ Name }) => Name)).toEqual(['mine'])
  })

  test('stays as it was with LOG', async () => {
    const { crawl, partition, partitions, remove, table } = await crawled({
      SchemaChangePolicy: { DeleteBehavior: 'LOG' },
    })
    remove('lake', 'trips/day=1/a.csv')
    await crawl()
    remove('lake', 'trips/day=2/a.csv')
    await crawl()
    expect(partitions('trips')).toEqual(['1', '2'])
    expect(partition('1').Parameters).not.toHaveProperty('DEPRECATED_BY_CRAWLER')
    expect(table('trips').Parameters).not.toHaveProperty('DEPRECATED_BY_CRAWLER')
  })
})

test('CRAWL_NEW_FOLDERS_ONLY adds new folders and looks at no others', async () => {
  const { crawl, glue, partition, partitions, put, remove } = await crawled({
    RecrawlPolicy: { RecrawlBehavior: 'CRAWL_NEW_FOLDERS_ONLY' },
  })
  put('lake', 'trips/day=2/a.csv', V2)
  put('lake', 'trips/day=3/a.csv', V2)
  remove('lake', 'trips/day=1/a.csv')
  const table = { DatabaseName: 'lake', TableName: 'trips' }
  glue.DeletePartition({ ...table, PartitionValues: ['2'] })
  await crawl()
  expect(partitions('trips')).toEqual(['1', '3'])
  expect(partition('1').Parameters).not.toHaveProperty('DEPRECATED_BY_CRAWLER')
})
