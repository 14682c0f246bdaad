import { expect, test } from 'vitest'
import type { Job } from '../job.ts'
import { openDatabase } from './database.ts'
import { failureText } from './duckdb-errors.ts'
import { loadTables, planQuery, runQuery } from './run-query.ts'

/** Why a query over no tables at all fails, in the database `lake`. */
async function reasonOf(sql: string): Promise<string> {
  const job: Job = { sql, database: 'lake', databases: ['lake'], tables: [], now: 0 }
  try {
    const connection = await openDatabase(job)
    const plan = await planQuery(connection, job)
    await loadTables(connection, job, { plan, contents: [] })
    const { rows } = await runQuery(connection, plan)
    return `It succeeds: ${JSON.stringify(rows)}`
  } catch (error) {
    return failureText(error, sql)
  }
}

const FAILURES: Record<string, RegExp> = {
  'SELECT 1 / 0': /^DIVISION_BY_ZERO: Division by zero$/,
  "SELECT CAST('x' AS integer)": /^INVALID_CAST_ARGUMENT: /,
  'SELECT nowhere FROM (SELECT 1 AS x)':
    /^COLUMN_NOT_FOUND: line 1:8: Column 'nowhere' cannot be resolved or requester is not authorized/,
  'SELECT 1\nFROM nowhere':
    /^TABLE_NOT_FOUND: line 2:6: Table 'awsdatacatalog.lake.nowhere' does not exist$/,
  'SELECT 1 FROM elsewhere.rides':
    /^SCHEMA_NOT_FOUND: line 1:15: Schema 'elsewhere' does not exist$/,
  'SELECT 1 FROM other.lake.rides':
    /^CATALOG_NOT_FOUND: line 1:15: Catalog 'other' does not exist$/,
  'SELECT a, count(*) FROM (SELECT 1 AS a)': /^EXPRESSION_NOT_AGGREGATE: line 1:8: 'a' must be/,
  'SELECT 1 FROM': /^SYNTAX_ERROR: line 1:14: mismatched input '<EOF>'$/,
  'SELECT 1; SELECT 2': /^SYNTAX_ERROR: Only one sql statement is allowed$/,
}

test.each(Object.entries(FAILURES))('"%s" fails with a reason', async (sql, reason) => {
  expect(await reasonOf(sql)).toMatch(reason)
})

const REFUSED = [
  'SELECT * FROM information_schema.tables',
  'SELECT DISTINCT ON (x) x FROM (SELECT 1 AS x)',
  'SELECT * EXCLUDE (x) FROM (SELECT 1 AS x)',
  'SELECT x FROM (SELECT 1 AS x) GROUP BY ALL',
  'SELECT x FROM (SELECT 1 AS x) QUALIFY x = 1',
  'WITH RECURSIVE t AS (SELECT 1 UNION ALL SELECT 1 FROM t) SELECT * FROM t',
  "SELECT 'a' ILIKE 'A'",
  "SELECT 'a' ~ 'a'",
  'SELECT CAST(1 AS uuid)',
  'SELECT list_reduce([1], x -> x)',
]

test.each(REFUSED)('"%s" is refused by name', async (sql) => {
  expect(await reasonOf(sql)).toMatch(/^NOT_SUPPORTED: .*The embedded AWS does not emulate /)
})
