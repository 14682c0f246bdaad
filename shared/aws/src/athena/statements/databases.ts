import { readProperties } from './create-table.ts'
import type { Reader } from './reader.ts'
import type { Statement } from './statement.ts'

/** Reads what follows `CREATE DATABASE` (user guide). */
export function readCreateDatabase(reader: Reader): Statement {
  const ifNotExists = reader.takes('IF', 'NOT', 'EXISTS')
  const name = reader.name()
  const comment = reader.takes('COMMENT') ? reader.text({ isHive: true }) : undefined
  const location = reader.takes('LOCATION') ? reader.text({ isHive: true }) : undefined
  const properties = reader.takes('WITH', 'DBPROPERTIES') ? readProperties(reader) : {}
  return { kind: 'create-database', name, ifNotExists, comment, location, properties }
}

/** Reads what follows `DROP DATABASE` (user guide). */
export function readDropDatabase(reader: Reader): Statement {
  const ifExists = reader.takes('IF', 'EXISTS')
  const name = reader.name()
  const cascade = reader.takes('CASCADE')
  if (!cascade) reader.takes('RESTRICT')
  return { kind: 'drop-database', name, ifExists, cascade }
}
