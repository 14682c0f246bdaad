import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { columnsIn, testCrawler } from './test-crawler.ts'

const TRIPS = 'city,fare\nRome,1\nOslo,2.5\n'
const RIDES = '{"rider": "Ada", "stars": 5}\n'

describe('a crawl', () => {
  test('writes a table as Glue does', async () => {
    const { create, crawl, put, table } = testCrawler()
    put('lake', 'trips/a.csv', TRIPS)
    put('lake', 'trips/b.csv', TRIPS)
    create({ Targets: { S3Targets: [{ Path: 's3://lake/trips' }] }, TablePrefix: 'raw_' })
    expect(await crawl()).toMatchObject({ Status: 'SUCCEEDED' })
    const parameters = {
      CrawlerSchemaDeserializerVersion: '1.0',
      CrawlerSchemaSerializerVersion: '1.0',
      areColumnsQuoted: 'false',
      averageRecordSize: '13',
      classification: 'csv',
      columnsOrdered: 'true',
      compressionType: 'none',
      delimiter: ',',
      objectCount: '2',
      recordCount: '4',
      sizeKey: '52',
      'skip.header.line.count': '1',
      typeOfData: 'file',
    }
    expect(table('raw_trips')).toMatchObject({
      Owner: 'owner',
      Retention: 0,
      TableType: 'EXTERNAL_TABLE',
      PartitionKeys: [],
      Parameters: { ...parameters, UPDATED_BY_CRAWLER: 'scout' },
      VersionId: '0',
      StorageDescriptor: {
        Columns: [
          { Name: 'city', Type: 'string' },
          { Name: 'fare', Type: 'double' },
        ],
        Location: 's3://lake/trips/',
        InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
        OutputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
        Compressed: false,
        NumberOfBuckets: -1,
        SerdeInfo: {
          SerializationLibrary: 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe',
          Parameters: { 'field.delim': ',' },
        },
        Parameters: parameters,
      },
    })
  })

  test('makes partitions of folders, named by Hive or numbered', async () => {
    const { create, crawl, glue, partitions, put, table } = testCrawler()
    put('lake', 'sales/Year=2026/rome/a.csv', TRIPS)
    put('lake', 'sales/Year=2026/oslo%20b/a.csv', TRIPS)
    put('lake', 'sales/Year=2025/rome/a.csv', TRIPS)
    put('lake', 'sales10/a.csv', TRIPS)
    create({ Targets: { S3Targets: [{ Path: 's3://lake/sales' }] } })
    await crawl()
    expect(table('sales').PartitionKeys).toEqual([
      { Name: 'year', Type: 'string' },
      { Name: 'partition_1', Type: 'string' },
    ])
    expect(partitions('sales')).toEqual(['2025/rome', '2026/oslo%20b', '2026/rome'])
    const PartitionValues = ['2025', 'rome']
    const at = { DatabaseName: 'lake', TableName: 'sales', PartitionValues }
    expect(glue.GetPartition(at).Partition).toMatchObject({
      StorageDescriptor: {
        Location: 's3://lake/sales/Year=2025/rome/',
        Columns: [{ Name: 'city' }, { Name: 'fare' }],
      },
      Parameters: { recordCount: '2', classification: 'csv' },
    })
  })

  test('makes tables of folders that are not similar', async () => {
    const { create, crawl, put, tables } = testCrawler()
    put('lake', 'trips/a.csv', TRIPS)
    put('lake', 'rides/a.json', RIDES)
    create()
    await crawl()
    expect(tables().map(({ Name }) => Name)).toEqual(['rides', 'trips'])
    expect(columnsIn(tables()[0]!)).toEqual(['rider string', 'stars int'])
  })

  // The example of the developer guide, "How to create a single schema".
  test('separates schemas that differ, unless told to combine what is compatible', async () => {
    const { create, crawl, glue, partitions, put, table, tables } = testCrawler()
    put('lake', 'table1/year=2017/data1.json', '{"A": 1, "B": 2}')
    put('lake', 'table1/year=2018/data2.json', '{"C": 3, "D": 4}')
    const Targets = { S3Targets: [{ Path: 's3://lake/table1/' }] }
    create({ Targets })
    await crawl()
    expect(tables().map(({ Name }) => Name)).toEqual(['year_2017', 'year_2018'])
    glue.DeleteCrawler({ Name: 'scout' })
    const Grouping = { TableGroupingPolicy: 'CombineCompatibleSchemas' }
    create({ Targets, Configuration: JSON.stringify({ Version: 1, Grouping }) })
    await crawl()
    expect(columnsIn(table('table1'))).toEqual(['a int', 'b int', 'c int', 'd int'])
    expect(table('table1').StorageDescriptor?.SerdeInfo?.Parameters?.['paths']).toBe('a,b,c,d')
    expect(partitions('table1')).toEqual(['2017', '2018'])
  })

  test('puts tables at the level it is told', async () => {
    const { create, crawl, partitions, put, tables } = testCrawler()
    for (const month of ['month=1', 'month=2']) {
      for (const year of ['year=2025', 'year=2026']) put('lake', `d/${year}/${month}/a.csv`, TRIPS)
    }
    const Grouping = { TableLevelConfiguration: 3 }
    create({ Configuration: JSON.stringify({ Version: 1.0, Grouping }) })
    await crawl()
    expect(tables().map(({ Name }) => Name)).toEqual(['year_2025', 'year_2026'])
    expect(partitions('year_2025')).toEqual(['1', '2'])
  })

  test('leaves out what is excluded, hidden, empty or unknown', async () => {
    const { create, crawl, put, table } = testCrawler()
    put('lake', 'trips/a.csv', TRIPS)
    put('lake', 'trips/b.json', RIDES)
    put('lake', 'trips/c.bin', 'no format')
    put('lake', 'trips/_SUCCESS', 'x,y\n1,2\n')
    put('lake', 'trips/empty.csv', '')
    create({ Targets: { S3Targets: [{ Path: 's3://lake/trips/', Exclusions: ['*.json'] }] } })
    await crawl()
    expect(table('trips').Parameters).toMatchObject({ objectCount: '1', exclusions: '["*.json"]' })
  })

  test('reads a sample of each folder if told so', async () => {
    const { create, crawl, partitions, put, table } = testCrawler()
    for (const day of [1, 2]) {
      put('lake', `t/day=${day}/a.csv`, TRIPS)
      put('lake', `t/day=${day}/b.csv`, 'city,fare,tip\nRome,1,1\n')
    }
    create({ Targets: { S3Targets: [{ Path: 's3://lake/t/', SampleSize: 1 }] } })
    await crawl()
    expect(columnsIn(table('t'))).toEqual(['city string', 'fare double'])
    expect(partitions('t')).toEqual(['1', '2'])
  })

  test('makes a table of each file where files are not similar, or the path names one', async () => {
    const { create, crawl, glue, put, tables } = testCrawler()
    put('lake', 'in/Trips-1.csv', TRIPS)
    put('lake', 'in/rides.json', RIDES)
    create({ Targets: { S3Targets: [{ Path: 's3://lake/in/' }] } })
    await crawl()
    expect(tables().map(({ Name }) => Name)).toEqual(['rides_json', 'trips_1_csv'])
    expect(tables()[0]?.StorageDescriptor?.Location).toBe('s3://lake/in/rides.json')
    glue.DeleteDatabase({ Name: 'lake' })
    const S3Targets = [{ Path: 's3://lake/in/rides.json' }]
    glue.UpdateCrawler({ Name: 'scout', Targets: { S3Targets } })
    await crawl()
    expect(tables().map(({ Name }) => Name)).toEqual(['rides_json'])
  })

  test('unpacks gzip and asks custom classifiers first', async () => {
    const { create, crawl, glue, put, table } = testCrawler()
    const CsvClassifier = { Name: 'hash', Delimiter: '#', Header: ['City', 'Fare'] }
    glue.CreateClassifier({ CsvClassifier })
    put('lake', 'trips/a.csv.gz', gzipSync('Rome#1\nOslo#2\n'))
    const S3Targets = [{ Path: 's3://lake/trips/' }]
    create({ Targets: { S3Targets }, Classifiers: ['hash'] })
    await crawl()
    expect(columnsIn(table('trips'))).toEqual(['city string', 'fare bigint'])
    expect(table('trips')).toMatchObject({
      Parameters: { compressionType: 'gzip', delimiter: '#' },
      StorageDescriptor: { Compressed: true },
    })
  })
})
