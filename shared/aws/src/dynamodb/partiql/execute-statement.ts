import type { ExecuteStatementInput, ExecuteStatementOutput } from '@aws-sdk/client-dynamodb'
import { CapacityReport } from '../capacity-report.ts'
import { CAPACITY_LEVELS, Constraints } from '../constraints.ts'
import type { Database } from '../database.ts'
import { invalid } from '../refusal.ts'
import type { Table } from '../table.ts'
import { returnedItem } from './returning.ts'
import { runSelect } from './select.ts'
import { FAILURE_VALUES, MAX_STATEMENT } from './statement-members.ts'
import { parseStatement } from './statement-parser.ts'
import { writeOf } from './statement-write.ts'
import type { Writing } from './statement-write.ts'
import { readParameters } from './term-value.ts'
import type { Parameters } from './term-value.ts'

/** AWS: API page ExecuteStatement. */
export function executeStatement(
  database: Database,
  input: ExecuteStatementInput,
): ExecuteStatementOutput {
  new Constraints()
    .required('statement', input.Statement)
    .length('statement', input.Statement, { min: 1, max: MAX_STATEMENT })
    .length('parameters', input.Parameters, { min: 1 })
    .length('nextToken', input.NextToken, { min: 1, max: 32_768 })
    .oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity, CAPACITY_LEVELS)
    .range('limit', input.Limit, { min: 1 })
    .oneOf(
      'returnValuesOnConditionCheckFailure',
      input.ReturnValuesOnConditionCheckFailure,
      FAILURE_VALUES,
    )
    .enforce()
  const { statement, parameters: wanted } = parseStatement(input.Statement ?? '')
  const parameters = readParameters(input.Parameters, wanted)
  if (statement.kind === 'select') {
    return runSelect(database, { select: statement, parameters, input })
  }
  if (statement.kind === 'exists') {
    throw invalid('EXISTS can only be used in ExecuteTransaction write requests.')
  }
  const effect = runWrite(database, {
    statement,
    parameters,
    onFailure: input.ReturnValuesOnConditionCheckFailure,
  })
  const capacity = new CapacityReport(input.ReturnConsumedCapacity)
  capacity.addWrite(effect)
  const item = returnedItem(statement, effect)
  return { Items: item ? [item] : [], ...capacity.single() }
}

/** Does what one statement writes, outside of a transaction. */
export function runWrite(
  database: Database,
  options: { statement: Writing; parameters: Parameters; onFailure: string | undefined },
) {
  const { tableName, write } = writeOf(options.statement, options)
  const table: Table = database.table(tableName)
  const bound = write.bind(table)
  const next = bound.next(table.items.entries.get(bound.position)?.item)
  return table.write(bound.position, next, database.now)
}
