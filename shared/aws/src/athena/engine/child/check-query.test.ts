import { expect, test, vi } from 'vitest'
import type { Job } from '../job.ts'
import { openDatabase } from './database.ts'
import { failureText } from './duckdb-errors.ts'
import { planQuery } from './run-query.ts'

vi.setConfig({ testTimeout: 60_000 })

const job = (sql: string): Job => {
  const columns = [{ name: 'x', type: 'string' }]
  const tables = [{ database: 'lake', name: 't', columns, partitionKeys: [], parts: [] }]
  return { sql, database: 'lake', databases: ['lake'], tables, now: 0 }
}

/** Each would read, write, reach or tell something that is none of the query's. */
const HOSTILE = [
  "SELECT * FROM read_csv('/etc/passwd')",
  "SELECT * FROM '/etc/passwd'",
  'SELECT * FROM "/etc/passwd"',
  "SELECT content FROM read_text('/proc/self/environ')",
  "SELECT * FROM glob('/*')",
  "SELECT * FROM (SELECT * FROM sniff_csv('/etc/passwd'))",
  'SELECT * FROM duckdb_settings()',
  'SELECT * FROM duckdb_tables',
  'SELECT * FROM pg_catalog.pg_class',
  'SELECT * FROM sqlite_master',
  'SELECT * FROM memory.main.staged',
  "SELECT current_setting('memory_limit')",
  "SELECT main.read_text('/etc/passwd')",
  "SELECT system.main.current_setting('threads')",
  "SELECT x FROM t WHERE x IN (SELECT content FROM read_text('/etc/passwd'))",
  "SELECT (SELECT max(content) FROM read_text('/etc/passwd'))",
  "SELECT rank() OVER (ORDER BY (SELECT 1 FROM read_text('/etc/passwd')))",
  "SELECT x FROM t ORDER BY (SELECT 1 FROM read_text('/etc/passwd'))",
  "SELECT x FROM t LIMIT (SELECT 1 FROM read_text('/etc/passwd'))",
  "SELECT filter(ARRAY['a'], f -> (SELECT true FROM read_text(f)))",
  "WITH s AS (SELECT * FROM read_text('/etc/passwd')) SELECT 1",
  "SELECT * FROM query('SELECT 1')",
  "SELECT * FROM query_table('t')",
  "SELECT json_execute_serialized_sql('{}')",
  "SELECT nextval('s')",
  'SELECT pg_sleep(1)',
  'SUMMARIZE t',
  'DESCRIBE t',
  "COPY t TO '/tmp/athena-hostile.csv'",
  "ATTACH '/tmp/athena-hostile.db'",
  'CREATE TABLE u AS SELECT 1',
  'PRAGMA database_list',
  'SET threads = 4',
  "SELECT 1; COPY t TO '/tmp/athena-hostile.csv'",
  "LOAD 'x'",
  `SELECT ${'1 + '.repeat(60_000)}1`,
]

const REASONS =
  /^(?:NOT_SUPPORTED: .*The embedded AWS does not emulate|SYNTAX_ERROR: |(?:TABLE|SCHEMA|CATALOG)_NOT_FOUND: )/

test('a query that asks for anything but its tables is refused before it runs', async () => {
  const connection = await openDatabase({ now: 0 })
  for (const sql of HOSTILE) {
    const failure = await planQuery(connection, job(sql)).catch((error: unknown) => error)
    expect(failure, sql).toBeInstanceOf(Error)
    expect(failureText(failure, sql), sql).toMatch(REASONS)
  }
  expect(await planQuery(connection, job('SELECT x FROM t'))).toMatchObject({ files: [] })
})

test('what a refusal names is the query’s own', async () => {
  const connection = await openDatabase({ now: 0 })
  const planned = planQuery(connection, job("SELECT x,\n  Read_Text('/etc/passwd') FROM t"))
  await expect(planned).rejects.toThrow(
    "NOT_SUPPORTED: line 2:3: The embedded AWS does not emulate the function 'read_text'",
  )
})
