import type { Table } from '@aws-sdk/client-glue'

/** A view of Athena's, as its entry in the catalog describes it. */
export interface View {
  sql: string
  /** Where tables without a database are. */
  database: string
  columns: ViewColumn[]
}

/** A column of a view, with Trino's type, as in `varchar`. */
export interface ViewColumn {
  name: string
  type: string
}

/** The whole of ViewExpandedText. */
export const EXPANDED_TEXT = '/* Presto View */'

const START = '/* Presto View: '
const END = ' */'

/**
 * The ViewOriginalText of a view: JSON in base64 in a comment. The SDK's text calls it "certain
 * Athena configuration encoded in base64"; what is in it is Trino's ConnectorViewDefinition
 * (`HiveViewCodec` in its Hive connector).
 */
export function viewText({ sql, database, columns }: View): string {
  const definition = { originalSql: sql, catalog: 'awsdatacatalog', schema: database, columns }
  return `${START}${Buffer.from(JSON.stringify(definition)).toString('base64')}${END}`
}

/** Whether an entry in the catalog is a view, whoever made it. */
export function isView({ TableType }: Table): boolean {
  return TableType === 'VIRTUAL_VIEW'
}

/**
 * The view that an entry in the catalog describes; undefined if that is not in Trino's way, as for
 * views of Hive. Anybody may have written it.
 */
export function readView({ ViewOriginalText: text = '', DatabaseName = '' }: Table) {
  if (!text.startsWith(START) || !text.endsWith(END)) return undefined
  try {
    const json = Buffer.from(text.slice(START.length, -END.length), 'base64').toString()
    return viewOf(JSON.parse(json), DatabaseName)
  } catch {
    return undefined
  }
}

function viewOf(definition: unknown, ownDatabase: string): View | undefined {
  const { originalSql, schema, columns } = (definition ?? {}) as Record<string, unknown>
  const isWhole =
    typeof originalSql === 'string' && Array.isArray(columns) && columns.every(isColumn)
  if (!isWhole) return undefined
  const database = typeof schema === 'string' ? schema.toLowerCase() : ownDatabase
  return { sql: originalSql, database, columns }
}

function isColumn(column: unknown): column is ViewColumn {
  const { name, type } = (column ?? {}) as Record<string, unknown>
  return typeof name === 'string' && typeof type === 'string'
}
