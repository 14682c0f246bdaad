import { ExpressionError } from './error.ts'

/** A piece of an expression. The text of names and strings comes without its quotes. */
export interface Token {
  kind: 'name' | 'string' | 'number' | 'symbol'
  text: string
  /** True for a name in quotes, which is never a keyword. */
  isQuoted?: boolean
}

const TOKEN = new RegExp(
  [
    /(?<space>\s+)/,
    /'(?<string>(?:[^']|'')*)'/,
    /"(?<double>[^"]+)"/,
    /`(?<back>[^`]+)`/,
    /(?<number>[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)(?![\w.])/,
    /(?<name>\w[\w.]*)/,
    /(?<symbol><>|!=|<=|>=|[=<>(),])/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'y',
)

/** Cuts an expression into tokens. Throws ExpressionError. */
export function tokensOf(expression: string): Token[] {
  const tokens: Token[] = []
  const pattern = new RegExp(TOKEN)
  while (pattern.lastIndex < expression.length) {
    const groups = pattern.exec(expression)?.groups
    if (!groups) throw new ExpressionError(`Unsupported expression '${expression}'`)
    const { string, double, back, number, name, symbol } = groups
    const quotedName = double ?? back
    if (string !== undefined) tokens.push({ kind: 'string', text: string.replaceAll("''", "'") })
    else if (quotedName) tokens.push({ kind: 'name', text: quotedName, isQuoted: true })
    else if (number) tokens.push({ kind: 'number', text: number })
    else if (name) tokens.push({ kind: 'name', text: name })
    else if (symbol) tokens.push({ kind: 'symbol', text: symbol })
  }
  return tokens
}
