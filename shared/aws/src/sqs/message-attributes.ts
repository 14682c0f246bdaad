import { createHash } from 'node:crypto'
import type { MessageAttributeValue } from '@aws-sdk/client-sqs'
import { type Account, failure } from './account.ts'
import { hasOnlyAllowedCharacters } from './message-body.ts'

/** Attributes by name, as SendMessage takes them and ReceiveMessage returns them. */
export type MessageAttributes = Record<string, MessageAttributeValue>

/** A message can have so many attributes (developer guide, "Message metadata"). */
const MAX_ATTRIBUTES = 10

/**
 * Checks the attributes of a message and returns a copy.
 *
 * Throws InvalidParameterValue (SDK text, MessageAttributeValue and ReceiveMessage). AWS's text is
 * known for an empty value; the others are ours.
 */
export function checkAttributes(
  account: Account,
  attributes: MessageAttributes | undefined,
): MessageAttributes {
  const entries = Object.entries(attributes ?? {})
  const refuse = (message: string) => failure(account, 'InvalidParameterValue', message)
  if (entries.length > MAX_ATTRIBUTES) {
    const counts = `[${entries.length}] exceeds the allowed maximum [${MAX_ATTRIBUTES}]`
    throw refuse(`Number of message attributes ${counts}.`)
  }
  for (const [name, value] of entries) {
    const isName = /^[\p{L}\p{N}_.-]{1,256}$/u.test(name) && !/^\.|\.\.|\.$/.test(name)
    if (!isName) throw refuse(`Message (user) attribute name '${name}' is invalid.`)
    if (/^(aws|amazon)\./i.test(name)) {
      throw refuse(`Message (user) attribute name '${name}' starts with a reserved prefix.`)
    }
    const problem = problemWith(value)
    if (problem) throw refuse(`Message (user) attribute '${name}' must ${problem}.`)
  }
  return copyAttributes(Object.fromEntries(entries))
}

/** Copies attributes, with only the members that SQS keeps. */
export function copyAttributes(attributes: MessageAttributes): MessageAttributes {
  const copies = Object.entries(attributes).map(([name, value]) => {
    const { DataType, StringValue, BinaryValue } = value
    const kept = BinaryValue ? { BinaryValue: Uint8Array.from(BinaryValue) } : { StringValue }
    return [name, { DataType, ...kept }]
  })
  return Object.fromEntries(copies)
}

/** The bytes that attributes count for in the size of a message: name, type and value. */
export function sizeOfAttributes(attributes: MessageAttributes): number {
  return Object.entries(attributes)
    .flatMap(([name, value]) => [name, value.DataType ?? '', bytesOf(value)])
    .reduce((sum, part) => sum + Buffer.byteLength(part), 0)
}

/**
 * The MD5 digest of attributes, or undefined if there are none (developer guide, "Calculating the
 * MD5 message digest for message attributes").
 */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const entries = Object.entries(attributes).toSorted(([a], [b]) => (a < b ? -1 : 1))
  if (entries.length === 0) return undefined
  const hash = createHash('md5')
  const addWithLength = (bytes: Uint8Array) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    hash.update(length).update(bytes)
  }
  for (const [name, value] of entries) {
    addWithLength(Buffer.from(name))
    addWithLength(Buffer.from(value.DataType ?? ''))
    hash.update(Uint8Array.of(value.BinaryValue ? 2 : 1))
    addWithLength(bytesOf(value))
  }
  return hash.digest('hex')
}

/** Returns the attributes that ReceiveMessage was asked for: by name, by `prefix.*`, or all. */
export function selectAttributes(attributes: MessageAttributes, names: string[]) {
  const isWanted = (attribute: string) =>
    names.some((name) => {
      if (['All', '*', '.*'].includes(name)) return true
      return name.endsWith('.*') ? attribute.startsWith(name.slice(0, -2)) : attribute === name
    })
  const wanted = Object.entries(attributes).filter(([name]) => isWanted(name))
  return copyAttributes(Object.fromEntries(wanted))
}

function bytesOf({ StringValue, BinaryValue }: MessageAttributeValue): Uint8Array {
  return BinaryValue ?? Buffer.from(StringValue ?? '')
}

function problemWith(value: MessageAttributeValue): string | undefined {
  const type = value.DataType ?? ''
  const [base] = type.split('.')
  if (!['String', 'Number', 'Binary'].includes(base ?? '') || type.length > 256) {
    return 'have a type that is String, Number or Binary, with or without a custom label'
  }
  const isBinary = base === 'Binary'
  const length = isBinary ? value.BinaryValue?.length : value.StringValue?.length
  if (!length) return `contain a non-empty value of type '${isBinary ? 'Binary' : 'String'}'`
  if (isBinary) return undefined
  const text = value.StringValue ?? ''
  if (base === 'Number' && !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) {
    return 'be a number'
  }
  return hasOnlyAllowedCharacters(text) ? undefined : 'contain only allowed characters'
}
