import type {
  CreateGlobalSecondaryIndexAction,
  ProvisionedThroughput,
  UpdateTableInput,
} from '@aws-sdk/client-dynamodb'
import { attributeTypes } from './key-schema.ts'
import { invalid, invalidParameter, notFound } from './refusal.ts'
import type { Change } from './table-change.ts'
import { checkGlobalIndex, checkIndexThroughput, refuseBounds } from './table-definition.ts'
import type { Table, TableIndex } from './table.ts'
import { noteChange, refuseSame } from './throughput-change.ts'

/** What `UpdateTable` does to global indexes. Throws AWS's errors for what cannot be done. */
export function indexChanges(table: Table, input: UpdateTableInput, now: number): Change[] {
  return (input.GlobalSecondaryIndexUpdates ?? []).map(({ Create, Update, Delete }) => {
    if (Create) return createIndex(table, input, Create)
    if (Delete) return deleteIndex(table, Delete.IndexName)
    return updateIndex(table, Update?.IndexName, Update?.ProvisionedThroughput, now)
  })
}

/** Says where an index is in its life, if there is one of this name. */
export function setStatus(table: Table, name: string, status: TableIndex['status']): void {
  const index = table.indexes.get(name)
  if (index) index.status = status
}

/** Has a table know only of attributes that are in one of its keys. */
export function dropUnusedAttributes(table: Table): void {
  const schemas = [
    table.keySchema,
    ...[...table.indexes.values()].map(({ keySchema }) => keySchema),
  ]
  const used = new Set(schemas.flat().map(({ AttributeName }) => AttributeName))
  table.attributes = new Map([...table.attributes].filter(([name]) => used.has(name)))
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
  return { indexWork: true, start, finish: { kind: 'index-active', name: spec.name } }
}

function deleteIndex(table: Table, name: string | undefined): Change {
  const index = globalIndex(table, name)
  const start = () => setStatus(table, index.name, 'DELETING')
  return { indexWork: true, start, finish: { kind: 'index-gone', name: index.name } }
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
  const finish = structuredClone({ name: index.name, throughput })
  return { start, finish: { kind: 'index-throughput', ...finish } }
}

function globalIndex(table: Table, name = '') {
  const index = table.indexes.get(name)
  if (index?.scope === 'global') return index
  throw notFound('Requested resource not found')
}
