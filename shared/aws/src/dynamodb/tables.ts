import type {
  CreateTableInput,
  CreateTableOutput,
  DeleteTableInput,
  DeleteTableOutput,
  DescribeTableInput,
  DescribeTableOutput,
  ListTablesInput,
  ListTablesOutput,
} from '@aws-sdk/client-dynamodb'
import { Constraints } from './constraints.ts'
import type { Database } from './database.ts'
import { invalid, notEmulated, Refusal } from './refusal.ts'
import { readTableDefinition } from './table-definition.ts'
import { addStream } from './streams/stream-specification.ts'
import { describeTable } from './table-description.ts'
import { Table } from './table.ts'
import type { Step } from './table-transition.ts'
import { readTags } from './tags.ts'

/** How long tables are `CREATING` and `DELETING`, in milliseconds; on AWS it is some seconds. */
const TABLE_TRANSITION = 1000

/** AWS: API page CreateTable. The table is ready after `TABLE_TRANSITION`. */
export function createTable(database: Database, input: CreateTableInput): CreateTableOutput {
  refuseOthers(input, CREATE_MEMBERS)
  const definition = readTableDefinition(input)
  const tags = readTags(input.Tags)
  database.settle()
  const { name } = definition
  if (database.tables.has(name)) {
    throw new Refusal('ResourceInUseException', `Table already exists: ${name}`)
  }
  const { now, world } = database
  const identity = { arn: database.arn(name), id: uuid(world.randomHex(16)), created: now }
  const table = new Table(definition, identity, {
    billingMode: input.BillingMode ?? 'PROVISIONED',
    onDemandSince: input.BillingMode === 'PAY_PER_REQUEST' ? now : undefined,
    provisioned: {
      NumberOfDecreasesToday: 0,
      ReadCapacityUnits: definition.throughput?.ReadCapacityUnits ?? 0,
      WriteCapacityUnits: definition.throughput?.WriteCapacityUnits ?? 0,
    },
    tableClass: input.TableClass,
    deletionProtection: input.DeletionProtectionEnabled ?? false,
    encryption: input.SSESpecification && structuredClone(input.SSESpecification),
    onDemandThroughput: input.OnDemandThroughput && structuredClone(input.OnDemandThroughput),
    tags,
    recovery: undefined,
  })
  database.tables.set(name, table)
  const stream =
    input.StreamSpecification?.StreamEnabled &&
    addStream(database, table, input.StreamSpecification)
  const steps: Step[] = [{ kind: 'active' }]
  if (stream) steps.push({ kind: 'stream-enabled' })
  for (const index of definition.indexes) steps.push({ kind: 'index-active', name: index.name })
  table.transition = { at: now + TABLE_TRANSITION, steps }
  return { TableDescription: describeTable(table, now) }
}

/** AWS: API page DescribeTable. */
export function describe(database: Database, input: DescribeTableInput): DescribeTableOutput {
  new Constraints().tableName(input.TableName).enforce()
  const table = database.describedTable(input.TableName)
  const { at } = table.counted
  const Table = describeTable(table, database.now)
  if (table.counted.at !== at) database.world.leavesTrace?.()
  return { Table }
}

/** AWS: API page ListTables. Names come in alphabetical order, at most 100 at a time. */
export function listTables(database: Database, input: ListTablesInput): ListTablesOutput {
  const { ExclusiveStartTableName: after, Limit = 100 } = input
  new Constraints()
    .range('limit', input.Limit, { min: 1, max: 100 })
    .indexName('exclusiveStartTableName', after)
    .enforce()
  database.settle()
  const names = [...database.tables.keys()].sort().filter((name) => !after || name > after)
  const TableNames = names.slice(0, Limit)
  const last = TableNames.at(-1)
  if (names.length <= Limit || last === undefined) return { TableNames }
  return { TableNames, LastEvaluatedTableName: last }
}

/** AWS: API page DeleteTable. The table is gone after `TABLE_TRANSITION`. */
export function deleteTable(database: Database, input: DeleteTableInput): DeleteTableOutput {
  new Constraints().tableName(input.TableName).enforce()
  const table = database.describedTable(input.TableName)
  const { now } = database
  if (table.status === 'DELETING') return { TableDescription: describeTable(table, now) }
  refuseBusy(table)
  if (table.settings.deletionProtection) {
    throw invalid(
      'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
    )
  }
  table.status = 'DELETING'
  const steps: Step[] = [{ kind: 'stream-disabled' }, { kind: 'gone' }]
  table.transition = { at: now + TABLE_TRANSITION, steps }
  return { TableDescription: describeTable(table, now) }
}

/** Throws AWS's `ResourceInUseException` while a table is being created or changed. */
export function refuseBusy({ name, status }: Table): void {
  if (status === 'ACTIVE') return
  const change = BUSY[status] ?? 'updated'
  throw new Refusal(
    'ResourceInUseException',
    `Attempt to change a resource which is still in use: Table is being ${change}: ${name}`,
  )
}

/** Throws for members of a request that the fake would ignore. */
export function refuseOthers(input: object, known: ReadonlySet<string>): void {
  for (const [member, value] of Object.entries(input)) {
    if (value !== undefined && !known.has(member)) throw notEmulated(member)
  }
}

const BUSY: Readonly<Record<string, string>> = { CREATING: 'created', DELETING: 'deleted' }

const CREATE_MEMBERS = new Set([
  'AttributeDefinitions',
  'BillingMode',
  'DeletionProtectionEnabled',
  'GlobalSecondaryIndexes',
  'KeySchema',
  'LocalSecondaryIndexes',
  'OnDemandThroughput',
  'ProvisionedThroughput',
  'SSESpecification',
  'StreamSpecification',
  'TableClass',
  'TableName',
  'Tags',
])

function uuid(hex: string): string {
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    // The fourth version of UUIDs says that they are random.
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join('-')
}
