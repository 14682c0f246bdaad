import type {
  BatchGetItemInput,
  BatchGetItemOutput,
  BatchWriteItemInput,
  BatchWriteItemOutput,
  KeysAndAttributes,
  WriteRequest,
} from '@aws-sdk/client-dynamodb'
import { copyItem } from './attribute-value.ts'
import { readItem } from './read-value.ts'
import type { Item } from './attribute-value.ts'
import { canonicalText } from './canonical-text.ts'
import { CapacityReport } from './capacity-report.ts'
import { readUnits } from './capacity.ts'
import { metricsByTable } from './collection-metrics.ts'
import { CAPACITY_LEVELS, Constraints, METRICS_LEVELS, valueText } from './constraints.ts'
import type { Database } from './database.ts'
import { project } from './expressions/projection.ts'
import { checkParameters, readExpressions } from './expressions/request.ts'
import { keyPosition, refuseKeyMismatch } from './item-keys.ts'
import { legacyProjection } from './legacy.ts'
import { invalid } from './refusal.ts'
import type { Table } from './table.ts'
import { refuseLargeRequest } from './wire-size.ts'
import { readDelete, readPut } from './writes.ts'
import type { BoundWrite } from './writes.ts'

/** AWS: API page BatchGetItem. */
export const MAX_BATCH_GET = 100

/** AWS: API page BatchWriteItem. */
export const MAX_BATCH_WRITE = 25

/**
 * How much a `BatchGetItem` returns at most. AWS calls it 16 MB, and says that of 100 items of
 * 300 KB it returns 52: its megabytes are a million bytes here (SDK text of BatchGetItem).
 */
export const MAX_BATCH_GET_BYTES = 16_000_000

/** AWS: API page BatchGetItem. Keys of items beyond 16 MB come back as `UnprocessedKeys`. */
export function batchGetItem(database: Database, input: BatchGetItemInput): BatchGetItemOutput {
  const requests = Object.entries(input.RequestItems ?? {})
  if (requests.length === 0) {
    throw invalid('The requestItems parameter is required for BatchGetItem')
  }
  checkBatchGet(input, requests)
  refuseMixedProjections(requests)
  const reads = requests.map(([name, request]) => readKeys(name, request))
  const bound = reads.map((read) => bindKeys(database, read))
  const capacity = new CapacityReport(input.ReturnConsumedCapacity)
  const Responses: Record<string, Item[]> = {}
  const UnprocessedKeys: Record<string, KeysAndAttributes> = {}
  let bytes = 0
  for (const { name, table, request, projection, positions } of bound) {
    const items: Item[] = []
    const left: Item[] = []
    for (const [position, key] of positions) {
      const entry = table.items.entries.get(position)
      if (left.length > 0 || bytes + (entry?.size ?? 0) > MAX_BATCH_GET_BYTES) {
        left.push(copyItem(key))
        continue
      }
      bytes += entry?.size ?? 0
      capacity.add(
        table,
        readUnits(entry?.size ?? 0, { consistent: request.ConsistentRead ?? false }),
      )
      if (entry) items.push(copyItem(projection ? project(entry.item, projection) : entry.item))
    }
    Responses[name] = items
    if (left.length > 0) UnprocessedKeys[name] = { ...structuredClone(request), Keys: left }
  }
  return { Responses, UnprocessedKeys, ...capacity.list() }
}

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

interface KeysRead {
  name: string
  request: KeysAndAttributes
  keys: Item[]
  projection: ReturnType<typeof legacyProjection>
}

function checkBatchGet(input: BatchGetItemInput, requests: readonly [string, KeysAndAttributes][]) {
  const constraints = new Constraints()
  constraints.oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity, CAPACITY_LEVELS)
  for (const [name, { Keys, AttributesToGet }] of requests) {
    const path = `requestItems.${name}.member`
    constraints.required(`${path}.keys`, Keys).length(`${path}.keys`, Keys, { min: 1 })
    constraints.length(`${path}.attributesToGet`, AttributesToGet, { min: 1, max: 255 })
    if (Keys && Keys.length > MAX_BATCH_GET) {
      constraints.fail(
        `Value at 'RequestItems.${name}.member.Keys' failed to satisfy constraint: Member must have length less than or equal to ${MAX_BATCH_GET}`,
      )
    }
  }
  constraints.enforce()
  const count = requests.reduce((sum, [, { Keys }]) => sum + (Keys?.length ?? 0), 0)
  if (count > MAX_BATCH_GET) throw invalid('Too many items requested for the BatchGetItem call')
}

/** One table's expression does not go with another table's older parameter. */
function refuseMixedProjections(requests: readonly [string, KeysAndAttributes][]) {
  const request = Object.assign({}, ...requests.map(([, given]) => given)) as KeysAndAttributes
  const { ProjectionExpression, AttributesToGet } = request
  checkParameters(
    { ProjectionExpression, AttributesToGet },
    { expressions: ['ProjectionExpression'], legacy: ['AttributesToGet'] },
  )
}

function readKeys(name: string, request: KeysAndAttributes): KeysRead {
  checkParameters(request, { expressions: ['ProjectionExpression'], legacy: ['AttributesToGet'] })
  const { projection = legacyProjection(request.AttributesToGet) } = readExpressions(request)
  const keys = (request.Keys ?? []).map(readItem)
  // Equal keys are refused whatever the table; the table's key may make others equal.
  if (new Set(keys.map(canonicalText)).size < keys.length) throw duplicates()
  return { name, request, keys, projection }
}

function bindKeys(database: Database, read: KeysRead) {
  const table = database.table(read.name)
  const positions = new Map<string, Item>()
  for (const key of read.keys) {
    const position = keyPosition(table, key)
    if (positions.has(position)) throw duplicates()
    positions.set(position, key)
  }
  return { ...read, table, positions }
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
    if (positions.has(position)) throw duplicates()
    seen.set(table, positions.add(position))
  }
}

function duplicates(): Error {
  return invalid('Provided list of item keys contains duplicates')
}
