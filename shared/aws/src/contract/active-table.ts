import * as sdk from '@aws-sdk/client-dynamodb'
import { eventually } from './contract.ts'
import type { ContractTarget } from './contract-targets.ts'

/** The attributes of a table, by name with their types, its indexes and its stream. */
export interface ActiveTable {
  /** The partition key and, if there is one, the sort key. */
  keys: Record<string, sdk.ScalarAttributeType>
  /** Keys of indexes alone. */
  others?: Record<string, sdk.ScalarAttributeType>
  GlobalSecondaryIndexes?: sdk.GlobalSecondaryIndex[]
  StreamSpecification?: sdk.StreamSpecification
}

/** Makes a table that is billed by request, and resolves to its name once it is active. */
export async function activeTable(
  target: ContractTarget,
  kind: string,
  { keys, others = {}, ...rest }: ActiveTable,
): Promise<string> {
  const dynamodb = target.client(sdk.DynamoDBClient)
  const TableName = target.unique(kind)
  await dynamodb.send(
    new sdk.CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: Object.entries({ ...keys, ...others }).map(
        ([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }),
      ),
      KeySchema: Object.keys(keys).map((AttributeName, position) => ({
        AttributeName,
        KeyType: position === 0 ? 'HASH' : 'RANGE',
      })),
      ...rest,
    }),
  )
  const look = () => dynamodb.send(new sdk.DescribeTableCommand({ TableName }))
  await eventually(target, look, ({ Table }) => Table?.TableStatus === 'ACTIVE')
  return TableName
}
