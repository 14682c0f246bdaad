import { expect, test, vi } from 'vitest'
import { testAthena, testRides } from '../test-athena.ts'

vi.setConfig({ testTimeout: 60_000 })

const TOKEN = 'a-token-of-at-least-32-characters'

test('a query is queued, runs and succeeds as the clock moves', async () => {
  const { start, athena, clock } = testAthena()
  const QueryExecutionId = start('SELECT 1')
  const look = () => athena.GetQueryExecution({ QueryExecutionId }).QueryExecution!
  const submitted = new Date(clock.now())
  expect(look().Status).toEqual({ State: 'QUEUED', SubmissionDateTime: submitted })
  await clock.advance(200)
  expect(look().Status?.State).toBe('RUNNING')
  await clock.advance(800)
  expect(look()).toMatchObject({
    Query: 'SELECT 1',
    StatementType: 'DML',
    SubstatementType: 'SELECT',
    WorkGroup: 'primary',
    QueryExecutionContext: { Database: 'lake' },
    ResultConfiguration: { OutputLocation: `s3://results/${QueryExecutionId}.csv` },
    Status: { State: 'SUCCEEDED', CompletionDateTime: new Date(submitted.getTime() + 1000) },
    Statistics: {
      EngineExecutionTimeInMillis: 800,
      QueryQueueTimeInMillis: 200,
      TotalExecutionTimeInMillis: 1000,
    },
  })
})

test('the result is in S3 when time has come, whoever looks', async () => {
  const { start, clock, list, read } = testRides()
  const sql = `SELECT rider, stars, 'say "so"' AS said FROM rides WHERE rider <> 'Bob' ORDER BY 1`
  const id = start(sql)
  expect(list('results')).toEqual([])
  await clock.advance(1000)
  expect(list('results')).toEqual([`${id}.csv`])
  const csv = '"rider","stars","said"\n"Ada","5","say ""so"""\n"Cai",,"say ""so"""\n'
  expect(read('results', `${id}.csv`)).toBe(csv)
})

test('a query that fails says why, and has no result', async () => {
  const { run, athena, list } = testAthena()
  const { id, execution } = await run('SELECT x')
  expect(execution.Status?.AthenaError).toMatchObject({ ErrorCategory: 2, Retryable: false })
  expect(list('results')).toEqual([])
  expect(() => athena.GetQueryResults({ QueryExecutionId: id })).toThrow(
    'Query did not finish successfully. Final query state: FAILED',
  )
})

test('results come in pages, the header first and once', async () => {
  const { run, athena } = testAthena()
  const { id: QueryExecutionId } = await run('SELECT x FROM UNNEST(sequence(1, 5)) AS t (x)')
  const page = (NextToken?: string) => {
    const output = athena.GetQueryResults({ QueryExecutionId, MaxResults: 2, NextToken })
    const values = output.ResultSet!.Rows!.map(({ Data }) => Data![0]!.VarCharValue)
    return { values, next: output.NextToken }
  }
  const first = page()
  const [second, third] = [page(first.next), page(page(first.next).next)]
  expect([first, second, third].map(({ values }) => values)).toEqual([
    ['x', '1'],
    ['2', '3'],
    ['4', '5'],
  ])
  expect(third.next).toBeUndefined()
  expect(() => page('gibberish')).toThrow('The NextToken is not valid')
  expect(() => athena.GetQueryResults({ QueryExecutionId, MaxResults: 1001 })).toThrow(
    "Value '1001' at 'maxResults' failed to satisfy constraint",
  )
})

test('results are not there before the query is over', () => {
  const { start, athena } = testAthena()
  const QueryExecutionId = start('SELECT 1')
  expect(() => athena.GetQueryResults({ QueryExecutionId })).toThrow(
    'Query has not yet finished. Current state: QUEUED',
  )
})

test('a token starts a query once, and only the same one', () => {
  const { start, athena } = testAthena()
  const input = { ClientRequestToken: TOKEN }
  const id = start('SELECT 1', input)
  expect(start('SELECT 1', input)).toBe(id)
  expect(athena.ListQueryExecutions({}).QueryExecutionIds).toEqual([id])
  expect(() => start('SELECT 2', input)).toThrow('Idempotent parameters do not match')
  expect(() => start('SELECT 1', { ClientRequestToken: 'short' })).toThrow('clientRequestToken')
})

test('a query that is stopped is cancelled, and nothing comes of it', async () => {
  const { start, athena, clock, list } = testAthena()
  const QueryExecutionId = start('SELECT 1')
  athena.StopQueryExecution({ QueryExecutionId })
  await clock.advance(1000)
  const { Status } = athena.GetQueryExecution({ QueryExecutionId }).QueryExecution!
  expect(Status).toMatchObject({ State: 'CANCELLED', StateChangeReason: 'Query cancelled by user' })
  expect(list('results')).toEqual([])
})

test('stopping a query that is over changes nothing', async () => {
  const { run, athena } = testAthena()
  const { id: QueryExecutionId } = await run('SHOW DATABASES')
  athena.StopQueryExecution({ QueryExecutionId })
  const { Status } = athena.GetQueryExecution({ QueryExecutionId }).QueryExecution!
  expect(Status?.State).toBe('SUCCEEDED')
})

test('queries are listed by workgroup, the latest first, and got in batches', async () => {
  const { start, athena } = testAthena()
  athena.CreateWorkGroup({ Name: 'others' })
  athena.UpdateWorkGroup({
    WorkGroup: 'others',
    ConfigurationUpdates: { EnforceWorkGroupConfiguration: false },
  })
  const ids = ['SHOW TABLES', 'SHOW DATABASES'].map((sql) => start(sql))
  const other = start('SHOW TABLES', { WorkGroup: 'others' })
  expect(athena.ListQueryExecutions({}).QueryExecutionIds).toEqual(ids.toReversed())
  const first = athena.ListQueryExecutions({ MaxResults: 1 })
  const { NextToken } = first
  expect(athena.ListQueryExecutions({ NextToken }).QueryExecutionIds).toEqual([ids[0]])
  expect(athena.ListQueryExecutions({ WorkGroup: 'others' }).QueryExecutionIds).toEqual([other])
  const batch = athena.BatchGetQueryExecution({ QueryExecutionIds: [other, 'nothing'] })
  expect(batch.QueryExecutions?.map(({ QueryExecutionId }) => QueryExecutionId)).toEqual([other])
  expect(batch.UnprocessedQueryExecutionIds?.[0]?.QueryExecutionId).toBe('nothing')
})
