import type { Account } from '../account.ts'
import type { Answer } from '../engine/job.ts'
import type { Execution } from '../executions/execution.ts'
import type { Outcome } from '../executions/outcome.ts'
import type { Statement } from '../statements/statement.ts'
import { emptyPlace, foldersOf, placeOf, putFiles } from './written-files.ts'

/**
 * UNLOAD: writes the files, one a partition. There must be nothing at the place, unless partitions
 * are written (user guide, "UNLOAD"). Throws `QueryError`.
 */
export function unload(
  account: Account,
  execution: Execution,
  {
    statement: { location, writing },
    answer,
  }: { statement: Statement & { kind: 'unload' }; answer: Answer & { status: 'done' } },
): Outcome {
  const { partitionedBy: keys } = writing
  const { bucket, prefix } = keys.length > 0 ? placeOf(location) : emptyPlace(account, location)
  const files = (answer.files ?? []).map((file) => {
    return { ...file, place: { bucket, prefix: `${prefix}${foldersOf(keys, file.values)}` } }
  })
  return putFiles(account, execution, { files, writing, bytesScanned: answer.bytesScanned })
}
