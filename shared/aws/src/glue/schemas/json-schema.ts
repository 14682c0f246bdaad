/** A JSON Schema as parsed; keywords that are not named here are of any type. */
export type JsonSchema = boolean | SchemaObject

export interface SchemaObject {
  type?: string | string[]
  enum?: unknown[]
  required?: string[]
  properties?: Record<string, JsonSchema>
  additionalProperties?: JsonSchema
  items?: JsonSchema | JsonSchema[]
  allOf?: JsonSchema[]
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  definitions?: Record<string, JsonSchema>
  [keyword: string]: unknown
}

const TYPES = ['null', 'boolean', 'object', 'array', 'number', 'integer', 'string']

/** The registry knows drafts 4, 6 and 7 (developer guide, "AWS Glue Schema registry"). */
const DRAFTS = /^https?:\/\/json-schema\.org\/draft-0[467]\/schema#?$/

/** Throws a SyntaxError unless `value` is a JSON Schema, as far as the keywords above go. */
export function checkJsonSchema(value: unknown, place = '#'): asserts value is JsonSchema {
  if (typeof value === 'boolean') return
  if (!isObject(value)) throw wrong(place, 'a schema must be an object or a boolean')
  const { $schema, type, enum: values, required, items } = value
  if ($schema !== undefined && !DRAFTS.test(String($schema as string))) {
    throw wrong(`${place}/$schema`, 'only drafts 4, 6 and 7 are supported')
  }
  if (type !== undefined && ![type].flat().every((name) => TYPES.includes(name as string))) {
    throw wrong(`${place}/type`, `a type must be one of ${TYPES.join(', ')}`)
  }
  if (values !== undefined && !Array.isArray(values)) throw wrong(`${place}/enum`, 'no array')
  const isNames = Array.isArray(required) && required.every((name) => typeof name === 'string')
  if (required !== undefined && !isNames) throw wrong(`${place}/required`, 'no array of names')
  for (const keyword of ['properties', 'definitions'] as const) {
    const named = value[keyword] ?? {}
    if (!isObject(named)) throw wrong(`${place}/${keyword}`, 'no object')
    for (const [name, schema] of Object.entries(named)) {
      checkJsonSchema(schema, `${place}/${keyword}/${name}`)
    }
  }
  for (const keyword of ['allOf', 'anyOf', 'oneOf'] as const) {
    const schemas = value[keyword]
    if (schemas === undefined) continue
    const isList = Array.isArray(schemas) && schemas.length > 0
    if (!isList) throw wrong(`${place}/${keyword}`, 'no array of schemas')
    for (const schema of schemas) checkJsonSchema(schema, `${place}/${keyword}`)
  }
  for (const schema of items === undefined ? [] : [items].flat()) {
    checkJsonSchema(schema, `${place}/items`)
  }
  const { additionalProperties = true } = value
  checkJsonSchema(additionalProperties, `${place}/additionalProperties`)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function wrong(place: string, text: string): SyntaxError {
  return new SyntaxError(`${place}: ${text}`)
}
