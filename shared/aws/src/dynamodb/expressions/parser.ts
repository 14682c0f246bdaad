import { invalid } from '../refusal.ts'
import { tokenize } from './lexer.ts'
import type { Token } from './lexer.ts'

/** One step of a document path as written: an attribute, a placeholder for one, or an index. */
export type Step = { attribute: string } | { placeholder: string } | { index: number }

export interface PathSyntax {
  kind: 'path'
  steps: Step[]
}

export interface ValueSyntax {
  kind: 'value'
  placeholder: string
}

export interface FunctionSyntax {
  kind: 'function'
  name: string
  operands: OperandSyntax[]
}

/** What may stand beside an operator or in a function, before anything is looked up or checked. */
export type OperandSyntax = PathSyntax | ValueSyntax | FunctionSyntax

/** AWS: "Service quotas", Expression parameters. */
const MAX_LENGTH = 4096
const MAX_OPERATORS = 300

/** Reads an expression token by token; what does not fit is AWS's syntax error. */
export class Parser {
  readonly #expression: string
  readonly #tokens: Token[]
  readonly #keywords: ReadonlySet<string>
  #at = 0
  #operators = 0

  /** `keywords` are words that, in upper case, cannot be attribute names in this expression. */
  constructor(expression: string, keywords: readonly string[]) {
    if (expression.trim() === '') throw invalid('The expression can not be empty;')
    const length = Buffer.byteLength(expression, 'utf8')
    if (length > MAX_LENGTH) {
      throw invalid(
        `Expression size has exceeded the maximum allowed size; expression size: ${length}`,
      )
    }
    this.#expression = expression
    this.#tokens = tokenize(expression)
    this.#keywords = new Set(keywords)
  }

  get token(): Token {
    return this.#tokens[this.#at] as Token
  }

  /** Passes over the next token if it is this symbol. */
  symbol(text: string): boolean {
    return this.#passIf(this.token.kind === 'symbol' && this.token.text === text)
  }

  /** Passes over the next token if it is this keyword, in whatever case. */
  keyword(word: string): boolean {
    return this.#passIf(this.token.kind === 'word' && this.token.text.toUpperCase() === word)
  }

  expectSymbol(text: string): void {
    if (!this.symbol(text)) throw this.syntaxError()
  }

  expectKeyword(word: string): void {
    if (!this.keyword(word)) throw this.syntaxError()
  }

  expectEnd(): void {
    if (this.token.kind !== 'end') throw this.syntaxError()
  }

  /** The next token and what it is for, passed over; a syntax error if it is of another kind. */
  expect(kind: Token['kind']): string {
    const { text } = this.token
    if (!this.#passIf(this.token.kind === kind)) throw this.syntaxError()
    return text
  }

  path(): PathSyntax {
    const steps = [this.#attribute()]
    for (;;) {
      if (this.symbol('.')) {
        steps.push(this.#attribute())
      } else if (this.symbol('[')) {
        steps.push({ index: Number(this.expect('number')) })
        this.expectSymbol(']')
      } else {
        return { kind: 'path', steps }
      }
    }
  }

  /** A path, a value, or a function of operands, which `operand` reads. */
  operand(operand: () => OperandSyntax): OperandSyntax {
    if (this.token.kind === 'value') return { kind: 'value', placeholder: this.expect('value') }
    if (this.token.kind !== 'word' || this.#next?.text !== '(') return this.path()
    if (this.#isKeyword(this.token)) throw this.syntaxError()
    this.countOperator()
    const name = this.expect('word')
    return { kind: 'function', name, operands: this.list(operand) }
  }

  /** Elements in parentheses, separated by commas. */
  list<T>(element: () => T): T[] {
    this.expectSymbol('(')
    const elements = this.sequence(element)
    this.expectSymbol(')')
    return elements
  }

  /** One or more elements, separated by commas. */
  sequence<T>(element: () => T): T[] {
    const elements = [element()]
    while (this.symbol(',')) elements.push(element())
    return elements
  }

  /** Counts an operator, a function or a parenthesis: all that can nest. */
  countOperator(): void {
    this.#operators++
    if (this.#operators <= MAX_OPERATORS) return
    // The limit is AWS's; its text for it is not documented.
    throw invalid(
      `The expression contains too many operators or functions; maximum: ${MAX_OPERATORS}`,
    )
  }

  /** AWS's syntax error: the token that does not fit, and its neighbours. */
  syntaxError(): Error {
    const previous = this.#tokens[this.#at - 1] ?? this.token
    const next = this.#next ?? this.token
    const near = this.#expression.slice(previous.start, next.end)
    return invalid(`Syntax error; token: "${this.token.text}", near: "${near}"`)
  }

  get #next(): Token | undefined {
    return this.#tokens[this.#at + 1]
  }

  #attribute(): Step {
    if (this.token.kind === 'name') return { placeholder: this.expect('name') }
    if (this.#isKeyword(this.token)) throw this.syntaxError()
    return { attribute: this.expect('word') }
  }

  #isKeyword({ kind, text }: Token): boolean {
    return kind === 'word' && this.#keywords.has(text.toUpperCase())
  }

  #passIf(fits: boolean): boolean {
    if (fits) this.#at++
    return fits
  }
}
