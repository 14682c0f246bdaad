import type {
  AttributeDefinition,
  KeySchemaElement,
  LocalSecondaryIndex,
} from '@aws-sdk/client-dynamodb'
import type { ScalarType } from './attribute-value.ts'
import type { KeyAttributes } from './key-encoding.ts'
import { invalid, invalidParameter } from './refusal.ts'

/** The types of key attributes, by name. */
export type AttributeTypes = ReadonlyMap<string, ScalarType>

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

/** The types of the attributes of a key. */
export function attributesIn({ hash, range }: KeyAttributes): AttributeTypes {
  return new Map([...hash, ...range].map(({ name, type }) => [name, type]))
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

/** Throws AWS's `ValidationException` if a table cannot have this key. */
export function checkTableKey(
  schema: readonly KeySchemaElement[],
  attributes: AttributeTypes,
): void {
  if (schema.length > attributes.size) {
    throw invalid('Invalid KeySchema: Some index key attribute have no definition')
  }
  checkDefined(schema, attributes)
  checkTwoKeys(schema)
}

/** Throws AWS's `ValidationException` if a local index cannot have its key. */
export function checkLocalKey(
  { IndexName, KeySchema = [] }: LocalSecondaryIndex,
  tableHash: string | undefined,
  attributes: AttributeTypes,
): void {
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

/** Throws AWS's `ValidationException` if a global index cannot have this key. */
export function checkGlobalKey(
  schema: readonly KeySchemaElement[],
  attributes: AttributeTypes,
): void {
  checkDefined(schema, attributes)
  checkMultipleKeys(schema)
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
