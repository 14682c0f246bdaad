import { expect, test, vi } from 'vitest'
import { testAthena, testRides } from '../test-athena.ts'

vi.setConfig({ testTimeout: 60_000 })

test('a query needs a place for its results, an open workgroup and SQL', () => {
  const { start, athena } = testAthena()
  const message = (input: object, sql = 'SELECT 1') => {
    try {
      start(sql, input)
      return 'started'
    } catch (error) {
      return `${(error as Error).name}: ${(error as Error).message}`
    }
  }
  const where = (OutputLocation: string) => ({ ResultConfiguration: { OutputLocation } })
  expect(message({ ResultConfiguration: {} })).toMatch(
    /^InvalidRequestException: No output location provided/,
  )
  expect(message(where('results'))).toMatch(/outputLocation is not a valid S3 path/)
  expect(message(where('s3://nobodys/'))).toMatch(/Unable to verify\/create output bucket nobodys/)
  expect(message({ WorkGroup: 'nobodys' })).toMatch(/WorkGroup nobodys is not found/)
  expect(message({ QueryExecutionContext: { Catalog: 'nobodys' } })).toMatch(/was not found/)
  expect(message({}, '')).toMatch(/queryString/)
  expect(message({}, 'x'.repeat(262_145))).toMatch(/length less than or equal to 262144/)
  expect(message({}, 'SELEC 1')).toMatch(
    /^InvalidRequestException: line 1:1: mismatched input 'SELEC'/,
  )
  expect(message({}, "SELECT 'open")).toMatch(/line 1:8: mismatched input/)
  athena.UpdateWorkGroup({ WorkGroup: 'primary', State: 'DISABLED' })
  expect(message({})).toMatch(/WorkGroup primary is disabled/)
})

test('statements that are not emulated are refused at once, by name', () => {
  const { start } = testAthena()
  const statements = [
    'CREATE PROTECTED MULTI DIALECT VIEW v AS SELECT 1',
    "CREATE VIEW v COMMENT 'mine' AS SELECT 1",
    'UPDATE t SET a = 1',
    'MERGE INTO t',
    'DELETE FROM t',
    'EXPLAIN SELECT 1',
    'SHOW CREATE TABLE t',
    'CREATE TABLE t (a int)',
  ]
  for (const sql of statements) {
    expect(() => start(sql)).toThrow(
      expect.objectContaining({
        name: 'NotImplemented',
        message: expect.stringContaining('does not emulate'),
      }),
    )
  }
})

test('parameters take the places of question marks, as values and nothing else', async () => {
  const { query, start } = testRides()
  const sql = `SELECT rider, '?' FROM rides WHERE rider LIKE ? AND stars > ? -- ?`
  expect(await query(sql, { ExecutionParameters: ["'A''%' ", '4'] })).toEqual([['rider', '_col1']])
  expect(await query(sql, { ExecutionParameters: ["'A%'", '4'] })).toHaveLength(2)
  expect(() => start(sql, { ExecutionParameters: ["'A%'"] })).toThrow(
    'Incorrect number of parameters: expected 2 but found 1',
  )
  for (const value of ['1 OR true', '(SELECT 1)', 'rider', "'a' || 'b'", '1) OR (1=1']) {
    expect(() => start('SELECT 1 WHERE 1 = ?', { ExecutionParameters: [value] })).toThrow(
      expect.objectContaining({ AthenaErrorCode: 'MALFORMED_QUERY' }),
    )
  }
})

test('prepared statements are made, run and dropped by SQL, too', async () => {
  const { query, athena, start } = testRides()
  await query('PREPARE liked FROM SELECT rider FROM rides WHERE stars >= ? ORDER BY 1')
  const { PreparedStatement } = athena.GetPreparedStatement({
    WorkGroup: 'primary',
    StatementName: 'liked',
  })
  expect(PreparedStatement?.QueryStatement).toBe(
    'SELECT rider FROM rides WHERE stars >= ? ORDER BY 1',
  )
  expect(await query('EXECUTE liked USING 5')).toEqual([['rider'], ['Ada']])
  expect(await query('EXECUTE liked', { ExecutionParameters: ['4'] })).toHaveLength(3)
  await query('DEALLOCATE PREPARE liked')
  expect(() => start('EXECUTE liked USING 5')).toThrow(
    'PreparedStatement liked was not found in workGroup primary',
  )
})

test('a prepared statement that runs itself is refused', async () => {
  const { query, start } = testAthena()
  await query('PREPARE again FROM EXECUTE again')
  expect(() => start('EXECUTE again')).toThrow(
    expect.objectContaining({
      name: 'NotImplemented',
      message: expect.stringContaining('a prepared EXECUTE'),
    }),
  )
})

test('a workgroup that enforces its settings says where results go', async () => {
  const { run, athena } = testAthena()
  const Configuration = { ResultConfiguration: { OutputLocation: 's3://lake/answers' } }
  athena.CreateWorkGroup({ Name: 'strict', Configuration })
  const { id, execution } = await run('SELECT 1', { WorkGroup: 'strict' })
  expect(execution.ResultConfiguration?.OutputLocation).toBe(`s3://lake/answers/${id}.csv`)
  const sql = `CREATE TABLE t WITH (external_location = 's3://lake/mine/') AS SELECT 1 AS x`
  await expect(run(sql, { WorkGroup: 'strict' })).rejects.toThrow(
    'enforces a centralized output location for all queries',
  )
})

test('more than 20 queries at once are too many, until some are over', async () => {
  const { start, clock } = testAthena()
  for (let count = 0; count < 20; count++) start('SHOW DATABASES')
  expect(() => start('SHOW DATABASES')).toThrow(
    expect.objectContaining({
      name: 'TooManyRequestsException',
      Reason: 'CONCURRENT_QUERY_LIMIT_EXCEEDED',
    }),
  )
  await clock.advance(1000)
  start('SHOW DATABASES')
})

test('when the clock is stopped, no engine works on', async () => {
  const signals: (AbortSignal | undefined)[] = []
  const { start, clock } = testAthena({
    problem: () => undefined,
    run: async (_job, { signal }) => {
      signals.push(signal)
      return { status: 'failed', reason: 'over', kind: 'query', bytesScanned: 0 }
    },
  })
  start('SELECT 1')
  expect(signals.map((signal) => signal?.aborted)).toEqual([false])
  clock.stop()
  expect(signals.map((signal) => signal?.aborted)).toEqual([true])
})
