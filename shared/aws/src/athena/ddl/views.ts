import type { Table, TableInput } from '@aws-sdk/client-glue'
import type { Account } from '../account.ts'
import { allTables, glueCall, oneTable, tableIn } from '../catalog/glue-catalog.ts'
import { EXPANDED_TEXT, isView, readView, viewText } from '../catalog/view-text.ts'
import type { ResultColumn } from '../engine/job.ts'
import { NOTHING, type Outcome, QueryError, told } from '../executions/outcome.ts'
import type { Statement, TableName } from '../statements/statement.ts'
import { matching } from './name-patterns.ts'

type Of<Kind extends Statement['kind']> = Statement & { kind: Kind }

/**
 * CREATE VIEW: an entry in the catalog, as Trino makes it. `columns` are those of its query, which
 * is kept as it was written. Throws `QueryError`, with Trino's texts.
 */
export function createView(
  account: Account,
  { name, orReplace, sql }: Of<'create-view'>,
  { database, columns }: { database: string; columns: readonly ResultColumn[] },
): Outcome {
  const full = `awsdatacatalog.${name.database}.${name.table}`
  const present = tableIn(account, name)
  const what = present && isView(present) ? 'View' : 'Table'
  if (present && !(orReplace && what === 'View')) {
    throw new QueryError(`TABLE_ALREADY_EXISTS: line 1:1: ${what} already exists: '${full}'`)
  }
  checkColumns(columns)
  const view = { sql, database, columns: columns.map(trinoColumn) }
  const TableInput: TableInput = {
    Name: name.table,
    TableType: 'VIRTUAL_VIEW',
    ViewOriginalText: viewText(view),
    ViewExpandedText: EXPANDED_TEXT,
    Parameters: { presto_view: 'true', comment: 'Presto View' },
    // The user guide asks for an empty list.
    PartitionKeys: [],
    StorageDescriptor: {
      Columns: columns.map(({ name: Name, hiveType: Type }) => ({ Name, Type })),
      Location: '',
      SerdeInfo: {},
    },
  }
  const operation = present ? 'UpdateTable' : 'CreateTable'
  glueCall(account, operation, { DatabaseName: name.database, TableInput })
  return NOTHING
}

/** DROP VIEW. Throws `QueryError`, with Trino's texts. */
export function dropView(account: Account, { name, ifExists }: Of<'drop-view'>): Outcome {
  const present = tableIn(account, name)
  if (!present || !isView(present)) {
    if (ifExists) return NOTHING
    const full = `awsdatacatalog.${name.database}.${name.table}`
    const other = `, but a table with that name exists. Did you mean DROP TABLE ${full}?`
    const why = `View '${full}' does not exist${present ? other : ''}`
    throw new QueryError(`TABLE_NOT_FOUND: line 1:1: ${why}`)
  }
  glueCall(account, 'DeleteTable', { DatabaseName: name.database, Name: name.table })
  return NOTHING
}

/** SHOW VIEWS. */
export function showViews(
  account: Account,
  { database, pattern }: { database: string; pattern: string | undefined },
): Outcome {
  const views = allTables(account, database).filter(isView)
  const names = matching(
    views.map(({ Name = '' }) => Name),
    pattern,
  )
  return told(
    ['views'],
    names.map((name) => [name]),
  )
}

/** SHOW CREATE VIEW: a statement that makes the view again. How AWS breaks its lines is not published. */
export function showCreateView(account: Account, { database, table }: TableName): Outcome {
  const view = viewIn(oneTable(account, database, table))
  return told(
    ['Create View'],
    `CREATE VIEW ${database}.${table} AS\n${view.sql}`.split('\n').map((line) => [line]),
  )
}

function viewIn(table: Table) {
  const view = isView(table) ? readView(table) : undefined
  if (view) return view
  const full = `awsdatacatalog.${table.DatabaseName}.${table.Name}`
  throw new QueryError(`NOT_SUPPORTED: line 1:1: Relation '${full}' is not a view of Athena's`)
}

/** Every column has a name of its own, and a type that the catalog can describe. */
function checkColumns(columns: readonly ResultColumn[]): void {
  const seen = new Set<string>()
  for (const [index, { name, type }] of columns.entries()) {
    if (name === `_col${index}`) {
      const where = `line 1:1: Column name not specified at position ${index + 1}`
      throw new QueryError(`COLUMN_NAME_NOT_SPECIFIED: ${where}`)
    }
    if (seen.has(name)) {
      const where = `line 1:1: Column name '${name}' specified more than once`
      throw new QueryError(`DUPLICATE_COLUMN_NAME: ${where}`)
    }
    seen.add(name)
    if (!NESTED.includes(type)) continue
    const what = `a view with a column of the type ${type} (column ${name})`
    throw new QueryError(`NOT_SUPPORTED: The embedded AWS does not emulate ${what}`, 'not-emulated')
  }
}

const NESTED = ['array', 'row', 'map', 'unknown']

/** The column with Trino's type; Athena calls two of them otherwise in results. */
function trinoColumn({ name, type, hiveType }: ResultColumn) {
  if (type === 'decimal') return { name, type: hiveType }
  if (type === 'float') return { name, type: 'real' }
  return { name, type: type === 'timestamp' ? 'timestamp(3)' : type }
}
