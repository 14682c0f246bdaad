/** The head of an HTTP request, as the adapter reads it. */
export interface RequestHead {
  method: string
  /** As sent: percent-encoded, neither normalized nor decoded, without the query. */
  path: string
  query: URLSearchParams
  /** By names in lower case. */
  headers: Record<string, string>
}

/** An HTTP response. A body in chunks is written as it is, without joining it, or as it is made. */
export interface WireResponse {
  status: number
  headers: Record<string, string>
  body: readonly Uint8Array[] | AsyncIterable<Uint8Array>
}
