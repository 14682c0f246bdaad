/** A value as it stands in a frame: JSON, where `{ $: kind, … }` marks what JSON cannot say. */
export type Encoded = null | boolean | number | string | Encoded[] | { [key: string]: unknown }

/** Where an encoder puts bytes, and whom it asks about values that do not cross as plain data. */
export interface EncodeContext {
  attachments: Uint8Array[]
  /** Whether errors keep their stacks, which name the files of this side. */
  stacks: boolean
  /**
   * Says how a function, a client, a signal or an async iterable crosses; undefined means "look
   * further". Throws `Uncrossable` for what must not cross here.
   */
  special(value: object, path: string): Encoded | undefined
}

/** Thrown for a value that cannot be copied through the membrane; the message says where it is. */
export class Uncrossable extends TypeError {
  override name = 'Uncrossable'
}

const MAX_DEPTH = 100

/** Encodes a value for the other side: a copy of its data, own enumerable members only. */
export function encode(value: unknown, context: EncodeContext): Encoded {
  return encodeAt(value, { context, path: 'the value', depth: 0, open: new Set() })
}

interface Place {
  context: EncodeContext
  path: string
  depth: number
  open: Set<object>
}

function encodeAt(value: unknown, place: Place): Encoded {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return encodeNumber(value)
    case 'undefined':
      return { $: 'undefined' }
    case 'bigint':
      return { $: 'bigint', v: String(value) }
    case 'symbol':
      throw new Uncrossable(`A symbol cannot be copied: ${place.path}`)
    case 'function':
      return (
        place.context.special(value, place.path) ??
        refuse(`A function cannot be copied: ${place.path}`)
      )
    default:
      return value === null ? null : encodeObject(value as object, place)
  }
}

function encodeNumber(value: number): Encoded {
  if (Object.is(value, -0)) return { $: 'number', v: '-0' }
  return Number.isFinite(value) ? value : { $: 'number', v: String(value) }
}

function encodeObject(value: object, place: Place): Encoded {
  const special = place.context.special(value, place.path)
  if (special !== undefined) return special
  if (place.open.has(value)) refuse(`A value that contains itself cannot be copied: ${place.path}`)
  if (place.depth > MAX_DEPTH) refuse(`A value is nested too deeply to be copied: ${place.path}`)
  place.open.add(value)
  try {
    return encodeMembers(value, place)
  } finally {
    place.open.delete(value)
  }
}

function encodeMembers(value: object, place: Place): Encoded {
  const inside = (member: unknown, name: string | number) =>
    typeof member === 'string'
      ? member
      : encodeAt(member, { ...place, path: `${place.path}.${name}`, depth: place.depth + 1 })

  if (Array.isArray(value)) return Array.from(value, inside)
  if (value instanceof Date) return { $: 'date', v: value.getTime() }
  if (value instanceof URL) return { $: 'url', v: value.href }
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return attach(value, place.context)
  if (value instanceof Map) {
    return {
      $: 'map',
      v: Array.from(value, ([key, member], i) => [inside(key, i), inside(member, i)]),
    }
  }
  if (value instanceof Set) return { $: 'set', v: Array.from(value, inside) }
  if (value instanceof Error) return encodeError(value, place.context, inside)
  if (value instanceof RegExp || value instanceof Promise || value instanceof WeakMap) {
    refuse(`A ${value.constructor.name} cannot be copied: ${place.path}`)
  }
  const entries = Object.keys(value).map((key): [string, Encoded] => [
    key,
    inside((value as Record<string, unknown>)[key], key),
  ])
  const needsEscape = entries.some(([key]) => key === '$' || key === '__proto__')
  return needsEscape ? { $: 'object', v: entries } : Object.fromEntries(entries)
}

function attach(value: ArrayBuffer | ArrayBufferView, context: EncodeContext): Encoded {
  const bytes =
    value instanceof ArrayBuffer
      ? new Uint8Array(value)
      : new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
  // The kind of array it really is, whatever a subclass (a Buffer, the SDK's own) is called.
  const kind = Object.prototype.toString.call(value).slice(8, -1)
  context.attachments.push(bytes)
  return { $: 'bytes', i: context.attachments.length - 1, k: kind }
}

/** Members of an error that are said by tags of their own, or that hold live objects. */
export const NOT_OWN_DATA: ReadonlySet<string> = new Set([
  'name',
  'message',
  'stack',
  'cause',
  'errors',
  '$response',
])

function encodeError(
  error: Error,
  { stacks }: EncodeContext,
  inside: (value: unknown, name: string) => Encoded,
): Encoded {
  const data: [string, Encoded][] = []
  for (const key of Object.keys(error)) {
    if (NOT_OWN_DATA.has(key)) continue
    try {
      data.push([key, inside((error as unknown as Record<string, unknown>)[key], key)])
    } catch {
      // An error must arrive even where a part of it cannot.
    }
  }
  return {
    $: 'error',
    name: String(error.name).slice(0, 200),
    message: String(error.message).slice(0, 20_000),
    classes: classNames(error).map((name) => name.slice(0, 200)),
    stack: stacks ? String(error.stack ?? '').slice(0, 4_000) : '',
    data,
    ...('cause' in error ? { cause: insideOrUndefined(error.cause, 'cause', inside) } : {}),
    ...(error instanceof AggregateError
      ? { errors: insideOrUndefined(error.errors, 'errors', inside) }
      : {}),
  }
}

function insideOrUndefined(
  value: unknown,
  name: string,
  inside: (value: unknown, name: string) => Encoded,
): Encoded {
  try {
    return inside(value, name)
  } catch {
    return { $: 'undefined' }
  }
}

function classNames(error: Error): string[] {
  const names: string[] = []
  let prototype: object | null = Object.getPrototypeOf(error) as object | null
  while (prototype && prototype !== Object.prototype && names.length < 8) {
    names.push(String(prototype.constructor?.name ?? ''))
    prototype = Object.getPrototypeOf(prototype) as object | null
  }
  return names
}

function refuse(message: string): never {
  throw new Uncrossable(message)
}
