import { isKeyword } from './keywords.ts'
import { malformed } from './malformed.ts'
import { tokenize } from './tokens.ts'
import type { Token } from './tokens.ts'

/**
 * How deep brackets may stand in each other. AWS documents it of values only, which it lets nest 32
 * deep ("Service quotas"), and of expressions that they have 300 operators.
 */
const MAX_NESTING = 300

/** Reads the tokens of one statement, one after the other. */
export class TokenReader {
  readonly #tokens: readonly Token[]
  #at = 0
  #depth = 0
  #parameters = 0

  constructor(statement: string) {
    this.#tokens = tokenize(statement)
  }

  get token(): Token {
    return this.#tokens[this.#at] as Token
  }

  /** The token behind the current one. */
  get following(): Token | undefined {
    return this.#tokens[this.#at + 1]
  }

  /** How many question marks have been read. */
  get parameters(): number {
    return this.#parameters
  }

  get atEnd(): boolean {
    return this.token.kind === 'end'
  }

  advance(): Token {
    const { token } = this
    if (token.kind !== 'end') this.#at++
    return token
  }

  /** The place of a question mark that is read now. */
  nextParameter(): number {
    this.advance()
    return this.#parameters++
  }

  isSymbol(text: string): boolean {
    return this.token.kind === 'symbol' && this.token.text === text
  }

  isWord(...words: readonly string[]): boolean {
    return this.token.kind === 'word' && words.includes(this.token.text.toUpperCase())
  }

  /** True if the current token is a name: in quotes, or a word that is no keyword. */
  get isName(): boolean {
    const { kind, text } = this.token
    return kind === 'quoted' || (kind === 'word' && !isKeyword(text))
  }

  /** Reads the symbol if it is the current token. */
  symbol(text: string): boolean {
    const found = this.isSymbol(text)
    if (found) this.advance()
    return found
  }

  /** Reads the word, in capitals here, if it is the current token. */
  word(text: string): boolean {
    const found = this.isWord(text)
    if (found) this.advance()
    return found
  }

  expectSymbol(text: string): void {
    if (!this.symbol(text)) throw malformed(`Expected ${text}`)
  }

  expectWord(text: string): void {
    if (!this.word(text)) throw malformed(`Expected ${text}`)
  }

  /** Reads what may have others of its kind within it. Throws where they are too many. */
  nested<T>(read: () => T): T {
    if (this.#depth === MAX_NESTING) throw malformed('Nested too deeply')
    this.#depth++
    const found = read()
    this.#depth--
    return found
  }

  /** True if a word like this stands anywhere ahead. */
  hasAhead(word: string): boolean {
    return this.#tokens
      .slice(this.#at)
      .some(({ kind, text }) => kind === 'word' && text.toUpperCase() === word)
  }
}
