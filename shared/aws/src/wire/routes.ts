import type { RequestHead } from './message.ts'
import { membersOf } from './struct.ts'
import type { WireOperation } from './wire-service.ts'

/** How the requests of one REST operation look. */
export interface Route {
  operation: WireOperation
  method: string
  path: RegExp
  labels: readonly string[]
  /** Whether the API names a bucket, which stands in the host or before the path. */
  hasBucket: boolean
  /** Query parameters the path of the API spells out, such as `?acl` or `?list-type=2`. */
  literals: ReadonlyMap<string, string>
  requiredQuery: readonly string[]
  requiredHeaders: readonly string[]
  /** Query parameters that stand for a sub-resource anywhere in this API. */
  subresources: ReadonlySet<string>
}

/** A route that fits, with the labels in the path, decoded. */
export interface Match {
  operation: WireOperation
  labels: Record<string, string>
}

/** The SDK for JavaScript adds it to tell operations apart; other clients do not send it. */
const HINT = 'x-id'

/** Reads the routes of a REST API, the most specific first. */
export function routesOf(operations: readonly WireOperation[]): Route[] {
  const routes = operations.filter(({ http }) => http).map(routeOf)
  const parameters = new Set(
    operations.flatMap(({ input }) => membersOf(input).map(({ traits }) => traits.httpQuery)),
  )
  const subresources = new Set(routes.flatMap(({ literals }) => [...literals.keys()]))
  for (const name of [HINT, ...parameters]) if (name) subresources.delete(name)
  return routes
    .map((route) => ({ ...route, subresources }))
    .toSorted((a, b) => specificity(b) - specificity(a))
}

/**
 * The operation that a request of a REST API asks for; undefined for none. `hasBucket` tells
 * whether a bucket was named. Throws `URIError` for a path with broken percent-encoding.
 */
export function match(
  routes: readonly Route[],
  head: RequestHead,
  hasBucket: boolean,
): Match | undefined {
  const fitting = routes.filter(
    (route) =>
      route.method === head.method &&
      route.hasBucket === hasBucket &&
      route.path.test(head.path) &&
      fitsQuery(route, head.query),
  )
  // What is spelled out is meant, even if a parameter is missing: the service says so.
  const route =
    fitting.find((one) => isComplete(one, head)) ??
    fitting.find(({ literals }) => [...literals.keys()].some((name) => name !== HINT))
  if (!route) return undefined
  const values = route.path.exec(head.path)!.slice(1).map(decodeURIComponent)
  const labels = Object.fromEntries(route.labels.map((name, i) => [name, values[i]!]))
  return { operation: route.operation, labels }
}

function routeOf(operation: WireOperation): Omit<Route, 'subresources'> {
  const [method, uri] = operation.http!
  const [path, query = ''] = uri.split('?') as [string, string?]
  const members = membersOf(operation.input)
  const required = members.filter(({ isRequired }) => isRequired)
  return {
    operation,
    method,
    ...pathPattern(path),
    hasBucket:
      members.some(({ name, traits }) => name === 'Bucket' && traits.httpLabel) &&
      !uri.includes('{Bucket}'),
    literals: new Map(new URLSearchParams(query)),
    requiredQuery: required.flatMap(({ traits }) => traits.httpQuery ?? []),
    requiredHeaders: required.flatMap(({ traits }) => traits.httpHeader?.toLowerCase() ?? []),
  }
}

function pathPattern(path: string): { path: RegExp; labels: string[] } {
  const labels: string[] = []
  const source = path
    .replace(/\/$/, '')
    .replace(/\{([^}+]+)(\+?)\}|[.*+?^$()|[\]\\]/g, (found, name, greedy) => {
      if (!name) return `\\${found}`
      labels.push(name)
      return greedy ? '(.+)' : '([^/]+)'
    })
  const end = path.endsWith('+}') ? '' : '/?'
  return { path: new RegExp(`^${source}${end}$`, 's'), labels }
}

function fitsQuery(route: Route, query: URLSearchParams): boolean {
  for (const name of query.keys()) {
    if (route.subresources.has(name) && !route.literals.has(name)) return false
  }
  for (const [name, value] of route.literals) {
    const sent = query.get(name)
    if (name === HINT && sent === null) continue
    if (sent === null || (value !== '' && sent !== value)) return false
  }
  return true
}

function isComplete(route: Route, { query, headers }: RequestHead): boolean {
  return (
    route.requiredQuery.every((name) => query.has(name)) &&
    route.requiredHeaders.every((name) => Object.hasOwn(headers, name))
  )
}

function specificity({ operation, literals, requiredQuery, requiredHeaders }: Route): number {
  const words = operation.http![1].split('?')[0]!.split('/')
  const fixed = words.filter((word) => word && !word.includes('{')).length
  const spelledOut = [...literals.keys()].filter((name) => name !== HINT).length
  return fixed * 1000 + spelledOut * 100 + requiredQuery.length * 10 + requiredHeaders.length
}
