import { emptyItem } from './attribute-value.ts'
import type { AttributeValue, Item } from './attribute-value.ts'
import { canonicalNumber } from './numbers.ts'
import { invalid, invalidParameter } from './refusal.ts'

/** How deep a value may be nested (AWS: "Service quotas", Nested attribute depth). */
export const MAX_DEPTH = 32

/**
 * Takes a value out of a request: a deep copy with canonical numbers. Throws AWS's
 * `ValidationException` for values DynamoDB does not accept. Nesting counts from 1 at the attribute
 * and may reach `MAX_DEPTH`.
 */
export function readValue(input: unknown, level = 1): AttributeValue {
  if (level > MAX_DEPTH) throw tooDeep()
  const members = membersOf(input)
  const [type, content] = members[0] ?? []
  if (type === undefined) {
    throw invalid(
      'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
    )
  }
  const value = readContent(type, content, level)
  if (members.length > 1) {
    // What is wrong with one of the values comes before that there are several.
    for (const [other, its] of members.slice(1)) readContent(other, its, level)
    throw invalid(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    )
  }
  return value
}

/** Throws if an update has built a value that is nested too deeply. */
export function refuseDepth(item: Readonly<Item>): void {
  if (Object.values(item).some((value) => depthOf(value) > MAX_DEPTH)) throw tooDeep()
}

/** Takes an item or a key out of a request, as `readValue` does with each attribute. */
export function readItem(input: Readonly<Record<string, unknown>>): Item {
  return readMap(input, 1)
}

function membersOf(input: unknown): [string, unknown][] {
  if (typeof input !== 'object' || input === null) return []
  return Object.entries(input).filter(([type, content]) => TYPES.has(type) && content != null)
}

const TYPES = new Set(['S', 'N', 'B', 'BOOL', 'NULL', 'SS', 'NS', 'BS', 'L', 'M'])

function readContent(type: string, content: unknown, level: number): AttributeValue {
  switch (type) {
    case 'S':
      return { S: String(content) }
    case 'N':
      return { N: canonicalNumber(String(content)) }
    case 'B':
      return { B: readBytes(content) }
    case 'BOOL':
      return { BOOL: Boolean(content) }
    case 'NULL':
      if (content !== true) {
        throw invalidParameter('Null attribute value types must have the value of true')
      }
      return { NULL: true }
    case 'SS':
      return { SS: readStringSet(content as string[]) }
    case 'NS':
      return { NS: readNumberSet(content as string[]) }
    case 'BS':
      return { BS: readBinarySet(content as unknown[]) }
    case 'L':
      return { L: (content as unknown[]).map((element) => readValue(element, level + 1)) }
    default:
      return { M: readMap(content as Record<string, unknown>, level + 1) }
  }
}

function readMap(input: Readonly<Record<string, unknown>>, level: number): Item {
  const item = emptyItem()
  for (const [name, value] of Object.entries(input)) {
    if (value !== undefined) item[name] = readValue(value, level)
  }
  return item
}

function readStringSet(elements: readonly string[]): string[] {
  // AWS's own words, spaces included.
  if (elements.length === 0) throw invalidParameter('An string set  may not be empty')
  if (new Set(elements).size < elements.length) {
    throw invalidParameter(`Input collection [${elements.join(', ')}] contains duplicates.`)
  }
  return [...elements]
}

function readNumberSet(elements: readonly string[]): string[] {
  if (elements.length === 0) throw invalidParameter('An number set  may not be empty')
  const numbers = elements.map(canonicalNumber)
  if (new Set(numbers).size < numbers.length) throw invalid('Input collection contains duplicates')
  return numbers
}

function readBinarySet(input: readonly unknown[]): Uint8Array[] {
  if (input.length === 0) throw invalidParameter('Binary sets should not be empty')
  const elements = input.map(readBytes)
  const texts = elements.map((bytes) => Buffer.from(bytes).toString('base64'))
  if (new Set(texts).size < texts.length) {
    throw invalidParameter(`Input collection [${texts.join(', ')}]of type BS contains duplicates.`)
  }
  return elements
}

/** A copy of bytes in any of the shapes that the SDK takes for binary values. */
function readBytes(content: unknown): Uint8Array {
  if (typeof content === 'string') return Uint8Array.from(Buffer.from(content, 'utf8'))
  if (!ArrayBuffer.isView(content)) return new Uint8Array((content as ArrayBuffer).slice(0))
  const { buffer, byteOffset, byteLength } = content
  return Uint8Array.from(new Uint8Array(buffer, byteOffset, byteLength))
}

function depthOf(value: AttributeValue): number {
  const children = value.L ?? Object.values(value.M ?? {})
  return 1 + children.reduce((deepest, child) => Math.max(deepest, depthOf(child)), 0)
}

function tooDeep(): Error {
  return invalid(
    'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit',
  )
}
