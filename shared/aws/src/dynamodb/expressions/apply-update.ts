import { bytesText, cloneItem, typeOf } from '../attribute-value.ts'
import type { AttributeValue, Item } from '../attribute-value.ts'
import { addNumbers, subtractNumbers } from '../numbers.ts'
import { invalid } from '../refusal.ts'
import { valueAt } from './paths.ts'
import type { Path } from './paths.ts'
import type { Assigned, UpdateAction } from './update.ts'

/**
 * The item that the actions make of `item`, which stays as it is: every action sees the item as it
 * was before any of them. Throws AWS's `ValidationException` if one does not fit the item.
 */
export function applyUpdate(item: Readonly<Item>, actions: readonly UpdateAction[]): Item {
  const values = actions.map((action) => newValue(item, action))
  const draft = new Draft(item)
  for (const [index, { path }] of actions.entries()) draft.place(path, values[index])
  return draft.finish()
}

/** The value that an action puts at its path; undefined to take it away. */
function newValue(item: Readonly<Item>, action: UpdateAction): AttributeValue | undefined {
  switch (action.kind) {
    case 'set':
      return assignedValue(item, action.value)
    case 'remove':
      return undefined
    case 'add':
      return sum(valueAt(item, action.path), action.value)
    case 'delete':
      return difference(valueAt(item, action.path), action.value)
  }
}

function assignedValue(item: Readonly<Item>, assigned: Assigned): AttributeValue {
  switch (assigned.kind) {
    case 'literal':
      return assigned.value
    case 'path': {
      const value = valueAt(item, assigned.path)
      if (value) return value
      throw invalid(
        'The provided expression refers to an attribute that does not exist in the item',
      )
    }
    case 'if_not_exists':
      return valueAt(item, assigned.path) ?? assignedValue(item, assigned.otherwise)
    case 'list_append': {
      const left = assignedValue(item, assigned.left)
      const right = assignedValue(item, assigned.right)
      if (left.L === undefined || right.L === undefined) throw wrongType()
      return { L: [...left.L, ...right.L] }
    }
    case 'arithmetic': {
      const left = assignedValue(item, assigned.left)
      const right = assignedValue(item, assigned.right)
      if (left.N === undefined || right.N === undefined) throw wrongType()
      const calculate = assigned.operator === '+' ? addNumbers : subtractNumbers
      return { N: calculate(left.N, right.N) }
    }
  }
}

function sum(value: AttributeValue | undefined, added: AttributeValue): AttributeValue {
  if (value === undefined) return added
  if (typeOf(value) !== typeOf(added)) throw wrongType()
  if (value.N !== undefined) return { N: addNumbers(value.N, added.N as string) }
  if (value.SS !== undefined) return { SS: [...new Set([...value.SS, ...(added.SS ?? [])])] }
  if (value.NS !== undefined) return { NS: [...new Set([...value.NS, ...(added.NS ?? [])])] }
  const present = new Set(value.BS?.map(bytesText))
  const fresh = added.BS?.filter((bytes) => !present.has(bytesText(bytes))) ?? []
  return { BS: [...(value.BS ?? []), ...fresh] }
}

/** A set without some elements; no value at all when none is left. */
function difference(
  value: AttributeValue | undefined,
  removed: AttributeValue,
): AttributeValue | undefined {
  if (value === undefined) return undefined
  if (typeOf(value) !== typeOf(removed)) throw wrongType()
  if (value.SS !== undefined) {
    const SS = without(value.SS, removed.SS)
    return SS.length > 0 ? { SS } : undefined
  }
  if (value.NS !== undefined) {
    const NS = without(value.NS, removed.NS)
    return NS.length > 0 ? { NS } : undefined
  }
  const gone = new Set(removed.BS?.map(bytesText))
  const BS = value.BS?.filter((bytes) => !gone.has(bytesText(bytes))) ?? []
  return BS.length > 0 ? { BS } : undefined
}

function without(elements: readonly string[], removed: readonly string[] = []): string[] {
  const gone = new Set(removed)
  return elements.filter((element) => !gone.has(element))
}

/** What DynamoDB says of an operand of a type that the item's attribute does not go with. */
export const WRONG_OPERAND = 'An operand in the update expression has an incorrect data type'

function wrongType(): Error {
  return invalid(WRONG_OPERAND)
}

/** A list being changed: removed elements leave holes, so that indexes keep their meaning. */
type Slots = (AttributeValue | undefined)[]

/** A copy of an item that takes new values at paths. */
class Draft {
  readonly #item: Item
  readonly #lists = new Map<AttributeValue[], Slots>()

  constructor(item: Readonly<Item>) {
    this.#item = cloneItem(item)
  }

  place(path: Path, value: AttributeValue | undefined) {
    const last = path.at(-1) as string | number
    const parent = this.#container(path.slice(0, -1))
    if (typeof last === 'number') {
      if (parent.L === undefined) throw wrongPath()
      this.#slots(parent.L)[last] = value
    } else {
      if (parent.M === undefined) throw wrongPath()
      if (value === undefined) delete parent.M[last]
      else parent.M[last] = value
    }
  }

  finish(): Item {
    for (const [list, slots] of this.#lists) {
      // Holes close, and values set beyond the end move up to it, in the order of their indexes.
      list.length = 0
      for (const value of Object.values(slots)) if (value) list.push(value)
    }
    return this.#item
  }

  #container(path: Path): AttributeValue {
    let value: AttributeValue | undefined = { M: this.#item }
    for (const step of path) {
      value = typeof step === 'number' ? value.L?.[step] : value.M?.[step]
      if (value === undefined) throw wrongPath()
    }
    return value
  }

  #slots(list: AttributeValue[]): Slots {
    const slots = this.#lists.get(list) ?? [...list]
    this.#lists.set(list, slots)
    return slots
  }
}

function wrongPath(): Error {
  return invalid('The document path provided in the update expression is invalid for update')
}
