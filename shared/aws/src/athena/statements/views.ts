import { type Reader, StatementNotEmulated } from './reader.ts'
import type { Reading } from './read-statement.ts'
import type { Statement } from './statement.ts'

/** Reads what follows `CREATE VIEW` or `CREATE OR REPLACE VIEW` (user guide). */
export function readCreateView(reader: Reader, reading: Reading, orReplace: boolean): Statement {
  const name = reader.tableName(reading.database)
  // Trino knows these; the user guide's synopsis does not.
  for (const clause of ['(', 'COMMENT', 'SECURITY']) {
    if (reader.sees(clause)) throw new StatementNotEmulated(`CREATE VIEW with ${clause}`)
  }
  reader.expect('AS')
  return { kind: 'create-view', name, orReplace, sql: reading.query() }
}

/** Reads what follows `DROP VIEW` (user guide). */
export function readDropView(reader: Reader, { database }: Reading): Statement {
  const ifExists = reader.takes('IF', 'EXISTS')
  return { kind: 'drop-view', ifExists, name: reader.tableName(database) }
}
