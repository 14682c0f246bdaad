import { stableJson } from '../stable-json.ts'
import { checkJsonSchema, type JsonSchema, type SchemaObject } from './json-schema.ts'
import type { SchemaFormat } from './schema-format.ts'

/** Thrown when schemas differ in a keyword that `jsonFormat` cannot compare. */
export class UnsupportedKeyword extends Error {
  override name = 'UnsupportedKeyword'
  readonly keyword: string

  constructor(keyword: string) {
    super(`Cannot compare JSON schemas with "${keyword}"`)
    this.keyword = keyword
  }
}

/**
 * JSON Schema, drafts 4, 6 and 7, compared by a modest set of rules. A reader can read what a writer
 * writes if all of this holds, at every level:
 *
 * - the writer's types are among the reader's (an integer is a number);
 * - if the reader has `enum` or `const`, the writer has one too, within it;
 * - what the reader requires, the writer requires;
 * - a property that both declare can be read; one that only the reader declares must not be
 *   required; one that only the writer declares must be allowed by `additionalProperties`. A
 *   property that the writer does not declare is taken as never written, even if it could be;
 * - the reader's bounds are no tighter (lengths, items, properties, numbers), its `pattern`,
 *   `format`, `multipleOf` and `uniqueItems` are absent or the writer's own;
 * - the items of arrays can be read.
 *
 * Other keywords, such as `$ref` or `anyOf`, must be the same in both, else the comparison is
 * refused as not emulated. AWS publishes no rules for JSON; users report that it checks less.
 */
export const jsonFormat: SchemaFormat = {
  check(definition) {
    checkJsonSchema(JSON.parse(definition) as unknown)
  },

  canRead(reader, writer) {
    const [readerSchema, writerSchema] = [JSON.parse(reader), JSON.parse(writer)] as JsonSchema[]
    return stableJson(readerSchema) === stableJson(writerSchema)
      ? true
      : accepts(readerSchema ?? true, writerSchema ?? true)
  },
}

const ANNOTATIONS = [
  '$schema',
  '$id',
  'id',
  '$comment',
  'title',
  'description',
  'default',
  'examples',
  'readOnly',
  'writeOnly',
]
const LOWER_BOUNDS = ['minLength', 'minItems', 'minProperties', 'minimum', 'exclusiveMinimum']
const UPPER_BOUNDS = ['maxLength', 'maxItems', 'maxProperties', 'maximum', 'exclusiveMaximum']
const SAME_OR_ABSENT = ['pattern', 'format', 'multipleOf', 'uniqueItems']
const COMPARED = [
  'type',
  'enum',
  'const',
  'required',
  'properties',
  'additionalProperties',
  'items',
  ...LOWER_BOUNDS,
  ...UPPER_BOUNDS,
  ...SAME_OR_ABSENT,
]

function accepts(reader: JsonSchema, writer: JsonSchema): boolean {
  if (reader === true || writer === false) return true
  if (reader === false) return false
  const written = writer === true ? {} : writer
  refuseOthers(reader, written)
  return (
    acceptsTypes(reader, written) &&
    acceptsValues(reader, written) &&
    acceptsBounds(reader, written) &&
    acceptsProperties(reader, written) &&
    acceptsItems(reader, written)
  )
}

function refuseOthers(reader: SchemaObject, writer: SchemaObject): void {
  for (const keyword of new Set([...Object.keys(reader), ...Object.keys(writer)])) {
    if (ANNOTATIONS.includes(keyword) || COMPARED.includes(keyword)) continue
    const [one, other] = [stableJson(reader[keyword]), stableJson(writer[keyword])]
    // The same reference can lead to different definitions.
    if (one !== other || one?.includes('$ref') || keyword === '$ref') {
      throw new UnsupportedKeyword(keyword)
    }
  }
}

const ALL_TYPES = ['null', 'boolean', 'object', 'array', 'number', 'string']

function acceptsTypes({ type: reading }: SchemaObject, { type: writing }: SchemaObject): boolean {
  if (reading === undefined) return true
  const types = [reading].flat()
  return [writing ?? ALL_TYPES]
    .flat()
    .every((type) => types.includes(type) || (type === 'integer' && types.includes('number')))
}

function acceptsValues(reader: SchemaObject, writer: SchemaObject): boolean {
  const [reading, writing] = [valuesOf(reader), valuesOf(writer)]
  return !reading || (writing !== undefined && writing.every((value) => reading.includes(value)))
}

function valuesOf(schema: SchemaObject): string[] | undefined {
  if ('const' in schema) return [stableJson(schema['const'])]
  return schema.enum?.map(stableJson)
}

function acceptsBounds(reader: SchemaObject, writer: SchemaObject): boolean {
  // In draft 4, exclusive bounds are booleans: those have to be the same.
  const atLeast = (one: unknown, other: unknown, sign: number) =>
    typeof one === 'number' && typeof other === 'number' ? sign * (one - other) >= 0 : one === other
  return (
    LOWER_BOUNDS.every((key) => !(key in reader) || atLeast(writer[key], reader[key], 1)) &&
    UPPER_BOUNDS.every((key) => !(key in reader) || atLeast(writer[key], reader[key], -1)) &&
    SAME_OR_ABSENT.every((key) => !(key in reader) || reader[key] === writer[key])
  )
}

function acceptsProperties(reader: SchemaObject, writer: SchemaObject): boolean {
  const [reading, writing] = [reader.properties ?? {}, writer.properties ?? {}]
  const required = writer.required ?? []
  if (!(reader.required ?? []).every((name) => required.includes(name))) return false
  const others = reader.additionalProperties ?? true
  const all = Object.entries(writing).every(([name, schema]) =>
    accepts(Object.hasOwn(reading, name) ? (reading[name] ?? true) : others, schema),
  )
  return all && acceptsOthers(others, writer.additionalProperties)
}

/** A writer that says nothing about other properties is taken to write none. */
function acceptsOthers(reading: JsonSchema, writing: JsonSchema | undefined): boolean {
  return writing === undefined || accepts(reading, writing)
}

function acceptsItems({ items: reading }: SchemaObject, { items: writing }: SchemaObject): boolean {
  if (Array.isArray(reading) || Array.isArray(writing)) {
    if (stableJson(reading) === stableJson(writing)) return true
    throw new UnsupportedKeyword('items')
  }
  return reading === undefined || accepts(reading, writing ?? true)
}
