import type {
  Get,
  TransactGetItemsInput,
  TransactGetItemsOutput,
  TransactWriteItem,
  TransactWriteItemsInput,
  TransactWriteItemsOutput,
} from '@aws-sdk/client-dynamodb'
import { CAPACITY_LEVELS, Constraints, METRICS_LEVELS } from './constraints.ts'
import type { Database } from './database.ts'
import { project } from './expressions/projection.ts'
import { readExpressions } from './expressions/request.ts'
import { readItem } from './read-value.ts'
import { invalid } from './refusal.ts'
import type { TransactedWrite } from './transaction-commit.ts'
import { commitOnce } from './transaction-output.ts'
import { readAll } from './transaction-reads.ts'
import type { TransactedRead } from './transaction-reads.ts'
import { readConditionCheck, readDelete, readPut, readUpdateWrite } from './writes.ts'

/** AWS: API pages TransactWriteItems and TransactGetItems. */
export const MAX_TRANSACTION = 100

/** AWS: API page TransactWriteItems. */
export function transactWriteItems(
  database: Database,
  input: TransactWriteItemsInput,
): TransactWriteItemsOutput {
  checkWriteMembers(input)
  return commitOnce(database, input, () => (input.TransactItems ?? []).map(parseAction))
}

/** AWS: API page TransactGetItems. */
export function transactGetItems(
  database: Database,
  input: TransactGetItemsInput,
): TransactGetItemsOutput {
  checkGetMembers(input)
  const reads = (input.TransactItems ?? []).map(({ Get }) => parseGet(Get as Get))
  return readAll(database, reads, input.ReturnConsumedCapacity)
}

function checkWriteMembers(input: TransactWriteItemsInput) {
  const constraints = new Constraints()
    .oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity, CAPACITY_LEVELS)
    .oneOf('returnItemCollectionMetrics', input.ReturnItemCollectionMetrics, METRICS_LEVELS)
    .length('clientRequestToken', input.ClientRequestToken, { min: 1, max: 36 })
  checkCount(constraints, input.TransactItems)
  for (const [index, action] of (input.TransactItems ?? []).entries()) {
    const path = `transactItems.${index + 1}.member`
    const { Put, Update, Delete, ConditionCheck } = action
    for (const [name, request] of Object.entries(action)) {
      if (!request) continue
      const member = name[0]?.toLowerCase() + name.slice(1)
      constraints.tableName(request.TableName, `${path}.${member}.tableName`)
    }
    if (Put) constraints.required(`${path}.put.item`, Put.Item)
    if (Update) constraints.required(`${path}.update.key`, Update.Key)
    if (Update) constraints.required(`${path}.update.updateExpression`, Update.UpdateExpression)
    if (Delete) constraints.required(`${path}.delete.key`, Delete.Key)
    if (ConditionCheck) {
      constraints.required(`${path}.conditionCheck.key`, ConditionCheck.Key)
      constraints.required(
        `${path}.conditionCheck.conditionExpression`,
        ConditionCheck.ConditionExpression,
      )
    }
  }
  constraints.enforce()
}

function checkGetMembers(input: TransactGetItemsInput) {
  const constraints = new Constraints()
  constraints.oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity, CAPACITY_LEVELS)
  checkCount(constraints, input.TransactItems)
  for (const [index, { Get }] of (input.TransactItems ?? []).entries()) {
    constraints.required(`transactItems.${index + 1}.member.get`, Get)
    constraints.required(`transactItems.${index + 1}.member.get.key`, Get?.Key)
    constraints.tableName(Get?.TableName, `transactItems.${index + 1}.member.get.tableName`)
  }
  constraints.enforce()
}

function checkCount(constraints: Constraints, actions: readonly unknown[] | undefined) {
  constraints.required('transactItems', actions)
  constraints.length('transactItems', actions, { min: 1, max: MAX_TRANSACTION })
}

function parseAction({ Put, Update, Delete, ConditionCheck }: TransactWriteItem): TransactedWrite {
  const given = [Put, Update, Delete, ConditionCheck].filter((action) => action !== undefined)
  if (given.length !== 1) {
    throw invalid('TransactItems can only contain one of Check, Put, Update or Delete')
  }
  const tableName = given[0]?.TableName ?? ''
  if (Put) return { tableName, write: readPut(Put) }
  if (Update) return { tableName, write: readUpdateWrite(Update) }
  if (Delete) return { tableName, write: readDelete(Delete) }
  return { tableName, write: readConditionCheck(ConditionCheck as never) }
}

function parseGet(get: Get): TransactedRead {
  const { projection } = readExpressions(get)
  const key = readItem(get.Key ?? {})
  return {
    tableName: get.TableName ?? '',
    keyIn: () => key,
    shape: (item) => (projection ? project(item, projection) : item),
  }
}
