import type {
  BatchGetQueryExecutionInput,
  BatchGetQueryExecutionOutput,
  GetQueryExecutionInput,
  GetQueryExecutionOutput,
  ListQueryExecutionsInput,
  ListQueryExecutionsOutput,
  StopQueryExecutionInput,
} from '@aws-sdk/client-athena'
import type { Account } from '../account.ts'
import * as constraints from '../constraints.ts'
import { pageOf } from '../page.ts'
import { invalidRequest } from '../refusal.ts'
import { findWorkGroup } from '../workgroups.ts'
import { describe, type Execution } from './execution.ts'

/** The operations on queries that are there (SDK texts). */
export function executionOperations(account: Account) {
  const { executions, world } = account
  return {
    GetQueryExecution(input: GetQueryExecutionInput): GetQueryExecutionOutput {
      const execution = findExecution(account, input.QueryExecutionId)
      return { QueryExecution: describe(execution, world.clock.now()) }
    },

    /** BatchGetQueryExecution (SDK text), up to 50; ids that nothing has come apart. */
    BatchGetQueryExecution(input: BatchGetQueryExecutionInput): BatchGetQueryExecutionOutput {
      const member: [string, string[] | undefined] = ['queryExecutionIds', input.QueryExecutionIds]
      const ids = constraints.requireList(account, member, { max: 50 })
      const found = ids.flatMap((id) => executions.get(id) ?? [])
      const missing = ids.filter((id) => !executions.has(id))
      return {
        QueryExecutions: found.map((execution) => describe(execution, world.clock.now())),
        UnprocessedQueryExecutionIds: missing.map((QueryExecutionId) => ({
          QueryExecutionId,
          ErrorCode: 'INVALID_INPUT',
          ErrorMessage: `QueryExecution ${QueryExecutionId} was not found`,
        })),
      }
    },

    /** ListQueryExecutions (SDK text): those of a workgroup, the latest first. */
    ListQueryExecutions(input: ListQueryExecutionsInput): ListQueryExecutionsOutput {
      const { name } = findWorkGroup(account, input.WorkGroup)
      const ids = [...executions.values()]
        .filter(({ workGroup }) => workGroup === name)
        .map(({ id }) => id)
        .toReversed()
      const { page, token } = pageOf(account, ids, { ...input, max: 50 })
      return { QueryExecutionIds: page, ...token }
    },

    /** StopQueryExecution (SDK text). A query that is over stays as it is. */
    StopQueryExecution(input: StopQueryExecutionInput): object {
      const execution = findExecution(account, input.QueryExecutionId)
      if (execution.ended) return {}
      execution.stop()
      const at = world.clock.now()
      const reason = 'Query cancelled by user'
      execution.ended = { state: 'CANCELLED', at, reason, bytesScanned: 0 }
      return {}
    },
  }
}

/** Returns a query; throws InvalidRequestException, with AWS's text. */
export function findExecution(account: Account, id: string | undefined): Execution {
  const wanted = constraints.requireText(account, ['queryExecutionId', id], { max: 128 })
  const execution = account.executions.get(wanted)
  if (execution) return execution
  throw invalidRequest(account, `QueryExecution ${wanted} was not found`)
}
