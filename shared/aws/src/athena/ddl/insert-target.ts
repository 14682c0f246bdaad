import type { Table } from '@aws-sdk/client-glue'
import type { Account } from '../account.ts'
import { tableIn } from '../catalog/glue-catalog.ts'
import { isView } from '../catalog/view-text.ts'
import { formatOf } from '../engine/file-format.ts'
import type { FileFormat, FileWriting } from '../engine/job.ts'
import { QueryError } from '../executions/outcome.ts'
import type { Statement, TableName } from '../statements/statement.ts'
import { codecOf } from '../statements/with-properties.ts'

/** A table that rows can be inserted into, and how its files are written. */
export interface InsertTarget {
  table: Table
  writing: FileWriting
}

/**
 * The table that an INSERT names, as it is now (user guide, "INSERT INTO"). Throws `QueryError`:
 * with Trino's texts, or by name where AWS or this fake does not write such a table.
 */
export function insertTarget(
  account: Account,
  { name, columns }: Statement & { kind: 'insert' },
): InsertTarget {
  const table = insertable(account, name)
  const { StorageDescriptor, PartitionKeys = [], Parameters = {} } = table
  const keys = PartitionKeys.map(({ Name = '' }) => Name.toLowerCase())
  const all = [...(StorageDescriptor?.Columns ?? []), ...PartitionKeys].map((column) => {
    return { name: (column.Name ?? '').toLowerCase(), type: column.Type ?? 'string' }
  })
  const given = columns ?? all.map((column) => column.name)
  for (const [index, column] of given.entries()) {
    if (!all.some((one) => one.name === column)) {
      const what = `Insert column name does not exist in target table: ${column}`
      throw new QueryError(`COLUMN_NOT_FOUND: line 1:1: ${what}`)
    }
    if (given.indexOf(column) < index) {
      const what = `Insert column name is specified more than once: ${column}`
      throw new QueryError(`DUPLICATE_COLUMN_NAME: line 1:1: ${what}`)
    }
  }
  const format = formatOf(StorageDescriptor ?? {}, Parameters)
  const writing = { ...writingOf(format, Parameters), partitionedBy: keys, into: { all, given } }
  return { table, writing }
}

/** The table with this name, as long as it is there. Throws `QueryError`, with Trino's texts. */
export function presentTable(account: Account, name: TableName): Table {
  const table = tableIn(account, name)
  if (table) return table
  const full = `awsdatacatalog.${name.database}.${name.table}`
  throw new QueryError(`TABLE_NOT_FOUND: line 1:1: Table '${full}' does not exist`)
}

function insertable(account: Account, name: TableName): Table {
  const table = presentTable(account, name)
  if (isView(table)) {
    throw new QueryError('NOT_SUPPORTED: line 1:1: Inserting into views is not supported')
  }
  const { StorageDescriptor: storage = {}, Parameters = {} } = table
  if ((storage.BucketColumns?.length ?? 0) > 0 || (storage.NumberOfBuckets ?? 0) > 0) {
    throw new QueryError('NOT_SUPPORTED: INSERT INTO is not supported on bucketed tables')
  }
  const tableFormat = Parameters['table_type']
  if (tableFormat !== undefined) throw notEmulated(`a table of the type ${tableFormat}`)
  if (Parameters['projection.enabled'] === 'true') {
    throw notEmulated('a table with partition projection')
  }
  if (!storage.Location?.startsWith('s3://')) throw notEmulated('a table without a place in S3')
  return table
}

/** GZIP is the default of both kinds of files (user guide, "Use compression in Athena"). */
function writingOf(
  format: FileFormat,
  parameters: Readonly<Record<string, string>>,
): Omit<FileWriting, 'partitionedBy'> {
  const kind = format.kind === 'lazy' ? 'textfile' : format.kind
  // The user guide's list of what can be inserted into does not have it.
  if (kind === 'open-csv') throw notEmulated('a table of OpenCSVSerde')
  if (kind === 'refused') {
    throw notEmulated(`a table with ${format.kind === 'refused' ? format.reason : ''}`)
  }
  const own = kind === 'parquet' ? parameters['parquet.compression'] : undefined
  const name = own ?? parameters['write.compression'] ?? 'GZIP'
  const codec = codecOf(name, kind)
  if (!codec) throw notEmulated(`a table of ${kind} with the compression ${name}`)
  if (format.kind !== 'lazy') return { format: kind, codec, delimiter: '' }
  // Trino writes a header into each file; whether Athena does has no source that we found.
  if (format.skip > 0) throw notEmulated('a table whose files have header lines')
  const { delimiter, escape, nullText } = format
  return { format: kind, codec, delimiter, escape, nullText }
}

function notEmulated(what: string): QueryError {
  const why = `The embedded AWS does not emulate INSERT INTO ${what}`
  return new QueryError(`NOT_SUPPORTED: ${why}`, 'not-emulated')
}
