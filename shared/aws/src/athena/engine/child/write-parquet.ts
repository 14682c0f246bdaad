import zlib from 'node:zlib'
import { parquetWriteBuffer, type SchemaElement } from 'hyparquet-writer'
import type { ResultColumn } from '../job.ts'
import { notEmulated } from './query-failure.ts'

/** A Parquet file of a result. Throws `QueryFailure` for arrays, rows and maps. */
export function parquetOf(
  columns: readonly ResultColumn[],
  rows: readonly (string | null)[][],
  codec: 'GZIP' | 'SNAPPY' | 'UNCOMPRESSED',
): Buffer {
  const schema: SchemaElement[] = [
    { name: 'root', num_children: columns.length },
    ...columns.map((column) => schemaOf(column)),
  ]
  const columnData = columns.map(({ name, hiveType }, index) => {
    const read = readerOf(hiveType)
    const data = rows.map((row) => (row[index] === null ? null : read(row[index]!)))
    return { name, data }
  })
  const compressors = { GZIP: (input: Uint8Array) => new Uint8Array(zlib.gzipSync(input)) }
  return Buffer.from(parquetWriteBuffer({ schema, columnData, codec, compressors }))
}

function schemaOf({ name, hiveType }: ResultColumn): SchemaElement {
  const element =
    decimalElement(hiveType) ?? (Object.hasOwn(ELEMENTS, hiveType) ? ELEMENTS[hiveType] : undefined)
  if (!element) throw notEmulated(`a new table with the type ${hiveType} (column ${name})`)
  return { name, repetition_type: 'OPTIONAL', ...element }
}

/** Decimals of up to 18 digits are whole numbers of 64 bits. */
function decimalElement(hiveType: string): Omit<SchemaElement, 'name'> | undefined {
  const [precision = 0, scale = 0] =
    /^decimal\((\d+),(\d+)\)$/.exec(hiveType)?.slice(1).map(Number) ?? []
  if (precision === 0 || precision > 18) return undefined
  return { type: 'INT64', converted_type: 'DECIMAL', precision, scale }
}

const ELEMENTS: Record<string, Omit<SchemaElement, 'name'>> = {
  boolean: { type: 'BOOLEAN' },
  tinyint: { type: 'INT32', converted_type: 'INT_8' },
  smallint: { type: 'INT32', converted_type: 'INT_16' },
  int: { type: 'INT32' },
  bigint: { type: 'INT64' },
  float: { type: 'FLOAT' },
  double: { type: 'DOUBLE' },
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  date: { type: 'INT32', converted_type: 'DATE' },
  timestamp: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
}

function readerOf(hiveType: string): (text: string) => unknown {
  // DuckDB writes all digits of the scale, so what is left is the unscaled number.
  if (hiveType.startsWith('decimal')) return (text) => BigInt(text.replace('.', ''))
  switch (hiveType) {
    case 'boolean':
      return (text) => text === 'true'
    case 'bigint':
      return BigInt
    case 'string':
      return (text) => text
    case 'date':
      return (text) => new Date(`${text}T00:00:00Z`)
    case 'timestamp':
      return (text) => new Date(`${text.slice(0, 23).replace(' ', 'T')}Z`)
    default:
      return Number
  }
}
