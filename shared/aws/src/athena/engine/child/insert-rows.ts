import type { DuckDBConnection } from '@duckdb/node-api'
import type { InsertColumns, TableColumn } from '../job.ts'
import { duckType, parseHiveType } from './hive-type.ts'
import { quote } from './prune-partitions.ts'
import { notEmulated, QueryFailure } from './query-failure.ts'
import { resultColumn } from './result-type.ts'

/**
 * The SQL that makes rows of a table out of a query's: all columns, with their types. Throws
 * `QueryFailure` where the query's columns cannot be assigned to them, with Trino's text: numbers
 * can be to numbers, texts to texts, dates to timestamps, and NULL to all
 * (`StatementAnalyzer.typesMatchForInsert`).
 */
export async function fittedRows(
  connection: DuckDBConnection,
  sql: string,
  { all, given }: InsertColumns,
): Promise<string> {
  const prepared = await connection.prepare(sql)
  const types = Array.from({ length: prepared.columnCount }, (_, index) => {
    return resultColumn('', prepared.columnType(index)).type
  })
  const targets = given.map((name) => all.find((column) => column.name === name)!)
  const wanted = targets.map(trinoType)
  const fits =
    types.length === wanted.length && types.every((type, index) => isFor(type, wanted[index]!))
  if (!fits) {
    const told = `Table: [${wanted.join(', ')}], Query: [${types.join(', ')}]`
    const what = 'Insert query has mismatched column types'
    throw new QueryFailure(`TYPE_MISMATCH: line 1:1: ${what}: ${told}`)
  }
  const columns = all.map(({ name, type }) => {
    const index = given.indexOf(name)
    return `CAST(${index < 0 ? 'NULL' : `c${index}`} AS ${duckType(type)}) AS "${quote(name)}"`
  })
  const names = types.map((_type, index) => `c${index}`)
  return `SELECT ${columns.join(', ')} FROM (${sql}) AS given (${names.join(', ')})`
}

/** Trino's name of a column's type. Throws `QueryFailure` for those that are not written. */
function trinoType({ name: column, type: text }: TableColumn): string {
  const type = parseHiveType(text)
  const name = type.kind === 'plain' ? type.name : type.kind
  const found = Object.hasOwn(WRITTEN, name) ? WRITTEN[name] : undefined
  if (found !== undefined) return name === 'decimal' ? text.replaceAll(' ', '') : found
  throw notEmulated(`INSERT INTO a column of the type ${text} (column ${column})`)
}

const WRITTEN: Record<string, string> = {
  boolean: 'boolean',
  tinyint: 'tinyint',
  smallint: 'smallint',
  int: 'integer',
  integer: 'integer',
  bigint: 'bigint',
  float: 'real',
  real: 'real',
  double: 'double',
  decimal: 'decimal',
  string: 'varchar',
  date: 'date',
  timestamp: 'timestamp',
}

const NUMBER = /^(?:tinyint|smallint|integer|bigint|float|real|double|decimal)/

function isFor(given: string, wanted: string): boolean {
  if (given === wanted || given === 'unknown') return true
  return (NUMBER.test(given) && NUMBER.test(wanted)) || (given === 'date' && wanted === 'timestamp')
}
