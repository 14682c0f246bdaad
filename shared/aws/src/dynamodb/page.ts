// Longer than most: what Query and Scan have in common, which is all but finding the range.
import type { QueryInput, QueryOutput, ScanInput } from '@aws-sdk/client-dynamodb'
import { copyItem, emptyItem } from './attribute-value.ts'
import { readItem } from './read-value.ts'
import type { AttributeValue, Item } from './attribute-value.ts'
import { CapacityReport } from './capacity-report.ts'
import { readUnits } from './capacity.ts'
import { CAPACITY_LEVELS, Constraints } from './constraints.ts'
import type { Condition } from './expressions/condition.ts'
import { meets } from './expressions/evaluate.ts'
import type { Path } from './expressions/paths.ts'
import { project } from './expressions/projection.ts'
import { keyPosition } from './item-keys.ts'
import { AFTER } from './key-encoding.ts'
import type { Entry, KeySpace } from './key-space.ts'
import { invalid, invalidParameter, reworded } from './refusal.ts'
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

/** Takes `ExclusiveStartKey` out of a request. */
export function readStartKey(input: ReadInput): Item | undefined {
  const { ExclusiveStartKey } = input
  return (
    ExclusiveStartKey &&
    reworded(
      () => readItem(ExclusiveStartKey),
      (message) => `The provided starting key is invalid: ${message}`,
    )
  )
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

/** Refuses paths into a key attribute, which is always a scalar. */
export function refuseNestedKeys({ table }: Source, paths: readonly Path[]): void {
  const nested = new Set(paths.filter(({ length }) => length > 1).map(([attribute]) => attribute))
  const text =
    "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: "
  const key = table.keyNames.find((name) => nested.has(name))
  if (key !== undefined) throw invalid(`${text}Key: ${key}`)
  for (const { data } of table.indexes.values()) {
    const { hash, range } = data.definition.key
    const found = [...hash, ...range].find(({ name }) => nested.has(name))
    if (found) throw invalid(`${text}IndexKey: ${found.name}`)
  }
}

/**
 * The position that a start key stands for. Throws AWS's `ValidationException` if it is not the key
 * of an item of the table and, with an index, of the index.
 */
export function startPosition({ table, index, space }: Source, startKey: Item): string {
  const { hash, range } = space.key
  const expected = new Set([...table.keyNames, ...[...hash, ...range].map(({ name }) => name)])
  const names = Object.keys(startKey)
  const complete = names.length === expected.size && names.every((name) => expected.has(name))
  if (!complete && index) throw invalid('The provided starting key is invalid')
  const tableKey = emptyItem()
  for (const name of complete ? table.keyNames : names) {
    tableKey[name] = startKey[name] as AttributeValue
  }
  reworded(
    () => keyPosition(table, tableKey),
    (message) => `The provided starting key is invalid: ${message}`,
  )
  const position = space.position(startKey)
  if (position === undefined) throw invalid('The provided starting key is invalid')
  return position
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
