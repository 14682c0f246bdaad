import type {
  CreateGlobalSecondaryIndexAction,
  ProvisionedThroughput,
  UpdateTableInput,
} from '@aws-sdk/client-dynamodb'
import { attributeTypes } from './key-schema.ts'
import { invalid, invalidParameter, notFound } from './refusal.ts'
import type { Change } from './table-change.ts'
import { checkGlobalIndex, checkIndexThroughput, refuseBounds } from './table-definition.ts'
import type { Table } from './table.ts'
import { noteChange, refuseSame, setThroughput } from './throughput-change.ts'

/** What `UpdateTable` does to global indexes. Throws AWS's errors for what cannot be done. */
export function indexChanges(table: Table, input: UpdateTableInput, now: number): Change[] {
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
