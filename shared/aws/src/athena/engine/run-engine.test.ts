import { expect, test, vi } from 'vitest'
import { EngineRefusal } from './converse.ts'
import type { Job } from './job.ts'
import { runEngine } from './run-engine.ts'

vi.setConfig({ testTimeout: 120_000 })

const job = (sql: string): Job => {
  const columns = [{ name: 'x', type: 'string' }]
  const format = {
    kind: 'lazy',
    delimiter: ',',
    escape: undefined,
    nullText: '\\N',
    skip: 0,
  } as const
  const parts = [{ values: [], format, files: [{ key: 'a.csv', size: 2 }] }]
  const tables = [{ database: 'lake', name: 't', columns, partitionKeys: [], parts }]
  return { sql, database: 'lake', databases: ['lake'], tables, now: 0 }
}

const run = (sql: string, options: Partial<Parameters<typeof runEngine>[1]> = {}) =>
  runEngine(job(sql), { contentsOf: (files) => files.map(() => Buffer.from('a\n')), ...options })

test('the engine knows nothing of the environment', async () => {
  vi.stubEnv('WORKSHOP_SECRET', 'do-not-tell')
  const answer = await run("SELECT getenv('WORKSHOP_SECRET')")
  expect(JSON.stringify(answer)).not.toContain('do-not-tell')
  vi.unstubAllEnvs()
})

test('a query that takes too long is ended, and the next one runs', async () => {
  const endless =
    'SELECT count(*) FROM UNNEST(sequence(1, 10000000)) AS a (x), UNNEST(sequence(1, 1000000)) AS b (y)'
  expect(await run(endless, { ms: 1500 })).toMatchObject({
    status: 'failed',
    kind: 'not-emulated',
    reason: expect.stringContaining('1.5 s for a query'),
  })
  expect(await run('SELECT x FROM t')).toMatchObject({ status: 'done', rows: [['a']] })
})

test('a query that takes too much memory fails', async () => {
  const answer = await run('SELECT array_agg(x) FROM UNNEST(sequence(1, 100000000)) AS t (x)')
  expect(answer).toMatchObject({ status: 'failed', reason: expect.stringMatching(/memory/i) })
})

test('a query that is stopped ends at once', async () => {
  const controller = new AbortController()
  const answer = run('SELECT x FROM t', { signal: controller.signal })
  controller.abort()
  expect(await answer).toMatchObject({ status: 'failed', reason: 'Query cancelled' })
})

test('a result of too many rows is refused', async () => {
  expect(await run('SELECT x FROM UNNEST(sequence(1, 100001)) AS t (x)')).toMatchObject({
    status: 'failed',
    reason: 'NOT_SUPPORTED: The embedded AWS does not emulate results of more than 100000 rows',
  })
})

test('a result of too many bytes is refused', async () => {
  const sql = `SELECT rpad('', 1000, 'x') FROM UNNEST(sequence(1, 90000)) AS t (x)`
  expect(await run(sql)).toMatchObject({
    status: 'failed',
    reason: expect.stringContaining('results of more than 67108864 bytes'),
  })
})

test('files that are refused by their owner fail the query', async () => {
  const contentsOf = () => {
    throw new EngineRefusal('That is too much to read')
  }
  expect(await run('SELECT x FROM t', { contentsOf })).toMatchObject({
    status: 'failed',
    reason: expect.stringContaining('That is too much to read'),
  })
})

test('a file that decompresses without end fails the query', async () => {
  const { gzipSync } = await import('node:zlib')
  const bomb = gzipSync(Buffer.alloc(300 * 2 ** 20))
  const one = job('SELECT x FROM t')
  one.tables[0]!.parts[0]!.files[0] = { key: 'a.csv.gz', size: bomb.length }
  expect(await runEngine(one, { contentsOf: () => [bomb] })).toMatchObject({ status: 'failed' })
})
