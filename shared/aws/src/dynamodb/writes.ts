import type {
  ConditionCheck,
  Delete,
  DeleteItemInput,
  Put,
  PutItemInput,
  Update,
  UpdateItemInput,
} from '@aws-sdk/client-dynamodb'
import { copyItem, emptyItem } from './attribute-value.ts'
import { readItem } from './read-value.ts'
import type { Item } from './attribute-value.ts'
import { applyUpdate, WRONG_OPERAND } from './expressions/apply-update.ts'
import type { Condition } from './expressions/condition.ts'
import { meets } from './expressions/evaluate.ts'
import { checkParameters, readExpressions } from './expressions/request.ts'
import type { UpdateAction } from './expressions/update.ts'
import { itemPosition, keyPosition, refuseEmptyIndexKeys, refuseEmptyKeys } from './item-keys.ts'
import { itemSize, MAX_ITEM_SIZE } from './item-size.ts'
import { legacyCondition, legacyUpdate } from './legacy.ts'
import { invalid, Refusal, reworded } from './refusal.ts'
import type { Table } from './table.ts'
import { checkActions, checkUpdatedItem, refuseEmptyIndexUpdates } from './update-checks.ts'

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
    const item = legacy
      ? applyLegacy(current ?? key, actions)
      : applyUpdate(current ?? key, actions)
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
      checkActions(table, actions)
      return { table, position, key, next: (current) => next(table, current) }
    },
  }
}

/** The older parameter says of wrong types what expressions say otherwise. */
function applyLegacy(item: Readonly<Item>, actions: readonly UpdateAction[]): Item {
  return reworded(
    () => applyUpdate(item, actions),
    (message) => (message === WRONG_OPERAND ? 'Type mismatch for attribute to update' : message),
  )
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
  readonly #onFailure: string | undefined

  constructor(input: GuardInput, condition: Condition | undefined) {
    this.#condition = condition ?? legacyCondition(input)
    this.#onFailure = input.ReturnValuesOnConditionCheckFailure
  }

  check(current: Readonly<Item> | undefined) {
    refuseUnmet(current, this.#condition, this.#onFailure)
  }
}

/** Throws if a write's condition does not hold; `onFailure` says what the error tells. */
export function refuseUnmet(
  current: Readonly<Item> | undefined,
  condition: Condition | undefined,
  onFailure: string | undefined,
): void {
  if (!condition || meets(current ?? emptyItem(), condition)) return
  throw conditionFailed(onFailure === 'ALL_OLD' ? current : undefined)
}

/** The error of a write whose condition does not hold; it may carry the item that there is. */
export function conditionFailed(item?: Readonly<Item>): Refusal {
  return new Refusal('ConditionalCheckFailedException', 'The conditional request failed', {
    data: item ? { Item: copyItem(item) } : {},
  })
}

function readGuard(input: PutRequest | DeleteRequest | ConditionCheck): Guard {
  return new Guard(input, readExpressions(input).condition)
}
