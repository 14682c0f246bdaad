import type { AttributeValue } from '../attribute-value.ts'
import { invalid } from '../refusal.ts'
import type { Condition } from './condition.ts'
import type { Operand } from './operands.ts'

/** `other` is what no index can answer. */
export type KeyOperator = '=' | '<' | '<=' | '>' | '>=' | 'between' | 'begins_with' | 'other'

/** What a query asks of one key attribute. */
export interface KeyTest {
  operator: KeyOperator
  values: AttributeValue[]
}

/**
 * What a key condition expression asks of each attribute in it. Throws AWS's errors for conditions
 * that no index can answer; whether the attributes are keys is for the caller to check.
 */
export function keyTests(condition: Condition): Map<string, KeyTest> {
  const tests = new Map<string, KeyTest>()
  collect(condition, tests)
  return tests
}

const REFUSED = new Set<string>([
  '<>',
  'in',
  'attribute_exists',
  'attribute_not_exists',
  'attribute_type',
  'contains',
])

const MIRRORED = { '=': '=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const

function collect(condition: Condition, tests: Map<string, KeyTest>) {
  switch (condition.kind) {
    case 'or':
    case 'not':
      throw invalid(
        `Invalid operator used in KeyConditionExpression: ${condition.kind.toUpperCase()}`,
      )
    case 'and':
      collect(condition.left, tests)
      collect(condition.right, tests)
      return
    case 'test': {
      const [attribute, test] = keyTest(condition)
      if (tests.has(attribute)) {
        throw invalid('KeyConditionExpressions must only contain one condition per key')
      }
      tests.set(attribute, test)
    }
  }
}

function keyTest({ test, operands }: Extract<Condition, { kind: 'test' }>): [string, KeyTest] {
  if (REFUSED.has(test)) {
    const name = test === 'in' ? 'IN' : test
    throw invalid(`Invalid operator used in KeyConditionExpression: ${name}`)
  }
  const operator = test as KeyOperator
  if ((operator === 'between' || operator === 'begins_with') && operands[0]?.kind === 'literal') {
    const name = operator === 'between' ? 'BETWEEN' : operator
    throw invalid(
      `Invalid condition in KeyConditionExpression: ${name} operator must have the key attribute as its first operand`,
    )
  }
  const attribute = attributeOf(operands)
  const values = operands.flatMap((operand) => (operand.kind === 'literal' ? [operand.value] : []))
  const mirrored = operands[0]?.kind === 'literal' && operator in MIRRORED
  return [
    attribute,
    { operator: mirrored ? MIRRORED[operator as keyof typeof MIRRORED] : operator, values },
  ]
}

/** The one attribute in a condition; what is wrong is found from left to right. */
function attributeOf(operands: readonly Operand[]): string {
  let attribute: string | undefined
  for (const operand of operands) {
    if (operand.kind === 'size') {
      throw invalid('KeyConditionExpressions cannot contain nested operations')
    }
    if (operand.kind === 'literal') continue
    if (attribute !== undefined) {
      throw invalid(
        'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition',
      )
    }
    if (operand.path.length > 1) {
      throw invalid('KeyConditionExpressions cannot have conditions on nested attributes')
    }
    attribute = operand.path[0] as string
  }
  if (attribute !== undefined) return attribute
  throw invalid('Invalid condition in KeyConditionExpression: No key attribute specified')
}
