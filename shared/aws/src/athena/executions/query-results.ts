import type {
  ColumnInfo,
  GetQueryResultsInput,
  GetQueryResultsOutput,
  Row,
} from '@aws-sdk/client-athena'
import type { Account } from '../account.ts'
import * as constraints from '../constraints.ts'
import type { ResultColumn } from '../engine/job.ts'
import { invalidRequest, refuseMembers } from '../refusal.ts'
import { stateOf } from './execution.ts'
import { findExecution } from './executions.ts'
import type { Outcome } from './outcome.ts'

/** Rows of one page (SDK model, MaxResults). */
const MAX_PAGE = 1000

/** GetQueryResults. */
export function queryResultOperations(account: Account) {
  return {
    /**
     * GetQueryResults (SDK text), up to 1,000 rows a page. The first row of a query's first page
     * has the names of its columns. Results are told from memory: what happens to the file in S3
     * does not matter.
     */
    GetQueryResults(input: GetQueryResultsInput): GetQueryResultsOutput {
      const manifest = input.QueryResultType === 'DATA_MANIFEST' ? input.QueryResultType : undefined
      refuseMembers(account, { QueryResultType: manifest }, ['QueryResultType'])
      const execution = findExecution(account, input.QueryExecutionId)
      const state = stateOf(execution, account.world.clock.now())
      const { ended } = execution
      if (!ended) {
        throw invalidRequest(account, `Query has not yet finished. Current state: ${state}`)
      }
      if (ended.state !== 'SUCCEEDED') {
        const message = `Query did not finish successfully. Final query state: ${state}`
        throw invalidRequest(account, message)
      }
      const { outcome } = ended
      const { rows, token } = pageOf(account, outcome, input)
      const ColumnInfo = outcome.columns.map(columnInfo)
      return {
        UpdateCount: outcome.updateCount ?? 0,
        ResultSet: { Rows: rows, ResultSetMetadata: { ColumnInfo } },
        ...(token === undefined ? {} : { NextToken: token }),
      }
    },
  }
}

/** What is the same for every column of every result, as recorded answers show it. */
function columnInfo({ name, type, precision, scale }: ResultColumn): ColumnInfo {
  return {
    CatalogName: 'hive',
    SchemaName: '',
    TableName: '',
    Name: name,
    Label: name,
    Type: type,
    Precision: precision,
    Scale: scale,
    Nullable: 'UNKNOWN',
    CaseSensitive: type === 'varchar',
  }
}

function pageOf(
  account: Account,
  { columns, rows, isQuery }: Outcome,
  { MaxResults, NextToken }: GetQueryResultsInput,
): { rows: Row[]; token?: string } {
  const member: [string, number | undefined] = ['maxResults', MaxResults]
  const bounds = { min: 1, max: MAX_PAGE, otherwise: MAX_PAGE }
  const limit = constraints.optionalInteger(account, member, bounds)
  const header: (string | null)[][] = isQuery ? [columns.map(({ name }) => name)] : []
  const all = header.length + rows.length
  const start = NextToken === undefined ? 0 : startOf(account, NextToken)
  const end = start + limit
  const from = Math.max(start - header.length, 0)
  const body = rows.slice(from, Math.max(end - header.length, 0))
  const wanted = start < header.length ? [...header, ...body] : body
  return { rows: wanted.map(rowOf), ...(end < all ? { token: tokenOf(end) } : {}) }
}

function rowOf(cells: (string | null)[]): Row {
  return { Data: cells.map((cell) => (cell === null ? {} : { VarCharValue: cell })) }
}

function tokenOf(start: number): string {
  return Buffer.from(`row:${start}`).toString('base64')
}

function startOf(account: Account, token: string): number {
  const [, start] = /^row:(\d{1,9})$/.exec(Buffer.from(token, 'base64').toString()) ?? []
  // AWS's text is not published.
  if (start === undefined) throw invalidRequest(account, 'The NextToken is not valid')
  return Number(start)
}
