import { stableJson } from '../stable-json.ts'
import { COMBINING, narrowed, partsOf } from './json-combined.ts'
import { checkReferences, dereferenced, refersTo } from './json-reference.ts'
import { checkJsonSchema, type JsonSchema, type SchemaObject } from './json-schema.ts'
import type { SchemaFormat } from './schema-format.ts'
import { UnsupportedKeyword } from './unsupported-keyword.ts'

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
 * - the items of arrays can be read;
 * - every branch of the writer's `anyOf` or `oneOf` can be read, by one branch of the reader's; all
 *   of the reader's `allOf` accept what the writer's allow together. (That `oneOf` takes exactly one
 *   branch is not looked at.)
 *
 * `$ref` is followed within its own definition. Other keywords, such as `not`, must be the same in
 * both, else the comparison is refused as not emulated, and so is one with a `$ref` to elsewhere. AWS
 * publishes no rules for JSON; users report that it checks less.
 */
export const jsonFormat: SchemaFormat = {
  check(definition) {
    const schema = JSON.parse(definition) as unknown
    checkReferences(schema)
    checkJsonSchema(schema)
  },

  canonical: (definition) => stableJson(JSON.parse(definition)),

  canRead(reader, writer) {
    const [reading, writing] = [JSON.parse(reader), JSON.parse(writer)] as [JsonSchema, JsonSchema]
    if (stableJson(reading) === stableJson(writing)) return true
    return new Comparison(reading, writing).accepts(reading, writing)
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
  'definitions',
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
  ...COMBINING,
  ...LOWER_BOUNDS,
  ...UPPER_BOUNDS,
  ...SAME_OR_ABSENT,
]

/** How many pairs of schemas are compared at most; honest definitions have some hundred. */
const MAX_STEPS = 10_000

/** Two definitions that are compared, so that references in them can be followed. */
class Comparison {
  readonly #readerRoot: JsonSchema
  readonly #writerRoot: JsonSchema
  /** Pairs under comparison: one that comes back to itself holds if all the rest does. */
  readonly #assumed = new Set<string>()
  #steps = 0

  constructor(readerRoot: JsonSchema, writerRoot: JsonSchema) {
    this.#readerRoot = readerRoot
    this.#writerRoot = writerRoot
  }

  accepts(reader: JsonSchema, writer: JsonSchema): boolean {
    // Choices within choices can be more than anybody has the time to compare.
    if (++this.#steps > MAX_STEPS) throw new UnsupportedKeyword('anyOf')
    if (refersTo(reader) !== undefined || refersTo(writer) !== undefined) {
      const pair = stableJson([reader, writer])
      if (this.#assumed.has(pair)) return true
      this.#assumed.add(pair)
    }
    const reading = dereferenced(reader, this.#readerRoot)
    const writing = this.#written(writer)
    if (reading === true || writing === false) return true
    if (reading === false) return false
    return this.#acceptsObject(reading, writing === true ? {} : writing)
  }

  #acceptsObject(reader: SchemaObject, writer: SchemaObject): boolean {
    refuseOthers(reader, writer)
    const writing = partsOf(writer)
    if (writing) {
      const all = [writing.own, ...writing.all]
      const together = all.map((schema) => this.#written(schema)).reduce(narrowed)
      const [choice, ...others] = writing.choices
      const rest = others.length > 0 ? narrowed(together, { anyOf: [...others[0]!] }) : together
      if (!choice) return this.accepts(reader, rest)
      return choice.every((one) => this.accepts(reader, narrowed(rest, this.#written(one))))
    }
    const reading = partsOf(reader)
    if (reading) {
      return (
        this.accepts(reading.own, writer) &&
        reading.all.every((one) => this.accepts(one, writer)) &&
        reading.choices.every((choice) => choice.some((one) => this.accepts(one, writer)))
      )
    }
    return (
      acceptsTypes(reader, writer) &&
      acceptsValues(reader, writer) &&
      acceptsBounds(reader, writer) &&
      this.#acceptsProperties(reader, writer) &&
      this.#acceptsItems(reader, writer)
    )
  }

  #written(schema: JsonSchema): JsonSchema {
    return dereferenced(schema, this.#writerRoot)
  }

  #acceptsProperties(reader: SchemaObject, writer: SchemaObject): boolean {
    const [reading, writing] = [reader.properties ?? {}, writer.properties ?? {}]
    const required = writer.required ?? []
    if (!(reader.required ?? []).every((name) => required.includes(name))) return false
    const others = reader.additionalProperties ?? true
    const all = Object.entries(writing).every(([name, schema]) =>
      this.accepts(Object.hasOwn(reading, name) ? (reading[name] ?? true) : others, schema),
    )
    // A writer that says nothing about other properties is taken to write none.
    const { additionalProperties } = writer
    return all && (additionalProperties === undefined || this.accepts(others, additionalProperties))
  }

  #acceptsItems({ items: reading }: SchemaObject, { items: writing }: SchemaObject): boolean {
    if (Array.isArray(reading) || Array.isArray(writing)) {
      if (stableJson(reading) === stableJson(writing)) return true
      throw new UnsupportedKeyword('items')
    }
    return reading === undefined || this.accepts(reading, writing ?? true)
  }
}

function refuseOthers(reader: SchemaObject, writer: SchemaObject): void {
  for (const keyword of new Set([...Object.keys(reader), ...Object.keys(writer)])) {
    if (ANNOTATIONS.includes(keyword) || COMPARED.includes(keyword)) continue
    const [one, other] = [stableJson(reader[keyword]), stableJson(writer[keyword])]
    // The same reference can lead to different definitions.
    if (one !== other || one.includes('$ref')) {
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
