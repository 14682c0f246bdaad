// Longer than most: UpdateTable is five operations under one name, with shared rules.
import type {
  BillingMode,
  CreateGlobalSecondaryIndexAction,
  GlobalSecondaryIndexUpdate,
  ProvisionedThroughput,
  ProvisionedThroughputDescription,
  UpdateTableInput,
  UpdateTableOutput,
} from '@aws-sdk/client-dynamodb'
import { Constraints } from './constraints.ts'
import type { Database } from './database.ts'
import { invalid, invalidParameter, notFound, Refusal } from './refusal.ts'
import {
  attributeTypes,
  checkAttributeDefinitions,
  checkGlobalIndex,
  checkIndexMembers,
  checkIndexThroughput,
  checkThroughput,
  refuseBounds,
} from './table-definition.ts'
import { describeTable } from './table-description.ts'
import type { Table } from './table.ts'
import { refuseBusy, refuseOthers } from './tables.ts'
import { streamChanges } from './streams/stream-changes.ts'
import { checkSpecification, refuseContradiction } from './streams/stream-specification.ts'

/** How long a changed table is `UPDATING`, in milliseconds. */
export const UPDATE_TRANSITION = 1000

/** How long an index that is added or removed takes, in milliseconds. */
export const INDEX_TRANSITION = 5000

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
  table.startTransition(at, () => {
    table.status = 'ACTIVE'
    for (const { finish } of changes) finish(at)
  })
  return { TableDescription: describeTable(table, now) }
}

/** A change that has been checked: what happens at once, and what when it is done. */
export interface Change {
  indexWork?: boolean
  start?: () => void
  /** `at` is the moment at which the change is done. */
  finish: (at: number) => void
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
  const { settings } = table
  const changes: Change[] = []
  const change = (finish: () => void) => changes.push({ finish })
  const { SSESpecification, TableClass, DeletionProtectionEnabled, OnDemandThroughput } = input
  if (SSESpecification) change(() => (settings.encryption = structuredClone(SSESpecification)))
  if (OnDemandThroughput) {
    change(() => (settings.onDemandThroughput = structuredClone(OnDemandThroughput)))
  }
  if (TableClass) change(() => (settings.tableClass = TableClass))
  if (DeletionProtectionEnabled !== undefined) {
    change(() => (settings.deletionProtection = DeletionProtectionEnabled))
  }
  return [...changes, ...billingChanges(table, input, now)]
}

function billingChanges(table: Table, input: UpdateTableInput, now: number): Change[] {
  const { settings } = table
  const mode = input.BillingMode ?? settings.billingMode
  const throughput = input.ProvisionedThroughput
  if (mode === 'PAY_PER_REQUEST') {
    if (throughput) {
      throw invalidParameter(
        'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
      )
    }
    return settings.billingMode === mode ? [] : [toOnDemand(table, now)]
  }
  const switched = settings.billingMode !== mode
  if (input.BillingMode && !throughput) {
    throw invalidParameter(
      'ProvisionedThroughput must be specified when BillingMode is PROVISIONED',
    )
  }
  if (switched) refuseMissingThroughput(table, input)
  if (!throughput) return []
  if (!switched) refuseSame(settings.provisioned, throughput)
  return [
    {
      start: () => noteChange(settings.provisioned, throughput, now),
      finish: (at) => provision(table, throughput, mode, at),
    },
  ]
}

function toOnDemand(table: Table, now: number): Change {
  const finish = () => {
    table.settings.billingMode = 'PAY_PER_REQUEST'
    table.settings.onDemandSince = now
    const all = [table.settings, ...table.indexes.values()]
    for (const { provisioned } of all) {
      Object.assign(provisioned, { ReadCapacityUnits: 0, WriteCapacityUnits: 0 })
    }
  }
  return { finish }
}

function provision(
  table: Table,
  throughput: ProvisionedThroughput,
  mode: BillingMode,
  now: number,
) {
  table.settings.billingMode = mode
  setThroughput(table.settings.provisioned, throughput, now)
}

function refuseMissingThroughput(table: Table, input: UpdateTableInput) {
  const updated = new Set(input.GlobalSecondaryIndexUpdates?.map(({ Update }) => Update?.IndexName))
  const missing = [...table.indexes.values()]
    .filter(({ name, scope }) => scope === 'global' && !updated.has(name))
    .map(({ name }) => name)
  if (missing.length === 0) return
  throw invalidParameter(`ProvisionedThroughput must be specified for index: ${missing.join(',')}`)
}

function refuseSame(current: ProvisionedThroughputDescription, wanted: ProvisionedThroughput) {
  const { ReadCapacityUnits, WriteCapacityUnits } = current
  if (
    ReadCapacityUnits !== wanted.ReadCapacityUnits ||
    WriteCapacityUnits !== wanted.WriteCapacityUnits
  ) {
    return
  }
  throw invalid(
    'The provisioned throughput for the table will not change. The requested value equals the current value. ' +
      `Current ReadCapacityUnits provisioned for the table: ${ReadCapacityUnits}. ` +
      `Requested ReadCapacityUnits: ${wanted.ReadCapacityUnits}. ` +
      `Current WriteCapacityUnits provisioned for the table: ${WriteCapacityUnits}. ` +
      `Requested WriteCapacityUnits: ${wanted.WriteCapacityUnits}. ` +
      'Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.',
  )
}

function setThroughput(
  current: ProvisionedThroughputDescription,
  { ReadCapacityUnits = 0, WriteCapacityUnits = 0 }: ProvisionedThroughput,
  now: number,
) {
  const isDecrease = noteChange(current, { ReadCapacityUnits, WriteCapacityUnits }, now)
  if (isDecrease) current.NumberOfDecreasesToday = (current.NumberOfDecreasesToday ?? 0) + 1
  Object.assign(current, { ReadCapacityUnits, WriteCapacityUnits })
}

/** Notes when throughput goes up or down: when that begins, and again when it is done. */
function noteChange(
  current: ProvisionedThroughputDescription,
  { ReadCapacityUnits = 0, WriteCapacityUnits = 0 }: ProvisionedThroughput,
  now: number,
): boolean {
  const { ReadCapacityUnits: reads = 0, WriteCapacityUnits: writes = 0 } = current
  const isDecrease = ReadCapacityUnits < reads || WriteCapacityUnits < writes
  if (ReadCapacityUnits > reads || WriteCapacityUnits > writes) {
    current.LastIncreaseDateTime = new Date(now)
  }
  if (isDecrease) current.LastDecreaseDateTime = new Date(now)
  return isDecrease
}

function indexChanges(table: Table, input: UpdateTableInput, now: number): Change[] {
  return (input.GlobalSecondaryIndexUpdates ?? []).map(({ Create, Update, Delete }) => {
    if (Create) return createIndex(table, input, Create)
    if (Delete) return deleteIndex(table, Delete.IndexName)
    return updateIndex(table, Update?.IndexName, Update?.ProvisionedThroughput, now)
  })
}

function createIndex(
  table: Table,
  input: UpdateTableInput,
  action: CreateGlobalSecondaryIndexAction,
): Change {
  const attributes = new Map([
    ...table.attributes,
    ...attributeTypes(input.AttributeDefinitions ?? []),
  ])
  const spec = checkGlobalIndex(action, attributes)
  if (table.indexes.has(spec.name)) {
    throw invalid('Attempting to create an index which already exists')
  }
  const onDemand = (input.BillingMode ?? table.settings.billingMode) === 'PAY_PER_REQUEST'
  checkIndexThroughput(spec, onDemand)
  const start = () => {
    table.attributes = attributes
    table.addIndex(spec)
    dropUnusedAttributes(table)
  }
  const finish = () => setStatus(table, spec.name, 'ACTIVE')
  return { indexWork: true, start, finish }
}

function deleteIndex(table: Table, name: string | undefined): Change {
  const index = globalIndex(table, name)
  const finish = () => {
    table.indexes.delete(index.name)
    dropUnusedAttributes(table)
  }
  return { indexWork: true, start: () => setStatus(table, index.name, 'DELETING'), finish }
}

function updateIndex(
  table: Table,
  name: string | undefined,
  throughput: ProvisionedThroughput | undefined,
  now: number,
): Change {
  const index = globalIndex(table, name)
  if (!throughput) {
    throw invalidParameter(`ProvisionedThroughput must be specified for index: ${index.name}`)
  }
  refuseBounds(throughput)
  refuseSame(index.provisioned, throughput)
  const start = () => {
    noteChange(index.provisioned, throughput, now)
    index.status = 'UPDATING'
  }
  const finish = (at: number) => {
    setThroughput(index.provisioned, throughput, at)
    index.status = 'ACTIVE'
  }
  return { start, finish }
}

function globalIndex(table: Table, name = '') {
  const index = table.indexes.get(name)
  if (index?.scope === 'global') return index
  throw notFound('Requested resource not found')
}

function setStatus(table: Table, name: string, status: 'ACTIVE' | 'UPDATING' | 'DELETING') {
  const index = table.indexes.get(name)
  if (index) index.status = status
}

function dropUnusedAttributes(table: Table) {
  const schemas = [
    table.keySchema,
    ...[...table.indexes.values()].map(({ keySchema }) => keySchema),
  ]
  const used = new Set(schemas.flat().map(({ AttributeName }) => AttributeName))
  table.attributes = new Map([...table.attributes].filter(([name]) => used.has(name)))
}
