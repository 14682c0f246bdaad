import type { Operations, Service } from '../service.ts'
import { type Account, emptyAccount } from './account.ts'
import { databaseOperations } from './catalog/databases.ts'
import { getPartitionsOperations } from './catalog/get-partitions.ts'
import { partitionBatchOperations } from './catalog/partition-batches.ts'
import { partitionIndexOperations } from './catalog/partition-indexes.ts'
import { partitionOperations } from './catalog/partitions.ts'
import { searchTablesOperations } from './catalog/search-tables.ts'
import { tableVersionOperations } from './catalog/table-versions.ts'
import { tableOperations } from './catalog/tables.ts'
import { classifierOperations } from './crawlers/classifiers.ts'
import { crawlHistoryOperations } from './crawlers/crawl-history.ts'
import { crawlLifecycleOperations } from './crawlers/crawl-lifecycle.ts'
import { crawlerOperations } from './crawlers/crawlers.ts'
import { scheduleOperations, startDueCrawls } from './crawlers/schedules.ts'
import { tagOperations } from './tags.ts'

/**
 * AWS Glue: the Data Catalog, and crawlers that read the embedded S3.
 *
 * Not emulated in the catalog: other accounts' catalogs, resource links, federation, views, table
 * formats, transactions, column statistics and user-defined functions. Not emulated in crawlers:
 * targets other than S3 and the catalog, crawls by events, connections, Lake Formation, and classifiers that are
 * neither CSV nor JSON (grok and XML ones can be kept); files other than Parquet, JSON and CSV,
 * plain or gzipped, make no tables.
 */
export const glue: Service = {
  name: 'Glue',
  client: 'GlueClient',
  sdk: () => import('@aws-sdk/client-glue'),
  reads: ['S3'],
  create(world, sdk) {
    const account = emptyAccount(world, sdk)
    return caughtUp(account, glueOperations(account))
  },
}

/** All operations of one Glue, with their types. */
export function glueOperations(account: Account) {
  return {
    ...databaseOperations(account),
    ...tableOperations(account),
    ...tableVersionOperations(account),
    ...searchTablesOperations(account),
    ...partitionOperations(account),
    ...partitionBatchOperations(account),
    ...getPartitionsOperations(account),
    ...partitionIndexOperations(account),
    ...classifierOperations(account),
    ...crawlerOperations(account),
    ...crawlLifecycleOperations(account),
    ...crawlHistoryOperations(account),
    ...scheduleOperations(account),
    ...tagOperations(account),
  }
}

/** The operations, each of which looks first whether a schedule is due. */
function caughtUp<Named extends Operations>(account: Account, operations: Named): Named {
  const entries = Object.entries(operations).map(([name, operate]) => [
    name,
    (input: unknown) => {
      startDueCrawls(account)
      return operate(input)
    },
  ])
  return Object.fromEntries(entries)
}
