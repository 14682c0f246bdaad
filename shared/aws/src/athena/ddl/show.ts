import type { Column, Table } from '@aws-sdk/client-glue'
import type { Account } from '../account.ts'
import { allDatabases, allPartitions, allTables, oneTable } from '../catalog/glue-catalog.ts'
import { type Outcome, QueryError, told } from '../executions/outcome.ts'
import type { TableName } from '../statements/statement.ts'
import { matching } from './name-patterns.ts'

/** SHOW DATABASES. */
export function showDatabases(account: Account, pattern: string | undefined): Outcome {
  const names = matching(
    allDatabases(account).map(({ Name = '' }) => Name),
    pattern,
  )
  return told(
    ['database_name'],
    names.map((name) => [name]),
  )
}

/** SHOW TABLES. */
export function showTables(
  account: Account,
  { database, pattern }: { database: string; pattern: string | undefined },
): Outcome {
  const names = matching(
    allTables(account, database).map(({ Name = '' }) => Name),
    pattern,
  )
  return told(
    ['tab_name'],
    names.map((name) => [name]),
  )
}

/** SHOW COLUMNS, with the partition keys at the end. */
export function showColumns(account: Account, { database, table }: TableName): Outcome {
  const columns = columnsOf(oneTable(account, database, table))
  return told(
    ['field'],
    columns.map(({ Name = '' }) => [Name]),
  )
}

/** SHOW PARTITIONS, as in `city=Lima/day=1`. */
export function showPartitions(account: Account, { database, table: name }: TableName): Outcome {
  const { PartitionKeys: keys = [] } = oneTable(account, database, name)
  if (keys.length === 0) {
    throw new QueryError(
      `FAILED: SemanticException [Error 10001]: Table ${name} is not a partitioned table`,
    )
  }
  const rows = allPartitions(account, database, name).map(({ Values = [] }) => {
    return [
      keys.map(({ Name }, index) => `${Name}=${encodeURIComponent(Values[index] ?? '')}`).join('/'),
    ]
  })
  return told(['partition'], rows)
}

/** DESCRIBE: the columns, and again those that are partition keys. */
export function describeTable(account: Account, { database, table: name }: TableName): Outcome {
  const table = oneTable(account, database, name)
  const row = ({ Name = '', Type = '', Comment = '' }: Column) => [Name, Type, Comment]
  const keys = table.PartitionKeys ?? []
  const partitions =
    keys.length === 0
      ? []
      : [
          ['', '', ''],
          ['# Partition Information', '', ''],
          ['# col_name', 'data_type', 'comment'],
          ['', '', ''],
          ...keys.map(row),
        ]
  return told(['col_name', 'data_type', 'comment'], [...columnsOf(table).map(row), ...partitions])
}

function columnsOf({ StorageDescriptor, PartitionKeys }: Table): Column[] {
  return [...(StorageDescriptor?.Columns ?? []), ...(PartitionKeys ?? [])]
}
