import type { JsonSchema, SchemaObject } from './json-schema.ts'

/** The keywords that combine schemas. */
export const COMBINING = ['allOf', 'anyOf', 'oneOf'] as const

/** A schema taken apart: all of it has to hold. */
export interface Parts {
  /** What it says itself. */
  own: SchemaObject
  all: readonly JsonSchema[]
  /** Of each of these, one has to hold. */
  choices: readonly (readonly JsonSchema[])[]
}

/** Takes a schema apart; undefined where it combines nothing. */
export function partsOf(schema: SchemaObject): Parts | undefined {
  if (COMBINING.every((keyword) => schema[keyword] === undefined)) return undefined
  const { allOf = [], anyOf, oneOf, ...own } = schema
  return { own, all: allOf, choices: [anyOf, oneOf].filter((choice) => choice !== undefined) }
}

/**
 * A schema that takes whatever two schemas take at once, and perhaps more: where both say something
 * of the same, what the second says goes.
 */
export function narrowed(one: JsonSchema, other: JsonSchema): JsonSchema {
  if (one === false || other === false) return false
  if (one === true) return other
  if (other === true) return one
  const required = [...new Set([...(one.required ?? []), ...(other.required ?? [])])]
  const properties = { ...one.properties, ...other.properties }
  return {
    ...one,
    ...other,
    ...(required.length > 0 && { required }),
    ...(Object.keys(properties).length > 0 && { properties }),
  }
}
