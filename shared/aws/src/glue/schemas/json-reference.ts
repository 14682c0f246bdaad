import type { JsonSchema } from './json-schema.ts'
import { UnsupportedKeyword } from './unsupported-keyword.ts'

/** The reference that a schema consists of (up to draft 7, nothing beside `$ref` counts). */
export function refersTo(schema: JsonSchema): string | undefined {
  if (typeof schema !== 'object') return undefined
  const { $ref } = schema
  return typeof $ref === 'string' ? $ref : undefined
}

/**
 * Follows references within a definition to what they mean in the end. Throws UnsupportedKeyword for
 * one to another document, and for one that leads to nothing but itself.
 */
export function dereferenced(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const seen = new Set<string>()
  for (let at = schema; ;) {
    const reference = refersTo(at)
    if (reference === undefined) return at
    const target = seen.has(reference) ? undefined : pointedTo(root, reference)
    if (target === undefined) throw new UnsupportedKeyword('$ref')
    seen.add(reference)
    at = target
  }
}

/** Deeper definitions would take more stack than there is, and serve nobody. */
const MAX_DEPTH = 500

/**
 * Throws a SyntaxError for a reference within a definition that leads nowhere, and for a definition
 * that is too deep.
 */
export function checkReferences(schema: unknown): void {
  const search = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null) return
    if (depth > MAX_DEPTH) throw new SyntaxError(`it is more than ${MAX_DEPTH} levels deep`)
    const reference = refersTo(value as JsonSchema)
    if (reference?.startsWith('#') && pointedTo(schema as JsonSchema, reference) === undefined) {
      throw new SyntaxError(`the reference "${reference}" leads nowhere`)
    }
    for (const inner of Object.values(value)) search(inner, depth + 1)
  }
  search(schema, 0)
}

/** What a JSON pointer in a URI's fragment leads to (RFC 6901, section 6). */
function pointedTo(root: JsonSchema, reference: string): JsonSchema | undefined {
  if (reference === '#') return root
  if (!reference.startsWith('#/')) return undefined
  const steps = reference.slice(2).split('/').map(unescaped)
  const target = steps.reduce<unknown>(
    (at, step) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, step)
        ? (at as Record<string, unknown>)[step]
        : undefined,
    root,
  )
  const isSchema = typeof target === 'boolean' || (typeof target === 'object' && target !== null)
  return isSchema ? (target as JsonSchema) : undefined
}

function unescaped(step: string): string {
  try {
    return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')
  } catch {
    return step
  }
}
