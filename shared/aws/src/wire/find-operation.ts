import { bucketAddress } from './bucket-address.ts'
import type { RoutedRequest } from './decode.ts'
import type { RequestHead } from './message.ts'
import { match } from './routes.ts'
import { checkExpiry, isPresigned, signedService } from './signature.ts'
import { WireError } from './wire-error.ts'
import { isRpc, type Protocol, type WireOperation, type WireService } from './wire-service.ts'

/** A service that a request speaks to, in one of its protocols. */
export interface Spoken {
  service: WireService
  protocol: Protocol
  /** The operation that an RPC names. */
  operation?: string
}

const S3 = 's3'

/**
 * The service a request is meant for: by `X-Amz-Target`, by the path of Smithy's RPC, by the scope
 * of its signature, and S3 for a request that says nothing, such as a browser's. Undefined for a
 * service that is not emulated.
 */
export function findService(
  head: RequestHead,
  services: readonly WireService[],
): Spoken | undefined {
  const { headers, path } = head
  const target = headers['x-amz-target']
  if (target !== undefined) {
    const [prefix, operation] = splitLast(target, '.')
    const service = services.find(({ targetPrefix }) => targetPrefix === prefix)
    return service && { service, protocol: service.protocol, operation }
  }
  const [, prefix, operation] = /^\/service\/([^/]+)\/operation\/([^/]+)\/?$/.exec(path) ?? []
  if (headers['smithy-protocol'] === 'rpc-v2-cbor' && operation !== undefined) {
    const service = services.find(({ targetPrefix }) => targetPrefix === prefix)
    return service && { service, protocol: service.cbor, operation }
  }
  const signed = signedService(head) ?? S3
  const meant = services.filter(({ signingName }) => signingName === signed)
  const service = meant.find(({ protocol }) => !isRpc(protocol)) ?? meant[0]
  return service && { service, protocol: service.protocol }
}

/**
 * Finds the operation of a request. Throws 501 naming what is not emulated, and what a presigned
 * URL has to answer for.
 */
export function routeRequest(
  sent: RequestHead,
  { found, now }: { found: Spoken | undefined; now: number },
): RoutedRequest {
  if (!found) throw notEmulated(namedService(sent))
  const { service, protocol } = found
  if (found.operation !== undefined) {
    const operation = service.operations.get(found.operation)
    if (!operation) throw notEmulated(`${found.operation} of ${service.name}`)
    return { head: sent, service, protocol, operation, labels: {} }
  }
  // Old clients of some services speak the query protocol, which the SDK no longer does.
  if (isRpc(protocol)) throw notEmulated(`requests to ${service.name} without "X-Amz-Target"`)
  checkExpiry(sent, now)
  const head = isPresigned(sent) ? withHoistedHeaders(sent) : sent
  const { operation, labels } = routeRest(head, service)
  return { head, service, protocol, operation, labels }
}

function routeRest(
  head: RequestHead,
  service: WireService,
): { operation: WireOperation; labels: Record<string, string> } {
  try {
    const address: { bucket?: string; path: string } =
      service.signingName === S3
        ? bucketAddress(head.headers['host'] ?? '', head.path)
        : { path: head.path }
    const { bucket, path } = address
    const found =
      match(service.routes, { ...head, path }, bucket !== undefined) ??
      match(service.routes, head, false)
    if (!found) throw notEmulated(`${head.method} ${head.path} of ${service.name}`)
    const labels = bucket === undefined ? found.labels : { Bucket: bucket, ...found.labels }
    return { operation: found.operation, labels }
  } catch (error) {
    if (!(error instanceof URIError)) throw error
    throw new WireError('InvalidURI', { message: "Couldn't parse the specified URI." })
  }
}

/**
 * A presigned URL carries in its query what would be headers. Checksums there mean nothing to S3:
 * the SDK for JavaScript computes them before there is a body (localstack#12169,
 * aws-sdk-go-v2#2610).
 */
function withHoistedHeaders(head: RequestHead): RequestHead {
  const hoisted = [...head.query].filter(([name]) =>
    /^x-amz-(?!signature|checksum-|sdk-checksum-)/i.test(name),
  )
  const headers = Object.fromEntries(hoisted.map(([name, value]) => [name.toLowerCase(), value]))
  return { ...head, headers: { ...headers, ...head.headers } }
}

function namedService(head: RequestHead): string {
  const named = head.headers['x-amz-target'] ?? signedService(head)
  return named === undefined ? `${head.method} ${head.path}` : `"${named}"`
}

function notEmulated(what: string): WireError {
  const message = `The embedded AWS does not emulate ${what}`
  return new WireError('NotImplemented', { message, status: 501 })
}

function splitLast(text: string, separator: string): [before: string, after: string] {
  const at = text.lastIndexOf(separator)
  return at < 0 ? ['', text] : [text.slice(0, at), text.slice(at + 1)]
}
