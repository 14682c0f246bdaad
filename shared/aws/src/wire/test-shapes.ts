import { NormalizedSchema } from '@smithy/core/schema'
import fc from 'fast-check'
import { membersOf, type Member } from './struct.ts'
import type { Schema } from './wire-service.ts'

/** What a value may hold that does not fit everywhere in HTTP. */
interface Place {
  depth: number
  text: fc.Arbitrary<string>
  /** Members that the SDK itself fills or reads. */
  without: ReadonlySet<string>
}

/** Any text that XML and JSON carry, with what means something to URLs and XML. */
const ANY_TEXT = fc
  .tuple(fc.string({ maxLength: 6, unit: 'grapheme' }), fc.string({ minLength: 1, maxLength: 4 }))
  // XML drops white space around text.
  .map(([letters, ascii]) => `${letters} ${ascii}`.trim() || '%2F')

/** Headers carry ASCII. */
const HEADER_TEXT = fc.stringMatching(/^[A-Za-z0-9/=+:._-]{1,12}$/)

/** Values of a shape, with nothing empty in them: XML cannot tell empty from missing. */
export function valuesOf(
  schema: Schema,
  { without = new Set<string>() }: { without?: ReadonlySet<string> } = {},
): fc.Arbitrary<Record<string, unknown>> {
  const place = { depth: 0, text: ANY_TEXT, without }
  const normalized = NormalizedSchema.of(schema)
  if (!normalized.isStructSchema()) return fc.constant({})
  return shape(normalized, place).map((value) => (value ?? {}) as Record<string, unknown>)
}

function shape(schema: NormalizedSchema, place: Place): fc.Arbitrary<unknown> {
  const { text } = place
  const deeper = { ...place, depth: place.depth + 1 }
  if (schema.isStreaming()) {
    return schema.isStructSchema() ? fc.constant(undefined) : fc.uint8Array({ minLength: 1 })
  }
  if (schema.isStructSchema()) return structure(schema, deeper)
  if (place.depth > 5) return fc.constant(undefined)
  if (schema.isListSchema()) {
    return full(fc.array(shape(schema.getValueSchema(), deeper), { minLength: 1, maxLength: 2 }))
  }
  if (schema.isMapSchema()) {
    const values = shape(schema.getValueSchema(), deeper)
    return full(fc.dictionary(text, values, { minKeys: 1, maxKeys: 2, noNullPrototype: true }))
  }
  if (schema.isBlobSchema()) return fc.uint8Array({ minLength: 1, maxLength: 20 })
  if (schema.isTimestampSchema())
    return fc.integer({ min: 1, max: 4e9 }).map((s) => new Date(s * 1000))
  if (schema.isBooleanSchema()) return fc.boolean()
  if (schema.isNumericSchema()) return fc.integer({ min: 0, max: 9999 })
  if (schema.isDocumentSchema()) return fc.constant({ a: [1, 'b', null] })
  return text
}

function structure(schema: NormalizedSchema, place: Place): fc.Arbitrary<unknown> {
  const members = membersOf(schema).filter(({ name }) => !place.without.has(name))
  if (place.depth > 6) return fc.constant(undefined)
  const arbitraries = members.map((member): [string, fc.Arbitrary<unknown>] => {
    const { idempotencyToken, httpPayload, httpResponseCode } = member.traits
    const any = memberValue(member, place)
    const value = httpPayload ? any.filter((one) => one !== undefined) : any
    const always = member.isRequired || idempotencyToken || httpPayload || httpResponseCode
    return [member.name, always ? value : fc.option(value, { nil: undefined, freq: 5 })]
  })
  if (schema.isUnionSchema()) {
    return fc.oneof(
      ...arbitraries.map(([name, value]) =>
        full(value.map((one) => (one === undefined ? {} : { [name]: one }))),
      ),
    )
  }
  return full(fc.record(Object.fromEntries(arbitraries)))
}

function memberValue({ name, schema, traits }: Member, place: Place): fc.Arbitrary<unknown> {
  if (name === 'Bucket' && schema.isStringSchema())
    return fc.stringMatching(/^[a-z][a-z0-9-]{3,10}[a-z]$/)
  if (traits.httpResponseCode) return fc.constant(200)
  if (traits.httpPrefixHeaders !== undefined) {
    return fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), HEADER_TEXT, {
      minKeys: 1,
      noNullPrototype: true,
    })
  }
  const isInHeader = traits.httpHeader !== undefined
  return shape(schema, isInHeader ? { ...place, text: HEADER_TEXT } : place)
}

/** Undefined in place of what is empty, and without what is undefined. */
function full(values: fc.Arbitrary<object>): fc.Arbitrary<object | undefined> {
  return values.map((value) => {
    if (Array.isArray(value)) {
      const kept = value.filter((element) => element !== undefined)
      return kept.length > 0 ? kept : undefined
    }
    const kept = Object.entries(value).filter(([, element]) => element !== undefined)
    return kept.length > 0 ? Object.fromEntries(kept) : undefined
  })
}
