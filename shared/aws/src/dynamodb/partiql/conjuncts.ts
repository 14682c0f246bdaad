import type { AttributeValue, Item } from '../attribute-value.ts'
import { emptyItem } from '../attribute-value.ts'
import type { Condition } from '../expressions/condition.ts'
import type { KeyOperator, KeyTest } from '../expressions/key-condition.ts'
import { invalid } from '../refusal.ts'

/** The conditions of which a condition is the conjunction. */
export function conjuncts(condition: Condition | undefined): Condition[] {
  if (!condition) return []
  if (condition.kind !== 'and') return [condition]
  return [...conjuncts(condition.left), ...conjuncts(condition.right)]
}

/** The conjunction of conditions; undefined for none. */
export function conjunction(conditions: readonly Condition[]): Condition | undefined {
  const [first, ...others] = conditions
  return others.reduce<Condition | undefined>(
    (left, right) => left && { kind: 'and', left, right },
    first,
  )
}

const KEY_OPERATORS = new Set<string>(['=', '<', '<=', '>', '>=', 'between', 'begins_with'])

/** What a condition asks of this attribute, if it is a condition that a sorted key can answer. */
export function keyTestOf(condition: Condition, attribute: string): KeyTest | undefined {
  if (condition.kind !== 'test' || !KEY_OPERATORS.has(condition.test)) return undefined
  const [subject, ...others] = condition.operands
  if (subject?.kind !== 'path' || subject.path.length > 1 || subject.path[0] !== attribute) {
    return undefined
  }
  const values = others.flatMap((operand) => (operand.kind === 'literal' ? [operand.value] : []))
  if (values.length < others.length) return undefined
  return { operator: condition.test as KeyOperator, values }
}

/** The values one of which a condition wants this attribute to have; undefined if it does not. */
export function wantedValues(
  condition: Condition,
  attribute: string,
): AttributeValue[] | undefined {
  if (condition.kind === 'or') {
    const left = wantedValues(condition.left, attribute)
    const right = left && wantedValues(condition.right, attribute)
    return right && [...left, ...right]
  }
  if (condition.kind === 'test' && condition.test === 'in') {
    const [subject, ...choices] = condition.operands
    if (subject?.kind !== 'path' || subject.path.length > 1 || subject.path[0] !== attribute) {
      return undefined
    }
    const values = choices.flatMap((choice) => (choice.kind === 'literal' ? [choice.value] : []))
    return values.length === choices.length ? values : undefined
  }
  const test = keyTestOf(condition, attribute)
  return test?.operator === '=' ? test.values : undefined
}

/** A condition split into the key that it names and what else it asks. */
export interface Keyed {
  key: Item
  rest: Condition | undefined
}

/**
 * Takes the key out of a condition. Undefined if it does not ask each key attribute to equal a
 * value; throws if it asks twice.
 */
export function keyedBy(
  condition: Condition | undefined,
  keyNames: readonly string[],
): Keyed | undefined {
  const key = emptyItem()
  const rest: Condition[] = []
  for (const part of conjuncts(condition)) {
    const name = keyNames.find((attribute) => keyTestOf(part, attribute)?.operator === '=')
    const value = name === undefined ? undefined : keyTestOf(part, name)?.values[0]
    if (name === undefined || !value) {
      rest.push(part)
      continue
    }
    if (key[name]) {
      throw invalid(
        `Multiple conditions on same key ${name}. Only single item Update/Insert/Delete are supported`,
      )
    }
    key[name] = value
  }
  if (keyNames.some((name) => !key[name])) return undefined
  return { key, rest: conjunction(rest) }
}
