import type { BatchStatementRequest, ParameterizedStatement } from '@aws-sdk/client-dynamodb'
import type { Constraints } from '../constraints.ts'

/** The longest statement, in characters (SDK text of ExecuteStatement). */
export const MAX_STATEMENT = 8192

/** What `ReturnValuesOnConditionCheckFailure` may be. */
export const FAILURE_VALUES = ['ALL_OLD', 'NONE']

/** The checks of each statement's members, in a batch or a transaction. */
export function checkStatements(
  constraints: Constraints,
  member: string,
  requests: readonly (BatchStatementRequest | ParameterizedStatement)[] = [],
): void {
  for (const [index, request] of requests.entries()) {
    const path = `${member}.${index + 1}.member`
    constraints
      .required(`${path}.statement`, request.Statement)
      .length(`${path}.statement`, request.Statement, { min: 1, max: MAX_STATEMENT })
      .length(`${path}.parameters`, request.Parameters, { min: 1 })
      .oneOf(
        `${path}.returnValuesOnConditionCheckFailure`,
        request.ReturnValuesOnConditionCheckFailure,
        FAILURE_VALUES,
      )
  }
}
