import { SqlSyntaxError, type Token, tokensOf } from './sql-tokens.ts'
import { isTopicFilter } from './topic-filter.ts'

/** A part of an SQL text that has a value. */
export type Expression =
  | { kind: 'literal'; value: string | number | boolean | null }
  | { kind: 'all' }
  | { kind: 'member'; path: string[] }
  | { kind: 'call'; name: string; args: Expression[] }
  | { kind: 'unary'; operator: 'NOT' | '-'; operand: Expression }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression }

/** A rule's query. */
export interface Query {
  columns: { value: Expression; /** Where it goes in the outgoing payload. */ alias: string[] }[]
  /** The topic filter. */
  from: string
  where?: Expression
}

/** From loose to tight. */
const PRECEDENCE = [['OR'], ['AND'], ['=', '<>', '<', '<=', '>', '>='], ['+', '-'], ['*', '/', '%']]

/** Reads `SELECT ... FROM '<topic filter>' [WHERE ...]`. Throws SqlSyntaxError. */
export function parseQuery(sql: string): Query {
  const parser = new Parser(tokensOf(sql))
  parser.expect('SELECT')
  const columns = parser.list(() => parser.column())
  parser.expect('FROM')
  const from = parser.string()
  if (!isTopicFilter(from)) throw new SqlSyntaxError(`Not a topic filter: "${from}"`)
  const where = parser.accept('WHERE') ? { where: parser.expression() } : {}
  parser.end()
  return { columns, from, ...where }
}

/** Reads one expression, as in a substitution template. Throws SqlSyntaxError. */
export function parseExpression(text: string): Expression {
  const parser = new Parser(tokensOf(text))
  const expression = parser.expression()
  parser.end()
  return expression
}

class Parser {
  readonly #tokens: Token[]
  #at = 0

  constructor(tokens: Token[]) {
    this.#tokens = tokens
  }

  get #next(): Token {
    return this.#tokens[this.#at]!
  }

  /** Takes a keyword or sign if it comes next; keywords in either case. */
  accept(text: string): boolean {
    const { kind, text: next } = this.#next
    if ((kind !== 'name' && kind !== 'sign') || next.toUpperCase() !== text) return false
    this.#at++
    return true
  }

  expect(text: string): void {
    if (!this.accept(text)) this.#fail(`"${text}"`)
  }

  end(): void {
    if (this.#next.kind !== 'end') this.#fail('the end')
  }

  string(): string {
    return this.#take('string', 'a string')
  }

  list<Entry>(entry: () => Entry): Entry[] {
    const entries = [entry()]
    while (this.accept(',')) entries.push(entry())
    return entries
  }

  column(): Query['columns'][number] {
    const value = this.accept('*') ? ({ kind: 'all' } as const) : this.expression()
    return { value, alias: this.accept('AS') ? this.#path() : usualAlias(value) }
  }

  expression(level = 0): Expression {
    const operators = PRECEDENCE[level]
    if (!operators) return this.#unary()
    let left = level === 2 && this.accept('NOT') ? this.#not(level) : this.expression(level + 1)
    for (;;) {
      const operator = operators.find((each) => this.accept(each))
      if (!operator) return left
      left = { kind: 'binary', operator, left, right: this.expression(level + 1) }
    }
  }

  #not(level: number): Expression {
    return { kind: 'unary', operator: 'NOT', operand: this.expression(level) }
  }

  #unary(): Expression {
    if (this.accept('-')) return { kind: 'unary', operator: '-', operand: this.#unary() }
    if (this.accept('NOT')) return { kind: 'unary', operator: 'NOT', operand: this.#unary() }
    return this.#primary()
  }

  #primary(): Expression {
    const { kind, text } = this.#next
    if (kind === 'number') return { kind: 'literal', value: Number(this.#take('number')) }
    if (kind === 'string') return { kind: 'literal', value: this.string() }
    if (this.accept('(')) {
      const inner = this.expression()
      this.expect(')')
      return inner
    }
    if (this.accept('*')) return { kind: 'all' }
    for (const [word, value] of WORDS) if (this.accept(word)) return { kind: 'literal', value }
    const path = this.#path()
    if (path.length > 1 || !this.accept('(')) return { kind: 'member', path }
    if (this.accept(')')) return { kind: 'call', name: text.toLowerCase(), args: [] }
    const args = this.list(() => this.expression())
    this.expect(')')
    return { kind: 'call', name: text.toLowerCase(), args }
  }

  #path(): string[] {
    const path = [this.#take('name', 'a name')]
    while (this.accept('.')) path.push(this.#take('name', 'a name'))
    return path
  }

  #take(kind: Token['kind'], what = kind as string): string {
    if (this.#next.kind !== kind) this.#fail(what)
    return this.#tokens[this.#at++]!.text
  }

  #fail(expected: string): never {
    throw new SqlSyntaxError(`Expected ${expected} in the SQL instead of "${this.#next.text}"`)
  }
}

const WORDS = [
  ['TRUE', true],
  ['FALSE', false],
  ['NULL', null],
] as const

/** AWS documents no name for a function's value without an alias: here it is the function's. */
function usualAlias(value: Expression): string[] {
  if (value.kind === 'all') return []
  if (value.kind === 'member') return value.path.slice(-1)
  if (value.kind === 'call') return [value.name]
  throw new SqlSyntaxError('A column that is neither a member nor a function must have an alias')
}
