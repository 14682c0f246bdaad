import { typeOf } from './attribute-value.ts'
import type { AttributeValue, Item } from './attribute-value.ts'
import type { Path } from './expressions/paths.ts'
import type { KeyAttribute } from './key-encoding.ts'
import { invalid, invalidParameter } from './refusal.ts'
import type { Table, TableIndex } from './table.ts'

/** AWS: "Service quotas", Partition keys and sort keys. */
const MAX_HASH_BYTES = 2048
const MAX_RANGE_BYTES = 1024

/** The place of an item by its key. Throws AWS's `ValidationException` if the key does not fit. */
export function keyPosition(table: Table, key: Readonly<Item>): string {
  if (Object.keys(key).length !== table.keyNames.length) throw schemaMismatch()
  refuseKeyMismatch(table, key)
  refuseEmptyKeys(table, key)
  checkKeySizes(key, table.key)
  return table.items.position(key) as string
}

/** Throws, as for a key, if an item lacks a key attribute or has one of another type. */
export function refuseKeyMismatch(table: Table, item: Readonly<Item>): void {
  const attributes = [...table.key.hash, ...table.key.range]
  const fits = attributes.every(({ name, type }) => item[name]?.[type] !== undefined)
  if (!fits) throw schemaMismatch()
}

/** The place where an item belongs. Throws AWS's `ValidationException` if it lacks a proper key. */
export function itemPosition(table: Table, item: Readonly<Item>): string {
  for (const { name, type } of [...table.key.hash, ...table.key.range]) {
    const value = item[name]
    if (!value) throw invalidParameter(`Missing the key ${name} in the item`)
    if (value[type] === undefined) {
      throw invalidParameter(
        `Type mismatch for key ${name} expected: ${type} actual: ${typeOf(value)}`,
      )
    }
  }
  refuseEmptyKeys(table, item)
  checkKeySizes(item, table.key)
  checkIndexKeys(table, item)
  return table.items.position(item) as string
}

/** Throws if a key attribute is empty; DynamoDB looks for that before anything else of a key. */
export function refuseEmptyKeys(table: Table, item: Readonly<Item>): void {
  for (const { name } of [...table.key.hash, ...table.key.range]) {
    const empty = emptiness(item[name])
    if (!empty) continue
    throw invalid(
      'One or more parameter values are not valid. ' +
        `The AttributeValue for a key attribute cannot contain an empty ${empty} value. Key: ${name}`,
    )
  }
}

/** Throws if an item to be put has an empty value for the key of an index. */
export function refuseEmptyIndexKeys(table: Table, item: Readonly<Item>): void {
  for (const [index, { name }] of indexKeys(table)) {
    const empty = emptiness(item[name])
    if (!empty) continue
    throw invalid(
      'One or more parameter values are not valid. A value specified for a secondary index key is not supported. ' +
        `The AttributeValue for a key attribute cannot contain an empty ${empty} value. ` +
        `IndexName: ${index.name}, IndexKey: ${name}`,
    )
  }
}

/** Throws if an attribute that is the key of an index has another type than the index asks for. */
export function checkIndexKeys(table: Table, item: Readonly<Item>): void {
  for (const [index, { name, type }] of indexKeys(table)) {
    const value = item[name]
    if (value && value[type] === undefined) {
      throw invalidParameter(
        `Type mismatch for Index Key ${name} Expected: ${type} Actual: ${typeOf(value)} IndexName: ${index.name}`,
      )
    }
  }
  refuseEmptyIndexKeys(table, item)
  for (const { data } of table.indexes.values()) checkKeySizes(item, data.definition.key)
}

/** Refuses to change the key, which says which item it is. */
export function refuseKeyUpdates(table: Table, actions: readonly { path: Path }[]): void {
  const name = table.keyNames.find((key) => actions.some(({ path }) => path[0] === key))
  if (name === undefined) return
  throw invalidParameter(`Cannot update attribute ${name}. This attribute is part of the key`)
}

/** Refuses paths into a key attribute, which is always a scalar. */
export function refuseNestedKeys(table: Table, paths: readonly Path[]): void {
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

/** The key attributes of all indexes, in the order in which DynamoDB complains: by index name. */
export function indexKeys(table: Table): [TableIndex, KeyAttribute][] {
  const indexes = [...table.indexes.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  return indexes.flatMap((index) => {
    const { hash, range } = index.data.definition.key
    return [...hash, ...range].map((attribute): [TableIndex, KeyAttribute] => [index, attribute])
  })
}

/** Which kind of empty value this is, if it is one that no key may have. */
export function emptiness(value: AttributeValue | undefined): 'string' | 'binary' | undefined {
  if (value?.S === '') return 'string'
  return value?.B?.byteLength === 0 ? 'binary' : undefined
}

/** The error for a batch that names one item twice. */
export function duplicateKeys(): Error {
  return invalid('Provided list of item keys contains duplicates')
}

function schemaMismatch(): Error {
  return invalid('The provided key element does not match the schema')
}

function checkKeySizes(item: Readonly<Item>, key: Table['key']) {
  if (bytesOf(item, key.hash) > MAX_HASH_BYTES) {
    // AWS's own words, missing space included.
    throw invalidParameter('Size of hashkey has exceeded the maximum size limit of2048 bytes')
  }
  if (bytesOf(item, key.range) > MAX_RANGE_BYTES) {
    throw invalidParameter(
      'Aggregated size of all range keys has exceeded the size limit of 1024 bytes',
    )
  }
}

function bytesOf(item: Readonly<Item>, attributes: readonly KeyAttribute[]): number {
  let bytes = 0
  for (const { name } of attributes) {
    const { S, B } = item[name] ?? {}
    bytes += S === undefined ? (B?.byteLength ?? 0) : Buffer.byteLength(S, 'utf8')
  }
  return bytes
}
