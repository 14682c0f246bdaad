import zlib from 'node:zlib'
import type { DuckDBConnection } from '@duckdb/node-api'
import { type JobTable, MAX_DECODED_BYTES, type TablePart } from '../job.ts'
import { duckType } from './hive-type.ts'
import { partitionCell, quote } from './prune-partitions.ts'
import { notEmulated, QueryFailure } from './query-failure.ts'
import { readJson } from './read-json.ts'
import { readLazy } from './read-lazy.ts'
import { readOpenCsv } from './read-open-csv.ts'
import type { Cell, RowSink } from './row-sink.ts'

/** A file with its content. */
export interface LoadedFile {
  part: number
  key: string
  bytes: Uint8Array
}

/** Counts the bytes that a query made of its files, and stops it at the limit. */
export class DecodedBytes {
  #count = 0

  add(bytes: number): void {
    this.#count += bytes
    if (this.#count <= MAX_DECODED_BYTES) return
    const limit = `${MAX_DECODED_BYTES / 2 ** 20} MiB`
    throw notEmulated(`a query over files that decompress to more than ${limit}`)
  }
}

/**
 * Makes a table of files, with the types of the catalog. Columns that are not used stay empty.
 * Returns how many bytes were read of each: of text files all, as they are stored, and of Parquet
 * files the used columns.
 */
export async function loadTable(
  connection: DuckDBConnection,
  table: JobTable,
  {
    files,
    used,
    decoded,
  }: { files: LoadedFile[]; used: ReadonlySet<string>; decoded: DecodedBytes },
): Promise<number[]> {
  const { database, name, columns, partitionKeys, parts } = table
  const all = [...columns, ...partitionKeys]
  const isKept = all.map(({ name: column }, index) => used.has(column) || index >= columns.length)
  const staged = all.flatMap((_column, index) => (isKept[index] ? [`c${index} VARCHAR`] : []))
  if (staged.length === 0) staged.push('row_mark VARCHAR')
  await connection.run(`CREATE SCHEMA IF NOT EXISTS memory."${quote(database)}"`)
  await connection.run(`CREATE TABLE memory.main.staged (${staged.join(', ')})`)
  const appender = await connection.createAppender('staged', 'main', 'memory')
  const scanned: number[] = []
  for (const { part, bytes, key } of files) {
    const { values, format } = parts[part]!
    const keyCells = partitionKeys.map(({ type }, index) => partitionCell(values[index], type))
    const add = (cells: Cell[]) => {
      for (const [index, cell] of [...cells, ...keyCells].entries()) {
        if (!isKept[index]) continue
        if (cell === null) appender.appendNull()
        else appender.appendVarchar(cell)
      }
      if (!isKept.includes(true)) appender.appendNull()
      appender.endRow()
    }
    scanned.push(await readFile({ bytes, key, format }, { columns, used, add }, decoded))
  }
  appender.closeSync()
  const casts = all.map(
    (column, index) =>
      `${isKept[index] ? castOf(index, column.type) : `CAST(NULL AS ${duckType(column.type)})`} AS "${quote(column.name)}"`,
  )
  const target = `memory."${quote(database)}"."${quote(name)}"`
  await connection.run(
    `CREATE TABLE ${target} AS SELECT ${casts.join(', ')} FROM memory.main.staged`,
  )
  await connection.run('DROP TABLE memory.main.staged')
  return scanned
}

/** Numbers beyond their type become NULL, as Hive makes them. */
function castOf(index: number, type: string): string {
  const target = duckType(type)
  const isNested = /\[\]$|^(?:STRUCT|MAP)\(/.test(target)
  return isNested
    ? `CAST(CAST(c${index} AS JSON) AS ${target})`
    : `TRY_CAST(c${index} AS ${target})`
}

async function readFile(
  { bytes, key, format }: { bytes: Uint8Array; key: string; format: TablePart['format'] },
  sink: RowSink,
  decoded: DecodedBytes,
): Promise<number> {
  if (format.kind === 'refused') throw notEmulated(format.reason)
  if (format.kind === 'parquet') {
    decoded.add(bytes.length)
    // Loaded when needed: every query starts a process.
    const { readParquet } = await import('./read-parquet.ts')
    return readParquet(bytes, sink)
  }
  const content = decompressed(bytes, key)
  decoded.add(content.length)
  const text = Buffer.from(content).toString()
  if (format.kind === 'lazy') readLazy(text, format, sink)
  else if (format.kind === 'open-csv') readOpenCsv(text, format, sink)
  else readJson(text, format, sink)
  return bytes.length
}

/** The compression of text files is told by their extension (user guide, "Compression support"). */
function decompressed(bytes: Uint8Array, key: string): Uint8Array {
  const options = { maxOutputLength: MAX_DECODED_BYTES }
  try {
    if (key.endsWith('.gz')) return zlib.gunzipSync(bytes, options)
    if (key.endsWith('.zst')) return zlib.zstdDecompressSync(bytes, options)
  } catch (error) {
    throw new QueryFailure(`HIVE_CURSOR_ERROR: ${(error as Error).message}`)
  }
  const other = /\.(?:bz2|lz4|snappy|deflate|lzo)$/.exec(key)?.[0]
  if (other) throw notEmulated(`text files that end in ${other}`)
  return bytes
}
