import { ProtocolError } from './frames.ts'

/** An error as it crossed, before somebody decides which class it becomes. */
export interface CrossedError {
  name: string
  message: string
  /** Names of its classes, most derived first; a claim of the sender. */
  classes: string[]
  stack: string
  data: [string, unknown][]
  cause?: unknown
  errors?: unknown
}

/** What a decoder may accept, and who rebuilds what is not plain data. */
export interface DecodeContext {
  /** Of the value's frame. Each belongs to one place: it is taken from here when it is decoded. */
  attachments: (Uint8Array<ArrayBuffer> | undefined)[]
  limits: DecodeLimits
  /** Parts of all values that share a limit, counted on. */
  tally: { parts: number }
  error(error: CrossedError): Error
  /** Rebuilds a tag that is not plain data; throws `ProtocolError` for what is not allowed here. */
  special(
    tag: { $: string; [member: string]: unknown },
    decode: (value: unknown) => unknown,
  ): unknown
}

/** Bounds on what the sender may make the receiver build. */
export interface DecodeLimits {
  depth: number
  /** Of all values together that share a tally: whoever receives them may keep them. */
  parts: number
  /** Of one text, in UTF-16 units. */
  text: number
}

/** Rebuilds a value: a fresh copy made of own data members, with no prototype of the sender. */
export function decode(encoded: unknown, context: DecodeContext): unknown {
  const { limits, tally } = context
  return visit(encoded, 0)

  function visit(value: unknown, depth: number): unknown {
    if (depth > limits.depth)
      throw new ProtocolError(`A value is nested deeper than ${limits.depth}`)
    if (++tally.parts > limits.parts) {
      throw new ProtocolError(`Values have more than ${limits.parts} parts`)
    }
    if (value === null || typeof value === 'boolean' || typeof value === 'number') return value
    if (typeof value === 'string') return text(value, limits.text)
    const inside = (member: unknown) => visit(member, depth + 1)
    if (Array.isArray(value)) return value.map(inside)
    if (typeof value !== 'object') throw new ProtocolError('A value is not JSON')
    if (!Object.hasOwn(value, '$')) return plainObject(Object.entries(value), inside)
    return tagged(value as { $: string }, inside)
  }

  function tagged(tag: { $: string; [member: string]: unknown }, inside: (v: unknown) => unknown) {
    switch (tag.$) {
      case 'undefined':
        return undefined
      case 'number':
        return specialNumber(tag['v'])
      case 'bigint':
        return bigInt(tag['v'])
      case 'date':
        return date(tag['v'])
      case 'url':
        return url(tag['v'])
      case 'bytes':
        return bytes(tag, context.attachments)
      case 'map':
        return new Map(list(tag['v']).map((entry) => pair(entry).map(inside) as [unknown, unknown]))
      case 'set':
        return new Set(list(tag['v']).map(inside))
      case 'object':
        return plainObject(list(tag['v']).map(pair) as [string, unknown][], inside)
      case 'error':
        return context.error(crossedError(tag, inside))
      default:
        return context.special(tag, inside)
    }
  }
}

/** Reads a text member of a tag. */
export function text(value: unknown, max = 10_000): string {
  if (typeof value !== 'string' || value.length > max)
    throw new ProtocolError('A text is malformed')
  return value
}

/** Reads an id: a whole number from 0. */
export function id(value: unknown): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0)
    throw new ProtocolError('An id is malformed')
  return value as number
}

/** Reads an array. */
export function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new ProtocolError('A list is malformed')
  return value
}

function pair(value: unknown): [unknown, unknown] {
  const entry = list(value)
  if (entry.length !== 2) throw new ProtocolError('An entry is malformed')
  return entry as [unknown, unknown]
}

function plainObject(entries: [string, unknown][], inside: (v: unknown) => unknown) {
  // It defines members: a key named __proto__ is data like any other.
  return Object.fromEntries(entries.map(([key, member]) => [text(key), inside(member)]))
}

const SPECIAL_NUMBERS = new Map<unknown, number>([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
  ['-0', -0],
])

function specialNumber(value: unknown): number {
  const number = SPECIAL_NUMBERS.get(value)
  if (number === undefined) throw new ProtocolError('A number is malformed')
  return number
}

function bigInt(value: unknown): bigint {
  const digits = text(value, 2_001)
  if (!/^-?\d{1,2000}$/.test(digits)) throw new ProtocolError('A bigint is malformed')
  return BigInt(digits)
}

function date(value: unknown): Date {
  if (value !== null && typeof value !== 'number') throw new ProtocolError('A date is malformed')
  return new Date(value ?? NaN)
}

function url(value: unknown): URL {
  const href = text(value)
  if (!URL.canParse(href)) throw new ProtocolError('A URL is malformed')
  return new URL(href)
}

const VIEWS = {
  Uint8Array,
  Int8Array,
  Uint8ClampedArray,
  Uint16Array,
  Int16Array,
  Uint32Array,
  Int32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  DataView,
}

function bytes(tag: Record<string, unknown>, attachments: DecodeContext['attachments']): unknown {
  const index = id(tag['i'])
  const attachment = attachments[index]
  if (!attachment) throw new ProtocolError('An attachment is missing')
  attachments[index] = undefined
  const kind = text(tag['k'], 20)
  if (kind === 'ArrayBuffer') return attachment.buffer
  if (kind === 'Uint8Array' || !Object.hasOwn(VIEWS, kind)) return attachment
  const View = VIEWS[kind as keyof typeof VIEWS]
  const unit = 'BYTES_PER_ELEMENT' in View ? View.BYTES_PER_ELEMENT : 1
  if (attachment.byteLength % unit !== 0) {
    throw new ProtocolError('An array has a broken element')
  }
  return new (View as new (buffer: ArrayBuffer) => unknown)(attachment.buffer)
}

function crossedError(tag: Record<string, unknown>, inside: (v: unknown) => unknown): CrossedError {
  return {
    name: text(tag['name']),
    message: text(tag['message'], 100_000),
    classes: list(tag['classes'])
      .slice(0, 8)
      .map((name) => text(name)),
    stack: text(tag['stack']),
    data: list(tag['data']).map((entry) => {
      const [key, member] = pair(entry)
      return [text(key), inside(member)]
    }),
    ...('cause' in tag ? { cause: inside(tag['cause']) } : {}),
    ...('errors' in tag ? { errors: inside(tag['errors']) } : {}),
  }
}
