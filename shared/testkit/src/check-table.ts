import {
  CreateTableCommand,
  DescribeTableCommand,
  type CreateTableCommandInput,
  type KeySchemaElement,
  type ScalarAttributeType,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb'
import { GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb'
import type { CheckAws } from './check-aws.ts'

/** Key attributes and their types; the first is the partition key, the second the sort key. */
export type TableKey = Record<string, 'S' | 'N' | 'B'>

export interface TableSettings {
  key: TableKey
  /** Global secondary indexes by name, all attributes projected. */
  indexes?: Record<string, TableKey>
  /** Local secondary indexes by name; the partition key is the table's. */
  localIndexes?: Record<string, TableKey>
  /** The attribute that holds the expiry, in epoch seconds. */
  ttl?: string
}

type Item = Record<string, unknown>

/** A table to arrange before a candidate runs, and to look into afterwards. Items are plain. */
export interface CheckTable {
  name: string
  put(...items: Item[]): Promise<void>
  /** The item under a key, read consistently; undefined where there is none. */
  get(key: Item): Promise<Item | undefined>
  /** Every item, in no particular order. */
  items(): Promise<Item[]>
}

/** Creates a table through the target, as AWS would. */
export async function createTable(aws: CheckAws, settings: TableSettings): Promise<CheckTable> {
  const name = aws.uniqueName('table')
  await aws.send(new CreateTableCommand({ TableName: name, ...definition(settings) }))
  await untilActive(aws, name)
  if (settings.ttl) {
    const TimeToLiveSpecification = { Enabled: true, AttributeName: settings.ttl }
    await aws.send(new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification }))
  }
  return {
    name,
    put: async (...items) => {
      for (const item of items) await aws.send(new PutCommand({ TableName: name, Item: item }))
    },
    get: async (key) => {
      const input = { TableName: name, Key: key, ConsistentRead: true }
      return (await aws.send(new GetCommand(input))).Item
    },
    items: () => allItems(aws, name),
  }
}

/** A new table takes a moment to become ACTIVE. */
async function untilActive(aws: CheckAws, table: string): Promise<void> {
  for (;;) {
    const { Table } = await aws.send(new DescribeTableCommand({ TableName: table }))
    if (Table?.TableStatus === 'ACTIVE') return
    await aws.pause(1_000)
  }
}

function definition({ key, indexes = {}, localIndexes = {} }: TableSettings) {
  const keys = [key, ...Object.values(indexes), ...Object.values(localIndexes)]
  const types = new Map(keys.flatMap((attributes) => Object.entries(attributes)))
  const index = ([IndexName, attributes]: [string, TableKey]) => ({
    IndexName,
    KeySchema: keySchema(attributes),
    Projection: { ProjectionType: 'ALL' as const },
  })
  const input: Omit<CreateTableCommandInput, 'TableName'> = {
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: Array.from(types, ([AttributeName, type]) => ({
      AttributeName,
      AttributeType: type as ScalarAttributeType,
    })),
    KeySchema: keySchema(key),
  }
  const globals = Object.entries(indexes).map(index)
  const locals = Object.entries(localIndexes).map(index)
  return {
    ...input,
    ...(globals.length > 0 ? { GlobalSecondaryIndexes: globals } : {}),
    ...(locals.length > 0 ? { LocalSecondaryIndexes: locals } : {}),
  }
}

function keySchema(attributes: TableKey): KeySchemaElement[] {
  return Object.keys(attributes).map((AttributeName, position) => ({
    AttributeName,
    KeyType: position === 0 ? 'HASH' : 'RANGE',
  }))
}

async function allItems(aws: CheckAws, table: string): Promise<Item[]> {
  const items: Item[] = []
  let start: Item | undefined
  do {
    const page = await aws.send(
      new ScanCommand({ TableName: table, ConsistentRead: true, ExclusiveStartKey: start }),
    )
    items.push(...(page.Items ?? []))
    start = page.LastEvaluatedKey
  } while (start)
  return items
}
