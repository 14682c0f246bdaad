import type { FileWriting } from '../engine/job.ts'
import { MalformedStatement, type Reader, StatementNotEmulated } from './reader.ts'
import type { NewTable, Statement } from './statement.ts'

/** Reads what follows `CREATE TABLE`, which has to be a query's (user guide, "CREATE TABLE AS"). */
export function readCreateAs(
  reader: Reader,
  { database, query }: { database: string; query(without?: number): string },
): Statement {
  const ifNotExists = reader.takes('IF', 'NOT', 'EXISTS')
  const name = reader.tableName(database)
  if (reader.sees('(')) throw new StatementNotEmulated('CREATE TABLE without EXTERNAL (Iceberg)')
  const properties = reader.takes('WITH') ? readWith(reader) : new Map<string, Property>()
  reader.expect('AS')
  const withData = !reader.endsWith('WITH', 'NO', 'DATA')
  // Only these words are about the table and not the query's.
  const tail = withData ? (reader.endsWith('WITH', 'DATA') ? 2 : 0) : 3
  const into = { ...name, ifNotExists, withData, ...known(properties) }
  return { kind: 'create-table-as', sql: query(tail), into }
}

type Property = string | string[]

function readWith(reader: Reader): Map<string, Property> {
  const entries = reader.list((): [string, Property] => {
    const key = reader.name()
    reader.expect('=')
    return [key, reader.takes('ARRAY') ? readArray(reader) : reader.text()]
  })
  return new Map(entries)
}

function readArray(reader: Reader): string[] {
  reader.expect('[')
  const texts = [reader.text()]
  while (reader.takes(',')) texts.push(reader.text())
  reader.expect(']')
  return texts
}

function known(properties: Map<string, Property>): Pick<NewTable, 'writing' | 'externalLocation'> {
  const left = new Map(properties)
  const take = (name: string): Property | undefined => {
    const value = left.get(name)
    left.delete(name)
    return value
  }
  const takeText = (name: string) => take(name)?.toString()
  const format = takeText('format')?.toLowerCase() ?? 'parquet'
  if (format !== 'parquet' && format !== 'textfile' && format !== 'json') {
    throw new StatementNotEmulated(`CREATE TABLE AS in the format ${format}`)
  }
  const codec = takeText('write_compression') ?? takeText('parquet_compression') ?? 'GZIP'
  const delimiter = takeText('field_delimiter') ?? '\u0001'
  const partitionedBy = [take('partitioned_by') ?? []].flat().map((name) => name.toLowerCase())
  const externalLocation = takeText('external_location')
  if (externalLocation !== undefined && !externalLocation.startsWith('s3://')) {
    throw new MalformedStatement('external_location must be a path in S3')
  }
  const [other] = left.keys()
  if (other !== undefined) throw new StatementNotEmulated(`CREATE TABLE AS with ${other}`)
  const writing = { format, codec: codecOf(codec, format), delimiter, partitionedBy } as const
  return { writing, externalLocation }
}

function codecOf(name: string, format: string): FileWriting['codec'] {
  const codec = name.toUpperCase()
  if (codec === 'GZIP') return codec
  if (codec === 'NONE' || codec === 'UNCOMPRESSED') return 'UNCOMPRESSED'
  if (codec === 'SNAPPY' && format === 'parquet') return codec
  throw new StatementNotEmulated(`${format} with the compression ${codec}`)
}
