import type {
  CreateTableInput,
  GlobalSecondaryIndex,
  KeySchemaElement,
  LocalSecondaryIndex,
  Projection,
  ProvisionedThroughput,
} from '@aws-sdk/client-dynamodb'
import { attributeTypes, checkGlobalKey, checkLocalKey, checkTableKey } from './key-schema.ts'
import type { AttributeTypes } from './key-schema.ts'
import { invalid, invalidParameter } from './refusal.ts'
import { refuseContradiction } from './streams/stream-specification.ts'
import { checkTableMembers } from './table-members.ts'

/** A secondary index as requested. */
export interface IndexSpec {
  name: string
  scope: 'local' | 'global'
  keySchema: KeySchemaElement[]
  projection: Projection
  throughput: ProvisionedThroughput | undefined
}

/** The shape of a new table, checked. */
export interface TableDefinition {
  name: string
  attributes: AttributeTypes
  keySchema: KeySchemaElement[]
  indexes: IndexSpec[]
  /** Undefined for a table that is paid by request. */
  throughput: ProvisionedThroughput | undefined
}

/** AWS: "Service quotas", Secondary indexes. */
const MAX_LOCAL = 5
const MAX_GLOBAL = 20
const MAX_PROJECTED = 100

/** Checks a `CreateTable` request. Throws AWS's `ValidationException`. */
export function readTableDefinition(input: CreateTableInput): TableDefinition {
  if (input.TableName === undefined) {
    throw invalid("The parameter 'TableName' is required but was not present in the request")
  }
  checkTableMembers(input)
  const throughput = readThroughput(input)
  const definitions = input.AttributeDefinitions ?? []
  const attributes = attributeTypes(definitions)
  const keySchema = input.KeySchema ?? []
  checkTableKey(keySchema, attributes)
  const indexes = [
    ...readLocalIndexes(input.LocalSecondaryIndexes, keySchema, attributes),
    ...readGlobalIndexes(input, attributes),
  ]
  checkNames(indexes)
  checkUsed(keySchema, indexes, attributes)
  refuseContradiction(input.StreamSpecification)
  return { name: input.TableName, attributes, keySchema, indexes, throughput }
}

/** Checks a global index that `UpdateTable` is to create. Throws AWS's `ValidationException`. */
export function checkGlobalIndex(
  index: GlobalSecondaryIndex,
  attributes: AttributeTypes,
): IndexSpec {
  checkGlobalKey(index.KeySchema ?? [], attributes)
  checkProjection(index.Projection)
  return specOf(index, 'global')
}

/** The largest throughput that DynamoDB takes for a number, in units; quotas are far below. */
const MAX_UNITS = 1_000_000_000_000

/** Throws for a throughput beyond all bounds; reads come first. */
export function refuseBounds(throughput: ProvisionedThroughput | undefined): void {
  for (const name of ['ReadCapacityUnits', 'WriteCapacityUnits'] as const) {
    const units = throughput?.[name] ?? 0
    if (units > MAX_UNITS) throw invalid(`Given value ${units} for ${name} is out of bounds`)
  }
}

function readThroughput(input: CreateTableInput): ProvisionedThroughput | undefined {
  const { BillingMode, ProvisionedThroughput } = input
  if (BillingMode === 'PAY_PER_REQUEST') {
    if (!ProvisionedThroughput) return undefined
    throw invalidParameter(
      'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    )
  }
  refuseBounds(ProvisionedThroughput)
  if (ProvisionedThroughput) return ProvisionedThroughput
  throw invalidParameter(
    'ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
  )
}

function readLocalIndexes(
  indexes: readonly LocalSecondaryIndex[] | undefined,
  tableSchema: readonly KeySchemaElement[],
  attributes: AttributeTypes,
): IndexSpec[] {
  if (!indexes) return []
  if (indexes.length === 0) throw invalidParameter('List of LocalSecondaryIndexes is empty')
  if (tableSchema.length !== 2) {
    throw invalidParameter(
      'Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex',
    )
  }
  const specs = indexes.map((index) => {
    checkLocalKey(index, tableSchema[0]?.AttributeName, attributes)
    checkProjection(index.Projection)
    return specOf(index, 'local')
  })
  if (specs.length <= MAX_LOCAL) return specs
  throw invalidParameter(`Number of LocalSecondaryIndexes exceeds per-table limit of ${MAX_LOCAL}`)
}

function readGlobalIndexes(input: CreateTableInput, attributes: AttributeTypes): IndexSpec[] {
  const indexes = input.GlobalSecondaryIndexes
  if (!indexes) return []
  if (indexes.length === 0) throw invalidParameter('List of GlobalSecondaryIndexes is empty')
  const specs = indexes.map((index) => {
    const spec = checkGlobalIndex(index, attributes)
    checkIndexThroughput(spec, input.BillingMode === 'PAY_PER_REQUEST')
    return spec
  })
  if (specs.length <= MAX_GLOBAL) return specs
  throw invalidParameter(`GlobalSecondaryIndex count exceeds the per-table limit of ${MAX_GLOBAL}`)
}

/** An index has throughput of its own exactly when its table has. */
export function checkIndexThroughput({ name, throughput }: IndexSpec, onDemand: boolean): void {
  if (onDemand && throughput) {
    throw invalidParameter(
      `ProvisionedThroughput should not be specified for index: ${name} when BillingMode is PAY_PER_REQUEST`,
    )
  }
  if (!onDemand && !throughput) {
    throw invalidParameter(`ProvisionedThroughput must be specified for index: ${name}`)
  }
}

function checkProjection(projection: Projection | undefined) {
  const { ProjectionType, NonKeyAttributes } = projection ?? {}
  if (ProjectionType === undefined) throw invalidParameter('Unknown ProjectionType: null')
  if (NonKeyAttributes && ProjectionType !== 'INCLUDE') {
    throw invalidParameter(`ProjectionType is ${ProjectionType}, but NonKeyAttributes is specified`)
  }
  if (!NonKeyAttributes && ProjectionType === 'INCLUDE') {
    throw invalidParameter('ProjectionType is INCLUDE, but NonKeyAttributes is not specified')
  }
}

function specOf(index: GlobalSecondaryIndex, scope: 'local' | 'global'): IndexSpec {
  return {
    name: index.IndexName ?? '',
    scope,
    keySchema: structuredClone(index.KeySchema ?? []),
    projection: structuredClone(index.Projection ?? {}),
    throughput: index.ProvisionedThroughput && structuredClone(index.ProvisionedThroughput),
  }
}

function checkNames(indexes: readonly IndexSpec[]) {
  const names = new Set<string>()
  for (const { name } of indexes) {
    if (names.has(name)) throw invalidParameter(`Duplicate index name: ${name}`)
    names.add(name)
  }
  const projected = indexes.flatMap(({ projection }) => projection.NonKeyAttributes ?? [])
  if (projected.length > MAX_PROJECTED) {
    throw invalidParameter(
      `Number of projected attributes exceeds per-table limit of ${MAX_PROJECTED}`,
    )
  }
}

function checkUsed(
  tableSchema: readonly KeySchemaElement[],
  indexes: readonly IndexSpec[],
  attributes: AttributeTypes,
) {
  const schemas = [tableSchema, ...indexes.map(({ keySchema }) => keySchema)]
  const used = new Set(schemas.flat().map(({ AttributeName }) => AttributeName))
  if (used.size === attributes.size) return
  if (indexes.length === 0) {
    throw invalidParameter(
      'Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    )
  }
  throw invalidParameter(
    'Some AttributeDefinitions are not used. ' +
      `AttributeDefinitions: [${[...attributes.keys()].join(', ')}], keys used: [${[...used].join(', ')}]`,
  )
}
