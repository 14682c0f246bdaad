import { NormalizedSchema } from '@smithy/core/schema'
import { NumericValue } from '@smithy/core/serde'
import { membersOf } from './struct.ts'
import type { Schema } from './wire-service.ts'

/**
 * Checks that a value read from the wire has the types its schema says; AWS checks no more before
 * a service sees it. Throws `TypeError` naming the first member that has not.
 */
export function checkShape(schema: Schema, value: unknown, where = 'The input'): void {
  const normalized = NormalizedSchema.of(schema)
  if (normalized.isUnitSchema() || value === null || value === undefined) return
  if (normalized.isStreaming() || normalized.isDocumentSchema()) return
  // Text with a media type is handed on parsed or as text.
  if (normalized.getMergedTraits().mediaType) return
  if (normalized.isStructSchema()) return checkStruct(schema, value, where)
  if (normalized.isListSchema()) {
    if (!Array.isArray(value)) throw new TypeError(`${where} is not a list`)
    value.forEach((element, i) =>
      checkShape(normalized.getValueSchema(), element, inside(where, i)),
    )
    return
  }
  if (normalized.isMapSchema()) {
    for (const [key, element] of Object.entries(checkObject(value, where))) {
      checkShape(normalized.getValueSchema(), element, inside(where, key))
    }
    return
  }
  const fits = SIMPLE.find(([isMeant]) => isMeant(normalized))
  if (fits && !fits[2](value)) throw new TypeError(`${where} is not ${fits[1]}`)
}

type Simple = [
  isMeant: (schema: NormalizedSchema) => boolean,
  what: string,
  isOne: (value: unknown) => boolean,
]

const SIMPLE: readonly Simple[] = [
  [(schema) => schema.isStringSchema(), 'a string', (value) => typeof value === 'string'],
  [(schema) => schema.isBooleanSchema(), 'a boolean', (value) => typeof value === 'boolean'],
  [
    (schema) => schema.isNumericSchema(),
    'a number',
    (value) => typeof value === 'number' && !Number.isNaN(value),
  ],
  [(schema) => schema.isBlobSchema(), 'binary data', (value) => value instanceof Uint8Array],
  [
    (schema) => schema.isTimestampSchema(),
    'a timestamp',
    (value) => value instanceof Date && !Number.isNaN(value.getTime()),
  ],
  [(schema) => schema.isBigIntegerSchema(), 'a number', (value) => typeof value === 'bigint'],
  [(schema) => schema.isBigDecimalSchema(), 'a number', (value) => value instanceof NumericValue],
]

function checkStruct(schema: Schema, value: unknown, where: string): void {
  const members = checkObject(value, where)
  for (const { name, schema: member } of membersOf(schema)) {
    if (Object.hasOwn(members, name)) checkShape(member, members[name], inside(where, name))
  }
}

function checkObject(value: unknown, where: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>
  }
  throw new TypeError(`${where} is not a structure`)
}

function inside(where: string, name: string | number): string {
  return where === 'The input' ? `"${name}"` : `${where.slice(0, -1)}.${name}"`
}
