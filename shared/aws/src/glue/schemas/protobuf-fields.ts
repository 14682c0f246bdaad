import type { Field, Type } from 'protobufjs'

/** Types whose values look the same on the wire ("Updating a message type", protobuf.dev). */
const INTERCHANGEABLE = [
  ['int32', 'uint32', 'int64', 'uint64', 'bool', 'enum'],
  ['sint32', 'sint64'],
  ['fixed32', 'sfixed32'],
  ['fixed64', 'sfixed64'],
  ['string', 'bytes'],
]

/** Whether a message reads what another one writes: fields are told apart by their numbers. */
export function acceptsFields(reader: Type, writer: Type): boolean {
  return (
    reader.fieldsArray.every((field) => {
      const written = writer.fieldsById[field.id]
      return written ? acceptsField(field, written) : !field.required
    }) && reader.oneofsArray.every((choice) => acceptsChoice(choice.fieldsArray, writer))
  )
}

function acceptsField(reader: Field, writer: Field): boolean {
  if (reader.required && !writer.required) return false
  if (reader.map !== writer.map) return false
  if (keyOf(reader) !== keyOf(writer)) return false
  const [read, written] = [kindOf(reader), kindOf(writer)]
  const isSame =
    read === written ||
    INTERCHANGEABLE.some((kinds) => kinds.includes(read) && kinds.includes(written))
  // One and many are the same only where values say their own length.
  const hasLength = ['string', 'bytes'].includes(read) || read.startsWith('.')
  return isSame && (reader.repeated === writer.repeated || hasLength)
}

/** A message by its full name, an enum as a number, a scalar as itself. */
function kindOf(field: Field): string {
  const { resolvedType: type } = field.resolve()
  if (!type) return field.type
  return 'values' in type ? 'enum' : type.fullName
}

function keyOf(field: Field): string | undefined {
  return 'keyType' in field ? String(field.keyType) : undefined
}

/** Of fields that exclude each other, the writer must not write two at once. */
function acceptsChoice(fields: readonly Field[], writer: Type): boolean {
  const written = fields.flatMap(({ id }) => writer.fieldsById[id] ?? [])
  const choices = new Set(written.map(({ partOf }) => partOf))
  return written.length < 2 || (choices.size === 1 && !choices.has(null))
}
