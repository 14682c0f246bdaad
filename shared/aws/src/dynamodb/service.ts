import { awsError } from '../service.ts'
import type { Memory, Operation, Operations, SdkModule, Service, World } from '../service.ts'
import { describeEndpoints, describeLimits } from './account.ts'
import { describeContinuousBackups, updateContinuousBackups } from './backups.ts'
import { batchGetItem } from './batch-get.ts'
import { batchWriteItem } from './batch-write.ts'
import { databaseOf } from './database.ts'
import type { Database } from './database.ts'
import { deleteItem, getItem, putItem, updateItem } from './items.ts'
import { batchExecuteStatement } from './partiql/batch-execute-statement.ts'
import { executeStatement } from './partiql/execute-statement.ts'
import { executeTransaction } from './partiql/execute-transaction.ts'
import { query } from './query.ts'
import { Refusal } from './refusal.ts'
import { scan } from './scan.ts'
import { createTable, deleteTable, describe, listTables } from './tables.ts'
import { listTagsOfResource, tagResource, untagResource } from './tags.ts'
import { transactGetItems, transactWriteItems } from './transactions.ts'
import { describeTimeToLive, updateTimeToLive } from './ttl.ts'
import { updateTable } from './update-table.ts'

/**
 * Amazon DynamoDB, in memory: tables with local and global indexes, items, expressions, batches,
 * transactions, expiry, PartiQL; `streams` has the other service. Backups, exports, vector indexes
 * and global tables are not emulated.
 */
export const dynamodb: Service = {
  name: 'DynamoDB',
  client: 'DynamoDBClient',
  sdk: () => import('@aws-sdk/client-dynamodb'),
  create: (world, sdk, memory) => withErrors(sdk, operationsOf(world, memory)),
}

function operationsOf(world: World, memory?: Memory): Operations {
  const database = databaseOf(world, memory)
  const on =
    <In>(operation: (database: Database, input: In) => object) =>
    (input: In) =>
      operation(database, input)
  return {
    BatchExecuteStatement: on(batchExecuteStatement),
    BatchGetItem: on(batchGetItem),
    BatchWriteItem: on(batchWriteItem),
    CreateTable: on(createTable),
    DeleteItem: on(deleteItem),
    DeleteTable: on(deleteTable),
    DescribeContinuousBackups: on(describeContinuousBackups),
    DescribeEndpoints: on(describeEndpoints),
    DescribeLimits: describeLimits,
    DescribeTable: on(describe),
    DescribeTimeToLive: on(describeTimeToLive),
    ExecuteStatement: on(executeStatement),
    ExecuteTransaction: on(executeTransaction),
    GetItem: on(getItem),
    ListTables: on(listTables),
    ListTagsOfResource: on(listTagsOfResource),
    PutItem: on(putItem),
    Query: on(query),
    Scan: on(scan),
    TagResource: on(tagResource),
    TransactGetItems: on(transactGetItems),
    TransactWriteItems: on(transactWriteItems),
    UntagResource: on(untagResource),
    UpdateContinuousBackups: on(updateContinuousBackups),
    UpdateItem: on(updateItem),
    UpdateTable: on(updateTable),
    UpdateTimeToLive: on(updateTimeToLive),
  }
}

/** Turns what the operations refuse into the SDK's own exceptions. */
export function withErrors(sdk: SdkModule, operations: Operations): Operations {
  const wrap =
    (operation: Operation): Operation =>
    (input) => {
      try {
        return operation(input ?? {})
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        const { name, message, status, data } = error
        throw awsError(sdk, name, { message, status, data })
      }
    }
  return Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [name, wrap(operation)]),
  )
}
