import type { Reader } from './reader.ts'
import type { Reading } from './read-statement.ts'
import type { Statement } from './statement.ts'

/** Reads what follows `INSERT`: `INTO table [(columns)] query` (user guide, "INSERT INTO"). */
export function readInsert(reader: Reader, { database, query }: Reading): Statement {
  reader.expect('INTO')
  const name = reader.tableName(database)
  const columns = startsList(reader) ? reader.list(() => reader.name()) : undefined
  return { kind: 'insert', name, columns, sql: query() }
}

/** Whether the parenthesis that follows has names in it, and no query. */
function startsList({ tokens, at }: Reader): boolean {
  const [open, first, second] = tokens.slice(at, at + 3)
  const isName = first?.kind === 'word' || first?.kind === 'name'
  return open?.source === '(' && isName && (second?.source === ',' || second?.source === ')')
}
