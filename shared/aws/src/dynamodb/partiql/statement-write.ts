import type { Item } from '../attribute-value.ts'
import { applyUpdate } from '../expressions/apply-update.ts'
import type { Condition } from '../expressions/condition.ts'
import { itemPosition, keyPosition, refuseEmptyIndexKeys, refuseEmptyKeys } from '../item-keys.ts'
import { itemSize, MAX_ITEM_SIZE } from '../item-size.ts'
import { refuseDepth } from '../read-value.ts'
import { invalid, Refusal } from '../refusal.ts'
import type { Table } from '../table.ts'
import type { TransactedWrite } from '../transaction-commit.ts'
import { checkActions, checkUpdatedItem, refuseEmptyIndexUpdates } from '../update-checks.ts'
import { conditionFailed, refuseUnmet } from '../writes.ts'
import type { BoundWrite, Write } from '../writes.ts'
import { actionsOf } from './changes.ts'
import { keyedBy } from './conjuncts.ts'
import type { Keyed } from './conjuncts.ts'
import type { Delete, Exists, Insert, Statement, Term, Update } from './syntax.ts'
import { namedSource } from './table-source.ts'
import { itemOf } from './term-value.ts'
import type { Parameters } from './term-value.ts'
import { conditionOf } from './where.ts'

/** A statement that writes, or checks a condition in a transaction of writes. */
export type Writing = Exclude<Statement, { kind: 'select' }>

interface Options {
  parameters: Parameters
  /** `ReturnValuesOnConditionCheckFailure`. */
  onFailure: string | undefined
}

/** What a statement writes. Throws AWS's `ValidationException`. */
export function writeOf(statement: Writing, options: Options): TransactedWrite {
  switch (statement.kind) {
    case 'insert':
      return insertOf(statement, options)
    case 'update':
      return updateOf(statement, options)
    case 'delete':
      return deleteOf(statement, options)
    case 'exists':
      return checkOf(statement, options)
  }
}

function insertOf(
  { source, item: term }: Insert,
  { parameters, onFailure }: Options,
): TransactedWrite {
  if (source.components.length > 1) {
    throw invalid(
      'FROM clause may only contain a single table name in data manipulation statements',
    )
  }
  const { table: tableName } = namedSource(source)
  const item = itemOf(term, parameters)
  refuseDepth(item)
  if (itemSize(item) > MAX_ITEM_SIZE) {
    throw invalid('Item size has exceeded the maximum allowed size')
  }
  const next = (current: Readonly<Item> | undefined) => {
    if (!current) return item
    throw new Refusal('DuplicateItemException', 'Duplicate primary key exists in table', {
      data: onFailure === 'ALL_OLD' ? conditionFailed(current).data : {},
    })
  }
  const write: Write = {
    refuseEmptyKeys: (table) => {
      refuseEmptyKeys(table, item)
      refuseEmptyIndexKeys(table, item)
    },
    bind: (table) => ({ table, position: itemPosition(table, item), key: item, next }),
  }
  return { tableName, write }
}

function updateOf(statement: Update, options: Options): TransactedWrite {
  const tableName = tableOf(statement)
  const actions = actionsOf(statement.changes, options.parameters)
  const condition = conditionIn(statement.where, options.parameters)
  const write = keyedWrite(condition, {
    alsoRefuse: (table) => refuseEmptyIndexUpdates(table, actions),
    bind: (table, keyed) => {
      checkActions(table, actions)
      return (current) => {
        // An update of what is not there fails; it makes no item as UpdateItem does.
        if (!current) throw conditionFailed()
        refuseUnmet(current, keyed.rest, options.onFailure)
        const item = applyUpdate(current, actions)
        checkUpdatedItem(table, item, actions)
        return item
      }
    },
  })
  return { tableName, write }
}

function deleteOf(statement: Delete, options: Options): TransactedWrite {
  const tableName = tableOf(statement)
  const { returning } = statement
  if (returning && (returning.which !== 'ALL' || returning.when !== 'OLD')) {
    throw invalid(
      `Invalid returning clause: RETURNING ${returning.which} ${returning.when} *. ` +
        'Only RETURNING ALL OLD * is allowed in DELETE statements.',
    )
  }
  const condition = conditionIn(statement.where, options.parameters)
  const write = keyedWrite(condition, {
    bind: (_, keyed) => (current) => {
      // What is not there is deleted already, whatever else was asked.
      if (current) refuseUnmet(current, keyed.rest, options.onFailure)
      return undefined
    },
  })
  return { tableName, write }
}

function checkOf({ select }: Exists, options: Options): TransactedWrite {
  const { table: tableName, index } = namedSource(select.source)
  if (index !== undefined) {
    throw invalid('Operations on indices are not supported in transactions')
  }
  const condition = conditionIn(select.where, options.parameters)
  const needed = 'EXISTS() must contain a single item read with additional condition'
  const write = keyedWrite(condition, {
    incomplete: needed,
    bind: (_, keyed) => {
      if (!keyed.rest) throw invalid(needed)
      return (current) => {
        refuseUnmet(current, keyed.rest, options.onFailure)
        return current
      }
    },
  })
  return { tableName, write }
}

interface KeyedSteps {
  alsoRefuse?: (table: Table) => void
  bind(table: Table, keyed: Keyed): BoundWrite['next']
  /** What is said of a condition without a key. */
  incomplete?: string
}

/** A write of the item whose key the condition names. */
function keyedWrite(condition: Condition | undefined, steps: KeyedSteps): Write {
  const { incomplete = NO_KEY, alsoRefuse, bind } = steps
  const keyedIn = (table: Table) => {
    const keyed = keyedBy(condition, table.keyNames)
    if (keyed) return keyed
    throw invalid(incomplete)
  }
  return {
    refuseEmptyKeys: (table) => {
      refuseEmptyKeys(table, keyedIn(table).key)
      alsoRefuse?.(table)
    },
    bind: (table) => {
      const keyed = keyedIn(table)
      const { key } = keyed
      return { table, position: keyPosition(table, key), key, next: bind(table, keyed) }
    },
  }
}

const NO_KEY = 'Where clause does not contain a mandatory equality on all key attributes'

function tableOf({ source }: Update | Delete): string {
  const { table, index } = namedSource(source)
  if (index !== undefined) throw invalid('This operation is not supported on an index')
  return table
}

function conditionIn(where: Term | undefined, parameters: Parameters): Condition | undefined {
  return where && conditionOf(where, parameters)
}
