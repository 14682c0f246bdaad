import { typeOf } from '../attribute-value.ts'
import type { AttributeValue, ValueType } from '../attribute-value.ts'
import type { FunctionSyntax, OperandSyntax, PathSyntax } from './parser.ts'
import { pathProblem } from './paths.ts'
import type { Path } from './paths.ts'
import type { Placeholders } from './placeholders.ts'
import { Problems } from './problems.ts'
import { reservedWordProblem } from './reserved-words.ts'
import { parseUpdate } from './update-syntax.ts'
import type { ActionSyntax, AssignedSyntax } from './update-syntax.ts'

/** What an attribute is set to. */
export type Assigned =
  | { kind: 'path'; path: Path }
  | { kind: 'literal'; value: AttributeValue }
  | { kind: 'arithmetic'; operator: '+' | '-'; left: Assigned; right: Assigned }
  | { kind: 'if_not_exists'; path: Path; otherwise: Assigned }
  | { kind: 'list_append'; left: Assigned; right: Assigned }

/** An action that has been checked, with its placeholders replaced. */
export type UpdateAction =
  | { kind: 'set'; path: Path; value: Assigned }
  | { kind: 'remove'; path: Path }
  | { kind: 'add' | 'delete'; path: Path; value: AttributeValue }

/** Parses and checks an update expression. Throws AWS's errors, without the parameter's name. */
export function readUpdate(expression: string, placeholders: Placeholders): UpdateAction[] {
  const sections = parseUpdate(expression)
  const checker = new UpdateChecker(placeholders)
  const seen = new Set<string>()
  for (const { name } of sections) {
    if (seen.has(name)) checker.repeatedSection(name)
    seen.add(name)
  }
  return checker.check(sections.flatMap(({ actions }) => actions))
}

type Kind = 'reserved' | 'function' | 'section' | 'name' | 'value' | 'paths' | 'operand' | 'type'

/** Stands for an operand that could not be read; its problem has been noted. */
const NOTHING: Assigned = { kind: 'literal', value: { NULL: true } }

class UpdateChecker {
  readonly #placeholders: Placeholders
  readonly #problems = new Problems<Kind>([
    'reserved',
    'function',
    'section',
    'name',
    'value',
    'paths',
    'operand',
    'type',
  ])

  constructor(placeholders: Placeholders) {
    this.#placeholders = placeholders
  }

  repeatedSection(name: string) {
    this.#problems.note(
      'section',
      `The "${name}" section can only be used once in an update expression;`,
    )
  }

  check(syntax: readonly ActionSyntax[]): UpdateAction[] {
    const actions = syntax.map((action) => this.#action(action))
    this.#problems.note('paths', pathProblem(actions.map(({ path }) => path)))
    this.#problems.throwFirst()
    return actions
  }

  #action(syntax: ActionSyntax): UpdateAction {
    const path = this.#path(syntax.path)
    switch (syntax.kind) {
      case 'set':
        return { kind: 'set', path, value: this.#assigned(syntax.value) }
      case 'remove':
        return { kind: 'remove', path }
      case 'add':
      case 'delete': {
        const value = this.#value(syntax.value.placeholder)
        if (value) this.#checkSetOperand(syntax.kind, value)
        return { kind: syntax.kind, path, value: value ?? { NULL: true } }
      }
    }
  }

  #assigned(syntax: AssignedSyntax): Assigned {
    if (syntax.kind !== 'arithmetic') return this.#operand(syntax)
    const { operator } = syntax
    const left = this.#typedOperand(syntax.operands[0], operator, 'N')
    return {
      kind: 'arithmetic',
      operator,
      left,
      right: this.#typedOperand(syntax.operands[1], operator, 'N'),
    }
  }

  #operand(syntax: OperandSyntax): Assigned {
    switch (syntax.kind) {
      case 'value': {
        const value = this.#value(syntax.placeholder)
        return value ? { kind: 'literal', value } : NOTHING
      }
      case 'path':
        return { kind: 'path', path: this.#path(syntax) }
      case 'function':
        return this.#function(syntax)
    }
  }

  #function({ name, operands }: FunctionSyntax): Assigned {
    const [first, second] = operands
    const known = name === 'if_not_exists' || name === 'list_append'
    if (!known) {
      this.#problems.note('function', `Invalid function name; function: ${name}`)
    } else if (operands.length !== 2) {
      this.#problems.note(
        'type',
        'Incorrect number of operands for operator or function; ' +
          `operator or function: ${name}, number of operands: ${operands.length}`,
      )
    }
    if (!known || operands.length !== 2 || !first || !second) {
      // Looked at all the same: what is wrong inside may come first in DynamoDB's order.
      operands.forEach((operand) => this.#operand(operand))
      return NOTHING
    }
    if (name === 'list_append') {
      const left = this.#typedOperand(first, name, 'L')
      return { kind: 'list_append', left, right: this.#typedOperand(second, name, 'L') }
    }
    if (first.kind !== 'path') {
      this.#problems.note(
        'type',
        `Operator or function requires a document path; operator or function: ${name}`,
      )
    }
    const path = first.kind === 'path' ? this.#path(first) : []
    return { kind: 'if_not_exists', path, otherwise: this.#operand(second) }
  }

  #typedOperand(syntax: OperandSyntax, user: string, type: ValueType): Assigned {
    const operand = this.#operand(syntax)
    if (syntax.kind === 'value' && operand !== NOTHING && operand.kind === 'literal') {
      const actual = typeOf(operand.value)
      if (actual !== type) {
        this.#problems.note(
          'type',
          `Incorrect operand type for operator or function; operator or function: ${user}, operand type: ${actual}`,
        )
      }
    }
    return operand
  }

  #path(syntax: PathSyntax): Path {
    this.#problems.note('reserved', reservedWordProblem(syntax))
    return this.#problems.attempt('name', () => this.#placeholders.path(syntax)) ?? []
  }

  #value(placeholder: string): AttributeValue | undefined {
    return this.#problems.attempt('value', () => this.#placeholders.value(placeholder))
  }

  #checkSetOperand(kind: 'add' | 'delete', value: AttributeValue) {
    const type = typeOf(value)
    const isSet = type === 'SS' || type === 'NS' || type === 'BS'
    if (isSet || (kind === 'add' && type === 'N')) return
    const operator = kind.toUpperCase()
    this.#problems.note(
      'operand',
      `Incorrect operand type for operator or function; operator: ${operator}, operand type: ${LONG_NAMES[type]}`,
    )
  }
}

const LONG_NAMES: Readonly<Record<ValueType, string>> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  NULL: 'NULL',
  BOOL: 'BOOLEAN',
  L: 'LIST',
  M: 'MAP',
  SS: 'SS',
  NS: 'NS',
  BS: 'BS',
}
