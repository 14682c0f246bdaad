import type { AthenaError, QueryExecution, QueryExecutionState } from '@aws-sdk/client-athena'
import type { Statement } from '../statements/statement.ts'
import { statementType, substatementType } from '../statements/statement.ts'
import { ENGINE_VERSION } from '../workgroup.ts'
import type { Outcome } from './outcome.ts'

/** For how long a query is `QUEUED`, in virtual milliseconds; AWS's queries take what they take. */
const QUEUED_MS = 200

/** How long a query takes in all, in virtual milliseconds. */
export const QUERY_TAKES_MS = 1_000

/** A query, from its submission on. Times in milliseconds since 1970. */
export interface Execution {
  id: string
  /** As it was submitted. */
  query: string
  statement: Statement
  workGroup: string
  database: string | undefined
  catalog: string | undefined
  parameters: string[] | undefined
  /** The location that was asked for, with whatever else was said of results. */
  results: NonNullable<QueryExecution['ResultConfiguration']>
  /** The bucket and key of the result; the prefix is that of all that the query leaves. */
  output: { bucket: string; prefix: string; key: string }
  submittedAt: number
  ended?: Ending
  /** Lets go of whatever works for it. */
  stop(): void
}

/** How a query ended. */
export type Ending =
  | { state: 'SUCCEEDED'; at: number; outcome: Outcome }
  | {
      state: 'FAILED' | 'CANCELLED'
      at: number
      reason: string
      bytesScanned: number
      error?: AthenaError
    }

/** What a query does right now. */
export function stateOf({ ended, submittedAt }: Execution, now: number): QueryExecutionState {
  if (ended) return ended.state
  return now - submittedAt < QUEUED_MS ? 'QUEUED' : 'RUNNING'
}

/** A query as GetQueryExecution tells it. */
export function describe(execution: Execution, now: number): QueryExecution {
  const { id, query, statement, workGroup, database, catalog, output, ended } = execution
  const State = stateOf(execution, now)
  const SubmissionDateTime = new Date(execution.submittedAt)
  const isOver = ended !== undefined
  const failure = ended && ended.state !== 'SUCCEEDED' ? ended : undefined
  return {
    QueryExecutionId: id,
    Query: query,
    StatementType: statementType(statement),
    ResultConfiguration: {
      ...execution.results,
      OutputLocation: `s3://${output.bucket}/${output.key}`,
    },
    ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: false } },
    QueryExecutionContext: {
      ...(database === undefined ? {} : { Database: database }),
      ...(catalog === undefined ? {} : { Catalog: catalog }),
    },
    Status: {
      State,
      SubmissionDateTime,
      ...(isOver ? { CompletionDateTime: new Date(ended.at) } : {}),
      ...(failure ? { StateChangeReason: failure.reason } : {}),
      ...(failure?.error ? { AthenaError: failure.error } : {}),
    },
    Statistics: statisticsOf(execution, now),
    WorkGroup: workGroup,
    EngineVersion: { SelectedEngineVersion: 'AUTO', EffectiveEngineVersion: ENGINE_VERSION },
    ...(execution.parameters ? { ExecutionParameters: execution.parameters } : {}),
    SubstatementType: substatementType(statement),
  }
}

/** Times are virtual; bytes are those that were read. */
function statisticsOf(
  { ended, submittedAt }: Execution,
  now: number,
): QueryExecution['Statistics'] {
  const total = (ended?.at ?? now) - submittedAt
  const queued = Math.min(total, QUEUED_MS)
  const outcome = ended?.state === 'SUCCEEDED' ? ended.outcome : undefined
  const bytes = outcome?.bytesScanned ?? (ended && 'bytesScanned' in ended ? ended.bytesScanned : 0)
  return {
    EngineExecutionTimeInMillis: total - queued,
    DataScannedInBytes: bytes,
    TotalExecutionTimeInMillis: total,
    QueryQueueTimeInMillis: queued,
    ServiceProcessingTimeInMillis: 0,
    ResultReuseInformation: { ReusedPreviousResult: false },
    ...(outcome?.manifestLocation ? { DataManifestLocation: outcome.manifestLocation } : {}),
  }
}
