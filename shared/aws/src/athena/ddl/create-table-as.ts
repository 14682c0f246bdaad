import zlib from 'node:zlib'
import type { ListObjectsV2Output } from '@aws-sdk/client-s3'
import type { Account } from '../account.ts'
import { glueCall, GlueFailure, oneTable } from '../catalog/glue-catalog.ts'
import type { Answer } from '../engine/job.ts'
import type { Execution } from '../executions/execution.ts'
import { hiveFailure, type Outcome, QueryError } from '../executions/outcome.ts'
import { put } from '../executions/result-files.ts'
import { invalidRequest } from '../refusal.ts'
import type { NewTable } from '../statements/statement.ts'
import { findWorkGroup } from '../workgroups.ts'
import { FORMATS } from './storage.ts'

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

/** CREATE TABLE AS: writes the rows as one file, and the table into the catalog. */
export function createTableAs(
  account: Account,
  { id, output }: Execution,
  { into, answer }: { into: NewTable; answer: Answer & { status: 'done' } },
): Outcome {
  const { columns, rows, bytesScanned } = answer
  const unnamed = columns.findIndex(({ name }, index) => name === `_col${index}`)
  if (unnamed >= 0) {
    throw new QueryError(
      `COLUMN_NAME_NOT_SPECIFIED: line 1:1: Column name not specified at position ${unnamed + 1}`,
    )
  }
  const isThere = exists(account, into)
  if (isThere && into.ifNotExists) return outcomeOf({ bytesScanned, count: 0 })
  if (isThere) {
    throw new QueryError(
      `TABLE_ALREADY_EXISTS: line 1:1: Table 'awsdatacatalog.${into.database}.${into.table}' already exists`,
    )
  }
  const location = into.externalLocation ?? `s3://${output.bucket}/${output.key}/`
  const place = placeOf(account, location)
  if (into.withData && rows.length > 0) {
    const { body, extension } = fileOf(into, answer)
    const key = `${place.prefix}${id.replaceAll('-', '')}${extension}`
    put(account, { bucket: place.bucket, key, body, type: 'application/octet-stream' })
    const manifest = `${output.key.replace(/tables\/([^/]*)$/, '$1')}-manifest.csv`
    put(account, {
      bucket: output.bucket,
      key: manifest,
      body: `s3://${place.bucket}/${key}\n`,
      type: 'text/csv',
    })
    writeTable(account, into, { location, answer })
    return {
      ...outcomeOf({ bytesScanned, count: rows.length }),
      manifestLocation: `s3://${output.bucket}/${manifest}`,
    }
  }
  writeTable(account, into, { location, answer })
  return outcomeOf({ bytesScanned, count: 0 })
}

function outcomeOf({ bytesScanned, count }: { bytesScanned: number; count: number }): Outcome {
  return { columns: [], rows: [], isQuery: false, bytesScanned, updateCount: count }
}

function exists(account: Account, { database, table }: NewTable): boolean {
  try {
    oneTable(account, database, table)
    return true
  } catch (error) {
    if (!(error instanceof GlueFailure)) throw error
    if (error.message.startsWith('Table ')) return false
    throw new QueryError(`SCHEMA_NOT_FOUND: line 1:1: Schema '${database}' does not exist`)
  }
}

/** Where the files go: a folder with nothing in it. */
function placeOf({ s3 }: Account, location: string): { bucket: string; prefix: string } {
  const [, bucket = '', path = ''] = /^s3:\/\/([^/]+)\/?(.*)$/s.exec(location) ?? []
  const prefix = path === '' || path.endsWith('/') ? path : `${path}/`
  let found: ListObjectsV2Output
  try {
    found = s3['ListObjectsV2']!({ Bucket: bucket, Prefix: prefix, MaxKeys: 1 })
  } catch (error) {
    throw new QueryError(`HIVE_WRITER_OPEN_ERROR: ${location}: ${(error as Error).message}`)
  }
  if (!found.Contents?.length) return { bucket, prefix }
  throw new QueryError(
    `HIVE_PATH_ALREADY_EXISTS: Target directory for table already exists: ${location}`,
  )
}

function fileOf(into: NewTable, { columns, rows, parquet = '' }: Answer & { status: 'done' }) {
  if (into.format === 'parquet') return { body: Buffer.from(parquet, 'base64'), extension: '' }
  const lines =
    into.format === 'json'
      ? rows.map((row) => jsonLine(row, columns))
      : rows.map((row) => row.map((cell) => cell ?? '\\N').join(into.delimiter))
  const text = Buffer.from(lines.map((line) => `${line}\n`).join(''))
  return into.codec === 'GZIP'
    ? { body: zlib.gzipSync(text), extension: '.gz' }
    : { body: text, extension: '' }
}

/** Numbers and truth values as such, all else as texts. */
function jsonLine(row: (string | null)[], columns: { name: string; hiveType: string }[]): string {
  const members = row.map((cell, index) => {
    const { name, hiveType } = columns[index]!
    const isBare = /^(?:tinyint|smallint|int|bigint|float|double|boolean|decimal)/.test(hiveType)
    return `${JSON.stringify(name)}:${cell === null ? 'null' : isBare ? cell : JSON.stringify(cell)}`
  })
  return `{${members.join(',')}}`
}

function writeTable(
  account: Account,
  into: NewTable,
  { location, answer }: { location: string; answer: Answer & { status: 'done' } },
): void {
  const { input, output, serde } = FORMATS[into.format]!
  const delimiter = { 'field.delim': into.delimiter, 'serialization.format': into.delimiter }
  const TableInput = {
    Name: into.table,
    TableType: 'EXTERNAL_TABLE',
    PartitionKeys: [],
    Parameters: { EXTERNAL: 'TRUE', has_encrypted_data: 'false' },
    StorageDescriptor: {
      Columns: answer.columns.map(({ name: Name, hiveType: Type }) => ({ Name, Type })),
      Location: location,
      InputFormat: input,
      OutputFormat: output,
      SerdeInfo: {
        SerializationLibrary: serde,
        Parameters: into.format === 'textfile' ? delimiter : {},
      },
    },
  }
  try {
    glueCall(account, 'CreateTable', { DatabaseName: into.database, TableInput })
  } catch (error) {
    if (error instanceof GlueFailure) throw hiveFailure(error.exception, error.message)
    throw error
  }
}
