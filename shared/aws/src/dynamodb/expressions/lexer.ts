/** A piece of an expression. `end` stands once, behind the last piece. */
export interface Token {
  kind: 'word' | 'name' | 'value' | 'number' | 'symbol' | 'end'
  text: string
  start: number
  end: number
}

/**
 * Splits an expression. Words are attribute names, functions and keywords; names are `#name`,
 * values `:value`. A character that belongs nowhere becomes a symbol, for the parser to refuse.
 */
export function tokenize(expression: string): Token[] {
  const tokens: Token[] = []
  for (const match of expression.matchAll(PIECE)) {
    const text = match[0]
    tokens.push({ kind: kindOf(text), text, start: match.index, end: match.index + text.length })
  }
  const { length } = expression
  tokens.push({ kind: 'end', text: '<EOF>', start: length, end: length })
  return tokens
}

const PIECE = /[A-Za-z_][A-Za-z0-9_]*|[#:][A-Za-z0-9_]+|[0-9]+|<>|<=|>=|[^ \t\r\n]/g

function kindOf(text: string): Token['kind'] {
  if (/^[A-Za-z_]/.test(text)) return 'word'
  if (/^[0-9]/.test(text)) return 'number'
  if (/^#./.test(text)) return 'name'
  if (/^:./.test(text)) return 'value'
  return 'symbol'
}
