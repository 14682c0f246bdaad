/** One operation of a JSON patch (RFC 6902). */
export interface PatchOperation {
  op: 'add' | 'remove' | 'replace'
  path: string
  value?: unknown
}

/** Returns the JSON patch that makes `from` into `to`. Entries of arrays are compared by place. */
export function jsonPatch(from: unknown, to: unknown, path = ''): PatchOperation[] {
  if (Array.isArray(from) && Array.isArray(to)) return arrayPatch(from, to, path)
  if (isObject(from) && isObject(to)) return objectPatch(from, to, path)
  return Object.is(from, to) ? [] : [{ op: 'replace', path, value: to }]
}

function arrayPatch(from: unknown[], to: unknown[], path: string): PatchOperation[] {
  const common = Math.min(from.length, to.length)
  const changed = from
    .slice(0, common)
    .flatMap((value, index) => jsonPatch(value, to[index], `${path}/${index}`))
  const removed = from
    .slice(common)
    .map(() => ({ op: 'remove' as const, path: `${path}/${common}` }))
  const added = to
    .slice(common)
    .map((value, index) => ({ op: 'add' as const, path: `${path}/${common + index}`, value }))
  return [...changed, ...removed, ...added]
}

type Members = Record<string, unknown>

function objectPatch(from: Members, to: Members, path: string): PatchOperation[] {
  const removed = Object.keys(from)
    .filter((key) => !Object.hasOwn(to, key))
    .map((key) => ({ op: 'remove' as const, path: `${path}/${escape(key)}` }))
  const others = Object.entries(to).flatMap(([key, value]) => {
    const place = `${path}/${escape(key)}`
    if (Object.hasOwn(from, key)) return jsonPatch(from[key], value, place)
    return [{ op: 'add' as const, path: place, value }]
  })
  return [...removed, ...others]
}

function escape(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
