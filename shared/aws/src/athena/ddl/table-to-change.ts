import type { Table } from '@aws-sdk/client-glue'
import type { Account } from '../account.ts'
import { oneTable } from '../catalog/glue-catalog.ts'
import { isView } from '../catalog/view-text.ts'
import { QueryError } from '../executions/outcome.ts'
import type { TableName } from '../statements/statement.ts'

/** A table that ALTER TABLE may change. Throws `GlueFailure`; for a view, `QueryError` with Hive's text. */
export function tableToChange(account: Account, { database, table }: TableName): Table {
  const found = oneTable(account, database, table)
  if (!isView(found)) return found
  const why = 'To alter a view you need to use the ALTER VIEW command.'
  throw new QueryError(`FAILED: SemanticException [Error 10131]: ${why}`)
}
