/** A request that the wire refuses before any service sees it, by AWS's own error codes. */
export class WireError extends Error {
  /** The HTTP status. */
  readonly status: number

  constructor(name: string, { message, status = 400 }: { message: string; status?: number }) {
    super(message)
    this.name = name
    this.status = status
  }
}
