import type { Account } from '../account.ts'
import { columnStatisticsOperations } from './column-statistics.ts'
import { databaseOperations } from './databases.ts'
import { getPartitionsOperations } from './get-partitions.ts'
import { partitionBatchOperations } from './partition-batches.ts'
import { partitionIndexOperations } from './partition-indexes.ts'
import { partitionOperations } from './partitions.ts'
import { searchTablesOperations } from './search-tables.ts'
import { tableVersionOperations } from './table-versions.ts'
import { tableOperations } from './tables.ts'

/** All operations of the Data Catalog. */
export function catalogOperations(account: Account) {
  return {
    ...databaseOperations(account),
    ...tableOperations(account),
    ...tableVersionOperations(account),
    ...searchTablesOperations(account),
    ...partitionOperations(account),
    ...partitionBatchOperations(account),
    ...getPartitionsOperations(account),
    ...partitionIndexOperations(account),
    ...columnStatisticsOperations(account),
  }
}
