/** A word, string, number or sign of an SQL text. */
export interface Token {
  kind: 'name' | 'string' | 'number' | 'sign' | 'end'
  /** The name or sign as written; the string without its quotes. */
  text: string
}

/** Thrown for a text that is no SQL of the rules engine, or more of it than is emulated. */
export class SqlSyntaxError extends Error {
  override name = 'SqlSyntaxError'
}

const TOKEN =
  /\s*(?:(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<name>[A-Za-z_]\w*)|'(?<string>(?:[^']|'')*)'|(?<sign><>|<=|>=|[-+*/%=<>(),.]))/y

/** Splits an SQL text. A quote within a string is written twice. Throws SqlSyntaxError. */
export function tokensOf(sql: string): Token[] {
  const tokens: Token[] = []
  const end = sql.trimEnd().length
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < end) {
    const at = TOKEN.lastIndex
    const groups = TOKEN.exec(sql)?.groups
    if (!groups) throw new SqlSyntaxError(`Cannot read the SQL at "${sql.slice(at, at + 20)}"`)
    tokens.push(tokenOf(groups))
  }
  return [...tokens, { kind: 'end', text: 'the end' }]
}

function tokenOf({ number, name, string, sign }: Record<string, string | undefined>): Token {
  if (number !== undefined) return { kind: 'number', text: number }
  if (name !== undefined) return { kind: 'name', text: name }
  if (string !== undefined) return { kind: 'string', text: string.replaceAll("''", "'") }
  return { kind: 'sign', text: sign ?? '' }
}
