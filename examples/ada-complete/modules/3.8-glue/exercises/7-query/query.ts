import { randomBytes } from 'node:crypto'
import { InternalServerException, TooManyRequestsException } from '@aws-sdk/client-athena'
import type { Deps } from '../../query.ts'

export class QueryFailed extends Error {
  override name = 'QueryFailed'
  state = ''
}

const numberOf = (text: string) => Number(text)
const READERS: Record<string, (text: string) => unknown> = {
  bigint: (text) => BigInt(text),
  boolean: (text) => text.startsWith('t'),
  tinyint: numberOf,
  smallint: numberOf,
  integer: numberOf,
  float: numberOf,
  real: numberOf,
  double: numberOf,
}

// Pages are one generator, rows another, and rows are read by a table of readers.
export async function* query(sql: string, deps: Deps): AsyncGenerator<Record<string, unknown>> {
  const { athena, sleep, signal } = deps
  const token = randomBytes(20).toString('hex')
  const request = { QueryString: sql, ClientRequestToken: token }
  const attempt = () =>
    athena.startQueryExecution(deps.workGroup ? { ...request, WorkGroup: deps.workGroup } : request)
  const again = async (error: Error) => {
    const isBusy = error instanceof TooManyRequestsException
    if (!isBusy && !(error instanceof InternalServerException)) throw error
    await sleep(1000)
    return attempt()
  }
  const { QueryExecutionId } = await attempt().catch(again).catch(again)
  let execution
  do {
    await sleep(500)
    if (signal?.aborted) {
      await athena.stopQueryExecution({ QueryExecutionId })
      signal.throwIfAborted()
    }
    execution = (await athena.getQueryExecution({ QueryExecutionId })).QueryExecution!
    const { State, StateChangeReason } = execution.Status!
    if (State === 'FAILED' || State === 'CANCELLED') {
      throw Object.assign(new QueryFailed(`${State}, ${StateChangeReason}`), { state: State })
    }
  } while (execution.Status!.State !== 'SUCCEEDED')
  const hasHeader = execution.StatementType === 'DML'

  async function* pages() {
    let page
    do {
      const token: string | undefined = page?.NextToken
      page = await athena.getQueryResults(
        token ? { QueryExecutionId, NextToken: token } : { QueryExecutionId },
      )
      yield page.ResultSet!
    } while (page.NextToken)
  }

  let position = 0
  for await (const { Rows = [], ResultSetMetadata } of pages()) {
    for (const { Data = [] } of Rows) {
      if (position++ === 0 && hasHeader) continue
      const row: Record<string, unknown> = {}
      ResultSetMetadata!.ColumnInfo!.forEach(({ Name = '', Type = '' }, index) => {
        const text = Data[index]?.VarCharValue
        row[Name] = text === undefined ? null : (READERS[Type] ?? String)(text)
      })
      yield row
    }
  }
}
