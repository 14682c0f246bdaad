import type {
  BatchExecuteStatementInput,
  BatchExecuteStatementOutput,
  BatchStatementError,
  BatchStatementRequest,
  BatchStatementResponse,
} from '@aws-sdk/client-dynamodb'
import { copyItem } from '../attribute-value.ts'
import { CapacityReport } from '../capacity-report.ts'
import { readUnits } from '../capacity.ts'
import { CAPACITY_LEVELS, Constraints } from '../constraints.ts'
import type { Database } from '../database.ts'
import { invalid, Refusal } from '../refusal.ts'
import { runWrite } from './execute-statement.ts'
import { checkStatements } from './statement-members.ts'
import { returnedItem } from './returning.ts'
import { readOf } from './statement-read.ts'
import { parseStatement } from './statement-parser.ts'
import type { Parsed } from './statement-parser.ts'
import { readParameters } from './term-value.ts'

/** AWS: API page BatchExecuteStatement. */
const MAX_STATEMENTS = 25

/**
 * AWS: API page BatchExecuteStatement. Each statement is done or refused by itself; a batch may not
 * mix reads and writes.
 */
export function batchExecuteStatement(
  database: Database,
  input: BatchExecuteStatementInput,
): BatchExecuteStatementOutput {
  checkMembers(input)
  const requests = input.Statements ?? []
  const parsed = requests.map(({ Statement }) => settled(() => parseStatement(Statement ?? '')))
  refuseMixture(parsed)
  const capacity = new CapacityReport(input.ReturnConsumedCapacity)
  const Responses = requests.map((request, index): BatchStatementResponse => {
    const one = parsed[index]
    if (one instanceof Refusal) return { Error: errorOf(one) }
    const response = settled(() => respond(database, { request, parsed: one as Parsed, capacity }))
    return response instanceof Refusal ? { Error: errorOf(response) } : response
  })
  return { Responses, ...capacity.list() }
}

function checkMembers(input: BatchExecuteStatementInput) {
  const constraints = new Constraints()
    .oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity, CAPACITY_LEVELS)
    .required('statements', input.Statements)
    .length('statements', input.Statements, { min: 1, max: MAX_STATEMENTS })
  checkStatements(constraints, 'statements', input.Statements)
  constraints.enforce()
}

/** The rule is AWS's (SDK text); its words for it are not documented. */
function refuseMixture(parsed: readonly (Parsed | Refusal)[]) {
  const reads = parsed.map((one) => !(one instanceof Refusal) && one.statement.kind === 'select')
  const writes = parsed.some((one, index) => !(one instanceof Refusal) && !reads[index])
  if (!writes || !reads.includes(true)) return
  throw invalid(
    'BatchExecuteStatement API does not support both read and write operations in the same request.',
  )
}

function respond(
  database: Database,
  {
    request,
    parsed: { statement, parameters: wanted },
    capacity,
  }: { request: BatchStatementRequest; parsed: Parsed; capacity: CapacityReport },
): BatchStatementResponse {
  const parameters = readParameters(request.Parameters, wanted)
  if (statement.kind === 'exists') {
    throw invalid('EXISTS can only be used in ExecuteTransaction write requests.')
  }
  if (statement.kind === 'select') {
    const read = readOf(statement, { parameters, operation: 'BatchExecuteStatement' })
    const table = database.table(read.tableName)
    const entry = table.items.entries.get(table.items.position(read.keyIn(table)) ?? '')
    const consistent = request.ConsistentRead ?? false
    capacity.add(table, readUnits(entry?.size ?? 0, { consistent }))
    const item = entry && read.shape(entry.item)
    return { TableName: table.name, ...(item && { Item: copyItem(item) }) }
  }
  const onFailure = request.ReturnValuesOnConditionCheckFailure
  const effect = runWrite(database, { statement, parameters, onFailure })
  capacity.addWrite(effect)
  const item = returnedItem(statement, effect)
  return { TableName: effect.table.name, ...(item && { Item: item }) }
}

function settled<T>(step: () => T): T | Refusal {
  try {
    return step()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

type Code = NonNullable<BatchStatementError['Code']>

const CODES: Readonly<Record<string, Code>> = {
  ConditionalCheckFailedException: 'ConditionalCheckFailed',
  DuplicateItemException: 'DuplicateItem',
  ResourceNotFoundException: 'ResourceNotFound',
  ValidationException: 'ValidationError',
}

function errorOf({ name, message, data }: Refusal): BatchStatementError {
  const Code = CODES[name]
  // What is not emulated must not pass for an error of the statement.
  if (!Code) throw new Refusal(name, message, { status: 501 })
  return { Code, Message: message, ...data }
}
