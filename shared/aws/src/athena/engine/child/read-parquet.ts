import zlib from 'node:zlib'
import { type AsyncBuffer, type FileMetaData, parquetMetadata, parquetReadObjects } from 'hyparquet'
import { parseHiveType } from './hive-type.ts'
import { QueryFailure } from './query-failure.ts'
import type { RowSink } from './row-sink.ts'
import { Misfit, typedCell } from './typed-values.ts'

/**
 * Reads the used columns of a Parquet file, by their names, whatever their case; a column that the
 * file lacks is NULL. Returns the bytes read: those of the column chunks, compressed. The footer is
 * not counted, as in Athena `count(*)` scans nothing.
 */
export async function readParquet(bytes: Uint8Array, sink: RowSink): Promise<number> {
  const { columns, used, add } = sink
  const buffer = Uint8Array.from(bytes).buffer
  const metadata = metadataOf(buffer)
  const inFile = new Map(
    metadata.schema.filter(isTopLevel(metadata)).map(({ name }) => [name.toLowerCase(), name]),
  )
  const wanted = columns.filter(({ name }) => used.has(name) && inFile.has(name))
  const file: AsyncBuffer = {
    byteLength: buffer.byteLength,
    slice: (start, end) => buffer.slice(start, end),
  }
  const rows =
    wanted.length === 0
      ? Array.from({ length: Number(metadata.num_rows) }, () => ({}))
      : await parquetReadObjects({
          file,
          metadata,
          columns: wanted.map(({ name }) => inFile.get(name)!),
          compressors: COMPRESSORS,
          parsers: PARSERS,
        })
  const readers = columns.map(({ name, type }) => {
    return { name: inFile.get(name), type, parsed: parseHiveType(type), isUsed: used.has(name) }
  })
  for (const row of rows as Record<string, unknown>[]) {
    const cells = readers.map(({ name, type, parsed, isUsed }) => {
      if (name === undefined || !isUsed) return null
      try {
        return typedCell(row[name], parsed, type)
      } catch (error) {
        if (!(error instanceof Misfit)) throw error
        const what = `Field ${name} in parquet file is incompatible with type ${type}`
        throw new QueryFailure(`HIVE_BAD_DATA: ${what} defined in table schema`)
      }
    })
    add(cells)
  }
  return compressedSize(metadata, new Set(wanted.map(({ name }) => inFile.get(name)!)))
}

function metadataOf(buffer: ArrayBuffer): FileMetaData {
  try {
    return parquetMetadata(buffer)
  } catch (error) {
    throw new QueryFailure(`HIVE_BAD_DATA: Not valid Parquet file: ${(error as Error).message}`)
  }
}

/** Tells the schema elements right below the root: the others belong to one of them. */
function isTopLevel({ schema }: FileMetaData) {
  const top = new Set<number>()
  const skip = (index: number): number => {
    let next = index + 1
    for (let left = schema[index]?.num_children ?? 0; left > 0; left--) next = skip(next)
    return next
  }
  for (let index = 1; index < schema.length; index = skip(index)) top.add(index)
  return (_element: unknown, index: number) => top.has(index)
}

function compressedSize(
  { row_groups: groups }: FileMetaData,
  columns: ReadonlySet<string>,
): number {
  return groups
    .flatMap((group) => group.columns)
    .filter(({ meta_data: data }) => columns.has(data?.path_in_schema[0] ?? ''))
    .reduce((sum, { meta_data: data }) => sum + Number(data?.total_compressed_size ?? 0), 0)
}

const COMPRESSORS = {
  GZIP: (input: Uint8Array, length: number) => unpack(zlib.gunzipSync, input, length),
  ZSTD: (input: Uint8Array, length: number) => unpack(zlib.zstdDecompressSync, input, length),
  BROTLI: (input: Uint8Array, length: number) => unpack(zlib.brotliDecompressSync, input, length),
}

function unpack(
  decompress: (input: Uint8Array, options: { maxOutputLength: number }) => Buffer,
  input: Uint8Array,
  length: number,
): Uint8Array {
  return new Uint8Array(decompress(input, { maxOutputLength: Math.max(length, 1) }))
}

/** Dates and times as texts that DuckDB reads. */
const PARSERS = {
  dateFromDays: (days: number) => new Date(days * 86_400_000).toISOString().slice(0, 10),
  timestampFromMilliseconds: (millis: bigint) => timestampText(millis),
  timestampFromMicroseconds: (micros: bigint) => timestampText(floorDivide(micros, 1000n)),
  timestampFromNanoseconds: (nanos: bigint) => timestampText(floorDivide(nanos, 1_000_000n)),
}

function timestampText(millis: bigint): string {
  return new Date(Number(millis)).toISOString().slice(0, 23).replace('T', ' ')
}

function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by
  return value % by < 0n ? quotient - 1n : quotient
}
