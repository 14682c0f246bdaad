import type { Partition } from '@aws-sdk/client-glue'
import type { Account } from '../account.ts'
import { notFound } from '../refusal.ts'
import * as constraints from '../constraints.ts'
import { partitionId, type StoredDatabase, type StoredTable } from './catalog.ts'

/** How a request names a database. */
interface DatabaseReference {
  CatalogId?: string | undefined
  DatabaseName?: string | undefined
}

/** How a request names a table. */
interface TableReference extends DatabaseReference {
  TableName?: string | undefined
}

/** Throws EntityNotFoundException if a request means the catalog of another account. */
export function checkCatalogId(account: Account, { CatalogId }: DatabaseReference): void {
  if (CatalogId === undefined || CatalogId === account.world.accountId) return
  // AWS's text is not published.
  throw notFound(account, `Catalog ${CatalogId} not found.`)
}

/** Returns the database a request names; throws EntityNotFoundException if there is none. */
export function findDatabase(account: Account, reference: DatabaseReference): StoredDatabase {
  checkCatalogId(account, reference)
  const name = constraints.requireFoldedName(account, ['databaseName', reference.DatabaseName])
  const database = account.catalog.databases.get(name)
  if (database) return database
  throw notFound(account, `Database ${name} not found.`)
}

/** Returns the table a request names; throws EntityNotFoundException if there is none. */
export function findTable(account: Account, reference: TableReference): StoredTable {
  const database = findDatabase(account, reference)
  const name = constraints.requireFoldedName(account, ['tableName', reference.TableName])
  const table = database.tables.get(name)
  if (table) return table
  throw notFound(account, `Table ${name} not found.`)
}

/** Returns a partition of a table; throws EntityNotFoundException if there is none. */
export function findPartition(account: Account, table: StoredTable, values: string[]): Partition {
  const partition = table.partitions.get(partitionId(values))
  if (partition) return partition
  throw notFound(account, 'Cannot find partition.')
}
