// Longer than most: what Query and Scan have in common, which is all but finding the range.
import type { QueryInput, QueryOutput, ScanInput } from '@aws-sdk/client-dynamodb'
import { copyItem, emptyItem } from './attribute-value.ts'
import { startPosition } from './start-key.ts'
import type { AttributeValue, Item } from './attribute-value.ts'
import { CapacityReport } from './capacity-report.ts'
import { readUnits } from './capacity.ts'
import { CAPACITY_LEVELS, Constraints } from './constraints.ts'
import type { Condition } from './expressions/condition.ts'
import { meets } from './expressions/evaluate.ts'
import type { Path } from './expressions/paths.ts'
import { project } from './expressions/projection.ts'
import { AFTER } from './key-encoding.ts'
import type { Entry, KeySpace } from './key-space.ts'
import { invalid, invalidParameter } from './refusal.ts'
import type { KeyRange } from '../sorted-map.ts'
import type { Table, TableIndex } from './table.ts'

/** A page ends with the item that brings it to 1 MB, before any filter (AWS: API page Query). */
export const PAGE_BYTES = 1024 * 1024

type ReadInput = QueryInput | ScanInput

/** What a query or scan reads: a table or one of its indexes. */
export interface Source {
  table: Table
  index: TableIndex | undefined
  space: KeySpace
}

/** What to do with the items of a range. */
export interface ReadPlan {
  input: ReadInput
  source: Source
  filter: Condition | undefined
  projection: Path[] | undefined
  startKey: Item | undefined
  range: KeyRange
  backward: boolean
  /** How an item comes out, where that is not its projection. */
  shape?: ((item: Readonly<Item>) => Item) | undefined
}

/** The checks of members that Query and Scan share; `enforce` is left to the caller. */
export function readMembers(input: ReadInput): Constraints {
  return new Constraints()
    .tableName(input.TableName)
    .indexName('indexName', input.IndexName)
    .oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity, CAPACITY_LEVELS)
    .oneOf('select', input.Select, SELECT)
    .oneOf('conditionalOperator', input.ConditionalOperator, ['OR', 'AND'])
    .length('attributesToGet', input.AttributesToGet, { min: 1, max: 255 })
}

/** Finds what a request reads. Throws AWS's `ValidationException` where that is impossible. */
export function readSource(table: Table, input: ReadInput): Source {
  if (input.IndexName === undefined) return { table, index: undefined, space: table.items }
  const index = table.indexes.get(input.IndexName)
  if (!index || index.status === 'DELETING') {
    throw invalid(`The table does not have the specified index: ${input.IndexName}`)
  }
  if (index.status === 'CREATING') {
    throw invalid(`Cannot read from backfilling global secondary index: ${index.name}`)
  }
  if (index.scope === 'global' && input.ConsistentRead) {
    throw invalid('Consistent reads are not supported on global secondary indexes')
  }
  return { table, index, space: index.data.space }
}

/** Checks that `Select` goes with the other members and with the index. */
export function checkSelect(
  input: ReadInput,
  { index }: Source,
  projection: Path[] | undefined,
): void {
  const { Select } = input
  const parameter = input.AttributesToGet ? 'AttributesToGet' : 'ProjectionExpression'
  if (projection && Select !== undefined && Select !== 'SPECIFIC_ATTRIBUTES') {
    throw invalid(`Cannot specify the ${parameter} when choosing to get ${Select}`)
  }
  if (Select === 'SPECIFIC_ATTRIBUTES' && !projection) {
    throw invalid(
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    )
  }
  if (Select === 'ALL_PROJECTED_ATTRIBUTES' && !index) {
    throw invalid('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName')
  }
}

/** Checks that a global index holds what is asked for, since nothing is fetched from its table. */
export function checkProjected(
  { Select }: ReadInput,
  { index }: Source,
  projection: Path[] | undefined,
): void {
  if (index?.scope !== 'global') return
  if (Select === 'ALL_ATTRIBUTES' && index.projection.ProjectionType !== 'ALL') {
    throw invalidParameter(
      `Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`,
    )
  }
  const missing = (projection ?? []).map(([attribute]) => attribute as string)
  const unprojected = missing.filter((attribute) => !index.data.projects(attribute))
  if (unprojected.length === 0) return
  throw invalidParameter(
    `Global secondary index ${index.name} does not project [${unprojected.join(', ')}]`,
  )
}

/** Reads one page: items up to the limit or the page's size, filtered and cut to what was asked. */
export function readPage(plan: ReadPlan): QueryOutput {
  const { input, source, filter, startKey } = plan
  const fetches = fetchesFromTable(plan)
  const items: Item[] = []
  let scanned = 0
  let bytes = 0
  let fetched = 0
  let last: Entry | undefined
  for (const [, entry] of entriesOf(plan, startKey)) {
    scanned++
    bytes += entry.size
    const whole = fetches ? tableEntry(source, entry) : entry
    if (fetches) fetched += readUnits(whole.size, { consistent: true })
    if (!filter || meets(whole.item, filter)) items.push(cut(whole.item, plan))
    if (scanned === input.Limit || bytes + fetched * FETCH_BYTES >= PAGE_BYTES) {
      last = entry
      break
    }
  }
  return {
    ...(input.Select !== 'COUNT' && { Items: items }),
    Count: items.length,
    ScannedCount: scanned,
    ...(last && { LastEvaluatedKey: keyOf(source, last) }),
    ...consumed(plan, bytes, fetched),
  }
}

const SELECT = ['SPECIFIC_ATTRIBUTES', 'COUNT', 'ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES']

/** A fetched item counts in whole units of 4 KB (AWS: "Local Secondary Indexes", Read capacity units). */
const FETCH_BYTES = 4 * 1024

function entriesOf({ source, range, backward }: ReadPlan, startKey: Item | undefined) {
  const { entries } = source.space
  const position = startKey && startPosition(source, startKey)
  if (backward) {
    return entries.descending({ ...range, ...(position !== undefined && { to: position }) })
  }
  // No key continues another, so what follows a position comes after everything it could begin.
  return entries.ascending({ ...range, ...(position !== undefined && { from: position + AFTER }) })
}

/** True if a local index is asked for attributes that only the table has. */
function fetchesFromTable({ input, source: { index }, projection }: ReadPlan): boolean {
  if (index?.scope !== 'local') return false
  if (input.Select === 'ALL_ATTRIBUTES') return index.projection.ProjectionType !== 'ALL'
  return (projection ?? []).some(([attribute]) => !index.data.projects(attribute as string))
}

function tableEntry({ table }: Source, { item }: Entry): Entry {
  const entry = table.items.entries.get(table.items.position(item) ?? '')
  if (!entry) throw new TypeError('A local index holds an item that its table does not')
  return entry
}

function cut(item: Readonly<Item>, { projection, input, shape }: ReadPlan): Item {
  if (input.Select === 'COUNT') return emptyItem()
  if (shape) return copyItem(shape(item))
  return copyItem(projection ? project(item, projection) : item)
}

function keyOf({ table, space }: Source, { item }: Entry): Item {
  const key = emptyItem()
  const { hash, range } = space.key
  for (const { name } of [...table.key.hash, ...table.key.range, ...hash, ...range]) {
    key[name] = item[name] as AttributeValue
  }
  return copyItem(key)
}

function consumed({ input, source: { table, index } }: ReadPlan, bytes: number, fetched: number) {
  const consistent = input.ConsistentRead ?? false
  const units = readUnits(bytes, { consistent })
  const capacity = new CapacityReport(input.ReturnConsumedCapacity)
  if (index) {
    capacity.add(table, consistent ? fetched : fetched / 2)
    capacity.addIndex(table, index.name, units)
  } else {
    capacity.add(table, units)
  }
  return capacity.single()
}
