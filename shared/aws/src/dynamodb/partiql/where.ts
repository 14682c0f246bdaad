import type { ValueType } from '../attribute-value.ts'
import { refuseTypes } from '../expressions/condition.ts'
import type { Condition, Predicate } from '../expressions/condition.ts'
import type { Operand } from '../expressions/operands.ts'
import { invalid } from '../refusal.ts'
import type { Term } from './syntax.ts'
import { isValue, valueOf } from './term-value.ts'
import type { Parameters } from './term-value.ts'

type Test = Extract<Condition, { kind: 'test' }>

/**
 * What a `WHERE` clause asks, as the conditions of expressions ask it. Throws AWS's
 * `ValidationException` for what no condition can be.
 */
export function conditionOf(term: Term, parameters: Parameters): Condition {
  switch (term.kind) {
    case 'not':
      return { kind: 'not', condition: conditionOf(term.term, parameters) }
    case 'infix':
      return infixCondition(term, parameters)
    case 'between':
      return test(
        'between',
        term.operands.map((operand) => operandOf(operand, parameters)),
      )
    case 'in':
      return inCondition(term, parameters)
    case 'is':
      return typeCondition(term, parameters)
    case 'call':
      return callCondition(term, parameters)
    case 'like':
      throw invalid('Unsupported operator in Condition Expression. Operator: LIKE')
    default:
      throw invalid('WHERE clause must contain an expression that resolves to a boolean')
  }
}

const MIRRORED = { '=': '=', '<>': '<>', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const

function infixCondition(
  { operator, left, right }: Extract<Term, { kind: 'infix' }>,
  parameters: Parameters,
): Condition {
  if (operator === 'and' || operator === 'or') {
    const first = conditionOf(left, parameters)
    return { kind: operator, left: first, right: conditionOf(right, parameters) }
  }
  if (operator === '+' || operator === '-') {
    throw invalid(`Unsupported operator in Condition Expression. Operator: ${operator}`)
  }
  const operands = [left, right].map((term) => operandOf(term, parameters))
  const [first, second] = operands
  // Keys are looked for on the left.
  if (first?.kind === 'literal' && second?.kind !== 'literal') {
    refuseTypes(operator, operands)
    return test(MIRRORED[operator as keyof typeof MIRRORED], operands.toReversed())
  }
  return test(operator, operands)
}

function inCondition(
  { operand, choices }: Extract<Term, { kind: 'in' }>,
  parameters: Parameters,
): Condition {
  const elements = choices.kind === 'list' || choices.kind === 'bag' ? choices.elements : [choices]
  if (operand.kind !== 'path' || elements.length === 0) {
    throw invalid(
      'IN operator must have a left hand argument of type Variable Reference and right hand argument of type Seq with at least one member',
    )
  }
  return test(
    'in',
    [operand, ...elements].map((term) => operandOf(term, parameters)),
  )
}

/** The types that `IS` tells apart, and what DynamoDB calls them. */
const TYPES: Readonly<Record<string, ValueType>> = {
  NULL: 'NULL',
  BOOLEAN: 'BOOL',
  BOOL: 'BOOL',
  BLOB: 'B',
  STRING: 'S',
  NUMERIC: 'N',
  STRUCT: 'M',
  TUPLE: 'M',
  LIST: 'L',
}

function typeCondition(
  { operand, type }: Extract<Term, { kind: 'is' }>,
  parameters: Parameters,
): Condition {
  const tested = operandOf(operand, parameters)
  if (type === 'MISSING') return test('attribute_not_exists', [tested])
  const name = TYPES[type]
  if (name) return test('attribute_type', [tested, { kind: 'literal', value: { S: name } }])
  throw invalid(
    `Unsupported data type for IS operator: ${type}. ` +
      'Supported data types are [MISSING, NULL, BOOLEAN, BLOB, STRING, NUMERIC, STRUCT, TUPLE, LIST]',
  )
}

/** AWS: "Use PartiQL functions with DynamoDB"; how many operands each takes. */
const PREDICATES: Readonly<Record<string, number>> = {
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
}

function callCondition(
  { name, operands }: Extract<Term, { kind: 'call' }>,
  parameters: Parameters,
): Condition {
  if (name === 'exists') {
    throw invalid('EXISTS can only be used in ExecuteTransaction write requests.')
  }
  if (!Object.hasOwn(PREDICATES, name)) throw invalid(`Unrecognized function: ${name}`)
  if (operands.length !== PREDICATES[name]) throw wrongCount(name, operands)
  return test(
    name as Predicate,
    operands.map((operand) => operandOf(operand, parameters)),
  )
}

function operandOf(term: Term, parameters: Parameters): Operand {
  if (term.kind === 'path') return { kind: 'path', path: term.path }
  if (isValue(term)) return { kind: 'literal', value: valueOf(term, parameters) }
  if (term.kind === 'missing') throw invalid('MISSING must be compared using IS operator')
  if (term.kind === 'call' && term.name === 'size') {
    const [of] = term.operands
    if (!of || term.operands.length > 1) throw wrongCount('size', term.operands)
    const operand = operandOf(of, parameters)
    refuseTypes('size', [operand])
    return { kind: 'size', of: operand }
  }
  if (term.kind === 'call') throw invalid(`Unrecognized function: ${term.name}`)
  const operator = term.kind === 'infix' ? term.operator : term.kind.toUpperCase()
  throw invalid(`Unsupported operator in Condition Expression. Operator: ${operator}`)
}

function wrongCount(name: string, operands: readonly Term[]): Error {
  return invalid(
    'Incorrect number of operands for operator or function; ' +
      `operator or function: ${name}, number of operands: ${operands.length}`,
  )
}

function test(name: Test['test'], operands: Operand[]): Condition {
  refuseTypes(name, operands)
  return { kind: 'test', test: name, operands }
}
