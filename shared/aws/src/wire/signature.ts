import type { RequestHead } from './message.ts'
import { WireError } from './wire-error.ts'

/**
 * The service in the scope of a request's signature, as in `.../us-east-1/dynamodb/aws4_request`;
 * undefined without one. Signatures are not verified: any credentials will do.
 */
export function signedService({ headers, query }: RequestHead): string | undefined {
  const credential =
    /Credential=([^,\s]+)/.exec(headers['authorization'] ?? '')?.[1] ??
    query.get('X-Amz-Credential')
  // The access key could hold a slash, so the scope is read from its end.
  return credential?.split('/').at(-2)
}

/**
 * Refuses a presigned URL whose time has passed. Throws `AccessDenied` for one, and
 * `AuthorizationQueryParametersError` for one that does not say when it expires (S3 user guide,
 * "Authenticating requests: using query parameters"; the older form has `Expires` in seconds).
 */
export function checkExpiry({ query }: RequestHead, now: number): void {
  const expiresAt = expiryOf(query)
  if (expiresAt === undefined || now <= expiresAt) return
  throw new WireError('AccessDenied', { message: 'Request has expired', status: 403 })
}

/** Whether the request's authority is in its URL. */
export function isPresigned({ query }: RequestHead): boolean {
  return query.has('X-Amz-Signature') || (query.has('Signature') && query.has('AWSAccessKeyId'))
}

const WEEK_SECONDS = 7 * 24 * 60 * 60

function expiryOf(query: URLSearchParams): number | undefined {
  if (query.has('Signature') && query.has('Expires')) return Number(query.get('Expires')) * 1000
  if (!query.has('X-Amz-Signature')) return undefined
  const seconds = Number(query.get('X-Amz-Expires') ?? Number.NaN)
  const date = Date.parse(
    (query.get('X-Amz-Date') ?? '').replace(
      /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
      '$1-$2-$3T$4:$5:$6Z',
    ),
  )
  if (Number.isFinite(date) && seconds >= 0 && seconds <= WEEK_SECONDS) return date + seconds * 1000
  throw new WireError('AuthorizationQueryParametersError', {
    message: 'A presigned URL needs "X-Amz-Date", and "X-Amz-Expires" from 0 to 604800 seconds',
  })
}
