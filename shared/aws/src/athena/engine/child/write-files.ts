import zlib from 'node:zlib'
import { type FileWriting, MAX_PARTITIONS, type ResultColumn, type WrittenFile } from '../job.ts'
import { QueryFailure } from './query-failure.ts'
import { parquetOf } from './write-parquet.ts'

type Row = (string | null)[]

/**
 * The files of a new table, one for each partition. Throws `QueryFailure`, with Trino's texts where
 * its partition keys are not the last columns, or there are more than 100 partitions.
 */
export function filesOf(
  columns: readonly ResultColumn[],
  rows: readonly Row[],
  writing: FileWriting,
): WrittenFile[] {
  const { partitionedBy } = writing
  const width = columns.length - partitionedBy.length
  const last = columns.slice(Math.max(width, 0)).map(({ name }) => name)
  if (width < 1 || last.join() !== partitionedBy.join()) {
    const rule =
      'Partition keys must be the last columns in the table and in the same order as the table properties'
    throw new QueryFailure(`HIVE_COLUMN_ORDER_MISMATCH: ${rule}: [${partitionedBy.join(', ')}]`)
  }
  const groups = Map.groupBy(rows, (row) => JSON.stringify(row.slice(width)))
  if (groups.size > MAX_PARTITIONS) {
    const limit = `Exceeded limit of ${MAX_PARTITIONS} open writers for partitions`
    throw new QueryFailure(`HIVE_TOO_MANY_OPEN_PARTITIONS: ${limit}`)
  }
  return [...groups].map(([key, members]) => {
    const cut = members.map((row) => row.slice(0, width))
    const values = (JSON.parse(key) as Row).map((value) => value ?? '__HIVE_DEFAULT_PARTITION__')
    const content = contentOf(columns.slice(0, width), cut, writing).toString('base64')
    return { values, content, rows: cut.length }
  })
}

function contentOf(
  columns: readonly ResultColumn[],
  rows: readonly Row[],
  writing: FileWriting,
): Buffer {
  const { format, codec } = writing
  if (format === 'parquet') return parquetOf(columns, rows, codec)
  const lines = rows.map((row) =>
    format === 'json' ? jsonLine(row, columns) : textLine(row, writing),
  )
  const text = Buffer.from(lines.map((line) => `${line}\n`).join(''))
  return codec === 'GZIP' ? zlib.gzipSync(text) : text
}

function textLine(row: Row, { delimiter, escape, nullText = '\\N' }: FileWriting): string {
  const cells = row.map((cell) => {
    if (cell === null || !escape) return cell ?? nullText
    return cell
      .replaceAll(escape, () => escape + escape)
      .replaceAll(delimiter, () => escape + delimiter)
  })
  return cells.join(delimiter)
}

/** Numbers and truth values as such, all else as texts; so is a number that JSON does not have. */
function jsonLine(row: Row, columns: readonly ResultColumn[]): string {
  const members = row.map((cell, index) => {
    const { name, hiveType } = columns[index]!
    const isBare = /^(?:tinyint|smallint|int|bigint|float|double|boolean|decimal)/.test(hiveType)
    const isJson = isBare && !/^-?(?:NaN|Infinity)$/.test(cell ?? '')
    const value = cell === null ? 'null' : isJson ? cell : JSON.stringify(cell)
    return `${JSON.stringify(name)}:${value}`
  })
  return `{${members.join(',')}}`
}
