import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb'
import {
  BatchWriteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/lib-dynamodb'
import { demoWorld, printTable } from '@workshop/testkit/demo'
import departments from './data/police-departments.json' with { type: 'json' }

// The same questions about California's police departments, asked by key, by index and by filter,
// and what DynamoDB bills for each. Notes make the items as large as real ones.

const HOLLISTER = '7e607b82-9e18-49dc-a9d7-e9628a9147ad'
const NOBODY = '00000000-0000-0000-0000-000000000000'

const { aws } = demoWorld()
const table = await aws.dynamodb.table({
  key: { guid: 'S' },
  indexes: { 'by-name': { name: 'S' } },
})
const items = departments.map(([guid, city, state, population]) => ({
  guid,
  name: city,
  state,
  population,
  notes: '-'.repeat(700),
}))
for (let start = 0; start < items.length; start += 25) {
  const puts = items.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } }))
  await aws.send(new BatchWriteCommand({ RequestItems: { [table.name]: puts } }))
}

const ask = { TableName: table.name, ReturnConsumedCapacity: 'TOTAL' } as const
const byGuid = { ...ask, Key: { guid: HOLLISTER } }
const byName = {
  ...ask,
  ExpressionAttributeNames: { '#name': 'name' },
  ExpressionAttributeValues: { ':name': 'Hollister' },
}
const rows: (string | number)[][] = []

const one = await aws.send(new GetCommand(byGuid))
answer('the department with a guid', 'GetItem', { ...one, Count: 1, ScannedCount: 1 })
const sure = await aws.send(new GetCommand({ ...byGuid, ConsistentRead: true }))
answer('the same, consistently', 'GetItem', { ...sure, Count: 1, ScannedCount: 1 })
const none = await aws.send(new GetCommand({ ...ask, Key: { guid: NOBODY } }))
answer('a guid that nobody has', 'GetItem', { ...none, Count: 0, ScannedCount: 0 })
const IndexName = 'by-name'
const KeyConditionExpression = '#name = :name'
const query = new QueryCommand({ ...byName, IndexName, KeyConditionExpression })
answer('both Hollisters', 'Query of an index', await aws.send(query))
const scan = new ScanCommand({ ...byName, FilterExpression: '#name = :name' })
answer('both Hollisters', 'Scan with a filter', await aws.send(scan))
printTable(['wanted', 'asked by', 'read', 'found', 'read units'], rows)

const moved = { ...items.find(({ guid }) => guid === HOLLISTER)!, name: 'New Hollister' }
const write = { TableName: table.name, ReturnConsumedCapacity: 'INDEXES' } as const
const put = await aws.send(new PutCommand({ ...write, Item: moved }))
const { Table, GlobalSecondaryIndexes } = put.ConsumedCapacity!
const index = GlobalSecondaryIndexes!['by-name']!.CapacityUnits
console.log(
  `\nTo rename one takes ${Table!.CapacityUnits} write unit in the table and ${index} in the index.`,
)

interface Answer {
  Count?: number | undefined
  ScannedCount?: number | undefined
  ConsumedCapacity?: ConsumedCapacity | undefined
}

function answer(wanted: string, how: string, { Count, ScannedCount, ConsumedCapacity }: Answer) {
  rows.push([wanted, how, ScannedCount!, Count!, ConsumedCapacity!.CapacityUnits!])
}
