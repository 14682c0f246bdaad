import type {
  GlobalSecondaryIndexUpdate,
  UpdateTableInput,
  UpdateTableOutput,
} from '@aws-sdk/client-dynamodb'
import { billingChanges } from './billing-changes.ts'
import { Constraints } from './constraints.ts'
import type { Database } from './database.ts'
import { indexChanges } from './index-changes.ts'
import { invalid, invalidParameter, Refusal } from './refusal.ts'
import type { Change } from './table-change.ts'
import { refuseBounds } from './table-definition.ts'
import { describeTable } from './table-description.ts'
import { checkAttributeDefinitions, checkIndexMembers, checkThroughput } from './table-members.ts'
import type { Table } from './table.ts'
import type { TableSettings } from './table-settings.ts'
import { refuseBusy, refuseOthers } from './tables.ts'
import { streamChanges } from './streams/stream-changes.ts'
import { checkSpecification, refuseContradiction } from './streams/stream-specification.ts'

/** How long a changed table is `UPDATING`, in milliseconds. */
const UPDATE_TRANSITION = 1000

/** How long an index that is added or removed takes, in milliseconds. */
const INDEX_TRANSITION = 5000

/** AWS: API page UpdateTable. Changes take effect when the table is `ACTIVE` again. */
export function updateTable(database: Database, input: UpdateTableInput): UpdateTableOutput {
  refuseOthers(input, UPDATE_MEMBERS)
  checkMembers(input)
  const table = database.describedTable(input.TableName)
  refuseBusy(table)
  const { now } = database
  const changes: Change[] = [
    ...settingChanges(table, input, now),
    ...indexChanges(table, input, now),
    ...streamChanges(database, table, input.StreamSpecification),
  ]
  table.status = 'UPDATING'
  for (const { start } of changes) start?.()
  const slow = changes.some(({ indexWork }) => indexWork)
  const at = now + (slow ? INDEX_TRANSITION : UPDATE_TRANSITION)
  table.transition = { at, steps: [{ kind: 'active' }, ...changes.map(({ finish }) => finish)] }
  return { TableDescription: describeTable(table, now) }
}

const UPDATE_MEMBERS = new Set([
  'AttributeDefinitions',
  'BillingMode',
  'DeletionProtectionEnabled',
  'GlobalSecondaryIndexUpdates',
  'OnDemandThroughput',
  'ProvisionedThroughput',
  'SSESpecification',
  'StreamSpecification',
  'TableClass',
  'TableName',
])

function checkMembers(input: UpdateTableInput) {
  const constraints = new Constraints().tableName(input.TableName)
  constraints.oneOf('billingMode', input.BillingMode, ['PROVISIONED', 'PAY_PER_REQUEST'])
  constraints.oneOf('tableClass', input.TableClass, ['STANDARD', 'STANDARD_INFREQUENT_ACCESS'])
  checkSpecification(constraints, input.StreamSpecification)
  checkThroughput(constraints, 'provisionedThroughput', input.ProvisionedThroughput)
  checkAttributeDefinitions(constraints, input.AttributeDefinitions)
  const updates = input.GlobalSecondaryIndexUpdates ?? []
  for (const [index, { Create, Update, Delete }] of updates.entries()) {
    const path = `globalSecondaryIndexUpdates.${index + 1}.member`
    if (Create) checkIndexMembers(constraints, `${path}.create`, Create)
    if (Update) {
      constraints.required(`${path}.update.indexName`, Update.IndexName)
      checkThroughput(
        constraints,
        `${path}.update.provisionedThroughput`,
        Update.ProvisionedThroughput,
      )
    }
    if (Delete) constraints.required(`${path}.delete.indexName`, Delete.IndexName)
  }
  constraints.enforce()
  refuseNothing(input, updates)
  refuseContradiction(input.StreamSpecification)
  refuseBounds(input.ProvisionedThroughput)
  refuseRepeated(updates)
}

function refuseNothing(input: UpdateTableInput, updates: readonly unknown[]) {
  const { ProvisionedThroughput, BillingMode, SSESpecification, TableClass } = input
  const asked = [
    ProvisionedThroughput,
    BillingMode,
    SSESpecification,
    TableClass,
    input.DeletionProtectionEnabled,
    input.OnDemandThroughput,
    input.StreamSpecification,
  ]
  if (updates.length > 0 || asked.some((member) => member !== undefined)) return
  throw invalid(
    'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required',
  )
}

function refuseRepeated(updates: readonly GlobalSecondaryIndexUpdate[]) {
  const names = new Set<string | undefined>()
  for (const { Create, Update, Delete } of updates) {
    const update = Create ?? Update ?? Delete
    if (!update) {
      throw invalidParameter(
        'One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null',
      )
    }
    if (names.has(update.IndexName)) {
      throw invalidParameter(
        `Only one global secondary index update per index is allowed simultaneously. Index: ${update.IndexName}`,
      )
    }
    names.add(update.IndexName)
  }
  if (updates.filter(({ Create, Delete }) => Create ?? Delete).length > 1) {
    throw new Refusal(
      'LimitExceededException',
      'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
    )
  }
}

function settingChanges(table: Table, input: UpdateTableInput, now: number): Change[] {
  const { SSESpecification, TableClass, DeletionProtectionEnabled, OnDemandThroughput } = input
  const settings: Partial<TableSettings> = {
    ...(SSESpecification && { encryption: structuredClone(SSESpecification) }),
    ...(OnDemandThroughput && { onDemandThroughput: structuredClone(OnDemandThroughput) }),
    ...(TableClass && { tableClass: TableClass }),
    ...(DeletionProtectionEnabled !== undefined && {
      deletionProtection: DeletionProtectionEnabled,
    }),
  }
  return [{ finish: { kind: 'settings', settings } }, ...billingChanges(table, input, now)]
}
