// Longer than most: the grammar's checks share one order of precedence and belong side by side.
import { typeOf } from '../attribute-value.ts'
import { compareValues } from '../compare-values.ts'
import type { AttributeValue } from '../attribute-value.ts'
import { invalid } from '../refusal.ts'
import { parseCondition } from './condition-syntax.ts'
import type { Comparator, ConditionSyntax } from './condition-syntax.ts'
import { knownType } from './operands.ts'
import type { Operand } from './operands.ts'
import type { FunctionSyntax, OperandSyntax } from './parser.ts'
import { pathText } from './paths.ts'
import type { Placeholders } from './placeholders.ts'
import { Problems } from './problems.ts'
import { reservedWordProblem } from './reserved-words.ts'

export type Predicate =
  | 'attribute_exists'
  | 'attribute_not_exists'
  | 'attribute_type'
  | 'begins_with'
  | 'contains'

/** A condition that has been checked, with its placeholders replaced. */
export type Condition =
  | { kind: 'and' | 'or'; left: Condition; right: Condition }
  | { kind: 'not'; condition: Condition }
  | { kind: 'test'; test: Comparator | Predicate | 'between' | 'in'; operands: Operand[] }

/**
 * Parses and checks a condition expression. Throws AWS's errors, without the name of the parameter
 * in front.
 */
export function readCondition(expression: string, placeholders: Placeholders): Condition {
  const syntax = parseCondition(expression)
  return new ConditionChecker(placeholders).check(syntax)
}

const OPERAND_COUNTS: Readonly<Record<string, number>> = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
  size: 1,
}

/** AWS: "Service quotas", Expression parameters. */
const MAX_IN_OPERANDS = 100

const TYPE_NAMES = ['B', 'NULL', 'SS', 'BOOL', 'L', 'BS', 'N', 'NS', 'S', 'M']

type TestSyntax = Extract<ConditionSyntax, { kind: 'compare' | 'between' | 'in' | 'call' }>
type TestProblem = 'placeholder' | 'count' | 'distinct' | 'type'

class ConditionChecker {
  readonly #placeholders: Placeholders
  readonly #problems = new Problems<'function' | 'misuse' | 'reserved' | 'test'>([
    'function',
    'misuse',
    'reserved',
    'test',
  ])

  constructor(placeholders: Placeholders) {
    this.#placeholders = placeholders
  }

  check(syntax: ConditionSyntax): Condition {
    const condition = this.#condition(syntax)
    this.#problems.throwFirst()
    return condition
  }

  #condition(syntax: ConditionSyntax): Condition {
    switch (syntax.kind) {
      case 'and':
      case 'or': {
        const left = this.#condition(syntax.left)
        return { kind: syntax.kind, left, right: this.#condition(syntax.right) }
      }
      case 'not':
        return { kind: 'not', condition: this.#condition(syntax.condition) }
      case 'compare':
      case 'between':
      case 'in':
      case 'call':
        return this.#test(syntax)
    }
  }

  #test(syntax: TestSyntax): Condition {
    const { test, operands: written } = testOf(syntax)
    const problems = new Problems<TestProblem>(['placeholder', 'count', 'distinct', 'type'])
    if (syntax.kind === 'call') this.#checkFunction(syntax.call, 'condition')
    const operands = written.map((operand) => this.#operand(operand, problems))
    if (syntax.kind === 'call') checkCount(syntax.call, problems)
    checkTypes(test, operands, problems)
    this.#problems.note('test', problems.first)
    // Unknown functions never get past `check`, so the name is one of the known tests.
    return {
      kind: 'test',
      test: test as Predicate,
      operands: operands.filter((o) => o !== undefined),
    }
  }

  #operand(syntax: OperandSyntax, problems: Problems<TestProblem>): Operand | undefined {
    switch (syntax.kind) {
      case 'value': {
        const value = problems.attempt('placeholder', () =>
          this.#placeholders.value(syntax.placeholder),
        )
        return value && { kind: 'literal', value }
      }
      case 'path': {
        this.#problems.note('reserved', reservedWordProblem(syntax))
        const path = problems.attempt('placeholder', () => this.#placeholders.path(syntax))
        return path && { kind: 'path', path }
      }
      case 'function': {
        this.#checkFunction(syntax, 'operand')
        const operands = syntax.operands.map((operand) => this.#operand(operand, problems))
        checkCount(syntax, problems)
        checkTypes(syntax.name, operands, problems)
        return operands[0] && { kind: 'size', of: operands[0] }
      }
    }
  }

  #checkFunction({ name }: FunctionSyntax, use: 'condition' | 'operand') {
    if (!Object.hasOwn(OPERAND_COUNTS, name)) {
      this.#problems.note('function', `Invalid function name; function: ${name}`)
    } else if ((name === 'size') !== (use === 'operand')) {
      this.#problems.note(
        'misuse',
        `The function is not allowed to be used this way in an expression; function: ${name}`,
      )
    }
  }
}

function testOf(syntax: TestSyntax): { test: string; operands: OperandSyntax[] } {
  if (syntax.kind === 'call') return { test: syntax.call.name, operands: syntax.call.operands }
  const test = syntax.kind === 'compare' ? syntax.operator : syntax.kind
  return { test, operands: syntax.operands }
}

function checkCount({ name, operands }: FunctionSyntax, problems: Problems<TestProblem>) {
  if (!Object.hasOwn(OPERAND_COUNTS, name) || OPERAND_COUNTS[name] === operands.length) return
  problems.note(
    'count',
    'Incorrect number of operands for operator or function; ' +
      `operator or function: ${name}, number of operands: ${operands.length}`,
  )
}

function checkTypes(
  test: string,
  operands: readonly (Operand | undefined)[],
  problems: Problems<TestProblem>,
) {
  const [first, second] = operands
  if (operands.length === 2 && first?.kind === 'path' && second?.kind === 'path') {
    if (pathText(first.path) === pathText(second.path)) {
      problems.note(
        'distinct',
        'The first operand must be distinct from the remaining operands for this operator or function; ' +
          `operator: ${test}, first operand: ${pathText(first.path)}`,
      )
    }
  }
  problems.attempt('type', () => refuseTypes(test, operands))
}

/** Throws if an operand whose type is known has one that the test does not take. */
export function refuseTypes(test: string, operands: readonly (Operand | undefined)[]) {
  const [first, second, third] = operands
  switch (test) {
    case 'attribute_exists':
    case 'attribute_not_exists':
      if (first && first.kind !== 'path') {
        throw invalid(
          `Operator or function requires a document path; operator or function: ${test}`,
        )
      }
      return
    case 'begins_with':
      return operands.forEach((operand) => allowTypes(test, operand, ['S', 'B']))
    case 'size':
      return allowTypes(test, first, ['S', 'B', 'SS', 'NS', 'BS', 'L', 'M'])
    case 'attribute_type':
      return refuseTypeName(second)
    case '<':
    case '<=':
    case '>':
    case '>=':
      return operands.forEach((operand) => allowTypes(test, operand, ['S', 'N', 'B']))
    case 'between':
      operands.forEach((operand) => allowTypes('BETWEEN', operand, ['S', 'N', 'B']))
      return refuseBounds(second, third)
    case 'in':
      if (operands.length - 1 > MAX_IN_OPERANDS) {
        // The limit is AWS's; its text for it is not documented.
        throw invalid(
          `Too many operands for the operator; operator: IN, number of operands: ${operands.length - 1}`,
        )
      }
  }
}

function allowTypes(test: string, operand: Operand | undefined, types: readonly string[]) {
  const type = operand && knownType(operand)
  if (type === undefined || types.includes(type)) return
  throw invalid(
    `Incorrect operand type for operator or function; operator or function: ${test}, operand type: ${type}`,
  )
}

function refuseTypeName(operand: Operand | undefined) {
  if (!operand) return
  const name = operand.kind === 'literal' ? operand.value.S : undefined
  if (name === undefined) {
    const type = knownType(operand) ?? '{NS,SS,L,BS,N,M,B,BOOL,NULL,S}'
    throw invalid(
      `Incorrect operand type for operator or function; operator or function: attribute_type, operand type: ${type}`,
    )
  }
  if (TYPE_NAMES.includes(name)) return
  throw invalid(
    `Invalid attribute type name found; type: ${name}, valid types: {${TYPE_NAMES.join(',')}}`,
  )
}

function refuseBounds(lower: Operand | undefined, upper: Operand | undefined) {
  if (lower?.kind !== 'literal' || upper?.kind !== 'literal') return
  const bounds =
    `lower bound operand: AttributeValue: ${valueText(lower.value)}, ` +
    `upper bound operand: AttributeValue: ${valueText(upper.value)}`
  if (typeOf(lower.value) !== typeOf(upper.value)) {
    throw invalid(
      `The BETWEEN operator requires same data type for lower and upper bounds; ${bounds}`,
    )
  }
  if ((compareValues(lower.value, upper.value) ?? 0) > 0) {
    throw invalid(
      `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${bounds}`,
    )
  }
}

function valueText(value: AttributeValue): string {
  const type = typeOf(value)
  const content = value.B ? Buffer.from(value.B).toString('base64') : (value.S ?? value.N)
  return `{${type}:${content}}`
}
