import { verifyDigests } from './body-digests.ts'
import { isChunked, unpackChunks } from './chunked-body.ts'
import { decodeInput, type RoutedRequest } from './decode.ts'
import { encodeOutput, withLength } from './encode.ts'
import { encodeError, failureOf, isMistake } from './encode-error.ts'
import { findService, routeRequest } from './find-operation.ts'
import type { RequestHead, WireResponse } from './message.ts'
import type { WireService } from './wire-service.ts'

/** A call that the wire made out of a request. */
export interface WireCall {
  /** The client's class, as in `S3Client`. */
  clientName: string
  /** AWS's name of the operation, as in `PutObject`. */
  operation: string
  input: Record<string, unknown>
}

/** Answers a call with the operation's output, or throws the SDK's exception. */
export type CallHandler = (call: WireCall) => Promise<object>

/** What became of a request. */
export interface Answer extends WireResponse {
  /** AWS's code of the error, if it is one. */
  error?: string
  /** What went wrong inside, where that is a mistake of the embedded AWS. */
  mistake?: Error
}

/** A request whose operation is known, before its body has been read. */
export interface Exchange {
  service: string | undefined
  operation: string | undefined
  /** The most bytes its body may have. */
  bodyLimit: number
  /** Never rejects: errors are answers too. */
  answer(body: Buffer, call: CallHandler): Promise<Answer>
  /** The answer to a request that is refused for an error of the transport. */
  refuse(error: Error): Answer
}

/** Bodies that are documents, such as JSON, may have 32 MiB. No API of AWS takes larger ones. */
const DOCUMENT_LIMIT = 32 * 2 ** 20

/**
 * Reads the head of a request. It never throws: what cannot be served is an exchange that answers
 * so, whatever its body. `now` is the time by which presigned URLs expire.
 */
export function openExchange(
  head: RequestHead,
  options: {
    services: readonly WireService[]
    now: number
    contentLimit: number
    requestId: string
  },
): Exchange {
  const { services, now, contentLimit, requestId } = options
  const found = findService(head, services)
  const fail = (error: unknown, request?: RoutedRequest) => {
    const failure = failureOf(error)
    const protocol = request?.protocol ?? found?.protocol
    const { headers } = head
    const encoded = encodeError(failure, { protocol, service: found?.service, headers, requestId })
    const hasBody = head.method !== 'HEAD' && failure.status !== 304
    const answer: Answer = {
      ...finish({ ...encoded, ...(hasBody ? {} : { body: [] }) }),
      error: failure.name,
    }
    return isMistake(failure) ? { ...answer, mistake: error as Error } : answer
  }
  const finish = (response: WireResponse) => withLength(withRequestId(response, requestId))
  try {
    const request = routeRequest(head, { found, now })
    const { operation, service } = request
    return {
      service: service.name,
      operation: operation.name,
      bodyLimit: operation.streamedInput ? contentLimit : DOCUMENT_LIMIT,
      refuse: (error) => fail(error, request),
      answer: (body, call) =>
        serve(request, { body, call }).then(finish, (error: unknown) => fail(error, request)),
    }
  } catch (error) {
    return {
      service: found?.service.name,
      operation: undefined,
      bodyLimit: DOCUMENT_LIMIT,
      refuse: (refusal) => fail(refusal),
      answer: async () => fail(error),
    }
  }
}

async function serve(
  request: RoutedRequest,
  { body, call }: { body: Buffer; call: CallHandler },
): Promise<WireResponse> {
  const { operation, service } = request
  const { headers } = request.head
  const unpacked = isChunked(headers) ? unpackChunks(body, headers) : { body, headers }
  verifyDigests(unpacked.body, unpacked.headers, operation)
  const head = { ...request.head, headers: unpacked.headers }
  const input = await decodeInput({ ...request, head }, unpacked.body)
  const output = await call({ clientName: service.client, operation: operation.name, input })
  return encodeOutput(request, output)
}

function withRequestId(response: WireResponse, id: string): WireResponse {
  const headers = { ...response.headers, 'x-amzn-requestid': id, 'x-amz-request-id': id }
  return { ...response, headers }
}
