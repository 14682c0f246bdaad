import { parquetMetadata, parquetSchema, type SchemaTree } from 'hyparquet'
import { type ColumnType, typeText } from './column-type.ts'
import type { FileSchema } from './file-schema.ts'

/** What a file of the format begins and ends with. */
const MAGIC = 'PAR1'

const CONVERTED: Record<string, ColumnType> = {
  UTF8: 'string',
  ENUM: 'string',
  JSON: 'string',
  DATE: 'date',
  TIMESTAMP_MILLIS: 'timestamp',
  TIMESTAMP_MICROS: 'timestamp',
  INT_8: 'tinyint',
  INT_16: 'smallint',
  INT_32: 'int',
  INT_64: 'bigint',
}

const PHYSICAL: Record<string, ColumnType> = {
  BOOLEAN: 'boolean',
  INT32: 'int',
  INT64: 'bigint',
  INT96: 'timestamp',
  FLOAT: 'float',
  DOUBLE: 'double',
}

/** Reads the metadata at the end of a Parquet file. Returns undefined if it is none. */
export function readParquet(bytes: Buffer): FileSchema | undefined {
  if (bytes.subarray(0, 4).toString('latin1') !== MAGIC) return undefined
  if (bytes.subarray(-4).toString('latin1') !== MAGIC) return undefined
  const metadata = metadataOf(bytes)
  if (!metadata) return undefined
  return {
    classification: 'parquet',
    compression: 'none',
    columns: parquetSchema(metadata).children.map((child) => ({
      name: child.element.name.toLowerCase(),
      type: typeOf(child),
    })),
    records: Number(metadata.num_rows),
    format: {
      input: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
      output: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
      serde: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe',
      serdeParameters: { 'serialization.format': '1' },
      parameters: {},
    },
  }
}

/** Undefined for a file that is damaged. */
function metadataOf(bytes: Buffer) {
  try {
    // The library wants the file to be all there is in the buffer below.
    return parquetMetadata(Uint8Array.from(bytes).buffer)
  } catch {
    return undefined
  }
}

function typeOf(node: SchemaTree): ColumnType {
  const type = singleType(node)
  return node.element.repetition_type === 'REPEATED' ? { array: type } : type
}

function singleType({ element, children }: SchemaTree): ColumnType {
  const { converted_type: converted, logical_type: logical, type = '' } = element
  const [only] = children
  if (children.length > 0) {
    if (converted === 'LIST' && only) return { array: listElement(only) }
    if (converted === 'MAP' && only) return mapType(only)
    const struct = children.map((child) => ({ name: child.element.name, type: typeOf(child) }))
    return { struct }
  }
  if (converted === 'DECIMAL') return `decimal(${element.precision},${element.scale ?? 0})`
  if (logical?.type === 'TIMESTAMP') return 'timestamp'
  return CONVERTED[converted ?? ''] ?? PHYSICAL[type] ?? 'binary'
}

/** Lists have a level of their own, `list.element`; old writers left out the inner one. */
function listElement(repeated: SchemaTree): ColumnType {
  const [element, ...others] = repeated.children
  return element && others.length === 0 ? typeOf(element) : singleType(repeated)
}

function mapType({ children }: SchemaTree): ColumnType {
  const [key, value] = children
  if (!key || !value) return 'string'
  // Maps need no merging, so they are texts from here on.
  return `map<${typeText(typeOf(key))},${typeText(typeOf(value))}>`
}
