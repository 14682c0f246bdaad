import type { Service } from '../service.ts'
import { type Account, emptyAccount } from './account.ts'
import { databaseOperations } from './catalog/databases.ts'
import { getPartitionsOperations } from './catalog/get-partitions.ts'
import { partitionBatchOperations } from './catalog/partition-batches.ts'
import { partitionIndexOperations } from './catalog/partition-indexes.ts'
import { partitionOperations } from './catalog/partitions.ts'
import { searchTablesOperations } from './catalog/search-tables.ts'
import { tableVersionOperations } from './catalog/table-versions.ts'
import { tableOperations } from './catalog/tables.ts'
import { tagOperations } from './tags.ts'

/**
 * AWS Glue: the Data Catalog and crawlers that read the embedded S3.
 *
 * Not emulated in the catalog: other accounts' catalogs, resource links, federation, views, table
 * formats, transactions, column statistics and user-defined functions.
 */
export const glue: Service = {
  name: 'Glue',
  client: 'GlueClient',
  sdk: () => import('@aws-sdk/client-glue'),
  reads: ['S3'],
  create: (world, sdk) => glueOperations(emptyAccount(world, sdk)),
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
    ...tagOperations(account),
  }
}
