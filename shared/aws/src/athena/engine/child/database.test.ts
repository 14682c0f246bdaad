import { expect, test, vi } from 'vitest'
import { openDatabase } from './database.ts'

// What the check of queries should never let through is tried here without it.

vi.setConfig({ testTimeout: 60_000 })

const FORBIDDEN: Record<string, RegExp> = {
  "SELECT * FROM read_csv('/etc/passwd')": /disabled/,
  "SELECT * FROM read_text('/etc/passwd')": /disabled/,
  "SELECT * FROM read_blob('/proc/self/environ')": /disabled/,
  "SELECT * FROM read_parquet('/tmp/x.parquet')": /disabled/,
  "SELECT * FROM glob('/*')": /disabled/,
  "SELECT * FROM '/etc/passwd.csv'": /disabled|does not exist/,
  "COPY (SELECT 1) TO '/tmp/athena-copy.csv'": /disabled/,
  "EXPORT DATABASE '/tmp/athena-export'": /disabled/,
  "IMPORT DATABASE '/tmp'": /disabled/,
  "ATTACH '/tmp/athena-attached.db'": /disabled/,
  "ATTACH 'https://localhost/x.db'": /disabled|Missing Extension/,
  'INSTALL httpfs': /disabled/,
  'LOAD httpfs': /disabled/,
  "LOAD '/tmp/evil.duckdb_extension'": /disabled/,
  'SET threads = 8': /locked/,
  "SET memory_limit = '64GB'": /locked/,
  'SET enable_external_access = true': /locked|Cannot/,
  "SET temp_directory = '/tmp'": /locked/,
  "SET disabled_filesystems = ''": /locked/,
  'RESET lock_configuration': /locked/,
  "CREATE PERSISTENT SECRET s (TYPE s3, KEY_ID 'x', SECRET 'y')": /does not exist/,
  "SELECT getenv('HOME')": /does not exist/,
  "PRAGMA enable_profiling = 'json'": /locked/,
}

test('the database lets nothing out and nothing in', async () => {
  const connection = await openDatabase({ now: 0 })
  for (const [sql, reason] of Object.entries(FORBIDDEN)) {
    await expect(connection.run(sql), sql).rejects.toThrow(reason)
  }
})

test('the database ends with its memory, and leaves nothing on disk', async () => {
  const connection = await openDatabase({ now: 0 })
  const sql = 'SELECT a.i + b.i AS s FROM range(100000000) a(i), range(2) b(i) ORDER BY s'
  await expect(connection.run(sql)).rejects.toThrow('Out of Memory')
})

test('deep nesting is refused, and does not overflow a stack', async () => {
  const connection = await openDatabase({ now: 0 })
  for (const sql of [
    `SELECT ${'1 + '.repeat(100_000)}1`,
    `SELECT ${'NOT '.repeat(100_000)}true`,
    `SELECT ${'ARRAY['.repeat(5000)}1${']'.repeat(5000)}`,
    `SELECT ${'CASE WHEN true THEN '.repeat(5000)}1${' END'.repeat(5000)}`,
    `SELECT * FROM ${'(SELECT * FROM '.repeat(5000)}(SELECT 1) t${') t'.repeat(5000)}`,
  ]) {
    await expect(connection.run(sql), sql.slice(0, 20)).rejects.toThrow(/depth|memory exhausted/)
  }
})
