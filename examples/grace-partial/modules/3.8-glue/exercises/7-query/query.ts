// Leaves the query running.
import { randomUUID } from 'node:crypto'
import type { ColumnInfo, Datum, QueryExecution } from '@aws-sdk/client-athena'
import type { Deps } from '../../query.ts'

export class QueryFailed extends Error {
  override name = 'QueryFailed'
  readonly state: string

  constructor(message: string, state: string) {
    super(message)
    this.state = state
  }
}

const ATTEMPTS = 3
const PASSING = ['TooManyRequestsException', 'InternalServerException']

export async function* query(sql: string, deps: Deps): AsyncGenerator<Record<string, unknown>> {
  const QueryExecutionId = await start(sql, deps)
  const { StatementType } = await finish(QueryExecutionId, deps)
  let NextToken: string | undefined
  let skip = StatementType === 'DML' ? 1 : 0
  do {
    const input = { QueryExecutionId, ...(NextToken === undefined ? {} : { NextToken }) }
    const page = await deps.athena.getQueryResults(input)
    const columns = page.ResultSet?.ResultSetMetadata?.ColumnInfo ?? []
    const rows = page.ResultSet?.Rows ?? []
    for (const { Data = [] } of rows.slice(skip)) {
      const entries = columns.map((column, index) => [column.Name, read(column, Data[index])])
      yield Object.fromEntries(entries)
    }
    skip = 0
    NextToken = page.NextToken
  } while (NextToken !== undefined)
}

async function start(sql: string, { athena, sleep, workGroup }: Deps): Promise<string> {
  const input = {
    QueryString: sql,
    ClientRequestToken: randomUUID(),
    ...(workGroup === undefined ? {} : { WorkGroup: workGroup }),
  }
  for (let attempt = 1; ; attempt++) {
    try {
      return (await athena.startQueryExecution(input)).QueryExecutionId!
    } catch (error) {
      const isPassing = error instanceof Error && PASSING.includes(error.name)
      if (!isPassing || attempt === ATTEMPTS) throw error
    }
    await sleep(1000)
  }
}

async function finish(
  QueryExecutionId: string,
  { athena, sleep, signal }: Deps,
): Promise<QueryExecution> {
  for (;;) {
    const { QueryExecution = {} } = await athena.getQueryExecution({ QueryExecutionId })
    const { State = 'QUEUED', StateChangeReason = '' } = QueryExecution.Status ?? {}
    if (State === 'SUCCEEDED') return QueryExecution
    if (State === 'FAILED' || State === 'CANCELLED') {
      throw new QueryFailed(`The query has ${State}: ${StateChangeReason}`, State)
    }
    if (signal?.aborted) {
      throw signal.reason
    }
    await sleep(500)
  }
}

function read({ Type }: ColumnInfo, datum: Datum | undefined): unknown {
  const text = datum?.VarCharValue
  if (text === undefined || text === null) return null
  switch (Type) {
    case 'bigint':
      return BigInt(text)
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'float':
    case 'real':
    case 'double':
      return Number(text)
    case 'boolean':
      return text === 'true'
    default:
      return text
  }
}
