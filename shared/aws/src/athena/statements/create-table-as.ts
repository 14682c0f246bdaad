import { MalformedStatement, type Reader, StatementNotEmulated } from './reader.ts'
import type { NewTable, Statement } from './statement.ts'

/** Reads what follows `CREATE TABLE`, which has to be a query's (user guide, "CREATE TABLE AS"). */
export function readCreateAs(
  reader: Reader,
  { database, query }: { database: string; query(): string },
): Statement {
  const ifNotExists = reader.takes('IF', 'NOT', 'EXISTS')
  const name = reader.tableName(database)
  if (reader.sees('(')) throw new StatementNotEmulated('CREATE TABLE without EXTERNAL (Iceberg)')
  const properties = reader.takes('WITH') ? readWith(reader) : new Map<string, string>()
  reader.expect('AS')
  const sql = query()
  // Only these words are about the table and not the query's.
  const [, body = sql, no] = /^(.*?)\s+WITH\s+(?:(NO)\s+)?DATA$/is.exec(sql) ?? []
  const into = { ...name, ifNotExists, withData: no === undefined, ...known(properties) }
  return { kind: 'create-table-as', sql: body, into }
}

function readWith(reader: Reader): Map<string, string> {
  const entries = reader.list((): [string, string] => {
    const key = reader.name()
    reader.expect('=')
    if (reader.sees('ARRAY')) throw new StatementNotEmulated(`CREATE TABLE AS with ${key}`)
    return [key, reader.text()]
  })
  return new Map(entries)
}

type Properties = Pick<NewTable, 'format' | 'codec' | 'delimiter' | 'externalLocation'>

function known(properties: Map<string, string>): Properties {
  const left = new Map(properties)
  const take = (name: string) => {
    const value = left.get(name)
    left.delete(name)
    return value
  }
  const format = take('format')?.toLowerCase() ?? 'parquet'
  if (format !== 'parquet' && format !== 'textfile' && format !== 'json') {
    throw new StatementNotEmulated(`CREATE TABLE AS in the format ${format}`)
  }
  const codec = (take('write_compression') ?? take('parquet_compression') ?? 'GZIP').toUpperCase()
  const plain = codec === 'NONE' ? 'UNCOMPRESSED' : codec
  if (plain !== 'GZIP' && plain !== 'SNAPPY' && plain !== 'UNCOMPRESSED') {
    throw new StatementNotEmulated(`CREATE TABLE AS with the compression ${codec}`)
  }
  if (plain === 'SNAPPY' && format !== 'parquet') {
    throw new StatementNotEmulated('SNAPPY for text files')
  }
  const delimiter = take('field_delimiter') ?? '\u0001'
  const externalLocation = take('external_location')
  if (externalLocation !== undefined && !externalLocation.startsWith('s3://')) {
    throw new MalformedStatement('external_location must be a path in S3')
  }
  const [other] = left.keys()
  if (other !== undefined) throw new StatementNotEmulated(`CREATE TABLE AS with ${other}`)
  return { format, codec: plain, delimiter, externalLocation }
}
