import { type Token, tokensOf } from '../../statements/tokens.ts'

/**
 * Writes Trino's `array(T)`, a type, as DuckDB's `T[]`. Values are written `array[…]`, so nothing
 * else looks like it.
 */
export function withDuckTypes(sql: string): string {
  const tokens = tokensOf(sql)
  const changes = new Map<Token, string>()
  const open: { isArray: boolean }[] = []
  for (const [index, token] of tokens.entries()) {
    if (token.source === '(') {
      const before = tokens[index - 1]
      const isArray = before?.kind === 'word' && before.value.toLowerCase() === 'array'
      open.push({ isArray })
      if (!isArray) continue
      changes.set(before, ' '.repeat(before.source.length))
      changes.set(token, ' ')
    } else if (token.source === ')' && open.pop()?.isArray) changes.set(token, '[]')
  }
  let text = ''
  let from = 0
  for (const [{ at, source }, change] of changes) {
    text += sql.slice(from, at) + change
    from = at + source.length
  }
  return text + sql.slice(from)
}
