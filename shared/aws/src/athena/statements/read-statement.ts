import { readAlterTable } from './alter-table.ts'
import { readCreateAs } from './create-table-as.ts'
import { readCreateTable } from './create-table.ts'
import { readCreateDatabase, readDropDatabase } from './databases.ts'
import { readInsert } from './insert.ts'
import { literalsOf } from './parameters.ts'
import { MalformedStatement, Reader, StatementNotEmulated } from './reader.ts'
import type { Statement } from './statement.ts'
import { tokensOf } from './tokens.ts'
import { readUnload } from './unload.ts'
import { readCreateView, readDropView } from './views.ts'

/** What a statement that is not emulated starts with. */
const NOT_EMULATED = [
  'UPDATE',
  'DELETE',
  'MERGE',
  'EXPLAIN',
  'OPTIMIZE',
  'VACUUM',
  'GRANT',
  'REVOKE',
  'USING',
  'ANALYZE',
  'TRUNCATE',
  'CALL',
  'SET',
  'RESET',
  'USE',
]

/**
 * Tells what a statement is, and reads all but the queries in it, which are the engine's. Tables
 * without a database are in `database`. Throws `MalformedStatement`, `StatementNotEmulated` and
 * `TokenError`.
 */
export function readStatement(sql: string, database: string): Statement {
  const all = tokensOf(sql)
  const tokens = all.at(-1)?.source === ';' ? all.slice(0, -1) : all
  const reader = new Reader(tokens)
  if (reader.isDone) throw reader.mismatch('a statement')
  const query = queryFrom(sql, reader)
  if (['SELECT', 'WITH', 'VALUES', 'TABLE', '('].some((word) => reader.sees(word))) {
    return { kind: 'select', sql: query() }
  }
  const read = READERS.find(([words]) => reader.takes(...words.split(' ')))?.[1]
  if (read) {
    const statement = read(reader, { database, query })
    if (!('sql' in statement)) reader.end()
    return statement
  }
  const first = reader.next!.value.toUpperCase()
  const isKnown =
    NOT_EMULATED.includes(first) || OTHERS.some((words) => reader.sees(...words.split(' ')))
  if (isKnown) throw new StatementNotEmulated(`the statement ${startOf(reader)}`)
  throw reader.mismatch(
    "'ALTER', 'CREATE', 'DESCRIBE', 'DROP', 'EXECUTE', 'MSCK', 'SELECT', 'SHOW', 'WITH'",
  )
}

/** Statements whose first word has others that are emulated. */
const OTHERS = ['CREATE', 'DROP', 'ALTER', 'SHOW', 'MSCK', 'DESCRIBE', 'DESC']

/** What the readers of statements get. */
export interface Reading {
  database: string
  /** The rest of the text, a query, without so many tokens at its end. */
  query(without?: number): string
}

const READERS: [words: string, read: (reader: Reader, reading: Reading) => Statement][] = [
  [
    'CREATE EXTERNAL TABLE',
    (reader, { database }) => {
      return { kind: 'create-table', definition: readCreateTable(reader, database) }
    },
  ],
  ['CREATE TABLE', readCreateAs],
  ['INSERT', readInsert],
  ['UNLOAD', readUnload],
  ['CREATE VIEW', (reader, reading) => readCreateView(reader, reading, false)],
  ['CREATE OR REPLACE VIEW', (reader, reading) => readCreateView(reader, reading, true)],
  ['CREATE DATABASE', readCreateDatabase],
  ['CREATE SCHEMA', readCreateDatabase],
  [
    'DROP TABLE',
    (reader, { database }) => {
      const ifExists = reader.takes('IF', 'EXISTS')
      return { kind: 'drop-table', ifExists, name: reader.tableName(database) }
    },
  ],
  ['DROP VIEW', readDropView],
  ['DROP DATABASE', readDropDatabase],
  ['DROP SCHEMA', readDropDatabase],
  ['ALTER TABLE', (reader, { database }) => readAlterTable(reader, database)],
  [
    'MSCK REPAIR TABLE',
    (reader, { database }) => {
      return { kind: 'repair-table', name: reader.tableName(database) }
    },
  ],
  ['SHOW DATABASES', readShowDatabases],
  ['SHOW SCHEMAS', readShowDatabases],
  ['SHOW TABLES', (reader, reading) => ({ kind: 'show-tables', ...readWhich(reader, reading) })],
  ['SHOW VIEWS', (reader, reading) => ({ kind: 'show-views', ...readWhich(reader, reading) })],
  [
    'SHOW CREATE VIEW',
    (reader, { database }) => {
      return { kind: 'show-create-view', name: reader.tableName(database) }
    },
  ],
  [
    'SHOW PARTITIONS',
    (reader, { database }) => {
      return { kind: 'show-partitions', name: reader.tableName(database) }
    },
  ],
  [
    'SHOW COLUMNS',
    (reader, { database }) => {
      if (!reader.takes('IN')) reader.expect('FROM')
      const name = reader.tableName(database)
      const other = reader.takes('IN') || reader.takes('FROM') ? reader.name() : name.database
      return { kind: 'show-columns', name: { ...name, database: other } }
    },
  ],
  ['DESCRIBE', readDescribe],
  ['DESC', readDescribe],
  [
    'PREPARE',
    (reader, { query }) => {
      const name = reader.name()
      reader.expect('FROM')
      return { kind: 'prepare', name, sql: query() }
    },
  ],
  [
    'EXECUTE',
    (reader) => {
      const name = reader.name()
      const parameters = reader.takes('USING') ? literalsOf(reader) : []
      return { kind: 'execute', name, parameters }
    },
  ],
  ['DEALLOCATE PREPARE', (reader) => ({ kind: 'deallocate', name: reader.name() })],
]

/** The first words, which tell what it is. */
function startOf({ tokens }: Reader): string {
  const words = tokens.slice(0, 3).map(({ value }) => value.toUpperCase())
  return `${words.join(' ')} …`
}

function readShowDatabases(reader: Reader): Statement {
  return { kind: 'show-databases', pattern: readPattern(reader) }
}

/** The database whose tables or views are shown, and a pattern of their names. */
function readWhich(reader: Reader, reading: Reading) {
  const database = reader.takes('IN') || reader.takes('FROM') ? reader.name() : reading.database
  return { database, pattern: readPattern(reader) }
}

function readPattern(reader: Reader): string | undefined {
  const isLike = reader.takes('LIKE')
  return isLike || reader.next?.kind === 'text' ? reader.text() : undefined
}

function readDescribe(reader: Reader, { database }: Reading): Statement {
  for (const word of ['FORMATTED', 'EXTENDED']) {
    if (reader.sees(word)) throw new StatementNotEmulated(`DESCRIBE ${word}`)
  }
  return { kind: 'describe-table', name: reader.tableName(database) }
}

function queryFrom(sql: string, reader: Reader): Reading['query'] {
  return (without = 0) => {
    const [first, last] = [reader.next, reader.tokens.at(-1 - without)]
    if (!first || !last || last.at < first.at)
      throw new MalformedStatement("mismatched input '<EOF>'. Expecting: a query")
    return sql.slice(first.at, last.at + last.source.length)
  }
}
