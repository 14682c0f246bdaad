import { MalformedStatement, type Reader, StatementNotEmulated } from './reader.ts'
import type { TableName } from './statement.ts'

/** A column as CREATE TABLE says it, with Hive's type. */
export interface ColumnDefinition {
  name: string
  type: string
  comment: string | undefined
}

/** What CREATE EXTERNAL TABLE says. */
export interface CreateTable {
  name: TableName
  ifNotExists: boolean
  columns: ColumnDefinition[]
  partitionKeys: ColumnDefinition[]
  comment: string | undefined
  location: string
  /** Undefined for delimited text. */
  serde: string | undefined
  serdeProperties: Record<string, string>
  storedAs: string | undefined
  formats: { input: string; output: string } | undefined
  properties: Record<string, string>
}

/** Reads what follows `CREATE EXTERNAL TABLE` (user guide, "CREATE TABLE"). */
export function readCreateTable(reader: Reader, database: string): CreateTable {
  const ifNotExists = reader.takes('IF', 'NOT', 'EXISTS')
  const name = reader.tableName(database)
  const table: CreateTable = {
    name,
    ifNotExists,
    columns: readColumns(reader),
    partitionKeys: [],
    comment: undefined,
    location: '',
    serde: undefined,
    serdeProperties: {},
    storedAs: undefined,
    formats: undefined,
    properties: {},
  }
  while (!reader.isDone) readClause(reader, table)
  if (table.location === '') {
    throw new MalformedStatement('A LOCATION must be given for an external table')
  }
  return table
}

/** Columns in parentheses, each `name type [COMMENT 'text']`. */
export function readColumns(reader: Reader): ColumnDefinition[] {
  return reader.list(() => {
    const name = reader.name()
    const type = readType(reader)
    const comment = reader.takes('COMMENT') ? reader.text({ isHive: true }) : undefined
    return { name, type, comment }
  })
}

/** Properties in parentheses, each `'key' = 'value'`. */
export function readProperties(reader: Reader): Record<string, string> {
  const entries = reader.list((): [string, string] => {
    const key = reader.text({ isHive: true })
    reader.expect('=')
    return [key, reader.text({ isHive: true })]
  })
  return Object.fromEntries(entries)
}

function readClause(reader: Reader, table: CreateTable): void {
  if (reader.takes('COMMENT')) table.comment = reader.text({ isHive: true })
  else if (reader.takes('PARTITIONED', 'BY')) table.partitionKeys = readColumns(reader)
  else if (reader.takes('ROW', 'FORMAT', 'SERDE')) table.serde = reader.text({ isHive: true })
  else if (reader.takes('ROW', 'FORMAT', 'DELIMITED')) readDelimited(reader, table)
  else if (reader.takes('WITH', 'SERDEPROPERTIES')) {
    Object.assign(table.serdeProperties, readProperties(reader))
  } else if (reader.takes('STORED', 'AS', 'INPUTFORMAT')) {
    const input = reader.text({ isHive: true })
    reader.expect('OUTPUTFORMAT')
    table.formats = { input, output: reader.text({ isHive: true }) }
  } else if (reader.takes('STORED', 'AS')) table.storedAs = reader.name()
  else if (reader.takes('LOCATION')) table.location = reader.text({ isHive: true })
  else if (reader.takes('TBLPROPERTIES')) Object.assign(table.properties, readProperties(reader))
  else if (reader.sees('CLUSTERED', 'BY')) throw new StatementNotEmulated('CLUSTERED BY')
  else throw reader.mismatch('<EOF>')
}

/** The words of ROW FORMAT DELIMITED, and the SerDe's properties for them. */
const DELIMITERS: [string[], string[]][] = [
  [
    ['FIELDS', 'TERMINATED', 'BY'],
    ['field.delim', 'serialization.format'],
  ],
  [['ESCAPED', 'BY'], ['escape.delim']],
  [['COLLECTION', 'ITEMS', 'TERMINATED', 'BY'], ['colelction.delim']],
  [['MAP', 'KEYS', 'TERMINATED', 'BY'], ['mapkey.delim']],
  [['LINES', 'TERMINATED', 'BY'], ['line.delim']],
  [['NULL', 'DEFINED', 'AS'], ['serialization.null.format']],
]

function readDelimited(reader: Reader, table: CreateTable): void {
  for (;;) {
    const found = DELIMITERS.find(([words]) => reader.takes(...words))
    if (!found) return
    const text = reader.text({ isHive: true })
    for (const property of found[1]) table.serdeProperties[property] = text
  }
}

/** A type up to the comma, parenthesis or COMMENT behind it. */
function readType(reader: Reader): string {
  let depth = 0
  let type = ''
  for (; !reader.isDone; reader.at++) {
    const { value, kind } = reader.next!
    const isEnd = depth === 0 && (value === ',' || value === ')' || reader.sees('COMMENT'))
    if (isEnd && kind !== 'text') break
    if (value === '<' || value === '(') depth++
    if (value === '>' || value === ')') depth--
    type += value.toLowerCase()
  }
  if (type === '') throw reader.mismatch('a type')
  return type.replace(/^integer$/, 'int')
}
