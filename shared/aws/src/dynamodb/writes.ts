// Longer than most: the four kinds of writes share their steps, in single and transacted use.
import type {
  ConditionCheck,
  Delete,
  DeleteItemInput,
  Put,
  PutItemInput,
  Update,
  UpdateItemInput,
} from '@aws-sdk/client-dynamodb'
import { copyItem, emptyItem, typeOf } from './attribute-value.ts'
import { readItem, refuseDepth } from './read-value.ts'
import type { AttributeValue, Item } from './attribute-value.ts'
import { applyUpdate } from './expressions/apply-update.ts'
import type { Condition } from './expressions/condition.ts'
import { meets } from './expressions/evaluate.ts'
import { checkParameters, readExpressions } from './expressions/request.ts'
import type { UpdateAction } from './expressions/update.ts'
import {
  checkIndexKeys,
  emptiness,
  indexKeys,
  itemPosition,
  keyPosition,
  refuseEmptyIndexKeys,
  refuseEmptyKeys,
  refuseKeyUpdates,
} from './item-keys.ts'
import { itemSize, MAX_ITEM_SIZE } from './item-size.ts'
import { legacyCondition, legacyUpdate } from './legacy.ts'
import { invalid, invalidParameter, Refusal } from './refusal.ts'
import type { Table } from './table.ts'

/** A write that has been parsed, before its table is looked at. */
export interface Write {
  /** Throws for key values that no item can have: DynamoDB looks for those first. */
  refuseEmptyKeys(table: Table): void
  /** Finds the item. Throws if the request does not fit the table's schema. */
  bind(table: Table): BoundWrite
}

/** A write of one item of one table. */
export interface BoundWrite {
  table: Table
  position: string
  /** The key, or an item that has it. */
  key: Readonly<Item>
  /** The item after the write: undefined for none. Throws if the write cannot be done. */
  next(current: Readonly<Item> | undefined): Readonly<Item> | undefined
}

type PutRequest = PutItemInput | Put
type DeleteRequest = DeleteItemInput | Delete
type UpdateRequest = UpdateItemInput | Update

/** Parses a put, of `PutItem` or of a transaction. Throws AWS's `ValidationException`. */
export function readPut(input: PutRequest): Write {
  checkParameters(input, { expressions: ['ConditionExpression'], legacy: LEGACY_CONDITION })
  const item = readItem(input.Item ?? {})
  if (itemSize(item) > MAX_ITEM_SIZE) {
    throw invalid('Item size has exceeded the maximum allowed size')
  }
  const guard = readGuard(input)
  return {
    refuseEmptyKeys: (table) => {
      refuseEmptyKeys(table, item)
      refuseEmptyIndexKeys(table, item)
    },
    bind: (table) => ({
      table,
      position: itemPosition(table, item),
      key: item,
      next: (current) => {
        guard.check(current)
        return item
      },
    }),
  }
}

/** Parses a deletion, of `DeleteItem` or of a transaction. Throws AWS's `ValidationException`. */
export function readDelete(input: DeleteRequest): Write {
  checkParameters(input, { expressions: ['ConditionExpression'], legacy: LEGACY_CONDITION })
  const key = readItem(input.Key ?? {})
  const guard = readGuard(input)
  return keyed(key, (current) => {
    guard.check(current)
    return undefined
  })
}

/** Parses a transaction's condition check. Throws AWS's `ValidationException`. */
export function readConditionCheck(input: ConditionCheck): Write {
  const key = readItem(input.Key ?? {})
  const guard = readGuard(input)
  return keyed(key, (current) => {
    guard.check(current)
    return current
  })
}

/** An update, with what `ReturnValues` needs to know about it. */
export interface UpdateWrite extends Write {
  actions: readonly UpdateAction[]
}

/** Parses an update, of `UpdateItem` or of a transaction. Throws AWS's `ValidationException`. */
export function readUpdateWrite(input: UpdateRequest): UpdateWrite {
  checkParameters(input, {
    expressions: ['UpdateExpression', 'ConditionExpression'],
    legacy: ['AttributeUpdates', ...LEGACY_CONDITION],
  })
  const key = readItem(input.Key ?? {})
  const expressions = readExpressions(input)
  const legacy = 'AttributeUpdates' in input ? legacyUpdate(input.AttributeUpdates) : undefined
  const actions = expressions.update ?? legacy?.actions ?? []
  const guard = new Guard(input, expressions.condition)
  const next = (table: Table, current: Readonly<Item> | undefined) => {
    guard.check(current)
    if (!current && legacy?.onlyDeletes) return undefined
    const item = applyUpdate(current ?? key, actions)
    checkUpdatedItem(table, item, actions)
    return item
  }
  return {
    actions,
    refuseEmptyKeys: (table) => {
      refuseEmptyKeys(table, key)
      refuseEmptyIndexUpdates(table, actions)
    },
    bind: (table) => {
      const position = keyPosition(table, key)
      refuseKeyUpdates(table, actions)
      refuseNestedKeys(table, actions)
      checkIndexUpdates(table, actions)
      return { table, position, key, next: (current) => next(table, current) }
    },
  }
}

const LEGACY_CONDITION = ['Expected', 'ConditionalOperator']

function keyed(key: Item, next: BoundWrite['next']): Write {
  return {
    refuseEmptyKeys: (table) => refuseEmptyKeys(table, key),
    bind: (table) => ({ table, position: keyPosition(table, key), key, next }),
  }
}

type GuardInput = Parameters<typeof legacyCondition>[0] & {
  ReturnValuesOnConditionCheckFailure?: string | undefined
}

/** A write's condition, and what its failure tells. */
class Guard {
  readonly #condition: Condition | undefined
  readonly #returnsItem: boolean

  constructor(input: GuardInput, condition: Condition | undefined) {
    this.#condition = condition ?? legacyCondition(input)
    this.#returnsItem = input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD'
  }

  check(current: Readonly<Item> | undefined) {
    if (!this.#condition || meets(current ?? emptyItem(), this.#condition)) return
    throw new Refusal('ConditionalCheckFailedException', 'The conditional request failed', {
      data: this.#returnsItem && current ? { Item: copyItem(current) } : {},
    })
  }
}

function readGuard(input: PutRequest | DeleteRequest | ConditionCheck): Guard {
  return new Guard(input, readExpressions(input).condition)
}

function checkUpdatedItem(table: Table, item: Readonly<Item>, actions: readonly UpdateAction[]) {
  for (const [, { name, type }] of indexKeys(table)) {
    const value = item[name]
    const set = actions.some(({ path }) => path[0] === name)
    if (set && value && value[type] === undefined) {
      throw invalid(
        'The update expression attempted to update the secondary index key to unsupported type',
      )
    }
    if (set && emptiness(value)) throw emptyIndexKey(value)
  }
  refuseDepth(item)
  if (itemSize(item) > MAX_ITEM_SIZE) {
    throw invalid('Item size to update has exceeded the maximum allowed size')
  }
  checkIndexKeys(table, item)
}

function refuseEmptyIndexUpdates(table: Table, actions: readonly UpdateAction[]) {
  const names = new Set(indexKeys(table).map(([, { name }]) => name))
  for (const action of actions) {
    const value = literalOf(action)
    if (names.has(action.path[0] as string) && emptiness(value)) throw emptyIndexKey(value)
  }
}

function checkIndexUpdates(table: Table, actions: readonly UpdateAction[]) {
  refuseEmptyIndexUpdates(table, actions)
  for (const [index, { name, type }] of indexKeys(table)) {
    for (const action of actions) {
      const value = literalOf(action)
      if (action.path[0] !== name || !value || value[type] !== undefined) continue
      throw invalidParameter(
        `Type mismatch for Index Key ${name} Expected: ${type} Actual: ${typeOf(value)} IndexName: ${index.name}`,
      )
    }
  }
}

/** The value that an action puts at the top of an item, where the request spells it out. */
function literalOf(action: UpdateAction): AttributeValue | undefined {
  if (action.path.length > 1) return undefined
  if (action.kind === 'add') return action.value
  if (action.kind !== 'set' || action.value.kind !== 'literal') return undefined
  return action.value.value
}

function emptyIndexKey(value: AttributeValue | undefined): Error {
  return invalid(
    'One or more parameter values are not valid. ' +
      'The update expression attempted to update a secondary index key to a value that is not supported. ' +
      `The AttributeValue for a key attribute cannot contain an empty ${emptiness(value)} value.`,
  )
}

function refuseNestedKeys(table: Table, actions: readonly UpdateAction[]) {
  for (const { path } of actions) {
    const index = indexKeys(table).find(([, { name }]) => path.length > 1 && name === path[0])
    if (!index) continue
    throw invalid(
      "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: " +
        `IndexKey: ${index[1].name}`,
    )
  }
}
