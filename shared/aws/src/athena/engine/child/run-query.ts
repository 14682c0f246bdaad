import type { DuckDBConnection } from '@duckdb/node-api'
import {
  type FileChoice,
  type InsertColumns,
  type Job,
  MAX_ROWS,
  type ResultColumn,
} from '../job.ts'
import { checkQuery, type TableReference, UNNAMED } from './check-query.ts'
import { DecodedBytes, type LoadedFile, loadTable } from './load-table.ts'
import { fittedRows } from './insert-rows.ts'
import { prunePartitions } from './prune-partitions.ts'
import { notEmulated } from './query-failure.ts'
import { resultColumn } from './result-type.ts'
import { resultText } from './result-values.ts'
import { type Node, parse, unparse } from './syntax-tree.ts'
import { withDuckTypes } from './trino-types.ts'
import { usedColumns } from './used-columns.ts'
import { viewsOf } from './views.ts'

/** A query that was checked, and what it reads. */
export interface Plan {
  statement: Node
  references: TableReference[]
  /** For each reference, the parts of its table that it reads. */
  parts: Set<number>[]
  /** All files, once each. */
  files: FileChoice[]
}

/** Parses and checks a query, and finds out what it has to read. Throws `QueryFailure`. */
export async function planQuery(connection: DuckDBConnection, job: Job): Promise<Plan> {
  const statement = await parse(connection, withDuckTypes(job.sql))
  const references: TableReference[] = []
  const views = await viewsOf(connection, job)
  checkQuery(statement['node'], { job, views, within: [], references, names: new Set() })
  const parts: Set<number>[] = []
  if (job.describe)
    return { statement, references, parts: references.map(() => new Set()), files: [] }
  for (const reference of references) {
    const table = job.tables[reference.table]!
    parts.push(await prunePartitions(connection, table, reference))
  }
  const wanted = new Map<string, FileChoice>()
  for (const [index, { table }] of references.entries()) {
    for (const part of parts[index]!) {
      for (const file of job.tables[table]!.parts[part]!.files.keys()) {
        wanted.set(`${table} ${part} ${file}`, [table, part, file])
      }
    }
  }
  return { statement, references, parts, files: [...wanted.values()] }
}

/**
 * Loads what a query reads, `contents` being its files in the order of the plan. Returns the bytes
 * scanned; a table that is named twice was read twice.
 */
export async function loadTables(
  connection: DuckDBConnection,
  job: Job,
  { plan, contents }: { plan: Plan; contents: readonly Uint8Array[] },
): Promise<number> {
  const decoded = new DecodedBytes()
  let scanned = 0
  for (const [index, table] of job.tables.entries()) {
    const places = plan.references.flatMap((reference, place) =>
      reference.table === index ? [place] : [],
    )
    if (places.length === 0) continue
    const files = plan.files.flatMap(([of, part, file], place): LoadedFile[] => {
      if (of !== index) return []
      const { key } = table.parts[part]!.files[file]!
      return [{ part, key, bytes: contents[place]! }]
    })
    const references = places.map((place) => plan.references[place]!)
    const used = usedColumns(plan.statement, table, references)
    const sizes = await loadTable(connection, table, { files, used, decoded })
    for (const [file, { part }] of files.entries()) {
      const readers = places.filter((place) => plan.parts[place]!.has(part))
      scanned += readers.length * sizes[file]!
    }
  }
  return scanned
}

/** The columns of a checked query, which is not run. Throws DuckDB's own errors, and `QueryFailure`. */
export async function describeQuery(
  connection: DuckDBConnection,
  { statement }: Plan,
): Promise<ResultColumn[]> {
  const prepared = await connection.prepare(await unparse(connection, statement))
  return Array.from({ length: prepared.columnCount }, (_, index) =>
    resultColumn(columnName(prepared.columnName(index), index), prepared.columnType(index)),
  )
}

/**
 * Runs a checked query on the loaded tables; `into` are the columns that its rows are for. Throws
 * DuckDB's own errors, and `QueryFailure`.
 */
export async function runQuery(
  connection: DuckDBConnection,
  { statement }: Plan,
  into?: InsertColumns,
): Promise<{ columns: ResultColumn[]; rows: (string | null)[][] }> {
  const asked = await unparse(connection, statement)
  const sql = into ? await fittedRows(connection, asked, into) : asked
  const reader = await connection.streamAndReadUntil(sql, MAX_ROWS + 1)
  const types = reader.columnTypes()
  const columns = reader
    .columnNames()
    .map((name, index) => resultColumn(columnName(name, index), types[index]!))
  if (reader.currentRowCount > MAX_ROWS) throw notEmulated(`results of more than ${MAX_ROWS} rows`)
  const rows = reader
    .getRows()
    .map((row) => row.map((value, index) => resultText(value, columns[index]!.type)))
  return { columns, rows }
}

function columnName(name: string, index: number): string {
  return name.startsWith(UNNAMED) ? `_col${index}` : name.toLowerCase()
}
