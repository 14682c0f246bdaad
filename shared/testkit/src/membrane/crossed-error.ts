import type { CrossedError } from './decode.ts'
import { NOT_OWN_DATA } from './encode.ts'

/**
 * Finds an error class by name: one of the SDK's, or undefined. Several packages may have the name;
 * `classes`, names of the classes it extends, tell which is meant.
 */
export type ClassLookup = (name: string, classes?: readonly string[]) => unknown

const BUILT_IN: ReadonlyMap<string, new (message: string) => Error> = new Map<
  string,
  new (message: string) => Error
>([
  ['Error', Error],
  ['TypeError', TypeError],
  ['RangeError', RangeError],
  ['SyntaxError', SyntaxError],
  ['ReferenceError', ReferenceError],
  ['URIError', URIError],
  ['EvalError', EvalError],
])

const classesOf = new WeakMap<object, readonly string[]>()

/** Names of the classes an error had on the other side, most derived first. */
export function crossedClasses(error: unknown): readonly string[] {
  return (typeof error === 'object' && error !== null && classesOf.get(error)) || []
}

/**
 * Rebuilds an error: as the SDK's class where it was one, else as the built-in it extends, with its
 * name, message, own data and cause.
 */
export function rebuildError(crossed: CrossedError, lookup: ClassLookup): Error {
  const error = instantiate(crossed, lookup)
  for (const [key, value] of crossed.data) {
    // A message that is no text, say, would break whoever prints the error.
    if (key !== '__proto__' && !NOT_OWN_DATA.has(key)) Object.assign(error, { [key]: value })
  }
  if (error.name !== crossed.name) define(error, 'name', crossed.name)
  if ('cause' in crossed) define(error, 'cause', crossed.cause)
  // The stack would show the trusted side's files; what crossed is the author's business only.
  define(error, 'stack', crossed.stack)
  classesOf.set(error, crossed.classes)
  return error
}

function instantiate({ name, message, classes, data, errors }: CrossedError, lookup: ClassLookup) {
  for (const className of classes) {
    if (className === 'AggregateError') {
      return new AggregateError(Array.isArray(errors) ? errors : [], message)
    }
    const BuiltIn = BUILT_IN.get(className)
    if (BuiltIn) return new BuiltIn(message)
    const Sdk = lookup(className, classes)
    if (typeof Sdk === 'function' && Sdk.prototype instanceof Error) {
      const SdkException = Sdk as new (options: object) => Error
      const members = Object.fromEntries(data)
      return new SdkException({ $metadata: {}, $fault: 'client', ...members, name, message })
    }
  }
  return new Error(message)
}

function define(error: Error, key: string, value: unknown) {
  Object.defineProperty(error, key, {
    value,
    configurable: true,
    writable: true,
    enumerable: false,
  })
}
