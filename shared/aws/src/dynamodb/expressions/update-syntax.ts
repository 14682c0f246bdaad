import { Parser } from './parser.ts'
import type { OperandSyntax, PathSyntax, ValueSyntax } from './parser.ts'

export type SectionName = 'SET' | 'REMOVE' | 'ADD' | 'DELETE'

/** The right side of an assignment: an operand, or two of them added or subtracted. */
export type AssignedSyntax =
  | OperandSyntax
  | { kind: 'arithmetic'; operator: '+' | '-'; operands: [OperandSyntax, OperandSyntax] }

/** An action of an update expression as written. */
export type ActionSyntax =
  | { kind: 'set'; path: PathSyntax; value: AssignedSyntax }
  | { kind: 'remove'; path: PathSyntax }
  | { kind: 'add' | 'delete'; path: PathSyntax; value: ValueSyntax }

export interface SectionSyntax {
  name: SectionName
  actions: ActionSyntax[]
}

/** Parses an update expression (AWS: "Update expressions"). Throws AWS's syntax errors. */
export function parseUpdate(expression: string): SectionSyntax[] {
  const parser = new Parser(expression, SECTIONS)
  const sections: SectionSyntax[] = []
  do sections.push(section(parser))
  while (parser.token.kind !== 'end')
  return sections
}

const SECTIONS: readonly SectionName[] = ['SET', 'REMOVE', 'ADD', 'DELETE']

function section(parser: Parser): SectionSyntax {
  const name = SECTIONS.find((keyword) => parser.keyword(keyword))
  switch (name) {
    case 'SET':
      return { name, actions: parser.sequence(() => assignment(parser)) }
    case 'REMOVE':
      return { name, actions: parser.sequence(() => ({ kind: 'remove', path: parser.path() })) }
    case 'ADD':
      return { name, actions: parser.sequence(() => setAction(parser, 'add')) }
    case 'DELETE':
      return { name, actions: parser.sequence(() => setAction(parser, 'delete')) }
    case undefined:
      throw parser.syntaxError()
  }
}

function assignment(parser: Parser): ActionSyntax {
  parser.countOperator()
  const path = parser.path()
  parser.expectSymbol('=')
  return { kind: 'set', path, value: assigned(parser) }
}

function setAction(parser: Parser, kind: 'add' | 'delete'): ActionSyntax {
  parser.countOperator()
  const path = parser.path()
  return { kind, path, value: { kind: 'value', placeholder: parser.expect('value') } }
}

function assigned(parser: Parser): AssignedSyntax {
  if (!parser.symbol('(')) return arithmetic(parser, operand(parser))
  const inner = arithmetic(parser, operand(parser))
  parser.expectSymbol(')')
  return inner.kind === 'arithmetic' ? inner : arithmetic(parser, inner)
}

function arithmetic(parser: Parser, left: OperandSyntax): AssignedSyntax {
  const operator = parser.symbol('+') ? '+' : parser.symbol('-') ? '-' : undefined
  if (!operator) return left
  parser.countOperator()
  return { kind: 'arithmetic', operator, operands: [left, operand(parser)] }
}

function operand(parser: Parser): OperandSyntax {
  if (!parser.symbol('(')) return parser.operand(() => operand(parser))
  parser.countOperator()
  const inner = operand(parser)
  parser.expectSymbol(')')
  return inner
}
