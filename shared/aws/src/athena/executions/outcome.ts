import type { FailureKind, ResultColumn } from '../engine/job.ts'

/** What a statement came to. */
export interface Outcome {
  columns: ResultColumn[]
  /** Null where there is no value. */
  rows: (string | null)[][]
  /** Whether the rows are a query's: they come as CSV, with the names of the columns first. */
  isQuery: boolean
  bytesScanned: number
  /** How many rows were written into a new table. */
  updateCount?: number
  /** Where in S3 the list of files is that a query wrote. */
  manifestLocation?: string
}

/** Thrown by what fails a statement while it runs, with the reason that Athena tells. */
export class QueryError extends Error {
  override name = 'QueryError'
  readonly kind: FailureKind

  constructor(reason: string, kind: FailureKind = 'query') {
    super(reason)
    this.kind = kind
  }
}

/** How Hive's failures of statements on the catalog start, as Athena tells them. */
const DDL_FAILURE =
  'FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask.'

/** Makes Hive's failure of a statement on the catalog, with its exception if it has one. */
export function hiveFailure(message: string, exception?: string): QueryError {
  const what = exception === undefined ? message : `${exception}(message:${message})`
  return new QueryError(`${DDL_FAILURE} ${what}`)
}

/** What a statement comes to that gives nothing. */
export const NOTHING: Outcome = { columns: [], rows: [], isQuery: false, bytesScanned: 0 }

/** What a statement comes to that tells lines of text, one column a name. */
export function told(names: string[], rows: string[][]): Outcome {
  const columns = names.map((name) => {
    return { name, type: 'string', precision: 0, scale: 0, hiveType: 'string' }
  })
  return { ...NOTHING, columns, rows }
}
