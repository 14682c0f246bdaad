import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { setMember } from '../set-member.ts'

export type { AttributeValue }

/** An item, or a part of one. Inside the fake it has no prototype and is never changed. */
export type Item = Record<string, AttributeValue>

export type ScalarType = 'S' | 'N' | 'B'

/** DynamoDB's name of a value's type. */
export type ValueType = ScalarType | 'BOOL' | 'NULL' | 'SS' | 'NS' | 'BS' | 'L' | 'M'

/** The type of a value that `readValue` has accepted. */
export function typeOf(value: AttributeValue): ValueType {
  for (const type in value) {
    if (value[type as keyof AttributeValue] !== undefined) return type as ValueType
  }
  throw new TypeError('An attribute value without a type')
}

/** An empty item in which every attribute name is an ordinary one, `__proto__` too. */
export function emptyItem(): Item {
  return Object.create(null) as Item
}

/** A deep copy for the caller, who may do with it what he likes: ordinary objects. */
export function copyItem(item: Readonly<Item>): Item {
  return copyMap(item, () => ({}))
}

/** A deep copy to work on inside the fake. */
export function cloneItem(item: Readonly<Item>): Item {
  return copyMap(item, emptyItem)
}

/**
 * An item of a state that was written down, as items are inside the fake. What was one item is one
 * again.
 */
export function revivedItem(read: Readonly<Item>): Readonly<Item> {
  const item = revivedItems.get(read) ?? cloneItem(read)
  revivedItems.set(read, item)
  return item
}

const revivedItems = new WeakMap<Readonly<Item>, Readonly<Item>>()

/** The bytes as a text of one character each: equal texts for equal bytes. */
export function bytesText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

function copyMap(item: Readonly<Item>, empty: () => Item): Item {
  const copy = empty()
  for (const name in item) {
    setMember(copy, name, copyValue(item[name] as AttributeValue, empty))
  }
  return copy
}

function copyValue(value: AttributeValue, empty: () => Item): AttributeValue {
  if (value.B !== undefined) return { B: value.B.slice() }
  if (value.SS !== undefined) return { SS: [...value.SS] }
  if (value.NS !== undefined) return { NS: [...value.NS] }
  if (value.BS !== undefined) return { BS: value.BS.map((bytes) => bytes.slice()) }
  if (value.L !== undefined) return { L: value.L.map((element) => copyValue(element, empty)) }
  if (value.M !== undefined) return { M: copyMap(value.M, empty) }
  return { ...value }
}
