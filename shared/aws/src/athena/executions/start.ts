import type { StartQueryExecutionInput, StartQueryExecutionOutput } from '@aws-sdk/client-athena'
import { type Account, newId, once } from '../account.ts'
import { DEFAULT_CATALOG, findCatalog } from '../catalog/data-catalogs.ts'
import * as constraints from '../constraints.ts'
import { invalidRequest, notEmulated, refuseMembers, tooManyQueries } from '../refusal.ts'
import { findPrepared } from '../prepared-statements.ts'
import { withParameters } from '../statements/parameters.ts'
import { MalformedStatement, StatementNotEmulated } from '../statements/reader.ts'
import { readStatement } from '../statements/read-statement.ts'
import { MAX_QUERY, type Statement } from '../statements/statement.ts'
import { placeOf, TokenError } from '../statements/tokens.ts'
import { findWorkGroup } from '../workgroups.ts'
import type { Execution } from './execution.ts'
import { launch } from './launch.ts'
import { outputOf } from './output-location.ts'

/** Queries that are queued or run at once: AWS's quota for DDL, here for all of them. */
const MAX_ACTIVE = 20

/** StartQueryExecution. */
export function startOperations(account: Account) {
  return {
    /**
     * StartQueryExecution (SDK text). A query sees the catalog and S3 as they are at this moment;
     * it takes a second, and what it writes is there when it is over. What is not emulated is
     * refused at once where the statement shows it, and fails the query where only the engine
     * finds it. Throws InvalidRequestException, ResourceNotFoundException.
     */
    StartQueryExecution(input: StartQueryExecutionInput): StartQueryExecutionOutput {
      const { ClientRequestToken: token, ...request } = input
      constraints.optionalText(account, ['clientRequestToken', token], { min: 32, max: 128 })
      const mismatch = () => invalidRequest(account, 'Idempotent parameters do not match')
      const named = token === undefined ? undefined : `query ${token}`
      const make = () => start(account, input)
      return { QueryExecutionId: once(account, { token: named, request }, make, mismatch) }
    },
  }
}

function start(account: Account, input: StartQueryExecutionInput): string {
  const reuse = input.ResultReuseConfiguration?.ResultReuseByAgeConfiguration?.Enabled
  refuseMembers(account, { ResultReuse: reuse, EngineConfiguration: input.EngineConfiguration }, [
    'ResultReuse',
    'EngineConfiguration',
  ])
  const member: [string, string | undefined] = ['queryString', input.QueryString]
  const query = constraints.requireText(account, member, { max: MAX_QUERY })
  const group = findWorkGroup(account, input.WorkGroup)
  if (group.state === 'DISABLED')
    throw invalidRequest(account, `WorkGroup ${group.name} is disabled.`)
  const { Database: database, Catalog: catalog } = input.QueryExecutionContext ?? {}
  findCatalog(account, catalog ?? DEFAULT_CATALOG)
  const parameters = input.ExecutionParameters
  const context = { database: (database ?? 'default').toLowerCase(), workGroup: group.name }
  const statement = asRequest(account, query, () => {
    const read = readStatement(query, context.database)
    return resolved(account, read, { ...context, parameters })
  })
  if (account.active.size >= MAX_ACTIVE) throw tooManyQueries(account)
  const { results, bucket, prefix } = outputOf(account, group, input.ResultConfiguration)
  const id = newId(account)
  const execution: Execution = {
    id,
    query,
    statement,
    workGroup: group.name,
    database,
    catalog,
    parameters,
    results,
    output: { bucket, prefix, key: `${prefix}${nameOfResult(statement, id)}` },
    submittedAt: account.world.clock.now(),
    stop() {},
  }
  launch(account, execution, context.database)
  account.executions.set(id, execution)
  return id
}

/** As the user guide names results ("Find query output files"); what inserts has but its name. */
function nameOfResult({ kind }: Statement, id: string): string {
  if (kind === 'create-table-as') return `tables/${id}`
  if (kind === 'insert' || kind === 'unload') return id
  return `${id}${kind === 'select' ? '.csv' : '.txt'}`
}

/** Failures to read a statement reach the caller as AWS's exceptions. */
function asRequest<Result>(account: Account, sql: string, read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    if (error instanceof StatementNotEmulated) throw notEmulated(account, error.message)
    if (!(error instanceof MalformedStatement) && !(error instanceof TokenError)) throw error
    const place = error.at === undefined ? '' : placeOf(sql, error.at)
    throw invalidRequest(account, `${place}${error.message}`, 'MALFORMED_QUERY')
  }
}

/** The statement to run: that of a prepared one, with values in the place of its question marks. */
function resolved(
  account: Account,
  statement: Statement,
  context: { database: string; workGroup: string; parameters: string[] | undefined },
): Statement {
  const { database, workGroup, parameters } = context
  if (statement.kind === 'execute') {
    const { QueryStatement = '' } = findPrepared(account, workGroup, statement.name)
    const inner = readStatement(QueryStatement, database)
    // One that runs itself would have no end.
    if (inner.kind === 'execute') throw new StatementNotEmulated('a prepared EXECUTE')
    const values = parameters ?? statement.parameters
    return resolved(account, inner, { ...context, parameters: values })
  }
  if (!('sql' in statement) || statement.kind === 'prepare') return statement
  return { ...statement, sql: withParameters(statement.sql, parameters ?? []) }
}
