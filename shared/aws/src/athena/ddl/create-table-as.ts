import type { Account } from '../account.ts'
import { glueCall, oneTable, tableIn } from '../catalog/glue-catalog.ts'
import type { Answer, ResultColumn, WrittenFile } from '../engine/job.ts'
import type { Execution } from '../executions/execution.ts'
import { NOTHING, type Outcome, QueryError } from '../executions/outcome.ts'
import { invalidRequest } from '../refusal.ts'
import type { NewTable } from '../statements/statement.ts'
import { findWorkGroup } from '../workgroups.ts'
import { asHive } from './as-hive.ts'
import { addPartition } from './partitions.ts'
import { FORMATS } from './storage.ts'
import { emptyPlace, foldersOf, putFiles } from './written-files.ts'

/** Refuses a place of its own where the workgroup enforces one; AWS's text. */
export function checkNewTable(account: Account, { workGroup }: Execution, into: NewTable): void {
  const { configuration } = findWorkGroup(account, workGroup)
  const isFixed =
    configuration.EnforceWorkGroupConfiguration && configuration.ResultConfiguration?.OutputLocation
  if (into.externalLocation === undefined || !isFixed) return
  const why = "because it was submitted with an 'external_location' property to an Athena Workgroup"
  const message = `The Create Table As Select query failed ${why} that enforces a centralized output location for all queries.`
  throw invalidRequest(account, message)
}

/** CREATE TABLE AS: writes the files, one a partition, and the table into the catalog. */
export function createTableAs(
  account: Account,
  execution: Execution,
  { into, answer }: { into: NewTable; answer: Answer & { status: 'done' } },
): Outcome {
  const { output } = execution
  const { columns, bytesScanned } = answer
  const unnamed = columns.findIndex(({ name }, index) => name === `_col${index}`)
  if (unnamed >= 0) {
    throw new QueryError(
      `COLUMN_NAME_NOT_SPECIFIED: line 1:1: Column name not specified at position ${unnamed + 1}`,
    )
  }
  const isThere = tableIn(account, into) !== undefined
  if (isThere && into.ifNotExists) return { ...NOTHING, bytesScanned }
  if (isThere) {
    throw new QueryError(
      `TABLE_ALREADY_EXISTS: line 1:1: Table 'awsdatacatalog.${into.database}.${into.table}' already exists`,
    )
  }
  const location = into.externalLocation ?? `s3://${output.bucket}/${output.key}/`
  const { bucket, prefix } = emptyPlace(account, location)
  const { writing } = into
  const files = (into.withData ? (answer.files ?? []) : []).map((file) => {
    const folders = foldersOf(writing.partitionedBy, file.values)
    return { ...file, place: { bucket, prefix: `${prefix}${folders}` } }
  })
  const outcome = putFiles(account, execution, { files, writing, bytesScanned })
  writeTable(account, into, { location, columns })
  addPartitions(account, into, files)
  return outcome
}

function writeTable(
  account: Account,
  { database, table, writing }: NewTable,
  { location, columns }: { location: string; columns: readonly ResultColumn[] },
): void {
  const { input, output, serde } = FORMATS[writing.format]!
  const { delimiter, partitionedBy } = writing
  const Parameters =
    writing.format === 'textfile'
      ? { 'field.delim': delimiter, 'serialization.format': delimiter }
      : {}
  const all = columns.map(({ name: Name, hiveType: Type }) => ({ Name, Type }))
  const width = all.length - partitionedBy.length
  const TableInput = {
    Name: table,
    TableType: 'EXTERNAL_TABLE',
    PartitionKeys: all.slice(width),
    Parameters: { EXTERNAL: 'TRUE', has_encrypted_data: 'false' },
    StorageDescriptor: {
      Columns: all.slice(0, width),
      Location: location,
      InputFormat: input,
      OutputFormat: output,
      SerdeInfo: { SerializationLibrary: serde, Parameters },
    },
  }
  asHive(() => glueCall(account, 'CreateTable', { DatabaseName: database, TableInput }))
}

function addPartitions(
  account: Account,
  { database, table }: NewTable,
  files: WrittenFile[],
): void {
  asHive(() => {
    const created = oneTable(account, database, table)
    for (const { values } of files) {
      if (values.length > 0) addPartition(account, created, { values, location: undefined })
    }
  })
}
