import type { CreateCrawlerRequest, Table } from '@aws-sdk/client-glue'
import { testGlue } from '../test-glue.ts'
import { CRAWL_MS } from './crawl-lifecycle.ts'

/** A fresh Glue with what tests of crawlers do with it, on the bucket and database "lake". */
export function testCrawler() {
  const parts = testGlue()
  const { glue, clock, put } = parts
  // A hidden file: it is there for the bucket to be there.
  put('lake', '_ready', 'yes')
  return {
    ...parts,
    /** Creates the crawler "scout" for the whole bucket, unless `input` says otherwise. */
    create: (input: Partial<CreateCrawlerRequest> = {}) =>
      glue.CreateCrawler({
        Name: 'scout',
        Role: 'crawling',
        DatabaseName: 'lake',
        Targets: { S3Targets: [{ Path: 's3://lake/' }] },
        ...input,
      }),
    /** Has the crawler crawl, and returns how that ended. */
    crawl: async () => {
      glue.StartCrawler({ Name: 'scout' })
      await clock.advance(CRAWL_MS)
      return glue.GetCrawler({ Name: 'scout' }).Crawler?.LastCrawl
    },
    tables: () => glue.GetTables({ DatabaseName: 'lake' }).TableList ?? [],
    table: (Name: string) => glue.GetTable({ DatabaseName: 'lake', Name }).Table!,
    /** Each partition's values, joined by slashes. */
    partitions: (TableName: string) => {
      const { Partitions } = glue.GetPartitions({ DatabaseName: 'lake', TableName })
      return Partitions?.map(({ Values }) => Values?.join('/'))
    },
  }
}

/** The columns of a table, as in "fare double". */
export function columnsIn({ StorageDescriptor }: Pick<Table, 'StorageDescriptor'>) {
  return StorageDescriptor?.Columns?.map(({ Name, Type }) => `${Name} ${Type}`)
}
