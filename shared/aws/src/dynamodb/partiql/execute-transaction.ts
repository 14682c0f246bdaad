import type {
  ExecuteTransactionInput,
  ExecuteTransactionOutput,
  ParameterizedStatement,
} from '@aws-sdk/client-dynamodb'
import { CAPACITY_LEVELS, Constraints } from '../constraints.ts'
import type { Database } from '../database.ts'
import { invalid, reworded } from '../refusal.ts'
import { commitAll } from '../transaction-commit.ts'
import type { TransactedWrite } from '../transaction-commit.ts'
import { committedOutput, repeatedOutput } from '../transaction-output.ts'
import { readAll } from '../transaction-reads.ts'
import type { TransactedRead } from '../transaction-reads.ts'
import { MAX_TRANSACTION } from '../transactions.ts'
import { FAILURE_VALUES, MAX_STATEMENT } from './execute-statement.ts'
import { readOf } from './statement-read.ts'
import { parseStatement } from './statement-parser.ts'
import { writeOf } from './statement-write.ts'
import { readParameters } from './term-value.ts'

/** AWS: API page ExecuteTransaction. All statements read, or all write or check with `EXISTS`. */
export function executeTransaction(
  database: Database,
  input: ExecuteTransactionInput,
): ExecuteTransactionOutput {
  checkMembers(input)
  const { tokens, now } = database
  const { ClientRequestToken: token } = input
  const steps = (input.TransactStatements ?? []).map((request, index) =>
    reworded(
      () => stepOf(request),
      (message) => `Validation failed in TransactStatements[${index}]: ${message}`,
    ),
  )
  const reads = steps.flatMap(({ read }) => read ?? [])
  const writes = steps.flatMap(({ write }) => write ?? [])
  if (reads.length > 0 && writes.length > 0) {
    throw invalid(
      'ExecuteTransaction API does not support both read and write operations in the same request.',
    )
  }
  if (reads.length > 0) return readAll(database, reads, input.ReturnConsumedCapacity)
  const repeated = tokens.finished(token, input, now)
  if (repeated) return { Responses: [], ...repeatedOutput(repeated, input) }
  const committed = commitAll(database, writes)
  tokens.note(token, input, { at: now, committed })
  return { Responses: [], ...committedOutput(committed, input) }
}

function checkMembers(input: ExecuteTransactionInput) {
  const constraints = new Constraints()
    .oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity, CAPACITY_LEVELS)
    .length('clientRequestToken', input.ClientRequestToken, { min: 1, max: 36 })
    .required('transactStatements', input.TransactStatements)
    .length('transactStatements', input.TransactStatements, { min: 1, max: MAX_TRANSACTION })
  for (const [index, request] of (input.TransactStatements ?? []).entries()) {
    const path = `transactStatements.${index + 1}.member`
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
  constraints.enforce()
}

interface Step {
  read?: TransactedRead
  write?: TransactedWrite
}

function stepOf(request: ParameterizedStatement): Step {
  const { statement, parameters: wanted } = parseStatement(request.Statement ?? '')
  const parameters = readParameters(request.Parameters, wanted)
  if (statement.kind === 'select') {
    return { read: readOf(statement, { parameters, operation: 'ExecuteTransaction' }) }
  }
  if ('returning' in statement && statement.returning) {
    throw invalid('RETURNING clause is not supported in ExecuteTransaction.')
  }
  const onFailure = request.ReturnValuesOnConditionCheckFailure
  return { write: writeOf(statement, { parameters, onFailure }) }
}
