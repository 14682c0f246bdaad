import type { Token } from './tokens.ts'

/** Thrown for SQL that reads other than it must. */
export class MalformedStatement extends Error {
  override name = 'MalformedStatement'
  readonly at: number | undefined

  constructor(message: string, at?: number) {
    super(message)
    this.at = at
  }
}

/** Thrown for SQL that Athena may run, and the embedded AWS does not. */
export class StatementNotEmulated extends Error {
  override name = 'StatementNotEmulated'
}

/** Reads tokens one after the other. Words are compared whatever their case. */
export class Reader {
  readonly tokens: readonly Token[]
  at = 0

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }

  get next(): Token | undefined {
    return this.tokens[this.at]
  }

  /** Whether all is read. */
  get isDone(): boolean {
    return this.at >= this.tokens.length
  }

  /** Whether these words or symbols follow. */
  sees(...words: string[]): boolean {
    return this.#hasAt(this.at, words)
  }

  /** Whether these words or symbols are the last ones. */
  endsWith(...words: string[]): boolean {
    return this.#hasAt(this.tokens.length - words.length, words)
  }

  #hasAt(at: number, words: string[]): boolean {
    return words.every((word, index) => {
      const token = this.tokens[at + index]
      const isPlain = token?.kind === 'word' || token?.kind === 'symbol'
      return isPlain && token.value.toUpperCase() === word
    })
  }

  /** Goes over these words if they follow, and says whether they did. */
  takes(...words: string[]): boolean {
    const isThere = this.sees(...words)
    if (isThere) this.at += words.length
    return isThere
  }

  /** Goes over these words; throws `MalformedStatement` if others follow. */
  expect(...words: string[]): void {
    for (const word of words) if (!this.takes(word)) throw this.mismatch(word)
  }

  /** A name, in quotes or not, in lower case. */
  name(): string {
    const token = this.next
    if (token?.kind !== 'word' && token?.kind !== 'name') throw this.mismatch('a name')
    this.at++
    return token.value.toLowerCase()
  }

  /** `table` or `database.table`; before them, `awsdatacatalog.` says nothing. */
  tableName(database: string): { database: string; table: string } {
    const names = [this.name()]
    while (this.takes('.')) names.push(this.name())
    if (names.length === 3 && names[0] === 'awsdatacatalog') names.shift()
    const [first = '', second] = names
    if (names.length > 2) throw new StatementNotEmulated(`the catalog ${first}`)
    return second === undefined ? { database, table: first } : { database: first, table: second }
  }

  /** A text in single quotes, with Hive's escapes where `isHive`. */
  text({ isHive = false } = {}): string {
    const token = this.next
    if (token?.kind !== 'text' && !(isHive && token?.kind === 'name')) throw this.mismatch('a text')
    this.at++
    return isHive ? unescaped(token.value) : token.value
  }

  /** Entries in parentheses, with commas between them. */
  list<Entry>(entry: () => Entry): Entry[] {
    this.expect('(')
    const entries: Entry[] = []
    do entries.push(entry())
    while (this.takes(','))
    this.expect(')')
    return entries
  }

  /** Throws `MalformedStatement` unless all is read. */
  end(): void {
    if (!this.isDone) throw this.mismatch('<EOF>')
  }

  /** Makes the error for what stands next. */
  mismatch(expected: string): MalformedStatement {
    const { source = '<EOF>', at } = this.next ?? {}
    return new MalformedStatement(`mismatched input '${source}'. Expecting: ${expected}`, at)
  }
}

/** Hive's escapes: `\001` in octal, `\u0001`, `\t` and the like. */
function unescaped(text: string): string {
  return text.replaceAll(
    /\\(?:u([0-9a-fA-F]{4})|([0-3][0-7]{2})|(.))/gs,
    (_all, hex, octal, other) => {
      if (hex) return String.fromCharCode(Number.parseInt(hex, 16))
      if (octal) return String.fromCharCode(Number.parseInt(octal, 8))
      return ESCAPES[other as string] ?? (other as string)
    },
  )
}

const ESCAPES: Record<string, string> = { t: '\t', n: '\n', r: '\r', b: '\b', Z: '\u001A', 0: '\0' }
