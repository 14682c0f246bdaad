import type {
  ExecuteTransactionInput,
  ExecuteTransactionOutput,
  ParameterizedStatement,
} from '@aws-sdk/client-dynamodb'
import { CAPACITY_LEVELS, Constraints } from '../constraints.ts'
import type { Database } from '../database.ts'
import { invalid, reworded } from '../refusal.ts'
import type { TransactedWrite } from '../transaction-commit.ts'
import { commitOnce } from '../transaction-output.ts'
import { readAll } from '../transaction-reads.ts'
import type { TransactedRead } from '../transaction-reads.ts'
import { MAX_TRANSACTION } from '../transactions.ts'
import { checkStatements } from './statement-members.ts'
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
  return { Responses: [], ...commitOnce(database, input, () => writes) }
}

function checkMembers(input: ExecuteTransactionInput) {
  const constraints = new Constraints()
    .oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity, CAPACITY_LEVELS)
    .length('clientRequestToken', input.ClientRequestToken, { min: 1, max: 36 })
    .required('transactStatements', input.TransactStatements)
    .length('transactStatements', input.TransactStatements, { min: 1, max: MAX_TRANSACTION })
  checkStatements(constraints, 'transactStatements', input.TransactStatements)
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
