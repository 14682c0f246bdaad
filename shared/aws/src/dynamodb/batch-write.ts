import type {
  BatchWriteItemInput,
  BatchWriteItemOutput,
  WriteRequest,
} from '@aws-sdk/client-dynamodb'
import { CapacityReport } from './capacity-report.ts'
import { metricsByTable } from './collection-metrics.ts'
import { CAPACITY_LEVELS, Constraints, METRICS_LEVELS, valueText } from './constraints.ts'
import type { Database } from './database.ts'
import { duplicateKeys, refuseKeyMismatch } from './item-keys.ts'
import { invalid } from './refusal.ts'
import type { Table } from './table.ts'
import { refuseLargeRequest } from './wire-size.ts'
import { readDelete, readPut } from './writes.ts'
import type { BoundWrite } from './writes.ts'

/** AWS: API page BatchWriteItem. */
const MAX_BATCH_WRITE = 25

/** AWS: API page BatchWriteItem. The fake processes all of a batch that it accepts. */
export function batchWriteItem(
  database: Database,
  input: BatchWriteItemInput,
): BatchWriteItemOutput {
  const requests = Object.entries(input.RequestItems ?? {})
  if (requests.length === 0) {
    throw invalid('The requestItems parameter is required for BatchWriteItem')
  }
  checkBatchWrite(input, requests)
  const writes = requests.flatMap(([name, list]) =>
    list.map((request) => ({ name, request, write: readRequest(request) })),
  )
  refuseLargeRequest(input.RequestItems ?? {})
  const bound = writes.map(({ name, request, write }) => {
    const table = database.table(name)
    // A batch words this otherwise than PutItem does.
    if (request.PutRequest?.Item) refuseKeyMismatch(table, request.PutRequest.Item)
    return write.bind(table)
  })
  refuseDuplicates(bound)
  const capacity = new CapacityReport(input.ReturnConsumedCapacity)
  for (const write of bound) {
    capacity.addWrite(write.table.write(write.position, write.next(undefined), database.now))
  }
  const metrics = metricsByTable(bound, input.ReturnItemCollectionMetrics)
  return {
    UnprocessedItems: {},
    ...(metrics && { ItemCollectionMetrics: metrics }),
    ...capacity.list(),
  }
}

function checkBatchWrite(
  input: BatchWriteItemInput,
  requests: readonly [string, WriteRequest[]][],
) {
  const constraints = new Constraints()
    .oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity, CAPACITY_LEVELS)
    .oneOf('returnItemCollectionMetrics', input.ReturnItemCollectionMetrics, METRICS_LEVELS)
  if (requests.some(([, list]) => list.length < 1 || list.length > MAX_BATCH_WRITE)) {
    constraints.fail(
      `Value '${valueText(input.RequestItems)}' at 'requestItems' failed to satisfy constraint: ` +
        `Map value must satisfy constraint: [Member must have length less than or equal to ${MAX_BATCH_WRITE}, Member must have length greater than or equal to 1]`,
    )
  }
  constraints.enforce()
  const count = requests.reduce((sum, [, list]) => sum + list.length, 0)
  if (count > MAX_BATCH_WRITE) throw invalid('Too many items requested for the BatchWriteItem call')
}

function readRequest({ PutRequest, DeleteRequest }: WriteRequest) {
  if (PutRequest && !DeleteRequest) return readPut({ TableName: '', Item: PutRequest.Item })
  if (DeleteRequest && !PutRequest) return readDelete({ TableName: '', Key: DeleteRequest.Key })
  throw invalid(
    'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
  )
}

function refuseDuplicates(writes: readonly BoundWrite[]) {
  const seen = new Map<Table, Set<string>>()
  for (const { table, position } of writes) {
    const positions = seen.get(table) ?? new Set()
    if (positions.has(position)) throw duplicateKeys()
    seen.set(table, positions.add(position))
  }
}
