import type { QueryInput, ScanInput } from '@aws-sdk/client-dynamodb'
import { emptyItem } from './attribute-value.ts'
import type { AttributeValue, Item } from './attribute-value.ts'
import { emptiness, keyPosition } from './item-keys.ts'
import type { KeyAttribute } from './key-encoding.ts'
import type { Source } from './page.ts'
import { readItem } from './read-value.ts'
import { invalid, reworded } from './refusal.ts'

const INVALID = 'The provided starting key is invalid'
const MISMATCH = 'The provided key element does not match the schema'

/** Takes `ExclusiveStartKey` out of a request. */
export function readStartKey({ ExclusiveStartKey }: QueryInput | ScanInput): Item | undefined {
  return (
    ExclusiveStartKey &&
    reworded(
      () => readItem(ExclusiveStartKey),
      // Of values that are wrong in themselves AWS says only what is wrong.
      (message) => (message.startsWith('Supplied') ? `${INVALID}: ${message}` : message),
    )
  )
}

/** Throws if a start key has more or fewer attributes than the keys of the table and the index. */
export function refuseStartCount(
  { table, index, space }: Source,
  startKey: Item,
  operation: 'Query' | 'Scan',
): void {
  const { hash, range } = space.key
  const names = new Set([...table.keyNames, ...[...hash, ...range].map(({ name }) => name)])
  if (Object.keys(startKey).length === names.size) return
  throw invalid(index || operation === 'Query' ? INVALID : `${INVALID}: ${MISMATCH}`)
}

/** Throws if a start key lacks an attribute of the key that is read by, or has a wrong one. */
export function checkStartAttribute(startKey: Item, { name, type }: KeyAttribute): void {
  const value = startKey[name]
  if (!value) throw invalid(INVALID)
  if (value[type] === undefined) throw invalid(MISMATCH)
  const empty = emptiness(value)
  if (!empty) return
  throw invalid(
    'One or more parameter values are not valid. ' +
      `The AttributeValue for a key attribute cannot contain an empty ${empty} value. Key: ${name}`,
  )
}

/** Throws if a start key has no key of the table in it. */
export function refuseStartMismatch({ table }: Source, startKey: Item): void {
  const tableKey = emptyItem()
  for (const name of table.keyNames) tableKey[name] = startKey[name] as AttributeValue
  reworded(
    () => keyPosition(table, tableKey),
    (message) => `${INVALID}: ${message}`,
  )
}

/** The position that a start key stands for, which has been checked before. */
export function startPosition({ space }: Source, startKey: Item): string {
  const position = space.position(startKey)
  if (position === undefined) throw invalid(INVALID)
  return position
}
