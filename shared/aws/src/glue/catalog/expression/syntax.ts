import { ExpressionError } from './error.ts'
import { type Token, tokensOf } from './tokens.ts'

/** How two values are compared. */
export type Operator = '=' | '<>' | '<' | '<=' | '>' | '>='

/** A column or a literal. */
export type Operand = { kind: 'column'; name: string } | { kind: 'literal'; text: string }

/** What an expression says of a partition. */
export type Condition =
  | { kind: 'logic'; word: 'AND' | 'OR'; left: Condition; right: Condition }
  | { kind: 'not'; condition: Condition }
  | { kind: 'compare'; operator: Operator; left: Operand; right: Operand }
  | { kind: 'in'; left: Operand; options: Operand[] }
  | { kind: 'between'; left: Operand; low: Operand; high: Operand }
  | { kind: 'like'; left: Operand; pattern: Operand }
  | { kind: 'null'; left: Operand }

/**
 * Reads an expression: AND binds more than OR, and NOT more than AND. Throws ExpressionError.
 */
export function parseExpression(expression: string): Condition {
  return new Parser(expression).parse()
}

type Node = Condition | Operand

const OPERATORS: Record<string, Operator> = {
  '=': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
}

class Parser {
  readonly #expression: string
  readonly #tokens: Token[]
  #next = 0

  constructor(expression: string) {
    this.#expression = expression
    this.#tokens = tokensOf(expression)
  }

  parse(): Condition {
    const condition = this.#condition(this.#or())
    if (this.#next < this.#tokens.length) throw this.#unsupported()
    return condition
  }

  #or(): Node {
    let left = this.#and()
    while (this.#accept('OR')) {
      left = this.#join('OR', left, this.#and())
    }
    return left
  }

  #and(): Node {
    let left = this.#not()
    while (this.#accept('AND')) {
      left = this.#join('AND', left, this.#not())
    }
    return left
  }

  #join(word: 'AND' | 'OR', left: Node, right: Node): Condition {
    return { kind: 'logic', word, left: this.#condition(left), right: this.#condition(right) }
  }

  #not(): Node {
    if (!this.#accept('NOT')) return this.#comparison()
    return { kind: 'not', condition: this.#condition(this.#not()) }
  }

  #comparison(): Node {
    const left = this.#primary()
    const operator = OPERATORS[this.#peek()?.kind === 'symbol' ? (this.#peek()?.text ?? '') : '']
    if (operator) {
      this.#next++
      return { kind: 'compare', operator, left: this.#operand(left), right: this.#value() }
    }
    if (this.#accept('IS')) {
      const isNegated = this.#accept('NOT')
      this.#expect('NULL')
      return negate({ kind: 'null', left: this.#operand(left) }, isNegated)
    }
    const isNegated = this.#accept('NOT')
    const predicate = this.#predicate(left)
    if (predicate) return negate(predicate, isNegated)
    if (isNegated) throw this.#unsupported()
    return left
  }

  #predicate(node: Node): Condition | undefined {
    if (this.#accept('IN')) return { kind: 'in', left: this.#operand(node), options: this.#list() }
    if (this.#accept('LIKE')) {
      return { kind: 'like', left: this.#operand(node), pattern: this.#value() }
    }
    if (!this.#accept('BETWEEN')) return undefined
    const low = this.#value()
    this.#expect('AND')
    return { kind: 'between', left: this.#operand(node), low, high: this.#value() }
  }

  #list(): Operand[] {
    this.#expect('(')
    const options = [this.#value()]
    while (this.#accept(',')) options.push(this.#value())
    this.#expect(')')
    return options
  }

  #value(): Operand {
    return this.#operand(this.#primary())
  }

  /** A column, a literal, or whatever stands in parentheses. */
  #primary(): Node {
    if (this.#accept('(')) {
      const inner = this.#or()
      this.#expect(')')
      return inner
    }
    const token = this.#tokens[this.#next++]
    if (!token || token.kind === 'symbol') throw this.#unsupported()
    if (token.kind === 'name') return { kind: 'column', name: token.text }
    return { kind: 'literal', text: token.text }
  }

  #condition(node: Node): Condition {
    if (node.kind === 'column' || node.kind === 'literal') throw this.#unsupported()
    return node
  }

  #operand(node: Node): Operand {
    if (node.kind === 'column' || node.kind === 'literal') return node
    throw this.#unsupported()
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#next]
  }

  #accept(word: string): boolean {
    const token = this.#peek()
    const isKeyword = token?.kind === 'name' && !token.isQuoted
    const fits = isKeyword
      ? token.text.toUpperCase() === word
      : token?.kind === 'symbol' && token.text === word
    if (fits) this.#next++
    return fits
  }

  #expect(word: string): void {
    if (!this.#accept(word)) throw this.#unsupported()
  }

  #unsupported(): ExpressionError {
    return new ExpressionError(`Unsupported expression '${this.#expression}'`)
  }
}

function negate(condition: Condition, isNegated: boolean): Condition {
  return isNegated ? { kind: 'not', condition } : condition
}
