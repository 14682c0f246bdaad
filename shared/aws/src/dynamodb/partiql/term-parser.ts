// Longer than most: the levels of precedence of one grammar.
import { isKeyword } from './keywords.ts'
import { malformed } from './malformed.ts'
import { parsePath } from './path-parser.ts'
import type { Infix, Term } from './syntax.ts'
import type { TokenReader } from './token-reader.ts'

/** Parses an expression. Throws AWS's errors for what is none. */
export function parseTerm(tokens: TokenReader): Term {
  return parseOr(tokens)
}

/** Type names that `IS` takes; AWS knows more of SQL's. */
const TYPE_NAMES = new Set(
  `NULL MISSING BOOL BOOLEAN SMALLINT INT INT4 INT8 INTEGER FLOAT REAL DOUBLE DECIMAL NUMERIC
  TIMESTAMP DATE TIME CHAR CHARACTER VARCHAR STRING SYMBOL CLOB BLOB STRUCT TUPLE LIST SEXP BAG
  ANY`.split(/\s+/),
)

/** Second words that some type names have. */
const TYPE_SUFFIXES: Readonly<Record<string, string>> = {
  DOUBLE: 'PRECISION',
  CHARACTER: 'VARYING',
}

function parseOr(tokens: TokenReader): Term {
  let left = parseAnd(tokens)
  while (tokens.word('OR')) left = infix('or', left, rightSide(tokens, parseAnd))
  return left
}

function parseAnd(tokens: TokenReader): Term {
  let left = parseNot(tokens)
  while (tokens.word('AND')) left = infix('and', left, rightSide(tokens, parseNot))
  return left
}

function parseNot(tokens: TokenReader): Term {
  return tokens.word('NOT') ? { kind: 'not', term: parseNot(tokens) } : parseComparison(tokens)
}

const COMPARATORS: Readonly<Record<string, Infix>> = {
  '=': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
}

function parseComparison(tokens: TokenReader): Term {
  const left = parseSum(tokens)
  const { kind, text } = tokens.token
  const operator = kind === 'symbol' ? COMPARATORS[text] : undefined
  if (operator) {
    tokens.advance()
    return infix(operator, left, rightSide(tokens, parseSum))
  }
  if (tokens.word('IS')) {
    const negated = tokens.word('NOT')
    return unless(negated, { kind: 'is', operand: left, type: parseType(tokens) })
  }
  const next = tokens.following
  const negates = next?.kind === 'word' && /^(?:in|between|like)$/i.test(next.text)
  const negated = negates && tokens.word('NOT')
  if (tokens.word('IN')) {
    return unless(negated, { kind: 'in', operand: left, choices: rightSide(tokens, parseSum) })
  }
  if (tokens.word('BETWEEN')) {
    const lower = rightSide(tokens, parseSum)
    tokens.expectWord('AND')
    return unless(negated, {
      kind: 'between',
      operands: [left, lower, rightSide(tokens, parseSum)],
    })
  }
  if (tokens.word('LIKE')) {
    rightSide(tokens, parseSum)
    return { kind: 'like' }
  }
  return left
}

function parseType(tokens: TokenReader): string {
  const name = tokens.token.text.toUpperCase()
  if (tokens.token.kind !== 'word' || !TYPE_NAMES.has(name)) throw malformed('Expected type name')
  tokens.advance()
  const suffix = TYPE_SUFFIXES[name]
  return suffix !== undefined && tokens.word(suffix) ? `${name} ${suffix}` : name
}

function parseSum(tokens: TokenReader): Term {
  let left = parsePrimary(tokens)
  for (;;) {
    const operator = tokens.isSymbol('+') ? '+' : tokens.isSymbol('-') ? '-' : undefined
    if (!operator) return left
    tokens.advance()
    left = infix(operator, left, rightSide(tokens, parsePrimary))
  }
}

function parsePrimary(tokens: TokenReader): Term {
  const { kind, text } = tokens.token
  switch (kind) {
    case 'end':
      throw malformed('Unexpected term')
    case 'string':
    case 'number':
      tokens.advance()
      return { kind, text }
    case 'quoted':
      return { kind: 'path', path: parsePath(tokens) }
    case 'word':
      return tokens.nested(() => parseWord(tokens))
    case 'symbol':
      return tokens.nested(() => parseSymbol(tokens))
  }
}

const WORDS: Readonly<Record<string, Term>> = {
  TRUE: { kind: 'boolean', value: true },
  FALSE: { kind: 'boolean', value: false },
  NULL: { kind: 'null' },
  MISSING: { kind: 'missing' },
}

const OPERATORS = ['IS', 'IN', 'LIKE', 'BETWEEN', 'AND', 'OR']

/** Keywords that are the names of functions. */
const FUNCTIONS = ['SIZE', 'COUNT', 'SUM', 'MIN', 'MAX', 'AVG', 'UPPER', 'LOWER', 'EXISTS']

function parseWord(tokens: TokenReader): Term {
  const { text } = tokens.token
  const upper = text.toUpperCase()
  const literal = WORDS[upper]
  if (literal) {
    tokens.advance()
    return literal
  }
  const called = tokens.following?.kind === 'symbol' && tokens.following.text === '('
  if (called && (!isKeyword(text) || FUNCTIONS.includes(upper))) return parseCall(tokens)
  if (OPERATORS.includes(upper)) throw malformed('Unexpected operator')
  if (isKeyword(text)) throw malformed('Unexpected keyword')
  return { kind: 'path', path: parsePath(tokens) }
}

function parseCall(tokens: TokenReader): Term {
  const name = tokens.advance().text.toLowerCase()
  tokens.expectSymbol('(')
  if (tokens.symbol('*')) {
    tokens.expectSymbol(')')
    return { kind: 'call', name, operands: [] }
  }
  return { kind: 'call', name, operands: parseUntil(tokens, ')') }
}

function parseSymbol(tokens: TokenReader): Term {
  if (tokens.isSymbol('?')) return { kind: 'parameter', index: tokens.nextParameter() }
  if (tokens.symbol('[')) return { kind: 'list', elements: parseUntil(tokens, ']') }
  if (tokens.symbol('<<')) return { kind: 'bag', elements: parseUntil(tokens, '>>') }
  if (tokens.symbol('{')) return { kind: 'tuple', members: parseMembers(tokens) }
  if (tokens.symbol('(')) {
    const elements = [parseTerm(tokens)]
    while (tokens.symbol(',')) elements.push(parseTerm(tokens))
    tokens.expectSymbol(')')
    return elements.length > 1 ? { kind: 'list', elements } : (elements[0] as Term)
  }
  const sign = tokens.token.text
  const next = tokens.following
  if ((sign === '-' || sign === '+') && next?.kind === 'number') {
    tokens.advance()
    tokens.advance()
    return { kind: 'number', text: sign === '-' ? `-${next.text}` : next.text }
  }
  const closes = /^(?:[)\]},.:;]|>>)$/.test(sign)
  throw malformed(closes ? 'Unexpected term' : 'Unexpected operator')
}

function parseUntil(tokens: TokenReader, end: string): Term[] {
  const elements: Term[] = []
  if (tokens.symbol(end)) return elements
  do elements.push(parseTerm(tokens))
  while (tokens.symbol(','))
  tokens.expectSymbol(end)
  return elements
}

function parseMembers(tokens: TokenReader): [Term, Term][] {
  const members: [Term, Term][] = []
  if (tokens.symbol('}')) return members
  do {
    const key = parsePrimary(tokens)
    tokens.expectSymbol(':')
    members.push([key, parseTerm(tokens)])
  } while (tokens.symbol(','))
  tokens.expectSymbol('}')
  return members
}

function rightSide(tokens: TokenReader, parse: (tokens: TokenReader) => Term): Term {
  if (tokens.atEnd) throw malformed('Missing right-hand side expression of infix operator')
  return parse(tokens)
}

function infix(operator: Infix, left: Term, right: Term): Term {
  return { kind: 'infix', operator, left, right }
}

function unless(negated: boolean, term: Term): Term {
  return negated ? { kind: 'not', term } : term
}
