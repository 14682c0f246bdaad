import type {
  BatchGetItemInput,
  BatchGetItemOutput,
  KeysAndAttributes,
} from '@aws-sdk/client-dynamodb'
import { copyItem } from './attribute-value.ts'
import { readItem } from './read-value.ts'
import type { Item } from './attribute-value.ts'
import { canonicalText } from './canonical-text.ts'
import { CapacityReport } from './capacity-report.ts'
import { readUnits } from './capacity.ts'
import { CAPACITY_LEVELS, Constraints } from './constraints.ts'
import type { Database } from './database.ts'
import { project } from './expressions/projection.ts'
import { checkParameters, readExpressions } from './expressions/request.ts'
import { duplicateKeys, keyPosition } from './item-keys.ts'
import { legacyProjection } from './legacy.ts'
import { invalid } from './refusal.ts'

/** AWS: API page BatchGetItem. */
const MAX_BATCH_GET = 100

/**
 * How much a `BatchGetItem` returns at most. AWS calls it 16 MB, and says that of 100 items of
 * 300 KB it returns 52: its megabytes are a million bytes here (SDK text of BatchGetItem).
 */
const MAX_BATCH_GET_BYTES = 16_000_000

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
  if (new Set(keys.map(canonicalText)).size < keys.length) throw duplicateKeys()
  return { name, request, keys, projection }
}

function bindKeys(database: Database, read: KeysRead) {
  const table = database.table(read.name)
  const positions = new Map<string, Item>()
  for (const key of read.keys) {
    const position = keyPosition(table, key)
    if (positions.has(position)) throw duplicateKeys()
    positions.set(position, key)
  }
  return { ...read, table, positions }
}
