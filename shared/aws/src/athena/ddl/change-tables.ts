import type { Table, TableInput } from '@aws-sdk/client-glue'
import type { Account } from '../account.ts'
import { glueCall, oneTable } from '../catalog/glue-catalog.ts'
import { isView } from '../catalog/view-text.ts'
import { hiveFailure, NOTHING, type Outcome } from '../executions/outcome.ts'
import type { ColumnDefinition, CreateTable } from '../statements/create-table.ts'
import type { Statement, TableName } from '../statements/statement.ts'
import { unlessKnown } from './databases.ts'
import { storageOf } from './storage.ts'
import { tableToChange } from './table-to-change.ts'

type Of<Kind extends Statement['kind']> = Statement & { kind: Kind }

/** CREATE EXTERNAL TABLE. */
export function createTable(account: Account, table: CreateTable): Outcome {
  const { name, ifNotExists, comment, partitionKeys, properties } = table
  const TableInput = {
    Name: name.table,
    ...(comment === undefined ? {} : { Description: comment }),
    TableType: 'EXTERNAL_TABLE',
    StorageDescriptor: storageOf(table),
    PartitionKeys: partitionKeys.map(columnOf),
    Parameters: {
      EXTERNAL: 'TRUE',
      transient_lastDdlTime: String(Math.floor(account.world.clock.now() / 1000)),
      ...properties,
    },
  }
  unlessKnown(ifNotExists, 'AlreadyExistsException', () =>
    glueCall(account, 'CreateTable', { DatabaseName: name.database, TableInput }),
  )
  return NOTHING
}

/** DROP TABLE: the entry in the catalog goes, the files stay. A view stays, too, with Hive's text. */
export function dropTable(account: Account, { name, ifExists }: Of<'drop-table'>): Outcome {
  unlessKnown(ifExists, 'EntityNotFoundException', () => {
    if (isView(oneTable(account, name.database, name.table))) {
      throw hiveFailure('Cannot drop a view with DROP TABLE')
    }
    glueCall(account, 'DeleteTable', { DatabaseName: name.database, Name: name.table })
  })
  return NOTHING
}

/** ALTER TABLE ADD COLUMNS: behind the last, before the partition keys. */
export function addColumns(account: Account, { name, columns }: Of<'add-columns'>): Outcome {
  update(account, name, (table) => {
    const storage = table.StorageDescriptor
    const Columns = [...(storage?.Columns ?? []), ...columns.map(columnOf)]
    return { StorageDescriptor: { ...storage, Columns } }
  })
  return NOTHING
}

/** ALTER TABLE SET TBLPROPERTIES. */
export function setProperties(
  account: Account,
  { name, properties }: Of<'set-properties'>,
): Outcome {
  update(account, name, ({ Parameters }) => ({ Parameters: { ...Parameters, ...properties } }))
  return NOTHING
}

function update(
  account: Account,
  name: TableName,
  change: (current: Table) => Partial<TableInput>,
): void {
  const current = tableToChange(account, name)
  const { Name, Description, Owner, Retention, TableType, Parameters, PartitionKeys } = current
  const kept = { Name, Description, Owner, Retention, TableType, Parameters, PartitionKeys }
  const { StorageDescriptor } = current
  const TableInput = { ...kept, StorageDescriptor, ...change(current) }
  glueCall(account, 'UpdateTable', { DatabaseName: name.database, TableInput })
}

function columnOf({ name: Name, type: Type, comment: Comment }: ColumnDefinition) {
  return { Name, Type, ...(Comment === undefined ? {} : { Comment }) }
}
