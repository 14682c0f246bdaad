import { NormalizedSchema } from '@smithy/core/schema'
import { membersOf } from './struct.ts'
import type { Schema } from './wire-service.ts'

/**
 * What DynamoDB's front end says of a request in JSON whose types do not fit the operation, such as
 * a number for a text; undefined if they do. The words were recorded on AWS by dynalite's tests.
 */
export function coralMismatch(input: Schema, body: Uint8Array): string | undefined {
  try {
    return structMismatch(NormalizedSchema.of(input), parsed(body), 'field')
  } catch (error) {
    // What is no JSON, or is nested beyond all bounds, has no such words.
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined
    throw error
  }
}

/** Where a value stands: as a member of a structure, or in a list or map. */
type Place = 'field' | 'element'

const PACKAGE = 'com.amazonaws.dynamodb.v20120810.'
const NOT_EXPECTED = 'Start of structure or map found where not expected'

function parsed(body: Uint8Array): unknown {
  return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString())
}

function mismatch(
  schema: NormalizedSchema,
  value: unknown,
  { place, name }: { place: Place; name: string },
): string | undefined {
  if (value === null || value === undefined) return undefined
  if (schema.isStructSchema()) return structMismatch(schema, value, place)
  if (schema.isListSchema()) return listMismatch(schema, value, place)
  if (schema.isMapSchema()) return mapMismatch(schema, value, place)
  const type = javaType(schema, name)
  if (Array.isArray(value)) return `Unrecognized collection type class ${type}`
  if (typeof value === 'object') return NOT_EXPECTED
  if (schema.isBlobSchema()) return blobMismatch(value)
  return scalarMismatch(type.split('.').at(-1) ?? '', value)
}

function structMismatch(
  schema: NormalizedSchema,
  value: unknown,
  place: Place,
): string | undefined {
  if (Array.isArray(value)) return `Unrecognized collection type ${classOf(schema)}`
  if (typeof value !== 'object') {
    return place === 'field' ? 'Unexpected field type' : 'Unexpected value type in payload'
  }
  const members = value as Record<string, unknown>
  return first(
    membersOf(schema).map(
      ({ name, schema: member }) =>
        () =>
          Object.hasOwn(members, name)
            ? mismatch(member, members[name], { place: 'field', name })
            : undefined,
    ),
  )
}

function listMismatch(schema: NormalizedSchema, value: unknown, place: Place): string | undefined {
  if (!Array.isArray(value)) {
    if (typeof value === 'object') return NOT_EXPECTED
    return place === 'field' ? 'Unexpected field type' : CAST
  }
  const element = schema.getValueSchema()
  return first(value.map((one) => () => mismatch(element, one, { place: 'element', name: '' })))
}

function mapMismatch(schema: NormalizedSchema, value: unknown, place: Place): string | undefined {
  const element = schema.getValueSchema()
  if (Array.isArray(value)) {
    return `Unrecognized collection type java.util.Map<java.lang.String, ${genericOf(element)}>`
  }
  if (typeof value !== 'object') return place === 'field' ? 'Unexpected field type' : CAST
  return first(
    Object.values(value as object).map(
      (one) => () => mismatch(element, one, { place: 'element', name: '' }),
    ),
  )
}

const CAST =
  'class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class java.lang.Class ' +
  "(sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and java.lang.Class are in module java.base of loader 'bootstrap')"

function scalarMismatch(type: string, value: unknown): string | undefined {
  const fits = { String: 'string', Boolean: 'boolean', Integer: 'number', Long: 'number' }[type]
  if (typeof value === fits) return undefined
  if (type === 'Boolean' && typeof value === 'string')
    return 'Unexpected token received from parser'
  return `${tokenOf(value)}_VALUE cannot be converted to ${type}`
}

function tokenOf(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? 'NUMBER' : 'DECIMAL'
  return typeof value === 'string' ? 'STRING' : String(value).toUpperCase()
}

function blobMismatch(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'only base-64-encoded strings are convertible to bytes'
  if (value.length % 4 > 0) {
    return `Base64 encoded length is expected a multiple of 4 bytes but found: ${value.length}`
  }
  const isCanonical = Buffer.from(value, 'base64').toString('base64') === value
  // AWS's own spelling.
  return isCanonical ? undefined : 'Invalid last non-pad Base64 character dectected'
}

function javaType(schema: NormalizedSchema, name: string): string {
  if (schema.isBlobSchema()) return 'java.nio.ByteBuffer'
  if (schema.isBooleanSchema()) return 'java.lang.Boolean'
  if (schema.isStringSchema()) return 'java.lang.String'
  return name.endsWith('CapacityUnits') ? 'java.lang.Long' : 'java.lang.Integer'
}

function classOf(schema: NormalizedSchema): string {
  return `class ${PACKAGE}${schema.getName()}`
}

function genericOf(schema: NormalizedSchema): string {
  if (schema.isListSchema()) return `java.util.List<${genericOf(schema.getValueSchema())}>`
  return schema.isStructSchema() ? `${PACKAGE}${schema.getName()}` : javaType(schema, '')
}

function first(checks: readonly (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const found = check()
    if (found !== undefined) return found
  }
  return undefined
}
