/** A token of SQL, of Hive's or Trino's. */
export interface Token {
  kind: 'word' | 'name' | 'text' | 'number' | 'symbol'
  /** As it is written. */
  source: string
  /** Without its quotes; words as they are written. */
  value: string
  /** Where it starts, in UTF-16 units. */
  at: number
}

/** Thrown for a text that is not made of tokens. */
export class TokenError extends Error {
  override name = 'TokenError'
  readonly at: number

  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}

/**
 * Each starts where the last ended; none of them looks back. A comment that is not closed is no
 * symbols: it would be looked through to its end at each `/*` in it.
 */
const PATTERNS: readonly [Token['kind'] | 'space', RegExp][] = [
  ['space', /\s+|--[^\n]*|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//y],
  ['word', /[A-Za-z_][\w@:$]*/y],
  ['number', /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['text', /'(?:[^']|'')*'/y],
  ['name', /"(?:[^"]|"")*"|`(?:[^`]|``)*`/y],
  ['symbol', /<>|!=|<=|>=|\|\||->|(?!\/\*)[^\s'"`]/y],
]

/** Cuts SQL into tokens; comments are left out. Throws `TokenError` for one that is not closed, as for quotes. */
export function tokensOf(sql: string): Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < sql.length;) {
    const found = tokenAt(sql, at)
    if (found.kind !== 'space') tokens.push({ ...found, kind: found.kind, at })
    at += found.source.length
  }
  return tokens
}

function tokenAt(sql: string, at: number) {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at
    const source = pattern.exec(sql)?.[0]
    if (source !== undefined) return { kind, source, value: valueOf(kind, source) }
  }
  throw new TokenError(`mismatched input '${sql[at]}'`, at)
}

function valueOf(kind: Token['kind'] | 'space', source: string): string {
  if (kind !== 'text' && kind !== 'name') return source
  const quote = source[0]!
  return source.slice(1, -1).replaceAll(quote + quote, quote)
}

/** `line 1:8: ` for a place in a text. */
export function placeOf(sql: string, at: number): string {
  const lines = sql.slice(0, at).split('\n')
  return `line ${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}: `
}
