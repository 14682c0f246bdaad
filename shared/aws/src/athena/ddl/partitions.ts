import type { Table } from '@aws-sdk/client-glue'
import type { Account } from '../account.ts'
import { allPartitions, glueCall } from '../catalog/glue-catalog.ts'
import { NOTHING, type Outcome, QueryError } from '../executions/outcome.ts'
import type { PartitionSpec, Statement } from '../statements/statement.ts'
import { unlessKnown } from './databases.ts'
import { tableToChange } from './table-to-change.ts'
import { foldersOf } from './written-files.ts'

type Of<Kind extends Statement['kind']> = Statement & { kind: Kind }

/** ALTER TABLE ADD PARTITION: each has the table's storage, at its own place. */
export function addPartitions(account: Account, statement: Of<'add-partitions'>): Outcome {
  const { name, ifNotExists, partitions } = statement
  const table = tableToChange(account, name)
  for (const { spec, location } of partitions) {
    const values = valuesOf(table, spec)
    if (values.includes(undefined)) throw unknownSpec(table, spec)
    unlessKnown(ifNotExists, 'AlreadyExistsException', () =>
      addPartition(account, table, { values: values as string[], location }),
    )
  }
  return NOTHING
}

/** ALTER TABLE DROP PARTITION: all partitions that have these values. */
export function dropPartitions(account: Account, statement: Of<'drop-partitions'>): Outcome {
  const { name, ifExists, specs } = statement
  const table = tableToChange(account, name)
  const { database: DatabaseName, table: TableName } = name
  for (const spec of specs) {
    const wanted = valuesOf(table, spec)
    const found = allPartitions(account, DatabaseName, TableName).filter(({ Values = [] }) =>
      wanted.every((value, index) => value === undefined || value === Values[index]),
    )
    if (found.length === 0 && !ifExists) throw unknownSpec(table, spec)
    for (const { Values: PartitionValues } of found) {
      glueCall(account, 'DeletePartition', { DatabaseName, TableName, PartitionValues })
    }
  }
  return NOTHING
}

/** Adds a partition to the catalog, by default in a folder as Hive names it. Throws `GlueFailure`. */
export function addPartition(
  account: Account,
  { DatabaseName, Name: TableName, StorageDescriptor, PartitionKeys = [] }: Table,
  { values, location }: { values: string[]; location: string | undefined },
): void {
  const keys = PartitionKeys.map(({ Name = '' }) => Name)
  const base = StorageDescriptor?.Location?.replace(/\/$/, '')
  const Location = location ?? `${base}/${foldersOf(keys, values).slice(0, -1)}`
  const PartitionInput = { Values: values, StorageDescriptor: { ...StorageDescriptor, Location } }
  glueCall(account, 'CreatePartition', { DatabaseName, TableName, PartitionInput })
}

/** A value for each key of the table; undefined where the statement says none. */
function valuesOf(table: Table, spec: PartitionSpec): (string | undefined)[] {
  const keys = (table.PartitionKeys ?? []).map(({ Name = '' }) => Name.toLowerCase())
  if ([...spec.keys()].some((key) => !keys.includes(key))) throw unknownSpec(table, spec)
  return keys.map((key) => spec.get(key))
}

/** Hive's text for values that name no partition. */
function unknownSpec({ Name }: Table, spec: PartitionSpec): QueryError {
  const told = [...spec].map(([key, value]) => `${key}=${value}`).join(', ')
  return new QueryError(
    `FAILED: SemanticException [Error 10006]: Partition not found {${told}} in table ${Name}`,
  )
}
