import { malformed } from './malformed.ts'

/** A piece of a statement; `at` counts characters from 1. */
export interface Token {
  kind: 'word' | 'quoted' | 'string' | 'number' | 'symbol' | 'end'
  text: string
  at: number
}

/** Splits a statement into tokens, the last of which is `end`. Throws AWS's error for what is none. */
export function tokenize(statement: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < statement.length) {
    const [kind, match] = firstMatch(statement, at)
    const [whole] = match
    if (kind !== 'blank') tokens.push({ kind, text: contentOf(kind, whole), at: at + 1 })
    at += whole.length
  }
  return [...withoutSemicolon(tokens), { kind: 'end', text: '', at: at + 1 }]
}

type Kind = Token['kind'] | 'blank'

const PATTERNS: readonly [Kind, RegExp][] = [
  ['blank', /\s+|--[^\n]*|\/\*[^]*?\*\//y],
  ['word', /[\p{L}_$][\p{L}\p{N}_$]*/uy],
  ['number', /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['string', /'(?:[^']|'')*'/y],
  ['quoted', /"(?:[^"]|"")*"/y],
  ['symbol', /<<|>>|<>|<=|>=|!=|\|\||(?!\/\*)[-+*/%=<>()[\]{},.:;?]/y],
]

function firstMatch(statement: string, at: number): [Kind, RegExpExecArray] {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at
    const match = pattern.exec(statement)
    if (match) return [kind, match]
  }
  throw malformed()
}

function contentOf(kind: Kind, text: string): string {
  if (kind === 'string') return text.slice(1, -1).replaceAll("''", "'")
  if (kind === 'quoted') return text.slice(1, -1).replaceAll('""', '"')
  if (kind === 'number') refuseScale(text)
  return text
}

const MAX_INT = 2 ** 31 - 1

/** AWS's parser keeps the exponent and the scale of a literal in 32 bits each. */
function refuseScale(text: string) {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e')
  const scale = (mantissa.split('.')[1] ?? '').length - Number(exponent)
  if (Math.abs(Number(exponent)) > MAX_INT || Math.abs(scale) > MAX_INT) throw malformed()
}

function withoutSemicolon(tokens: Token[]): Token[] {
  const last = tokens.at(-1)
  return last?.kind === 'symbol' && last.text === ';' ? tokens.slice(0, -1) : tokens
}
