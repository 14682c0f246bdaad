import { invalid } from '../refusal.ts'
import { Parser } from './parser.ts'
import type { OperandSyntax } from './parser.ts'

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>='

/** A condition as written: its shape, before names, values and types are looked at. */
export type ConditionSyntax =
  | { kind: 'and' | 'or'; left: ConditionSyntax; right: ConditionSyntax }
  | { kind: 'not'; condition: ConditionSyntax }
  | { kind: 'compare'; operator: Comparator; operands: OperandSyntax[] }
  | { kind: 'between' | 'in'; operands: OperandSyntax[] }
  | { kind: 'call'; call: Extract<OperandSyntax, { kind: 'function' }> }

/**
 * Parses a condition, filter or key condition expression. Throws AWS's syntax errors, and its error
 * for redundant parentheses (AWS: "Comparison operator and function reference").
 */
export function parseCondition(expression: string): ConditionSyntax {
  return new ConditionParser(expression).parse()
}

const KEYWORDS = ['AND', 'OR', 'NOT', 'BETWEEN', 'IN']
const COMPARATORS: readonly Comparator[] = ['=', '<>', '<', '<=', '>', '>=']

/** In parentheses may be an operand or a condition; which one shows only behind them. */
type Part =
  | { kind: 'operand'; operand: OperandSyntax; parenthesised: boolean }
  | { kind: 'condition'; condition: ConditionSyntax; parenthesised: boolean }

class ConditionParser {
  readonly #parser: Parser
  #redundantParentheses = false

  constructor(expression: string) {
    this.#parser = new Parser(expression, KEYWORDS)
  }

  parse(): ConditionSyntax {
    const condition = this.#condition(this.#disjunction())
    this.#parser.expectEnd()
    if (this.#redundantParentheses) throw invalid('The expression has redundant parentheses;')
    return condition
  }

  #disjunction(): Part {
    let part = this.#conjunction()
    while (this.#parser.token.text.toUpperCase() === 'OR') {
      const left = this.#condition(part)
      this.#operator('OR')
      part = asPart({ kind: 'or', left, right: this.#condition(this.#conjunction()) })
    }
    return part
  }

  #conjunction(): Part {
    let part = this.#negation()
    while (this.#parser.token.text.toUpperCase() === 'AND') {
      const left = this.#condition(part)
      this.#operator('AND')
      part = asPart({ kind: 'and', left, right: this.#condition(this.#negation()) })
    }
    return part
  }

  #negation(): Part {
    if (!this.#parser.keyword('NOT')) return this.#predicate()
    this.#parser.countOperator()
    return asPart({ kind: 'not', condition: this.#condition(this.#predicate()) })
  }

  #predicate(): Part {
    const first = this.#primary()
    const parser = this.#parser
    const operator = COMPARATORS.find((comparator) => comparator === parser.token.text)
    if (operator) {
      const left = this.#operand(first)
      parser.countOperator()
      parser.expectSymbol(operator)
      return asPart({ kind: 'compare', operator, operands: [left, this.#operand(this.#primary())] })
    }
    const word = parser.token.text.toUpperCase()
    if (word === 'BETWEEN') return this.#between(this.#operand(first))
    if (word === 'IN') return this.#in(this.#operand(first))
    return first
  }

  #between(operand: OperandSyntax): Part {
    this.#operator('BETWEEN')
    const lower = this.#operand(this.#primary())
    this.#parser.expectKeyword('AND')
    const upper = this.#operand(this.#primary())
    return asPart({ kind: 'between', operands: [operand, lower, upper] })
  }

  #in(operand: OperandSyntax): Part {
    this.#operator('IN')
    const choices = this.#parser.list(() => this.#operand(this.#primary()))
    return asPart({ kind: 'in', operands: [operand, ...choices] })
  }

  #primary(): Part {
    const parser = this.#parser
    if (!parser.symbol('(')) {
      const operand = parser.operand(() => this.#operand(this.#primary()))
      return { kind: 'operand', operand, parenthesised: false }
    }
    parser.countOperator()
    const part = this.#disjunction()
    parser.expectSymbol(')')
    if (part.parenthesised) this.#redundantParentheses = true
    return { ...part, parenthesised: true }
  }

  #operator(keyword: string) {
    this.#parser.countOperator()
    this.#parser.expectKeyword(keyword)
  }

  #operand(part: Part): OperandSyntax {
    if (part.kind === 'operand') return part.operand
    throw this.#parser.syntaxError()
  }

  #condition(part: Part): ConditionSyntax {
    if (part.kind === 'condition') return part.condition
    if (part.operand.kind === 'function') return { kind: 'call', call: part.operand }
    throw this.#parser.syntaxError()
  }
}

function asPart(condition: ConditionSyntax): Part {
  return { kind: 'condition', condition, parenthesised: false }
}
