import type { Path } from '../expressions/paths.ts'
import { invalid } from '../refusal.ts'
import { malformed } from './malformed.ts'
import type { TokenReader } from './token-reader.ts'

/** Parses a document path, such as `address.lines[0]` or `"address"['city']`. */
export function parsePath(tokens: TokenReader): Path {
  if (!tokens.isName) throw malformed('Expected identifier for simple path')
  const path: (string | number)[] = [component(tokens.advance().text)]
  for (;;) {
    if (tokens.symbol('.')) path.push(parseDot(tokens))
    else if (tokens.symbol('[')) path.push(parseIndex(tokens))
    else return path
  }
}

/** Parses the components of a table's or index's name. */
export function parseComponents(tokens: TokenReader): string[] {
  if (!tokens.isName) throw malformed('Expected identifier for simple path')
  const components = [tokens.advance().text]
  while (tokens.symbol('.')) components.push(parseName(tokens))
  return components
}

function parseDot(tokens: TokenReader): string {
  if (tokens.isSymbol('*')) {
    throw invalid('Unpivot path component like a.*.b are not supported')
  }
  return component(parseName(tokens))
}

function parseName(tokens: TokenReader): string {
  const { kind, text } = tokens.token
  if (kind !== 'word' && kind !== 'quoted') {
    throw malformed(
      'Invalid path dot component in this operation, expecting either an IDENTIFIER or STAR.',
    )
  }
  tokens.advance()
  return text
}

function parseIndex(tokens: TokenReader): string | number {
  if (tokens.isSymbol('*')) {
    throw invalid('Wildcard path component like a[*].b are not supported')
  }
  const { kind, text } = tokens.advance()
  if (kind !== 'number' && kind !== 'string') throw malformed('Unexpected term')
  tokens.expectSymbol(']')
  return kind === 'string' ? component(text) : index(text)
}

function index(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  throw invalid(`List index is not within the allowable range; index: [${text}]`)
}

function component(text: string): string {
  if (text === '') throw invalid('Path component cannot be an empty string')
  return text
}
