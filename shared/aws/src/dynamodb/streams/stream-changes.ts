import type { StreamSpecification } from '@aws-sdk/client-dynamodb'
import type { Database } from '../database.ts'
import { invalid } from '../refusal.ts'
import type { Table } from '../table.ts'
import type { Change } from '../table-change.ts'
import { addStream } from './stream-specification.ts'

/**
 * What `UpdateTable` does to a table's stream. Throws AWS's `ValidationException` if the table has
 * one already, or has none (aws-controllers-k8s' measurements of October 2026, DDB-TABLE-050).
 */
export function streamChanges(
  database: Database,
  table: Table,
  specification: StreamSpecification | undefined,
): Change[] {
  if (!specification) return []
  if (specification.StreamEnabled) {
    if (table.stream) {
      throw invalid(`Table already has an enabled stream: TableName: ${table.name}`)
    }
    const start = () => void addStream(database, table, specification)
    return [{ start, finish: { kind: 'stream-enabled' } }]
  }
  const { stream } = table
  if (!stream) throw invalid(`Table has no stream to disable: TableName: ${table.name}`)
  const start = () => {
    stream.status = 'DISABLING'
  }
  return [{ start, finish: { kind: 'stream-disabled' } }]
}
