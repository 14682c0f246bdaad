import type { Account } from '../account.ts'
import type { Execution } from './execution.ts'
import { type Outcome, QueryError } from './outcome.ts'

/**
 * Writes what a statement came to where its results go (user guide, "Working with query results"):
 * a query's as `<id>.csv`, another's as `<id>.txt`. The `.metadata` files beside them are not
 * written: their format is Athena's own and not published.
 */
export function writeResult(account: Account, execution: Execution, outcome: Outcome): void {
  const { statement, output } = execution
  // The rows are in the table, or where they were unloaded to.
  if (['create-table-as', 'insert', 'unload'].includes(statement.kind)) return
  const text = outcome.isQuery ? csvOf(outcome) : textOf(outcome)
  const type = outcome.isQuery ? 'application/octet-stream' : 'text/plain'
  put(account, { ...output, body: text, type })
}

/** Puts an object, as part of a query. Throws `QueryError` if S3 does not take it. */
export function put(
  { s3 }: Account,
  {
    bucket,
    key,
    body,
    type,
  }: { bucket: string; key: string; body: string | Uint8Array; type: string },
): void {
  try {
    const Body = typeof body === 'string' ? Buffer.from(body) : body
    s3['PutObject']!({ Bucket: bucket, Key: key, Body, ContentType: type })
  } catch (error) {
    const { name, message, $fault } = error as Error & { $fault?: string }
    if ($fault === undefined) throw error
    throw new QueryError(`Cannot write s3://${bucket}/${key}: ${name}: ${message}`)
  }
}

/** Every value in quotes, and nothing at all where there is none; lines end with a line feed. */
function csvOf({ columns, rows }: Outcome): string {
  const lines = [columns.map(({ name }) => name), ...rows].map((row) =>
    row.map((cell) => (cell === null ? '' : `"${cell.replaceAll('"', '""')}"`)).join(','),
  )
  return lines.map((line) => `${line}\n`).join('')
}

function textOf({ rows }: Outcome): string {
  return rows.map((row) => `${row.map((cell) => cell ?? '').join('\t')}\n`).join('')
}
