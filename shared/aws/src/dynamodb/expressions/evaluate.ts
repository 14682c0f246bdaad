import { bytesText, typeOf } from '../attribute-value.ts'
import { compareValues, valuesEqual } from '../compare-values.ts'
import type { AttributeValue, Item } from '../attribute-value.ts'
import type { Condition } from './condition.ts'
import { operandValue } from './operands.ts'

/** True if the item (an empty one, where there is none) meets the condition. */
export function meets(item: Readonly<Item>, condition: Condition): boolean {
  switch (condition.kind) {
    case 'and':
      return meets(item, condition.left) && meets(item, condition.right)
    case 'or':
      return meets(item, condition.left) || meets(item, condition.right)
    case 'not':
      return !meets(item, condition.condition)
    case 'test': {
      const values = condition.operands.map((operand) => operandValue(operand, item))
      return passes(condition, values)
    }
  }
}

type Test = Extract<Condition, { kind: 'test' }>
type MaybeValue = AttributeValue | undefined

function passes({ test }: Test, [value, ...others]: MaybeValue[]): boolean {
  const [first, second] = others
  switch (test) {
    case 'attribute_exists':
      return value !== undefined
    case 'attribute_not_exists':
      return value === undefined
    case 'attribute_type':
      return value !== undefined && typeOf(value) === first?.S
    case 'begins_with':
      return beginsWith(value, first)
    case 'contains':
      return contains(value, first)
    case '=':
      return equal(value, first)
    case '<>':
      // An attribute that is not there equals nothing.
      return !equal(value, first)
    case 'in':
      return others.some((choice) => equal(value, choice))
    case '<':
      return ordered(value, first, (order) => order < 0)
    case '<=':
      return ordered(value, first, (order) => order <= 0)
    case '>':
      return ordered(value, first, (order) => order > 0)
    case '>=':
      return ordered(value, first, (order) => order >= 0)
    case 'between':
      return (
        ordered(value, first, (order) => order >= 0) &&
        ordered(value, second, (order) => order <= 0)
      )
  }
}

function equal(left: MaybeValue, right: MaybeValue): boolean {
  return left !== undefined && right !== undefined && valuesEqual(left, right)
}

function ordered(left: MaybeValue, right: MaybeValue, fits: (order: number) => boolean): boolean {
  const order = left && right && compareValues(left, right)
  return order !== undefined && fits(order)
}

function beginsWith(value: MaybeValue, prefix: MaybeValue): boolean {
  if (value?.S !== undefined && prefix?.S !== undefined) return value.S.startsWith(prefix.S)
  if (value?.B === undefined || prefix?.B === undefined) return false
  return bytesText(value.B).startsWith(bytesText(prefix.B))
}

function contains(value: MaybeValue, part: MaybeValue): boolean {
  if (value === undefined || part === undefined) return false
  if (value.L !== undefined) return value.L.some((element) => valuesEqual(element, part))
  if (part.S !== undefined) return value.S?.includes(part.S) ?? value.SS?.includes(part.S) ?? false
  if (part.N !== undefined) return value.NS?.includes(part.N) ?? false
  if (part.B === undefined) return false
  const bytes = bytesText(part.B)
  if (value.B !== undefined) return bytesText(value.B).includes(bytes)
  return value.BS?.some((element) => bytesText(element) === bytes) ?? false
}
