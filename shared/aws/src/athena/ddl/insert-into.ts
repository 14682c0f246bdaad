import type { Partition, Table } from '@aws-sdk/client-glue'
import type { Account } from '../account.ts'
import { allPartitions } from '../catalog/glue-catalog.ts'
import { formatOf } from '../engine/file-format.ts'
import type { Answer } from '../engine/job.ts'
import type { Execution } from '../executions/execution.ts'
import { type Outcome, QueryError } from '../executions/outcome.ts'
import type { TableName } from '../statements/statement.ts'
import { type InsertTarget, presentTable } from './insert-target.ts'
import { addPartition } from './partitions.ts'
import { foldersOf, type Place, placeOf, putFiles } from './written-files.ts'

/**
 * INSERT INTO: puts a new file into the table's folder, or into that of each partition, and adds
 * the partitions that are not there yet. Throws `QueryError` and `GlueFailure`.
 */
export function insertInto(
  account: Account,
  execution: Execution,
  {
    name,
    target: { table, writing },
    answer,
  }: { name: TableName; target: InsertTarget; answer: Answer & { status: 'done' } },
): Outcome {
  presentTable(account, name)
  const keys = writing.partitionedBy
  const known = new Map(
    keys.length === 0
      ? []
      : allPartitions(account, name.database, name.table).map((one) => [keyOf(one.Values), one]),
  )
  const files = (answer.files ?? []).map((file) => {
    const partition = known.get(keyOf(file.values))
    return { ...file, partition, place: placeIn(table, partition, foldersOf(keys, file.values)) }
  })
  const outcome = putFiles(account, execution, {
    files,
    writing,
    bytesScanned: answer.bytesScanned,
  })
  for (const { partition, values, place } of files) {
    if (values.length === 0 || partition) continue
    const location = `s3://${place.bucket}/${place.prefix.replace(/\/$/, '')}`
    addPartition(account, table, { values, location })
  }
  return outcome
}

function keyOf(values: readonly string[] = []): string {
  return JSON.stringify(values)
}

/** A partition that is there may be anywhere, but its files have to be like its table's. */
function placeIn(table: Table, partition: Partition | undefined, folders: string): Place {
  const { StorageDescriptor: storage = {}, Parameters = {} } = table
  if (!partition) {
    const { bucket, prefix } = placeOf(storage.Location ?? '')
    return { bucket, prefix: `${prefix}${folders}` }
  }
  const { StorageDescriptor: own, Parameters: ownParameters, Values = [] } = partition
  const ofTable = formatOf(storage, Parameters)
  const ofPartition = formatOf({ ...storage, ...own }, { ...Parameters, ...ownParameters })
  if (JSON.stringify(ofTable) !== JSON.stringify(ofPartition)) {
    const what = `INSERT INTO a partition whose files are not its table's kind (${Values.join('/')})`
    throw new QueryError(`NOT_SUPPORTED: The embedded AWS does not emulate ${what}`, 'not-emulated')
  }
  return placeOf(own?.Location ?? '')
}
