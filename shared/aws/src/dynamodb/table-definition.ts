// Longer than most: the rules of CreateTable, in the order in which AWS applies them.
import type {
  AttributeDefinition,
  CreateTableInput,
  GlobalSecondaryIndex,
  KeySchemaElement,
  LocalSecondaryIndex,
  Projection,
  ProvisionedThroughput,
} from '@aws-sdk/client-dynamodb'
import type { ScalarType } from './attribute-value.ts'
import { Constraints, NAME } from './constraints.ts'
import type { KeyAttributes } from './key-encoding.ts'
import { invalid, invalidParameter } from './refusal.ts'
import { checkSpecification, refuseContradiction } from './streams/stream-specification.ts'

/** The types of key attributes, by name. */
export type AttributeTypes = ReadonlyMap<string, ScalarType>

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
  checkMembers(input)
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
  checkDefined(index.KeySchema ?? [], attributes)
  checkMultipleKeys(index.KeySchema ?? [])
  checkProjection(index.Projection)
  return specOf(index, 'global')
}

/** The key attributes of a checked key schema, with their types. */
export function keyAttributes(
  schema: readonly KeySchemaElement[],
  attributes: AttributeTypes,
): KeyAttributes {
  const pick = (keyType: string) =>
    schema
      .filter(({ KeyType }) => KeyType === keyType)
      .map(({ AttributeName = '' }) => ({
        name: AttributeName,
        type: attributes.get(AttributeName) ?? 'S',
      }))
  return { hash: pick('HASH'), range: pick('RANGE') }
}

/** The types that attribute definitions give to key attributes. */
export function attributeTypes(definitions: readonly AttributeDefinition[]): AttributeTypes {
  return new Map(
    definitions.map(({ AttributeName = '', AttributeType }) => [
      AttributeName,
      AttributeType as ScalarType,
    ]),
  )
}

/** The checks of one index's members, for `CreateTable` and `UpdateTable`. */
export function checkIndexMembers(
  constraints: Constraints,
  path: string,
  index: GlobalSecondaryIndex,
): void {
  constraints.required(`${path}.indexName`, index.IndexName)
  constraints.indexName(`${path}.indexName`, index.IndexName)
  checkKeySchema(constraints, `${path}.keySchema`, index.KeySchema, 8)
  constraints.required(`${path}.projection`, index.Projection)
  const { ProjectionType, NonKeyAttributes } = index.Projection ?? {}
  constraints.oneOf(`${path}.projection.projectionType`, ProjectionType, PROJECTION_TYPES)
  constraints.length(`${path}.projection.nonKeyAttributes`, NonKeyAttributes, { min: 1, max: 20 })
  checkThroughput(constraints, `${path}.provisionedThroughput`, index.ProvisionedThroughput)
}

/** The checks of `ProvisionedThroughput`, wherever it stands. */
export function checkThroughput(
  constraints: Constraints,
  path: string,
  throughput: ProvisionedThroughput | undefined,
): void {
  if (!throughput) return
  const { ReadCapacityUnits, WriteCapacityUnits } = throughput
  constraints.required(`${path}.writeCapacityUnits`, WriteCapacityUnits)
  constraints.range(`${path}.writeCapacityUnits`, WriteCapacityUnits, { min: 1 })
  constraints.required(`${path}.readCapacityUnits`, ReadCapacityUnits)
  constraints.range(`${path}.readCapacityUnits`, ReadCapacityUnits, { min: 1 })
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

const PROJECTION_TYPES = ['ALL', 'INCLUDE', 'KEYS_ONLY']

function checkMembers(input: CreateTableInput) {
  const constraints = new Constraints()
  constraints.length('tableName', input.TableName, { min: 3, max: 255 })
  if (input.TableName !== '') constraints.pattern('tableName', input.TableName, NAME)
  constraints.oneOf('billingMode', input.BillingMode, ['PROVISIONED', 'PAY_PER_REQUEST'])
  constraints.oneOf('tableClass', input.TableClass, ['STANDARD', 'STANDARD_INFREQUENT_ACCESS'])
  checkSpecification(constraints, input.StreamSpecification)
  checkThroughput(constraints, 'provisionedThroughput', input.ProvisionedThroughput)
  checkKeySchema(constraints, 'keySchema', input.KeySchema, 2)
  constraints.required('attributeDefinitions', input.AttributeDefinitions)
  checkAttributeDefinitions(constraints, input.AttributeDefinitions)
  for (const [index, local] of (input.LocalSecondaryIndexes ?? []).entries()) {
    checkIndexMembers(constraints, `localSecondaryIndexes.${index + 1}.member`, local)
  }
  for (const [index, global] of (input.GlobalSecondaryIndexes ?? []).entries()) {
    checkIndexMembers(constraints, `globalSecondaryIndexes.${index + 1}.member`, global)
  }
  constraints.enforce()
}

/** The checks of `AttributeDefinitions`, for `CreateTable` and `UpdateTable`. */
export function checkAttributeDefinitions(
  constraints: Constraints,
  definitions: readonly AttributeDefinition[] = [],
): void {
  for (const [index, { AttributeName, AttributeType }] of definitions.entries()) {
    const path = `attributeDefinitions.${index + 1}.member`
    constraints.required(`${path}.attributeName`, AttributeName)
    constraints.length(`${path}.attributeName`, AttributeName, { min: 1, max: 255 })
    constraints.required(`${path}.attributeType`, AttributeType)
    constraints.oneOf(`${path}.attributeType`, AttributeType, ['B', 'N', 'S'])
  }
}

function checkKeySchema(
  constraints: Constraints,
  path: string,
  schema: readonly KeySchemaElement[] | undefined,
  max: number,
) {
  constraints.required(path, schema)
  if (schema && schema.length > max) {
    const elements = schema.map(
      ({ AttributeName, KeyType }) =>
        `KeySchemaElement(attributeName=${AttributeName}, keyType=${KeyType})`,
    )
    constraints.fail(
      `Value '[${elements.join(', ')}]' at '${path}' failed to satisfy constraint: ` +
        `Member must have length less than or equal to ${max}`,
    )
  }
  constraints.length(path, schema, { min: 1 })
  for (const [index, { AttributeName, KeyType }] of (schema ?? []).entries()) {
    constraints.required(`${path}.${index + 1}.member.attributeName`, AttributeName)
    constraints.required(`${path}.${index + 1}.member.keyType`, KeyType)
    constraints.oneOf(`${path}.${index + 1}.member.keyType`, KeyType, ['HASH', 'RANGE'])
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

function checkTableKey(schema: readonly KeySchemaElement[], attributes: AttributeTypes) {
  if (schema.length > attributes.size) {
    throw invalid('Invalid KeySchema: Some index key attribute have no definition')
  }
  checkDefined(schema, attributes)
  checkTwoKeys(schema)
}

function checkDefined(schema: readonly KeySchemaElement[], attributes: AttributeTypes) {
  const keys = schema.map(({ AttributeName = '' }) => AttributeName)
  if (keys.every((name) => attributes.has(name))) return
  throw invalidParameter(
    'Some index key attributes are not defined in AttributeDefinitions. ' +
      `Keys: [${keys.join(', ')}], AttributeDefinitions: [${[...attributes.keys()].join(', ')}]`,
  )
}

function checkTwoKeys(schema: readonly KeySchemaElement[]) {
  const [first, second] = schema
  if (first && first.AttributeName === second?.AttributeName) throw sameName()
  if (first?.KeyType !== 'HASH') {
    throw invalid('Invalid KeySchema: The first KeySchemaElement is not a HASH key type')
  }
  if (second && second.KeyType !== 'RANGE') {
    throw invalid('Invalid KeySchema: The second KeySchemaElement is not a RANGE key type')
  }
}

/** A global index may have up to four partition keys and up to four sort keys (SDK text). */
function checkMultipleKeys(schema: readonly KeySchemaElement[]) {
  if (schema.length <= 2 && schema[1]?.KeyType !== 'HASH') {
    checkTwoKeys(schema)
    return
  }
  const types = schema.map(({ KeyType }) => KeyType)
  const hashes = types.filter((type) => type === 'HASH').length
  if (new Set(schema.map(({ AttributeName }) => AttributeName)).size < schema.length) {
    throw sameName()
  }
  if (types.lastIndexOf('HASH') !== hashes - 1) {
    throw invalid('Invalid KeySchema: The first KeySchemaElement is not a HASH key type')
  }
  if (hashes > 4 || schema.length - hashes > 4) {
    throw invalidParameter('A global secondary index has at most 4 HASH and 4 RANGE key attributes')
  }
}

function sameName(): Error {
  return invalid('Both the Hash Key and the Range Key element in the KeySchema have the same name')
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

function checkLocalKey(
  { IndexName, KeySchema = [] }: LocalSecondaryIndex,
  tableHash: string | undefined,
  attributes: AttributeTypes,
) {
  checkDefined(KeySchema, attributes)
  checkTwoKeys(KeySchema)
  if (KeySchema.length !== 2) {
    throw invalidParameter(`Index KeySchema does not have a range key for index: ${IndexName}`)
  }
  const hash = KeySchema[0]?.AttributeName
  if (hash === tableHash) return
  throw invalidParameter(
    'Index KeySchema does not have the same leading hash key as table KeySchema for index: ' +
      `${IndexName}. index hash key: ${hash}, table hash key: ${tableHash}`,
  )
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
