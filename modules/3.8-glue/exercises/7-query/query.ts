import type {
  GetQueryExecutionInput,
  GetQueryExecutionOutput,
  GetQueryResultsInput,
  GetQueryResultsOutput,
  StartQueryExecutionInput,
  StartQueryExecutionOutput,
  StopQueryExecutionInput,
} from '@aws-sdk/client-athena'

/** What is needed of the SDK's class `Athena`. */
export interface AthenaMethods {
  startQueryExecution(input: StartQueryExecutionInput): Promise<StartQueryExecutionOutput>
  getQueryExecution(input: GetQueryExecutionInput): Promise<GetQueryExecutionOutput>
  getQueryResults(input: GetQueryResultsInput): Promise<GetQueryResultsOutput>
  stopQueryExecution(input: StopQueryExecutionInput): Promise<object>
}

export interface Deps {
  athena: AthenaMethods
  sleep(ms: number): Promise<void>
  workGroup?: string
  signal?: AbortSignal
}

/** The query ended, but has no result. */
export class QueryFailed extends Error {
  override name = 'QueryFailed'
  /** As in `FAILED`. */
  readonly state: string

  constructor(message: string, state: string) {
    super(message)
    this.state = state
  }
}

/** Runs a query in Athena and reads its rows. */
export async function* query(sql: string, deps: Deps): AsyncGenerator<Record<string, unknown>> {
  throw new Error('Not written yet')
}
