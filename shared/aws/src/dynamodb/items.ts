import type {
  DeleteItemInput,
  DeleteItemOutput,
  GetItemInput,
  GetItemOutput,
  PutItemInput,
  PutItemOutput,
  ReturnValue,
  UpdateItemInput,
  UpdateItemOutput,
} from '@aws-sdk/client-dynamodb'
import { copyItem } from './attribute-value.ts'
import { readItem } from './read-value.ts'
import type { Item } from './attribute-value.ts'
import { CapacityReport } from './capacity-report.ts'
import { readUnits } from './capacity.ts'
import { collectionMetrics } from './collection-metrics.ts'
import { CAPACITY_LEVELS, Constraints, METRICS_LEVELS, RETURN_VALUES } from './constraints.ts'
import type { Database } from './database.ts'
import { project } from './expressions/projection.ts'
import { checkParameters, readExpressions } from './expressions/request.ts'
import type { UpdateAction } from './expressions/update.ts'
import { keyPosition, refuseNestedKeys } from './item-keys.ts'
import { legacyProjection } from './legacy.ts'
import { invalid } from './refusal.ts'
import type { WriteEffect } from './table.ts'
import { refuseLargeUpdate } from './update-size.ts'
import { readDelete, readPut, readUpdateWrite } from './writes.ts'
import type { Write } from './writes.ts'

/** AWS: API page GetItem. */
export function getItem(database: Database, input: GetItemInput): GetItemOutput {
  new Constraints()
    .tableName(input.TableName)
    .oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity, CAPACITY_LEVELS)
    .required('key', input.Key)
    .length('attributesToGet', input.AttributesToGet, { min: 1, max: 255 })
    .enforce()
  checkParameters(input, { expressions: ['ProjectionExpression'], legacy: ['AttributesToGet'] })
  const key = readItem(input.Key ?? {})
  const { projection = legacyProjection(input.AttributesToGet) } = readExpressions(input)
  const table = database.table(input.TableName ?? '')
  refuseNestedKeys(table, projection ?? [])
  const entry = table.items.entries.get(keyPosition(table, key))
  const capacity = new CapacityReport(input.ReturnConsumedCapacity)
  capacity.add(table, readUnits(entry?.size ?? 0, { consistent: input.ConsistentRead ?? false }))
  if (!entry) return capacity.single()
  const item = projection ? project(entry.item, projection) : entry.item
  return { Item: copyItem(item), ...capacity.single() }
}

/** AWS: API page PutItem. */
export function putItem(database: Database, input: PutItemInput): PutItemOutput {
  checkWriteMembers(input).required('item', input.Item).enforce()
  refuseReturnValues(input.ReturnValues)
  const effect = write(database, input.TableName ?? '', readPut(input))
  return { ...oldAttributes(input.ReturnValues, effect), ...writeOutput(input, effect) }
}

/** AWS: API page DeleteItem. */
export function deleteItem(database: Database, input: DeleteItemInput): DeleteItemOutput {
  checkWriteMembers(input).required('key', input.Key).enforce()
  refuseReturnValues(input.ReturnValues)
  const effect = write(database, input.TableName ?? '', readDelete(input))
  return { ...oldAttributes(input.ReturnValues, effect), ...writeOutput(input, effect) }
}

/** AWS: API page UpdateItem. */
export function updateItem(database: Database, input: UpdateItemInput): UpdateItemOutput {
  checkWriteMembers(input).required('key', input.Key).enforce()
  const update = readUpdateWrite(input)
  const effect = write(database, input.TableName ?? '', update, (item) =>
    refuseLargeUpdate(item, update.actions),
  )
  const attributes = returnedAttributes(input.ReturnValues, effect, update.actions)
  const Attributes = attributes && copyItem(attributes)
  return { ...(Attributes && { Attributes }), ...writeOutput(input, effect) }
}

type WriteInput = PutItemInput | DeleteItemInput | UpdateItemInput

function checkWriteMembers(input: WriteInput): Constraints {
  return new Constraints()
    .tableName(input.TableName)
    .oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity, CAPACITY_LEVELS)
    .oneOf('returnItemCollectionMetrics', input.ReturnItemCollectionMetrics, METRICS_LEVELS)
    .oneOf('returnValues', input.ReturnValues, RETURN_VALUES)
    .oneOf('returnValuesOnConditionCheckFailure', input.ReturnValuesOnConditionCheckFailure, [
      'ALL_OLD',
      'NONE',
    ])
    .oneOf('conditionalOperator', input.ConditionalOperator, ['OR', 'AND'])
}

function refuseReturnValues(value: string | undefined) {
  if (value === undefined || value === 'ALL_OLD' || value === 'NONE') return
  throw invalid('ReturnValues can only be ALL_OLD or NONE')
}

/** What a write did, and the key of the item it was about. */
interface Written extends WriteEffect {
  key: Readonly<Item>
}

function write(
  database: Database,
  tableName: string,
  request: Write,
  check?: (item: Readonly<Item>) => void,
): Written {
  const bound = request.bind(database.table(tableName))
  const { table, position, key } = bound
  const next = bound.next(table.items.entries.get(position)?.item)
  if (next) check?.(next)
  return { ...table.write(position, next, database.now), key }
}

function writeOutput(input: WriteInput, effect: Written) {
  const capacity = new CapacityReport(input.ReturnConsumedCapacity)
  capacity.addWrite(effect)
  const ItemCollectionMetrics = collectionMetrics(
    effect.table,
    effect.key,
    input.ReturnItemCollectionMetrics,
  )
  return { ...capacity.single(), ...(ItemCollectionMetrics && { ItemCollectionMetrics }) }
}

function oldAttributes(returnValues: string | undefined, { before }: WriteEffect) {
  if (returnValues !== 'ALL_OLD' || !before) return {}
  return { Attributes: copyItem(before.item) }
}

function returnedAttributes(
  returnValues: ReturnValue | undefined,
  { before, after }: WriteEffect,
  actions: readonly UpdateAction[],
): Readonly<Item> | undefined {
  const paths = actions.map(({ path }) => path)
  switch (returnValues) {
    case 'ALL_OLD':
      return before?.item
    case 'ALL_NEW':
      return after?.item
    case 'UPDATED_OLD':
      return before && unlessEmpty(project(before.item, paths))
    case 'UPDATED_NEW':
      return after && unlessEmpty(project(after.item, paths))
    case 'NONE':
    case undefined:
      return undefined
  }
}

function unlessEmpty(item: Item): Item | undefined {
  return Object.keys(item).length > 0 ? item : undefined
}
