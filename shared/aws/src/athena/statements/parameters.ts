import { MalformedStatement, type Reader, Reader as TokenReader } from './reader.ts'
import { tokensOf } from './tokens.ts'

/**
 * Puts values in the place of a query's question marks, in order (SDK text, ExecutionParameters).
 * A value is one literal, texts in quotes, so that none can be more than a value. Throws
 * `MalformedStatement`, with Trino's text where the numbers differ.
 */
export function withParameters(sql: string, parameters: readonly string[]): string {
  const marks = tokensOf(sql).filter(({ kind, source }) => kind === 'symbol' && source === '?')
  if (marks.length !== parameters.length) {
    const numbers = `expected ${marks.length} but found ${parameters.length}`
    throw new MalformedStatement(`Incorrect number of parameters: ${numbers}`)
  }
  let text = ''
  let from = 0
  for (const [index, { at }] of marks.entries()) {
    text += `${sql.slice(from, at)}${oneLiteral(parameters[index]!)}`
    from = at + 1
  }
  return text + sql.slice(from)
}

/** Literals with commas between them, up to the end. */
export function literalsOf(reader: Reader): string[] {
  const literals = [literal(reader)]
  while (reader.takes(',')) literals.push(literal(reader))
  return literals
}

function oneLiteral(text: string): string {
  const reader = new TokenReader(tokensOf(text))
  const found = literal(reader)
  reader.end()
  return found
}

function literal(reader: Reader): string {
  const typed = ['DATE', 'TIMESTAMP', 'DECIMAL', 'TIME'].find((word) => reader.takes(word))
  const sign = reader.takes('-') ? '-' : ''
  const { kind, source = '' } = reader.next ?? {}
  const isWord = kind === 'word' && /^(?:true|false|null)$/i.test(source)
  const isPlain = typed === undefined && (kind === 'number' || (sign === '' && isWord))
  if (!isPlain && !(kind === 'text' && sign === ''))
    throw new MalformedStatement(`Not a literal: ${source}`)
  reader.at++
  return [typed, `${sign}${source}`].filter(Boolean).join(' ')
}
