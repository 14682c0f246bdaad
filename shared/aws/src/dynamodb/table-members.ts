import type {
  AttributeDefinition,
  CreateTableInput,
  GlobalSecondaryIndex,
  KeySchemaElement,
  ProvisionedThroughput,
} from '@aws-sdk/client-dynamodb'
import { Constraints, NAME } from './constraints.ts'
import { checkSpecification } from './streams/stream-specification.ts'

/** The checks of the members of `CreateTable`, each by itself. */
export function checkTableMembers(input: CreateTableInput): void {
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

const PROJECTION_TYPES = ['ALL', 'INCLUDE', 'KEYS_ONLY']

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
