import { expect, test } from 'vitest'
import type { Job, JobTable } from '../job.ts'
import { openDatabase } from './database.ts'
import { failureText } from './duckdb-errors.ts'
import { loadTables, planQuery, runQuery } from './run-query.ts'

/** What a query over views comes to, as they are called and what they say. */
async function outcome(sql: string, views: Record<string, string>): Promise<string> {
  const tables = Object.entries(views).map(([name, text]): JobTable => {
    const view = { sql: text, database: 'lake', columns: ['x'] }
    return { database: 'lake', name, columns: [], partitionKeys: [], parts: [], view }
  })
  const job: Job = { sql, database: 'lake', databases: ['lake'], tables, now: 0 }
  try {
    const connection = await openDatabase(job)
    const plan = await planQuery(connection, job)
    await loadTables(connection, job, { plan, contents: [] })
    return JSON.stringify((await runQuery(connection, plan)).rows)
  } catch (error) {
    return failureText(error, sql)
  }
}

test.each([
  [
    "SELECT content FROM read_text('/etc/passwd')",
    /does not emulate the table function 'read_text'/,
  ],
  ["SELECT getenv('HOME')", /does not emulate the function 'getenv'/],
  ['SELECT * FROM memory.main.staged', /^INVALID_VIEW: .*Catalog 'memory' does not exist$/],
  ["SELECT 1; COPY t TO '/tmp/x'", /^(?:INVALID_VIEW|SYNTAX_ERROR|NOT_SUPPORTED): /],
  ["COPY t TO '/tmp/x'", /^INVALID_VIEW: .*Failed parsing stored view/],
  ['SELECT 1) AS v; SELECT (1', /^INVALID_VIEW: .*Failed parsing stored view/],
  ["SELECT 'open", /^INVALID_VIEW: .*Failed parsing stored view/],
  ['', /^INVALID_VIEW: .*Failed parsing stored view/],
  [`SELECT ${'1 + '.repeat(60_000)}1`, /^(?:INVALID_VIEW|SYNTAX_ERROR): /],
])('a view that says "%s" is checked like any query', async (text, why) => {
  expect(await outcome('SELECT * FROM v', { v: text })).toMatch(why)
})

test('a view that is broken hurts nobody who does not use it', async () => {
  expect(await outcome('SELECT 1 AS v', { v: "SELECT 'open" })).toBe('[["1"]]')
})

test('a view that leads to itself is recursive', async () => {
  const views = { v: 'SELECT x FROM w', w: 'SELECT x FROM v' }
  expect(await outcome('SELECT x FROM v', views)).toMatch(/^INVALID_VIEW: .*: View is recursive$/)
})

test('views that double themselves again and again are refused', async () => {
  const views: Record<string, string> = { v0: 'SELECT 1 AS x' }
  for (let level = 1; level < 20; level++) {
    views[`v${level}`] = `SELECT a.x FROM v${level - 1} AS a CROSS JOIN v${level - 1} AS b`
  }
  expect(await outcome('SELECT x FROM v4', views)).toBe('[["1"]]')
  expect(await outcome('SELECT x FROM v19', views)).toMatch(/more than 100 views in a query$/)
})

test.each([
  'SELECT v.x FROM lake.v, v AS w, v AS z (y) WHERE v.x = w.x AND w.x = y',
  'SELECT 7 WHERE 7 IN (SELECT x FROM v)',
  'SELECT max(x) FROM (SELECT x FROM v UNION ALL SELECT x FROM v)',
  'WITH a AS (SELECT x FROM v) SELECT x FROM a ORDER BY x',
  'WITH v AS (SELECT 7 AS x) SELECT x FROM v',
  'SELECT (SELECT max(x) FROM "V")',
])('a view may stand wherever a table may: %s', async (sql) => {
  expect(await outcome(sql, { v: sql.startsWith('WITH v') ? 'SELECT 8' : 'SELECT 7' })).toBe(
    '[["7"]]',
  )
})
