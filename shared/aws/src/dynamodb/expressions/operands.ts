import { typeOf } from '../attribute-value.ts'
import type { AttributeValue, Item, ValueType } from '../attribute-value.ts'
import { valueAt } from './paths.ts'
import type { Path } from './paths.ts'

/** What a condition looks at: an attribute of the item, a given value, or the size of either. */
export type Operand =
  | { kind: 'path'; path: Path }
  | { kind: 'literal'; value: AttributeValue }
  | { kind: 'size'; of: Operand }

/** The operand's value for an item; undefined where the item has none. */
export function operandValue(operand: Operand, item: Readonly<Item>): AttributeValue | undefined {
  switch (operand.kind) {
    case 'path':
      return valueAt(item, operand.path)
    case 'literal':
      return operand.value
    case 'size': {
      const value = operandValue(operand.of, item)
      const size = value && sizeOf(value)
      return size === undefined ? undefined : { N: String(size) }
    }
  }
}

/** The operand's type, if it does not depend on the item. */
export function knownType(operand: Operand): ValueType | undefined {
  if (operand.kind === 'size') return 'N'
  return operand.kind === 'literal' ? typeOf(operand.value) : undefined
}

/** Characters, bytes or elements (AWS: "Comparison operator and function reference", size). */
function sizeOf(value: AttributeValue): number | undefined {
  if (value.S !== undefined) return value.S.length
  if (value.B !== undefined) return value.B.byteLength
  if (value.M !== undefined) return Object.keys(value.M).length
  return (value.SS ?? value.NS ?? value.BS ?? value.L)?.length
}
