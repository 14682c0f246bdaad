import type {
  BatchGetPreparedStatementInput,
  BatchGetPreparedStatementOutput,
  CreatePreparedStatementInput,
  DeletePreparedStatementInput,
  GetPreparedStatementInput,
  GetPreparedStatementOutput,
  ListPreparedStatementsInput,
  ListPreparedStatementsOutput,
  PreparedStatement,
  UpdatePreparedStatementInput,
} from '@aws-sdk/client-athena'
import type { Account } from './account.ts'
import * as constraints from './constraints.ts'
import { pageOf } from './page.ts'
import { invalidRequest, notFound } from './refusal.ts'
import { MAX_QUERY } from './statements/statement.ts'
import { findWorkGroup } from './workgroups.ts'

/** The names that prepared statements can have (SDK model). */
const NAME = { max: 256, pattern: /^[a-zA-Z_][a-zA-Z0-9_@:]{1,256}$/ }

/** The operations on prepared statements (SDK texts). A workgroup has at most 1,000. */
export function preparedStatementOperations(account: Account) {
  return {
    CreatePreparedStatement(input: CreatePreparedStatementInput): object {
      const name = constraints.requireText(account, ['statementName', input.StatementName], NAME)
      if (statementsOf(account, input.WorkGroup).has(name)) {
        throw invalidRequest(account, `PreparedStatement ${name} already exists`)
      }
      putPrepared(account, { ...input, name })
      return {}
    },

    UpdatePreparedStatement(input: UpdatePreparedStatementInput): object {
      const { StatementName = '' } = findPrepared(account, input.WorkGroup, input.StatementName)
      putPrepared(account, { ...input, name: StatementName })
      return {}
    },

    GetPreparedStatement(input: GetPreparedStatementInput): GetPreparedStatementOutput {
      const found = findPrepared(account, input.WorkGroup, input.StatementName)
      return { PreparedStatement: { ...found } }
    },

    DeletePreparedStatement(input: DeletePreparedStatementInput): object {
      removePrepared(account, input.WorkGroup, input.StatementName)
      return {}
    },

    ListPreparedStatements(input: ListPreparedStatementsInput): ListPreparedStatementsOutput {
      const all = [...statementsOf(account, input.WorkGroup).values()]
      const { page, token } = pageOf(account, all, { ...input, max: 50, min: 1 })
      const PreparedStatements = page.map(({ StatementName, LastModifiedTime }) => ({
        StatementName,
        LastModifiedTime,
      }))
      return { PreparedStatements, ...token }
    },

    BatchGetPreparedStatement(
      input: BatchGetPreparedStatementInput,
    ): BatchGetPreparedStatementOutput {
      const statements = statementsOf(account, input.WorkGroup)
      const { PreparedStatementNames: wanted } = input
      const names = constraints.requireList(account, ['preparedStatementNames', wanted], {
        max: 50,
      })
      const missing = names.filter((name) => !statements.has(name))
      return {
        PreparedStatements: names.flatMap((name) => statements.get(name) ?? []),
        UnprocessedPreparedStatementNames: missing.map((StatementName) => ({
          StatementName,
          ErrorCode: 'STATEMENT_NOT_FOUND',
          ErrorMessage: `PreparedStatement ${StatementName} was not found`,
        })),
      }
    },
  }
}

/** Returns a prepared statement; throws ResourceNotFoundException. */
export function findPrepared(
  account: Account,
  workGroup: string | undefined,
  name: string | undefined,
): PreparedStatement {
  const wanted = constraints.requireText(account, ['statementName', name], NAME)
  const found = statementsOf(account, workGroup).get(wanted)
  if (found) return found
  const message = `PreparedStatement ${wanted} was not found in workGroup ${workGroup}`
  throw notFound(account, message, wanted)
}

/** Removes a prepared statement; throws ResourceNotFoundException. */
export function removePrepared(account: Account, workGroup?: string, name?: string): void {
  const { StatementName = '' } = findPrepared(account, workGroup, name)
  statementsOf(account, workGroup).delete(StatementName)
}

/** Adds or replaces a prepared statement. Throws InvalidRequestException. */
export function putPrepared(
  account: Account,
  input: {
    name: string
    WorkGroup: string | undefined
    QueryStatement: string | undefined
    Description?: string | undefined
  },
): void {
  const { name, WorkGroup, Description } = input
  const statements = statementsOf(account, WorkGroup)
  const member: [string, string | undefined] = ['queryStatement', input.QueryStatement]
  const QueryStatement = constraints.requireText(account, member, { max: MAX_QUERY })
  if (!statements.has(name) && statements.size >= 1000) {
    throw invalidRequest(account, 'A workgroup can have at most 1000 prepared statements')
  }
  statements.set(name, {
    StatementName: name,
    QueryStatement,
    WorkGroupName: WorkGroup,
    ...(Description === undefined ? {} : { Description }),
    LastModifiedTime: new Date(account.world.clock.now()),
  })
}

function statementsOf(account: Account, workGroup: string | undefined) {
  const text = constraints.requireText(account, ['workGroup', workGroup])
  const { name } = findWorkGroup(account, text)
  const statements = account.prepared.get(name) ?? new Map<string, PreparedStatement>()
  account.prepared.set(name, statements)
  return statements
}
