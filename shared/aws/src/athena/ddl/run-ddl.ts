import type { Account } from '../account.ts'
import type { Execution } from '../executions/execution.ts'
import { NOTHING, type Outcome } from '../executions/outcome.ts'
import { putPrepared, removePrepared } from '../prepared-statements.ts'
import { asHive } from './as-hive.ts'
import { addColumns, createTable, dropTable, setProperties } from './change-tables.ts'
import { createDatabase, dropDatabase } from './databases.ts'
import { addPartitions, dropPartitions } from './partitions.ts'
import { repairTable } from './repair-table.ts'
import { describeTable, showColumns, showDatabases, showPartitions, showTables } from './show.ts'
import { dropView, showCreateView, showViews } from './views.ts'

/** Runs a statement that is no query, in one instant. Throws `QueryError`. */
export function runDdl(account: Account, execution: Execution): Outcome {
  return asHive(() => run(account, execution))
}

function run(account: Account, { statement, workGroup }: Execution): Outcome {
  switch (statement.kind) {
    case 'create-database':
      return createDatabase(account, statement)
    case 'drop-database':
      return dropDatabase(account, statement)
    case 'create-table':
      return createTable(account, statement.definition)
    case 'drop-table':
      return dropTable(account, statement)
    case 'drop-view':
      return dropView(account, statement)
    case 'add-columns':
      return addColumns(account, statement)
    case 'set-properties':
      return setProperties(account, statement)
    case 'add-partitions':
      return addPartitions(account, statement)
    case 'drop-partitions':
      return dropPartitions(account, statement)
    case 'repair-table':
      return repairTable(account, statement.name)
    case 'show-databases':
      return showDatabases(account, statement.pattern)
    case 'show-tables':
      return showTables(account, statement)
    case 'show-views':
      return showViews(account, statement)
    case 'show-create-view':
      return showCreateView(account, statement.name)
    case 'show-columns':
      return showColumns(account, statement.name)
    case 'show-partitions':
      return showPartitions(account, statement.name)
    case 'describe-table':
      return describeTable(account, statement.name)
    case 'prepare':
      putPrepared(account, {
        name: statement.name,
        WorkGroup: workGroup,
        QueryStatement: statement.sql,
      })
      return NOTHING
    case 'deallocate':
      removePrepared(account, workGroup, statement.name)
      return NOTHING
    case 'select':
    case 'create-table-as':
    case 'insert':
    case 'unload':
    case 'create-view':
    case 'execute':
      throw new TypeError(`${statement.kind} is the engine's`)
  }
}
