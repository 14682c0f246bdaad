// Longer than most: it has an Athena of its own, which knows one query.
import {
  type ColumnInfo,
  InternalServerException,
  InvalidRequestException,
  type QueryExecution,
  TooManyRequestsException,
} from '@aws-sdk/client-athena'
import { candidate, type CheckContext, checksFor, expect } from '@workshop/testkit'
import type { AthenaMethods, Deps } from '../query.ts'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { query, QueryFailed } = candidate(() => import('../query.ts'))

const SQL = 'SELECT city, fare FROM rides'
const COLUMNS: [name: string, type: string][] = [
  ['city', 'varchar'],
  ['fare', 'double'],
]

const ERRORS = { InternalServerException, InvalidRequestException, TooManyRequestsException }

type Cell = string | undefined

interface Scene {
  columns?: [name: string, type: string][]
  pages: Cell[][][]
  /** The states that are told one after the other; the last one stays. */
  states?: string[]
  reason?: string
  statement?: QueryExecution['StatementType']
  /** Errors of the first attempts to start. */
  refusals?: (keyof typeof ERRORS)[]
  /** Tells when it is asked. */
  now?: () => number
}

/** An Athena that knows one query. */
function athenaOf(scene: Scene) {
  const { columns = COLUMNS, pages, states = ['SUCCEEDED'], refusals = [], now = () => 0 } = scene
  const starts: Record<string, unknown>[] = []
  const tokens: Cell[] = []
  const stopped: Cell[] = []
  const startedAt: number[] = []
  const lookedAt: number[] = []
  const ColumnInfo: ColumnInfo[] = columns.map(([Name, Type]) => ({ Name, Type }))
  const athena: AthenaMethods = {
    startQueryExecution: async (input) => {
      startedAt.push(now())
      starts.push({ ...input })
      const refusal = refusals[starts.length - 1]
      if (refusal) throw new ERRORS[refusal]({ message: 'Not now', $metadata: {} })
      return { QueryExecutionId: 'q-17' }
    },
    getQueryExecution: async ({ QueryExecutionId }) => {
      expect(QueryExecutionId).toBe('q-17')
      lookedAt.push(now())
      const State = states[Math.min(lookedAt.length, states.length) - 1] as 'QUEUED'
      const Status = { State, ...(scene.reason ? { StateChangeReason: scene.reason } : {}) }
      return { QueryExecution: { StatementType: scene.statement ?? 'DML', Status } }
    },
    getQueryResults: async ({ NextToken }) => {
      tokens.push(NextToken)
      const index = NextToken === undefined ? 0 : Number(NextToken.slice(4))
      const Rows = pages[index]!.map((cells) => ({
        Data: cells.map((cell) => (cell === undefined ? {} : { VarCharValue: cell })),
      }))
      const more = index + 1 < pages.length ? { NextToken: `page${index + 1}` } : {}
      return { ResultSet: { Rows, ResultSetMetadata: { ColumnInfo } }, ...more }
    },
    stopQueryExecution: async ({ QueryExecutionId }) => {
      stopped.push(QueryExecutionId)
      return {}
    },
  }
  return { athena, starts, tokens, stopped, startedAt, lookedAt }
}

/** From the first of some moments to each of them. */
function since([first = 0, ...others]: number[]): number[] {
  return [first, ...others].map((moment) => moment - first)
}

async function rowsOf(deps: Deps, sql = SQL) {
  const rows: Record<string, unknown>[] = []
  for await (const row of query(sql, deps)) rows.push(row)
  return rows
}

const HEADER = ['city', 'fare']

check('reads every page and skips one header', async ({ sleep }) => {
  const pages = [[HEADER, ['Lima', '1.5']], [], [['Oslo', '2'], HEADER.with(1, '3')]]
  const { athena, tokens } = athenaOf({ pages })
  expect(await rowsOf({ athena, sleep })).toEqual([
    { city: 'Lima', fare: 1.5 },
    { city: 'Oslo', fare: 2 },
    { city: 'city', fare: 3 },
  ])
  expect(tokens).toEqual([undefined, 'page1', 'page2'])
  expect(await rowsOf({ athena: athenaOf({ pages: [[HEADER]] }).athena, sleep })).toEqual([])
  expect(await rowsOf({ athena: athenaOf({ pages: [[]] }).athena, sleep })).toEqual([])
})

check('takes every row of other statements for data', async ({ sleep }) => {
  const columns: Scene['columns'] = [['tab_name', 'string']]
  const scene = { columns, pages: [[['rides'], ['riders']]] }
  for (const statement of ['DDL', 'UTILITY'] as const) {
    const { athena } = athenaOf({ ...scene, statement })
    expect(await rowsOf({ athena, sleep })).toEqual([{ tab_name: 'rides' }, { tab_name: 'riders' }])
  }
})

check('gives columns their types', async ({ sleep }) => {
  const numeric = ['bigint', 'integer', 'tinyint', 'smallint', 'real', 'float']
  const types = [...numeric, 'boolean', 'decimal', 'varchar', 'date']
  const columns = types.map((type): [string, string] => [`a ${type}`, type])
  const numbers = ['-9007199254740993', '7', '-1', '300', '0.5', '2.5']
  const values = [...numbers, 'false', '12.340', '007', '2026-03-02']
  const nothing = types.map(() => undefined)
  const empty = types.map((type) => (type === 'varchar' ? '' : undefined))
  const { athena } = athenaOf({ columns, pages: [[types, values, nothing, empty, []]] })
  const [row, ...others] = await rowsOf({ athena, sleep })
  expect(row).toEqual({
    'a bigint': -9_007_199_254_740_993n,
    'a integer': 7,
    'a tinyint': -1,
    'a smallint': 300,
    'a real': 0.5,
    'a float': 2.5,
    'a boolean': false,
    'a decimal': '12.340',
    'a varchar': '007',
    'a date': '2026-03-02',
  })
  const none = Object.fromEntries(columns.map(([name]) => [name, null]))
  expect(others).toEqual([none, { ...none, 'a varchar': '' }, none])
  const open = athenaOf({ columns: [['open', 'boolean']], pages: [[['open'], ['true']]] })
  expect(await rowsOf({ athena: open.athena, sleep })).toEqual([{ open: true }])
})

check('waits for the end, looking every half second', async ({ sleep, clock }) => {
  const states = ['QUEUED', 'RUNNING', 'RUNNING', 'SUCCEEDED']
  const pages = [[HEADER, ['Lima', '1']]]
  const { athena, lookedAt } = athenaOf({ pages, states, now: clock.now })
  expect(await rowsOf({ athena, sleep })).toHaveLength(1)
  // The first look may come at once, or after half a second.
  expect(since(lookedAt)).toEqual([0, 500, 1000, 1500])
})

check('says how and why a query ended badly', async ({ sleep }) => {
  for (const state of ['FAILED', 'CANCELLED']) {
    const reason = 'Column "fair" cannot be resolved'
    const { athena, tokens } = athenaOf({ pages: [[HEADER]], states: ['RUNNING', state], reason })
    const rows = rowsOf({ athena, sleep })
    await expect(rows).rejects.toBeInstanceOf(QueryFailed)
    await expect(rows).rejects.toMatchObject({ state })
    await expect(rows).rejects.toThrow(reason)
    expect(tokens).toEqual([])
  }
})

check('starts a query once, however often it tries', async ({ sleep, clock }) => {
  const pages = [[HEADER]]
  const refusals: Scene['refusals'] = ['TooManyRequestsException', 'InternalServerException']
  const first = athenaOf({ pages, refusals, now: clock.now })
  await rowsOf({ athena: first.athena, sleep, workGroup: 'reports' })
  expect(since(first.startedAt)).toEqual([0, 1000, 2000])
  const tokens = first.starts.map(({ ClientRequestToken }) => String(ClientRequestToken))
  expect(tokens).toHaveLength(3)
  expect(new Set(tokens).size).toBe(1)
  expect(tokens[0]!.length).toBeGreaterThanOrEqual(32)
  expect(first.starts[0]).toMatchObject({ QueryString: SQL, WorkGroup: 'reports' })

  const second = athenaOf({ pages })
  await rowsOf({ athena: second.athena, sleep })
  expect(second.starts[0]!['ClientRequestToken']).not.toBe(tokens[0])

  const busy = athenaOf({ pages, refusals: Array(9).fill('TooManyRequestsException') })
  const given = rowsOf({ athena: busy.athena, sleep })
  await expect(given).rejects.toMatchObject({ name: 'TooManyRequestsException' })
  expect(busy.starts).toHaveLength(3)
  const wrong = athenaOf({ pages, refusals: ['InvalidRequestException'] })
  const refused = rowsOf({ athena: wrong.athena, sleep })
  await expect(refused).rejects.toMatchObject({ name: 'InvalidRequestException' })
  expect(wrong.starts).toHaveLength(1)
})

check('reads no page that nobody wants', async ({ sleep }) => {
  const { athena, tokens } = athenaOf({ pages: [[HEADER, ['Lima', '1']], [['Oslo', '2']]] })
  for await (const row of query(SQL, { athena, sleep })) {
    expect(row).toEqual({ city: 'Lima', fare: 1 })
    break
  }
  expect(tokens).toEqual([undefined])
})

check('stops the query when its signal aborts', async ({ sleep }: CheckContext) => {
  const controller = new AbortController()
  const { athena, stopped, lookedAt } = athenaOf({ pages: [[HEADER]], states: ['RUNNING'] })
  const slow = async (ms: number) => {
    await sleep(ms)
    if (lookedAt.length === 3) controller.abort(new Error('The report is not wanted'))
    if (lookedAt.length > 20) throw new Error('Nobody stopped it')
  }
  const rows = rowsOf({ athena, sleep: slow, signal: controller.signal })
  await expect(rows).rejects.toThrow('The report is not wanted')
  expect(stopped).toEqual(['q-17'])
})
