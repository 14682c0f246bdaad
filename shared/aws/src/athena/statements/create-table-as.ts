import { type Reader, StatementNotEmulated } from './reader.ts'
import type { NewTable, Statement } from './statement.ts'
import { codecOf, placeInS3, readWithProperties, WithProperties } from './with-properties.ts'

/** Reads what follows `CREATE TABLE`, which has to be a query's (user guide, "CREATE TABLE AS"). */
export function readCreateAs(
  reader: Reader,
  { database, query }: { database: string; query(without?: number): string },
): Statement {
  const ifNotExists = reader.takes('IF', 'NOT', 'EXISTS')
  const name = reader.tableName(database)
  if (reader.sees('(')) throw new StatementNotEmulated('CREATE TABLE without EXTERNAL (Iceberg)')
  const properties = reader.takes('WITH') ? readWithProperties(reader) : new WithProperties()
  reader.expect('AS')
  const withData = !reader.endsWith('WITH', 'NO', 'DATA')
  // Only these words are about the table and not the query's.
  const tail = withData ? (reader.endsWith('WITH', 'DATA') ? 2 : 0) : 3
  const into = { ...name, ifNotExists, withData, ...known(properties) }
  return { kind: 'create-table-as', sql: query(tail), into }
}

function known(properties: WithProperties): Pick<NewTable, 'writing' | 'externalLocation'> {
  const format = properties.text('format')?.toLowerCase() ?? 'parquet'
  if (format !== 'parquet' && format !== 'textfile' && format !== 'json') {
    throw new StatementNotEmulated(`CREATE TABLE AS in the format ${format}`)
  }
  const name =
    properties.text('write_compression') ?? properties.text('parquet_compression') ?? 'GZIP'
  const codec = codecOf(name, format)
  if (!codec) throw new StatementNotEmulated(`${format} with the compression ${name}`)
  const delimiter = properties.text('field_delimiter') ?? '\u0001'
  const partitionedBy = properties.texts('partitioned_by').map((key) => key.toLowerCase())
  const place = properties.text('external_location')
  const externalLocation = place === undefined ? undefined : placeInS3('external_location', place)
  if (properties.other !== undefined) {
    throw new StatementNotEmulated(`CREATE TABLE AS with ${properties.other}`)
  }
  return { writing: { format, codec, delimiter, partitionedBy }, externalLocation }
}
