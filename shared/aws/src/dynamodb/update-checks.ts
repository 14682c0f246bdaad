import { typeOf } from './attribute-value.ts'
import type { AttributeValue, Item, ValueType } from './attribute-value.ts'
import type { Path } from './expressions/paths.ts'
import type { Assigned, UpdateAction } from './expressions/update.ts'
import {
  checkIndexKeys,
  emptiness,
  indexKeys,
  refuseKeyUpdates,
  refuseNestedKeys,
} from './item-keys.ts'
import { itemSize, MAX_ITEM_SIZE } from './item-size.ts'
import { refuseDepth } from './read-value.ts'
import { invalid, invalidParameter } from './refusal.ts'
import type { Table } from './table.ts'

/** Throws if an update fits the table's keys in no item. */
export function checkActions(table: Table, actions: readonly UpdateAction[]): void {
  refuseKeyUpdates(table, actions)
  checkIndexUpdates(table, actions)
  refuseNestedKeys(table, actions.flatMap(pathsOf))
}

/** Throws if what an update has made cannot be an item of the table. */
export function checkUpdatedItem(
  table: Table,
  item: Readonly<Item>,
  actions: readonly UpdateAction[],
): void {
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

/** Throws if an update spells out an empty value for the key of an index. */
export function refuseEmptyIndexUpdates(table: Table, actions: readonly UpdateAction[]): void {
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
      const actual = assignedType(action)
      if (action.path[0] !== name || actual === undefined || actual === type) continue
      throw invalidParameter(
        `Type mismatch for Index Key ${name} Expected: ${type} Actual: ${actual} IndexName: ${index.name}`,
      )
    }
  }
}

/** The type that an attribute has after an action on it as a whole, where that is known. */
function assignedType(action: UpdateAction): ValueType | undefined {
  const value = literalOf(action)
  if (value) return typeOf(value)
  if (action.kind !== 'set' || action.path.length > 1) return undefined
  if (action.value.kind === 'arithmetic') return 'N'
  return action.value.kind === 'list_append' ? 'L' : undefined
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

/** The paths that an action changes or reads. */
function pathsOf(action: UpdateAction): Path[] {
  return action.kind === 'set' ? [action.path, ...assignedPaths(action.value)] : [action.path]
}

function assignedPaths(assigned: Assigned): Path[] {
  switch (assigned.kind) {
    case 'literal':
      return []
    case 'path':
      return [assigned.path]
    case 'if_not_exists':
      return [assigned.path, ...assignedPaths(assigned.otherwise)]
    case 'arithmetic':
    case 'list_append':
      return [...assignedPaths(assigned.left), ...assignedPaths(assigned.right)]
  }
}
