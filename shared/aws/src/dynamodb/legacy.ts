// Longer than most: all of the older parameters, each turned into what its expression would be.
import type {
  AttributeValueUpdate,
  Condition as LegacyCondition,
  ExpectedAttributeValue,
} from '@aws-sdk/client-dynamodb'
import { typeOf } from './attribute-value.ts'
import { compareValues } from './compare-values.ts'
import { readValue } from './read-value.ts'
import type { AttributeValue, ValueType } from './attribute-value.ts'
import type { Condition } from './expressions/condition.ts'
import type { KeyOperator, KeyTest } from './expressions/key-condition.ts'
import type { Path } from './expressions/paths.ts'
import type { Assigned, UpdateAction } from './expressions/update.ts'
import { invalid, invalidParameter } from './refusal.ts'

interface ConditionInput {
  Expected?: Record<string, ExpectedAttributeValue> | undefined
  ConditionalOperator?: string | undefined
}

/** The condition that `Expected` and `ConditionalOperator` mean (AWS: "Legacy conditional parameters"). */
export function legacyCondition(input: ConditionInput): Condition | undefined {
  const expected = Object.entries(input.Expected ?? {})
  const conditions = expected.map(([attribute, test]) => expectation(attribute, test))
  return combine(conditions, input.ConditionalOperator)
}

/** The condition that `QueryFilter` or `ScanFilter` means. */
export function legacyFilter(
  filter: Record<string, LegacyCondition> | undefined,
  operator: string | undefined,
): Condition | undefined {
  const conditions = Object.entries(filter ?? {}).map(([attribute, test]) =>
    comparison(attribute, test.ComparisonOperator ?? '', readArguments(test)),
  )
  return combine(conditions, operator)
}

/** What `KeyConditions` asks of each key attribute. */
export function legacyKeyTests(conditions: Record<string, LegacyCondition>): Map<string, KeyTest> {
  return new Map(
    Object.entries(conditions).map(([attribute, condition]) => {
      const values = readArguments(condition)
      const operator = KEY_OPERATORS[condition.ComparisonOperator ?? '']
      return [attribute, { operator: operator ?? 'other', values }]
    }),
  )
}

/** The paths that `AttributesToGet` means. Throws for a name that stands twice. */
export function legacyProjection(names: readonly string[] | undefined): Path[] | undefined {
  const twice = names?.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) {
    throw invalidParameter(`Duplicate value in attribute name: ${twice}`)
  }
  return names?.map((name) => [name])
}

/** The actions that `AttributeUpdates` means. */
export function legacyUpdate(updates: Record<string, AttributeValueUpdate> | undefined): {
  actions: UpdateAction[]
  /** True if they make no item where there is none (SDK text of AttributeUpdates, DELETE). */
  onlyDeletes: boolean
} {
  const entries = Object.entries(updates ?? {})
  return {
    actions: entries.map(([attribute, update]) => action(attribute, update)),
    onlyDeletes: entries.length > 0 && entries.every(([, { Action }]) => Action === 'DELETE'),
  }
}

const KEY_OPERATORS: Readonly<Record<string, KeyOperator>> = {
  EQ: '=',
  LT: '<',
  LE: '<=',
  GT: '>',
  GE: '>=',
  BETWEEN: 'between',
  BEGINS_WITH: 'begins_with',
}

const TESTS = {
  EQ: '=',
  NE: '<>',
  LT: '<',
  LE: '<=',
  GT: '>',
  GE: '>=',
  BETWEEN: 'between',
  IN: 'in',
  BEGINS_WITH: 'begins_with',
  CONTAINS: 'contains',
} as const

const ORDERED: readonly ValueType[] = ['S', 'N', 'B']

/** The types that comparisons take; those that are not here take all. */
const ARGUMENT_TYPES: Readonly<Record<string, readonly ValueType[]>> = {
  LT: ORDERED,
  LE: ORDERED,
  GT: ORDERED,
  GE: ORDERED,
  IN: ORDERED,
  BETWEEN: ORDERED,
  BEGINS_WITH: ['S', 'B'],
  CONTAINS: [...ORDERED, 'BOOL', 'NULL'],
  NOT_CONTAINS: [...ORDERED, 'BOOL', 'NULL'],
}

const ARGUMENT_COUNTS: Readonly<Record<string, number>> = { NULL: 0, NOT_NULL: 0, BETWEEN: 2 }

function action(attribute: string, { Action = 'PUT', Value }: AttributeValueUpdate): UpdateAction {
  const path = [attribute]
  if (Value === undefined) {
    if (Action === 'DELETE') return { kind: 'remove', path }
    throw invalidParameter('Only DELETE action is allowed when no attribute value is specified')
  }
  const value = readValue(Value)
  const type = typeOf(value)
  if (Action === 'PUT') return { kind: 'set', path, value: { kind: 'literal', value } }
  if (['SS', 'NS', 'BS'].includes(type))
    return { kind: Action === 'ADD' ? 'add' : 'delete', path, value }
  if (Action === 'DELETE') {
    throw invalidParameter(`DELETE action with value is not supported for the type ${type}`)
  }
  if (type === 'N') return { kind: 'add', path, value }
  if (type !== 'L') throw invalidParameter(`ADD action is not supported for the type ${type}`)
  const otherwise: Assigned = { kind: 'literal', value: { L: [] } }
  const left: Assigned = { kind: 'if_not_exists', path, otherwise }
  return {
    kind: 'set',
    path,
    value: { kind: 'list_append', left, right: { kind: 'literal', value } },
  }
}

function expectation(attribute: string, test: ExpectedAttributeValue): Condition {
  const { Value, Exists, ComparisonOperator, AttributeValueList } = test
  const suffix = `for Attribute: ${attribute}`
  if (AttributeValueList && Value) {
    throw invalidParameter(`Value and AttributeValueList cannot be used together ${suffix}`)
  }
  if (ComparisonOperator) {
    if (Exists !== undefined) {
      throw invalidParameter(`Exists and ComparisonOperator cannot be used together ${suffix}`)
    }
    const list = AttributeValueList ?? (Value ? [Value] : [])
    if (!AttributeValueList && !Value && ARGUMENT_COUNTS[ComparisonOperator] !== 0) {
      throw invalidParameter(
        `Value or AttributeValueList must be used with ComparisonOperator: ${ComparisonOperator} ${suffix}`,
      )
    }
    return comparison(
      attribute,
      ComparisonOperator,
      readArguments({ ComparisonOperator, AttributeValueList: list }),
    )
  }
  if (AttributeValueList) {
    throw invalidParameter(
      `AttributeValueList can only be used with a ComparisonOperator ${suffix}`,
    )
  }
  if (Exists === false) {
    if (Value) throw invalidParameter(`Value cannot be used when Exists is false ${suffix}`)
    return comparison(attribute, 'NULL', [])
  }
  if (!Value) {
    throw invalidParameter(`Value must be provided when Exists is ${Exists ?? 'null'} ${suffix}`)
  }
  return comparison(attribute, 'EQ', [readValue(Value)])
}

/** Of IN, as in expressions; of the older parameters AWS documents no limit. */
const MAX_OPERANDS = 100

function readArguments(condition: LegacyCondition): AttributeValue[] {
  const operator = condition.ComparisonOperator ?? ''
  const values = (condition.AttributeValueList ?? []).map((value) => readValue(value))
  const expected = ARGUMENT_COUNTS[operator] ?? 1
  const fits =
    operator === 'IN'
      ? values.length > 0 && values.length <= MAX_OPERANDS
      : values.length === expected
  if (!fits) {
    throw invalidParameter(`Invalid number of argument(s) for the ${operator} ComparisonOperator`)
  }
  const [first, second] = values
  if (first && values.some((value) => typeOf(value) !== typeOf(first))) {
    throw invalidParameter('AttributeValues inside AttributeValueList must be of same type')
  }
  const taken = first && ARGUMENT_TYPES[operator]
  if (taken && !taken.includes(typeOf(first))) {
    throw invalidParameter(
      `ComparisonOperator ${operator} is not valid for ${typeOf(first)} AttributeValue type`,
    )
  }
  if (operator === 'BETWEEN' && first && second && (compareValues(first, second) ?? 0) > 0) {
    throw invalid(
      'The BETWEEN condition was provided a range where the lower bound is greater than the upper bound',
    )
  }
  return values
}

function comparison(attribute: string, operator: string, values: AttributeValue[]): Condition {
  const subject = { kind: 'path', path: [attribute] } as const
  const operands = [subject, ...values.map((value) => ({ kind: 'literal', value }) as const)]
  switch (operator) {
    case 'NULL':
      return { kind: 'test', test: 'attribute_not_exists', operands: [subject] }
    case 'NOT_NULL':
      return { kind: 'test', test: 'attribute_exists', operands: [subject] }
    case 'NOT_CONTAINS':
      return { kind: 'not', condition: { kind: 'test', test: 'contains', operands } }
    default: {
      const test = TESTS[operator as keyof typeof TESTS]
      if (!test) throw invalidParameter(`Unknown ComparisonOperator: ${operator}`)
      return { kind: 'test', test, operands }
    }
  }
}

function combine(conditions: Condition[], operator: string | undefined): Condition | undefined {
  const kind = operator === 'OR' ? 'or' : 'and'
  const [first, ...others] = conditions
  return others.reduce<Condition | undefined>((left, right) => left && { kind, left, right }, first)
}
