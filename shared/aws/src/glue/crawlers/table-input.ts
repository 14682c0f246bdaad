import { hash } from 'node:crypto'
import type { PartitionInput, StorageDescriptor, TableInput } from '@aws-sdk/client-glue'
import { typeText } from './column-type.ts'
import { columnsOf, type FileGroup, type FoundTable } from './grouping.ts'
import type { S3Place } from './s3-files.ts'

/** What of a crawler shows in the tables it writes. */
export interface TableWriter {
  crawlerName: string
  bucket: string
  tablePrefix: string
  exclusions: readonly string[]
}

/** The parameter by which a table tells its crawler. */
export const UPDATED_BY = 'UPDATED_BY_CRAWLER'

/** The definition of a table, as crawlers write them. */
export function tableInput(table: FoundTable, writer: TableWriter): TableInput & { Name: string } {
  const parameters = parametersOf(table, writer)
  return {
    Name: tableName(table, writer),
    Owner: 'owner',
    Retention: 0,
    StorageDescriptor: storageOf(table, writer, parameters),
    PartitionKeys: partitionKeys(table),
    TableType: 'EXTERNAL_TABLE',
    Parameters: { ...parameters, [UPDATED_BY]: writer.crawlerName },
  }
}

/** The definitions of a table's partitions. */
export function partitionInputs(
  table: FoundTable,
  writer: TableWriter,
): (PartitionInput & { Values: string[] })[] {
  return table.partitions.map((partition) => {
    const parameters = parametersOf(partition, writer)
    return {
      Values: partition.folders.map((folder) => hiveFolder(folder)?.value ?? folder),
      StorageDescriptor: storageOf(partition, writer, parameters),
      Parameters: parameters,
    }
  })
}

/** The name of a table when its own is taken by another: with a hash of its location. */
export function uniqueName(name: string, location: string | undefined): string {
  return `${name}_${hash('md5', location ?? '')}`
}

/**
 * The location of a folder or file. That of a folder ends with a slash.
 */
export function locationOf({ bucket, prefix }: S3Place, isFile: boolean): string {
  return `s3://${bucket}/${prefix}${isFile || prefix === '' ? '' : '/'}`
}

/** Named for the folder, file or bucket, in characters that a name can have. */
function tableName({ prefix }: FoundTable, { bucket, tablePrefix }: TableWriter): string {
  const name = prefix.split('/').at(-1) || bucket
  return (tablePrefix + name).toLowerCase().replaceAll(/[^a-z0-9_]/g, '_')
}

/**
 * A key for each level of folders, a string always (SDK text, GetPartitionsRequest): named by
 * Hive's `key=value` where all folders of the level agree, else `partition_0`, …
 */
function partitionKeys({ partitions }: FoundTable) {
  const levels = partitions[0]?.folders.length ?? 0
  return Array.from({ length: levels }, (_, level) => {
    const names = new Set(partitions.map(({ folders }) => hiveFolder(folders[level] ?? '')?.key))
    const [name] = names
    return { Name: names.size === 1 && name ? name : `partition_${level}`, Type: 'string' }
  })
}

function hiveFolder(name: string): { key: string; value: string } | undefined {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(name) ?? []
  if (key === undefined || value === undefined) return undefined
  return { key: key.toLowerCase(), value: decoded(value) }
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

function parametersOf({ files }: FileGroup, { exclusions }: TableWriter): Record<string, string> {
  const [first] = files
  const records = files.reduce((sum, { schema }) => sum + schema.records, 0)
  const size = files.reduce((sum, file) => sum + file.size, 0)
  return {
    CrawlerSchemaDeserializerVersion: '1.0',
    CrawlerSchemaSerializerVersion: '1.0',
    averageRecordSize: String(records === 0 ? 0 : Math.floor(size / records)),
    classification: first?.schema.classification ?? '',
    compressionType: first?.schema.compression ?? 'none',
    objectCount: String(files.length),
    recordCount: String(records),
    sizeKey: String(size),
    typeOfData: 'file',
    ...(exclusions.length > 0 ? { exclusions: JSON.stringify(exclusions) } : {}),
    ...first?.schema.format.parameters,
  }
}

function storageOf(
  { files, prefix }: FileGroup,
  { bucket }: TableWriter,
  parameters: Record<string, string>,
): StorageDescriptor {
  const columns = columnsOf(files)
  const format = files[0]?.schema.format
  const paths = { paths: columns.map(({ name }) => name).join(',') }
  return {
    Columns: columns.map(({ name, type }) => ({ Name: name, Type: typeText(type) })),
    Location: locationOf({ bucket, prefix }, files[0]?.key === prefix),
    InputFormat: format?.input,
    OutputFormat: format?.output,
    Compressed: files[0]?.schema.compression !== 'none',
    NumberOfBuckets: -1,
    SerdeInfo: {
      SerializationLibrary: format?.serde,
      Parameters: {
        ...format?.serdeParameters,
        ...(format?.serdeParameters['paths'] === undefined ? {} : paths),
      },
    },
    BucketColumns: [],
    SortColumns: [],
    Parameters: { ...parameters },
    StoredAsSubDirectories: false,
  }
}
